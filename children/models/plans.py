"""What was done of what the authority owes a child: visits, assessments, plans. `statute` says when the next is due."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.constraints import one_of, paired
from children.enums import DutyKind, VisitOutcome
from children.models.child import Child
from children.querysets import DutyQuerySet


class DutyDone(models.Model):
    """That somebody visited a child, assessed them, or made a plan, on a day."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="duties")
    kind = models.CharField(max_length=20, choices=DutyKind)
    done_on = models.DateField()
    who = models.CharField("who did it", max_length=120, blank=True)
    outcome = models.CharField("what came of the visit", max_length=20, choices=VisitOutcome, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DutyQuerySet.as_manager()

    class Meta:
        """A visit says what came of it; nothing else does."""

        ordering = ["done_on", "id"]
        verbose_name = "visit, assessment or plan"
        verbose_name_plural = "visits, assessments and plans"
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="visit") & ~Q(outcome="")) | (~Q(kind="visit") & Q(outcome="")),
                name="visit_says_what_came_of_it",
                violation_error_message="Say of a visit, and of nothing else, whether the child was seen.",
            ),
            paired(
                "withdrawn_on",
                "withdrawn_because",
                second_is_text=True,
                name="duty_withdrawn_with_a_reason",
                message="Say why this was recorded by mistake.",
            ),
            one_of("kind", DutyKind, name="duty_kind_is_known", message="Choose what was done."),
        ]
        indexes = [models.Index(fields=["child", "kind", "done_on"], name="duty_child_kind")]

    def __str__(self) -> str:
        """Return what and when."""
        return f"{self.get_kind_display()} on {self.done_on}"
