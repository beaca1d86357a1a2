"""Lists that reviews draw on: kinds of shortfall, places."""

from django.db import models
from django.db.models import F, Q


class IssueType(models.Model):
    """A kind of shortfall in care or planning: one list, shared by disputes and audits of practice."""

    name = models.CharField(max_length=120, unique=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        """By name."""

        ordering = ["name"]

    def __str__(self) -> str:
        """Return the issue."""
        return self.name


class Venue(models.Model):
    """Where reviews are held."""

    name = models.CharField(max_length=120, unique=True)
    is_video = models.BooleanField("by video", default=False)
    # Of a meeting by video: who sends out the link. The link itself opens the meeting, and is kept nowhere.
    link_holder = models.CharField("who sends the link", max_length=120, blank=True)
    address = models.CharField(max_length=300, blank=True)
    room_for = models.PositiveSmallIntegerField("room for how many people", null=True, blank=True)
    is_step_free = models.BooleanField("without steps", null=True, blank=True)
    is_school = models.BooleanField("a school", default=False)
    note = models.CharField("what else to know", max_length=200, blank=True)
    is_current = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        """By name."""

        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(room_for__isnull=True) | Q(room_for__gte=1),
                name="venue_has_room_for_somebody",
                violation_error_message="A venue has room for at least one person.",
            ),
        ]

    def __str__(self) -> str:
        """Return the venue."""
        return self.name


class Journey(models.Model):
    """How long the way between two venues takes, where somebody has said."""

    one = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="journeys_from")
    other = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="journeys_to")
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        """Each pair once; the one recorded first stands first."""

        ordering = ["one", "other"]
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"],
                name="journey_once",
                violation_error_message="This journey is recorded already.",
            ),
            models.CheckConstraint(
                condition=Q(one__lt=F("other")),
                name="journey_is_between_two_venues",
                violation_error_message="A journey is between two venues, and the same in both directions.",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=480),
                name="journey_takes_up_to_8_hours",
                violation_error_message="A journey takes between 1 minute and 8 hours.",
            ),
        ]

    def __str__(self) -> str:
        """Return the minutes."""
        return f"{self.one} to {self.other}: {self.minutes} minutes"
