"""Who answers for a child: the IRO, whoever covers for them, the social worker and team."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Team
from audit.constraints import ends_after_start
from children.enums import AllocationReason
from children.models.child import Child
from children.querysets import AllocationQuerySet, CoverQuerySet


class IROAllocation(models.Model):
    """That somebody is a child's IRO, from a day until a day, and why."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="iro_allocations")
    iro = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="iro_allocations")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=20, choices=AllocationReason)
    note = models.CharField(max_length=300, blank=True)
    allocated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    is_invented = models.BooleanField(default=False, editable=False)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        """One IRO at a time; the trigger refuses overlaps."""

        ordering = ["from_on", "id"]
        verbose_name = "IRO allocation"
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(until_on__isnull=True),
                name="one_iro_at_a_time",
                violation_error_message="This child already has an IRO. Reallocate instead.",
            ),
            ends_after_start(
                "from_on",
                "until_on",
                name="iro_allocation_ends_after_it_begins",
                message="The last day must not come before the first.",
            ),
        ]
        indexes = [models.Index(fields=["iro"], condition=Q(until_on__isnull=True), name="iro_allocation_open")]

    def __str__(self) -> str:
        """Return whose IRO from when."""
        return f"{self.iro} from {self.from_on}"


class SocialWorkAllocation(models.Model):
    """That a social worker and a team answer for a child."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="social_work_allocations")
    social_worker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="social_work_allocations",
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="allocations")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    is_invented = models.BooleanField(default=False, editable=False)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        """One at a time."""

        ordering = ["from_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(until_on__isnull=True),
                name="one_social_worker_at_a_time",
                violation_error_message="End the social worker's allocation that stands first.",
            ),
            ends_after_start(
                "from_on",
                "until_on",
                name="social_work_allocation_ends_after_it_begins",
                message="The last day must not come before the first.",
            ),
        ]

    def __str__(self) -> str:
        """Return who from when."""
        return f"{self.social_worker or self.team} from {self.from_on}"


class IROCover(models.Model):
    """That somebody covers for an IRO from a day until a day, both included: for one child, or for all of theirs."""

    iro = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="covered_for")
    covered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="covers")
    # Null: every child who is allocated to the IRO meanwhile.
    child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, blank=True, related_name="covers")
    from_on = models.DateField()
    until_on = models.DateField()
    reason = models.CharField(max_length=200)
    arranged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CoverQuerySet.as_manager()

    class Meta:
        """Dated, and never for oneself."""

        ordering = ["from_on", "id"]
        verbose_name = "cover for an IRO"
        verbose_name_plural = "cover for IROs"
        constraints = [
            ends_after_start(
                "from_on",
                "until_on",
                name="iro_cover_ends_after_it_begins",
                message="The last day of cover must not come before the first.",
            ),
            models.CheckConstraint(
                condition=~Q(iro=F("covered_by")),
                name="iro_cover_by_someone_else",
                violation_error_message="Nobody covers for themselves.",
            ),
        ]
        indexes = [models.Index(fields=["covered_by", "until_on"], name="iro_cover_by")]

    def __str__(self) -> str:
        """Return who covers for whom."""
        return f"{self.covered_by} for {self.iro} from {self.from_on}"
