"""Children looked after, the people around them, periods of care, episodes and allocations."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Team
from audit.constraints import ends_after_start
from children.enums import AllocationReason, CareKind, Relationship, Sex
from children.querysets import AllocationQuerySet, ChildQuerySet, EpisodeQuerySet, PeriodQuerySet


class SiblingGroup(models.Model):
    """Brothers and sisters who are known to the service."""

    name = models.CharField(max_length=80)

    class Meta:
        """By name."""

        ordering = ["name", "id"]

    def __str__(self) -> str:
        """Return the family's name."""
        return self.name


class Child(models.Model):
    """A child who is or was looked after by the authority."""

    local_id = models.CharField(
        "the authority's own id",
        max_length=20,
        unique=True,
        error_messages={"unique": "A record with this id exists, or needs the IRO manager."},
    )
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    preferred_name = models.CharField(max_length=80, blank=True)
    former_names = models.CharField(max_length=200, blank=True)
    # Folded; written by the actions from the names above, never typed.
    search_name = models.CharField(max_length=400, editable=False)
    pronouns = models.CharField(max_length=30, blank=True)
    sex = models.CharField(max_length=1, choices=Sex)
    date_of_birth = models.DateField()
    date_of_birth_disputed = models.BooleanField(default=False)
    ethnicity = models.CharField("ethnicity (national code)", max_length=4, blank=True)
    language = models.CharField(max_length=60, blank=True)
    needs_interpreter = models.BooleanField(default=False)
    communication_needs = models.CharField("how they communicate", max_length=200, blank=True)
    is_uasc = models.BooleanField("unaccompanied asylum-seeking child", default=False)
    siblings = models.ForeignKey(SiblingGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    died_on = models.DateField(null=True, blank=True)
    is_invented = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ChildQuerySet.as_manager()

    class Meta:
        """Ordered as a register is."""

        ordering = ["last_name", "first_name", "id"]
        verbose_name_plural = "children"
        indexes = [models.Index(fields=["search_name"], name="child_search_name")]
        constraints = [
            ends_after_start(
                "date_of_birth",
                "died_on",
                name="child_died_after_birth",
                message="The date of death must not come before the date of birth.",
            ),
        ]

    def __str__(self) -> str:
        """Return the child's name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def audit_child_id(self) -> int:
        """Return the id under which readings of this record are logged."""
        return self.pk

    @property
    def called(self) -> str:
        """Return the name the child goes by."""
        return self.preferred_name or self.first_name


class PersonAroundChild(models.Model):
    """A parent, carer or other person around a child."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="people")
    full_name = models.CharField(max_length=120)
    relationship = models.CharField(max_length=20, choices=Relationship)
    has_parental_responsibility = models.BooleanField(default=False)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(max_length=300, blank=True)
    how_to_reach = models.CharField("safe way to reach them", max_length=200, blank=True)
    language = models.CharField(max_length=60, blank=True)
    is_current = models.BooleanField(default=True)
    is_invented = models.BooleanField(default=False, editable=False)

    class Meta:
        """In the order they were recorded."""

        ordering = ["id"]
        verbose_name_plural = "people around a child"

    def __str__(self) -> str:
        """Return the person's name."""
        return self.full_name


class PeriodOfCare(models.Model):
    """A period in which a child was looked after, or had a series of short breaks."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="periods")
    kind = models.CharField(max_length=20, choices=CareKind, default=CareKind.LOOKED_AFTER)
    became_looked_after_on = models.DateField()
    ceased_on = models.DateField(null=True, blank=True)
    reason_ceased = models.CharField("reason ceased (national code)", max_length=4, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        """One open period at a time; the trigger refuses overlaps."""

        ordering = ["became_looked_after_on", "id"]
        verbose_name_plural = "periods of care"
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(ceased_on__isnull=True),
                name="one_open_period_of_care",
                violation_error_message="This child is already looked after. Close the open period of care first.",
            ),
            ends_after_start(
                "became_looked_after_on",
                "ceased_on",
                name="period_ceases_after_it_begins",
                message="The day care ceased must not come before the day it began.",
            ),
            models.CheckConstraint(
                condition=Q(ceased_on__isnull=True) | ~Q(reason_ceased=""),
                name="period_ceases_with_a_reason",
                violation_error_message="Say why the child ceased to be looked after.",
            ),
        ]

    def __str__(self) -> str:
        """Return when it began."""
        return f"{self.get_kind_display()} from {self.became_looked_after_on}"


class Episode(models.Model):
    """A spell of one legal status and one placement, as in the national return."""

    period = models.ForeignKey(PeriodOfCare, on_delete=models.PROTECT, related_name="episodes")
    # The same child as the period's; kept here so that the database can refuse overlaps.
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="episodes")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    reason_new = models.CharField("reason for new episode (national code)", max_length=2)
    legal_status = models.CharField("legal status (national code)", max_length=3)
    category_of_need = models.CharField("category of need (national code)", max_length=3, blank=True)
    placement = models.CharField("placement (national code)", max_length=4, blank=True)
    provider = models.CharField("placement provider (national code)", max_length=4, blank=True)
    reason_ended = models.CharField("reason episode ceased (national code)", max_length=4, blank=True)
    reason_placement_change = models.CharField(max_length=8, blank=True)
    placed_with = models.CharField("carer or home", max_length=120, blank=True)
    placement_address = models.TextField(max_length=300, blank=True)
    # Null: nobody has recorded it, which is not the same as no.
    is_out_of_area = models.BooleanField(null=True, blank=True)
    host_authority = models.CharField(max_length=80, blank=True)
    is_invented = models.BooleanField(default=False, editable=False)

    objects = EpisodeQuerySet.as_manager()

    class Meta:
        """One open episode at a time; the trigger refuses overlaps."""

        ordering = ["started_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(ended_on__isnull=True),
                name="one_open_episode",
                violation_error_message="End the running episode first.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gt=models.F("started_on")),
                name="episode_lasts_a_day",
                violation_error_message="An episode lasts at least a day.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, reason_ended="") | (Q(ended_on__isnull=False) & ~Q(reason_ended="")),
                name="episode_ends_with_a_reason",
                violation_error_message="An episode that has ended says why, and one that runs does not.",
            ),
        ]
        indexes = [models.Index(fields=["child", "started_on"], name="episode_child_start")]

    def __str__(self) -> str:
        """Return the codes and the day it began."""
        return f"{self.legal_status} {self.placement} from {self.started_on}"


class ShortBreakStay(models.Model):
    """One short break: nights away, with whom or where."""

    period = models.ForeignKey(PeriodOfCare, on_delete=models.PROTECT, related_name="stays")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="stays")
    started_on = models.DateField()
    ended_on = models.DateField()
    setting = models.CharField("with whom or where", max_length=120)

    class Meta:
        """In order of time."""

        ordering = ["started_on", "id"]
        constraints = [
            ends_after_start(
                "started_on",
                "ended_on",
                name="stay_ends_after_it_begins",
                message="The last day of a stay must not come before the first.",
            ),
        ]

    def __str__(self) -> str:
        """Return the days."""
        return f"{self.started_on} to {self.ended_on}"


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
