"""What closes a child's record beyond the roles (a list, a conflict of interest), and breaking the glass."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

from audit.constraints import ends_after_start, paired
from children.enums import ConflictRelation, GlassReason, GlassVerdict, RequestAnswer, RestrictionGround
from children.models.child import Child, SiblingGroup
from children.querysets import (
    BreakGlassQuerySet,
    ConflictQuerySet,
    ListedQuerySet,
    RequestQuerySet,
    RestrictionQuerySet,
)

SHORTEST_EXPLANATION = 20

models.CharField.register_lookup(Length)


class Restriction(models.Model):
    """That a child's record opens only to those on a list, why, and by when that is looked at again."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="restrictions")
    ground = models.CharField(max_length=20, choices=RestrictionGround)
    explanation = models.CharField(max_length=300, blank=True)
    set_on = models.DateField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    review_by = models.DateField()
    lifted_on = models.DateField(null=True, blank=True)
    lifted_because = models.CharField(max_length=300, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        """One in force at a time."""

        ordering = ["-set_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(lifted_on__isnull=True),
                name="one_restriction_at_a_time",
                violation_error_message="This record is already restricted.",
            ),
            paired(
                "lifted_on",
                "lifted_because",
                name="restriction_lifted_with_a_reason",
                message="Say why the restriction was lifted.",
                second_is_text=True,
            ),
            ends_after_start(
                "set_on",
                "lifted_on",
                name="restriction_lifted_after_set",
                message="A restriction cannot be lifted before it was set.",
            ),
            ends_after_start(
                "set_on",
                "review_by",
                name="restriction_reviewed_after_set",
                message="The restriction is looked at again after it was set.",
            ),
        ]

    def __str__(self) -> str:
        """Return the ground."""
        return f"{self.get_ground_display()} from {self.set_on}"


class ListedPerson(models.Model):
    """That somebody may open a restricted record."""

    restriction = models.ForeignKey(Restriction, on_delete=models.PROTECT, related_name="listed")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="listings")
    added_on = models.DateField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    removed_on = models.DateField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ListedQuerySet.as_manager()

    class Meta:
        """Once on a list at a time."""

        ordering = ["id"]
        verbose_name_plural = "listed people"
        constraints = [
            models.UniqueConstraint(
                fields=["restriction", "user"],
                condition=Q(removed_on__isnull=True),
                name="listed_once_at_a_time",
                violation_error_message="This person is already on the list.",
            ),
            ends_after_start(
                "added_on",
                "removed_on",
                name="listed_person_removed_after_added",
                message="Nobody can leave the list before they were added.",
            ),
        ]

    def __str__(self) -> str:
        """Return who."""
        return f"{self.user} from {self.added_on}"


class RestrictionRequest(models.Model):
    """That an IRO asked for a child's record to be restricted, and what the keeper of restrictions answered."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="restriction_requests")
    ground = models.CharField(max_length=20, choices=RestrictionGround)
    explanation = models.CharField(max_length=300)
    asked_on = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=20, choices=RequestAnswer, blank=True)
    answer_note = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RequestQuerySet.as_manager()

    class Meta:
        """One waiting at a time; answered on a day."""

        ordering = ["asked_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(answered_on__isnull=True),
                name="one_restriction_request_at_a_time",
                violation_error_message="Somebody has already asked for this record to be restricted.",
            ),
            paired(
                "answered_on",
                "answer",
                name="restriction_request_answered_on_a_day",
                message="An answer has a day.",
                second_is_text=True,
            ),
            ends_after_start(
                "asked_on",
                "answered_on",
                name="restriction_request_answered_after_asked",
                message="A request cannot be answered before it was made.",
            ),
        ]

    def __str__(self) -> str:
        """Return the ground and the day."""
        return f"{self.get_ground_display()} asked on {self.asked_on}"


class ConflictOfInterest(models.Model):
    """That somebody must not see a child or a family: they know them, or it is their own record.

    Whoever declares it may not know whether there is a record: then it is described, and the IRO manager finds it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="conflicts")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, blank=True, related_name="conflicts")
    siblings = models.ForeignKey(
        SiblingGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="conflicts"
    )
    described_as = models.CharField("whom it is about", max_length=300, blank=True)
    # True: the child's brothers and sisters too, also those who are recorded as such later.
    is_whole_family = models.BooleanField(default=False)
    relation = models.CharField(
        "how they know each other", max_length=20, choices=ConflictRelation, default=ConflictRelation.OTHER
    )
    nature = models.CharField("more about how they know each other", max_length=300, blank=True)
    declared_on = models.DateField()
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    # The day on which the IRO manager looked for whom it describes and found no record.
    looked_for_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        """About a child, a family, or what was described."""

        ordering = ["-declared_on", "-id"]
        verbose_name_plural = "conflicts of interest"
        constraints = [
            models.CheckConstraint(
                condition=Q(child__isnull=False) | Q(siblings__isnull=False) | ~Q(described_as=""),
                name="conflict_is_about_someone",
                violation_error_message="Say whom the conflict of interest is about.",
            ),
            models.UniqueConstraint(
                fields=["user", "child"],
                condition=Q(ended_on__isnull=True, child__isnull=False),
                name="one_conflict_with_a_child_at_a_time",
                violation_error_message="This conflict of interest is already on the register.",
            ),
            paired(
                "ended_on",
                "ended_because",
                name="conflict_ended_with_a_reason",
                message="Say why the conflict of interest has ended.",
                second_is_text=True,
            ),
        ]

    def __str__(self) -> str:
        """Return whose."""
        return f"{self.user} from {self.declared_on}"


class BreakGlass(models.Model):
    """That somebody opened one child's record, outside what they may see, to read it for two hours, and why."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="glass_broken")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="glass_broken")
    acting_role = models.CharField(max_length=30)
    reason = models.CharField(max_length=20, choices=GlassReason)
    explanation = models.CharField(max_length=500)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    # The day by which somebody else has judged it: three working days on.
    verdict_due_on = models.DateField()
    verdict = models.CharField(max_length=20, choices=GlassVerdict, blank=True)
    verdict_note = models.CharField(max_length=500, blank=True)
    verdict_on = models.DateField(null=True, blank=True)
    verdict_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        """Explained, dated, judged by somebody else."""

        ordering = ["-opened_at", "-id"]
        verbose_name_plural = "glass broken"
        constraints = [
            models.CheckConstraint(
                condition=Q(explanation__length__gte=SHORTEST_EXPLANATION),
                name="broken_glass_is_explained",
                violation_error_message=f"Explain why in at least {SHORTEST_EXPLANATION} characters.",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gte=F("opened_at")),
                name="broken_glass_closes_after_it_opened",
                violation_error_message="The record closes after it was opened.",
            ),
            paired(
                "verdict_on",
                "verdict",
                name="broken_glass_verdict_is_dated",
                message="A verdict has a day.",
                second_is_text=True,
            ),
            models.CheckConstraint(
                condition=Q(verdict_by__isnull=True) | ~Q(verdict_by=F("user")),
                name="broken_glass_judged_by_someone_else",
                violation_error_message="Nobody judges their own opening of a record.",
            ),
        ]
        indexes = [models.Index(fields=["user", "closes_at"], name="broken_glass_open")]

    def __str__(self) -> str:
        """Return who and when."""
        return f"{self.user} at {self.opened_at:%Y-%m-%d %H:%M}"
