"""Periods of care, episodes and short breaks."""

from django.db import models
from django.db.models import Q

from audit.constraints import ends_after_start, paired
from children.enums import CareKind
from children.models.child import Child
from children.querysets import EpisodeQuerySet, PeriodQuerySet, StayQuerySet


class PeriodOfCare(models.Model):
    """A period in which a child was looked after, or had a series of short breaks."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="periods")
    kind = models.CharField(max_length=20, choices=CareKind, default=CareKind.LOOKED_AFTER)
    became_looked_after_on = models.DateField()
    ceased_on = models.DateField(null=True, blank=True)
    reason_ceased = models.CharField("reason ceased (national code)", max_length=4, blank=True)
    # Its first review then counts from the day on which the conditions for short breaks ceased (SB-TO-FULL).
    after_short_breaks = models.BooleanField("follows a series of short breaks", default=False)

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
                condition=Q(ceased_on__isnull=True, reason_ceased="")
                | (Q(ceased_on__isnull=False) & ~Q(reason_ceased="")),
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
    # What was planned, where that is not what happened; the law asks what was intended.
    intended_nights = models.PositiveSmallIntegerField("nights intended", null=True, blank=True)
    went_home = models.BooleanField("went home to a parent afterwards", default=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = StayQuerySet.as_manager()

    class Meta:
        """In order of time; one recorded by mistake says why."""

        ordering = ["started_on", "id"]
        constraints = [
            paired(
                "withdrawn_on",
                "withdrawn_because",
                second_is_text=True,
                name="stay_withdrawn_with_a_reason",
                message="Say why this was recorded by mistake.",
            ),
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
