"""What became of the limits around a review that are not its own: of its record, of an adjournment, of a panel."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.constraints import one_of
from reviews.models.outcome import RecordOfReview
from reviews.models.panel import SecurePanel
from reviews.models.review import Review


class ClockKind(models.TextChoices):
    """Which limit it was."""

    DECISIONS = "decisions", "Send the decisions"
    FULL = "full", "Finish the record"
    DISTRIBUTE = "distribute", "Distribute the record"
    CHALLENGE = "challenge", "Challenge the decisions"
    ADJOURNED = "adjourned", "Complete the adjourned review"
    CONFER = "confer", "Social worker and IRO confer"
    CONSULTATION = "consultation", "Send the consultation papers"
    PAPERS = "papers", "Papers reach the IRO"
    PANEL = "panel", "Hold the panel"


OF_RECORD = (ClockKind.DECISIONS, ClockKind.FULL, ClockKind.DISTRIBUTE)
# Counted from the sending and stored nowhere else.
AROUND_RECORD = (*OF_RECORD, ClockKind.CHALLENGE)
OF_REVIEW = (ClockKind.ADJOURNED, ClockKind.CONFER, ClockKind.CONSULTATION, ClockKind.PAPERS)


class ClockChange(models.Model):
    """That a limit around a review, or of a panel, became another day, and why: an immutable row."""

    clock = models.CharField(max_length=12, choices=ClockKind)
    record = models.ForeignKey(RecordOfReview, on_delete=models.PROTECT, null=True, related_name="clock_changes")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, related_name="clock_changes")
    panel = models.ForeignKey(SecurePanel, on_delete=models.PROTECT, null=True, related_name="clock_changes")
    was_on = models.DateField(null=True)
    now_on = models.DateField(null=True)
    why = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """In order of time; of a record, a review or a panel, as the clock says."""

        ordering = ["id"]
        constraints = [
            one_of("clock", ClockKind, name="clock_is_known", message="Choose a limit that there is."),
            models.CheckConstraint(
                condition=Q(clock__in=AROUND_RECORD, record__isnull=False, review__isnull=True, panel__isnull=True)
                | Q(clock__in=OF_REVIEW, record__isnull=True, review__isnull=False, panel__isnull=True)
                | Q(clock=ClockKind.PANEL, record__isnull=True, review__isnull=True, panel__isnull=False),
                name="clock_change_is_of_one_thing",
                violation_error_message="A limit belongs to a record, to a review or to a panel.",
            ),
        ]

    def __str__(self) -> str:
        """Return the change."""
        return f"{self.get_clock_display()}: {self.was_on} became {self.now_on}"
