"""Access to records that somebody should be asked about."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from audit.constraints import ends_after_start, paired
from children.enums import AccessPattern, AccessVerdict
from children.models.child import Child
from children.querysets import AccessConcernQuerySet


class AccessConcern(models.Model):
    """That the log shows an unusual pattern: whose, about whom, over which days; and what came of asking."""

    pattern = models.CharField(max_length=20, choices=AccessPattern)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="access_concerns")
    # Null where the pattern is about many children.
    child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, blank=True, related_name="access_concerns")
    first_on = models.DateField()
    last_on = models.DateField()
    looks = models.PositiveIntegerField()
    verdict = models.CharField(max_length=20, choices=AccessVerdict, blank=True)
    verdict_note = models.CharField(max_length=500, blank=True)
    verdict_on = models.DateField(null=True, blank=True)
    verdict_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AccessConcernQuerySet.as_manager()

    class Meta:
        """Judged once, and by somebody else."""

        ordering = ["-last_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pattern", "user", "child"],
                condition=Q(verdict="", child__isnull=False),
                name="one_open_access_concern",
                violation_error_message="This is already waiting to be looked into.",
            ),
            models.UniqueConstraint(
                fields=["pattern", "user"],
                condition=Q(verdict="", child__isnull=True),
                name="one_open_access_concern_about_many",
                violation_error_message="This is already waiting to be looked into.",
            ),
            ends_after_start(
                "first_on",
                "last_on",
                name="access_concern_ends_after_it_begins",
                message="The last look is not before the first.",
            ),
            paired(
                "verdict_on",
                "verdict",
                name="access_concern_verdict_is_dated",
                message="A verdict has a day.",
                second_is_text=True,
            ),
            models.CheckConstraint(
                condition=Q(verdict_by__isnull=True) | ~Q(verdict_by=F("user")),
                name="access_concern_judged_by_someone_else",
                violation_error_message="Nobody judges their own access.",
            ),
        ]

    def __str__(self) -> str:
        """Return what and whose."""
        return f"{self.get_pattern_display()}: {self.user}"
