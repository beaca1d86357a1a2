"""Where and when a review meets, and who took part and how."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.constraints import one_of, paired
from children.models import PersonAroundChild
from reviews import enums
from reviews.models.lists import Venue
from reviews.models.review import Review
from reviews.models.together import JointMeeting
from reviews.querysets import BookingQuerySet, MeetingQuerySet
from reviews.querysets_heard import NotWithdrawnQuerySet, ParentPartQuerySet


class Booking(models.Model):
    """A day, time and place for a review. A moved booking keeps its row, with why it was moved."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="bookings")
    on = models.DateField()
    at = models.TimeField()
    minutes = models.PositiveSmallIntegerField(default=90)
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, null=True, blank=True, related_name="bookings")
    place = models.CharField("place, if not a venue of the service", max_length=120, blank=True)
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="bookings")
    # Held together with the reviews of brothers and sisters whose bookings name the same.
    joint = models.ForeignKey(JointMeeting, on_delete=models.PROTECT, null=True, blank=True, related_name="bookings")
    is_current = models.BooleanField(default=True)
    moved_because = models.CharField(max_length=200, blank=True)
    # Why a colleague is chairing it, who took the chair on the day.
    taken_because = models.CharField(max_length=200, blank=True)
    is_invented = models.BooleanField(default=False, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        """One current booking per review."""

        ordering = ["on", "at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review"],
                condition=Q(is_current=True),
                name="one_booking_at_a_time",
                violation_error_message="This review is already booked. Move the booking instead.",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=15, minutes__lte=480),
                name="booking_lasts_15_minutes_to_8_hours",
                violation_error_message="A meeting lasts between 15 minutes and 8 hours.",
            ),
            models.CheckConstraint(
                condition=Q(venue__isnull=False) | ~Q(place=""),
                name="booking_has_a_place",
                violation_error_message="Choose a venue, or say where the review is held.",
            ),
            models.CheckConstraint(
                condition=Q(is_current=True) | ~Q(moved_because=""),
                name="moved_booking_says_why",
                violation_error_message="Say why the booking was moved.",
            ),
        ]
        indexes = [models.Index(fields=["on"], condition=Q(is_current=True), name="booking_current_day")]

    def __str__(self) -> str:
        """Return day and time."""
        return f"{self.on} {self.at:%H:%M}"

    @property
    def where(self) -> str:
        """Return the place in words."""
        return self.venue.name if self.venue else self.place


class ReviewMeeting(models.Model):
    """One meeting or conversation of a review that is a series of meetings."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    note = models.CharField("with whom", max_length=200, blank=True)
    # Told only when the review was completed, rather than as the series went on.
    told_at_the_end = models.BooleanField(default=False, editable=False)
    is_invented = models.BooleanField(default=False, editable=False)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        """In order of time; one recorded by mistake says why."""

        ordering = ["held_on", "id"]
        constraints = [
            paired(
                "withdrawn_on",
                "withdrawn_because",
                second_is_text=True,
                name="meeting_withdrawn_with_a_reason",
                message="Say why this was recorded by mistake.",
            ),
        ]

    def __str__(self) -> str:
        """Return the day."""
        return str(self.held_on)


class StrategyTried(models.Model):
    """One thing that was tried so that a child is heard: which, who tried, when, and what happened.

    Of earlier records only which it was may be known.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="strategies")
    strategy = models.CharField(max_length=30, choices=enums.Strategy)
    on = models.DateField("when", null=True, blank=True)
    tried_by = models.CharField("who tried", max_length=120, blank=True)
    outcome = models.CharField("what happened", max_length=200, blank=True)
    # Told only when the review was completed, rather than before it.
    told_at_the_end = models.BooleanField(default=False, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    # A mistake keeps its row, with why it was taken back.
    withdrawn_because = models.CharField(max_length=200, blank=True)
    is_invented = models.BooleanField(default=False, editable=False)

    objects = NotWithdrawnQuerySet.as_manager()

    class Meta:
        """In the order in which they were recorded."""

        ordering = ["id"]
        constraints = [
            one_of("strategy", enums.Strategy, name="strategy_is_known", message="Choose what was tried."),
        ]

    def __str__(self) -> str:
        """Return the strategy."""
        return self.get_strategy_display()


class ParentPart(models.Model):
    """One parent's part in one review: invited or why not, attended or why not, how their views were heard."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="parents")
    # Empty where earlier records say what happened but not with whom.
    parent = models.ForeignKey(
        PersonAroundChild, on_delete=models.PROTECT, null=True, blank=True, related_name="review_parts"
    )
    was_invited = models.BooleanField()
    not_invited_reason = models.CharField(max_length=30, choices=enums.NotInvitedReason, blank=True)
    hearing_plan = models.CharField("how they are to be heard instead", max_length=200, blank=True)
    attended = models.BooleanField(null=True, blank=True)
    not_attending_reason = models.CharField(max_length=30, choices=enums.NotAttendingReason, blank=True)
    views_route = models.CharField(max_length=20, choices=enums.ViewsRoute, blank=True)
    was_offered_meeting = models.BooleanField("the IRO offered to meet them", null=True, blank=True)
    took_up_meeting = models.BooleanField(null=True, blank=True)
    is_invented = models.BooleanField(default=False, editable=False)

    objects = ParentPartQuerySet.as_manager()

    class Meta:
        """A reason wherever the answer is no."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "parent"],
                name="parent_once_per_review",
                violation_error_message="This parent is already listed.",
            ),
            models.CheckConstraint(
                condition=Q(was_invited=True, not_invited_reason="")
                | (Q(was_invited=False) & ~Q(not_invited_reason="")),
                name="parent_not_invited_has_a_reason",
                violation_error_message="Say why this parent was not invited.",
            ),
            models.CheckConstraint(
                condition=Q(was_invited=True) | Q(attended__isnull=True) | Q(attended=True),
                name="parent_not_invited_is_not_absent",
                violation_error_message="A parent who was not invited cannot have stayed away.",
            ),
            models.CheckConstraint(
                condition=~Q(was_invited=True, attended=False) | ~Q(not_attending_reason=""),
                name="parent_absent_has_a_reason",
                violation_error_message="Say why this parent did not attend.",
            ),
        ]

    def __str__(self) -> str:
        """Return whose part."""
        return str(self.parent or "a parent")


class Attendance(models.Model):
    """Somebody else who took part in a review."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="attendances")
    name = models.CharField(max_length=120)
    part = models.CharField("in what capacity", max_length=80)
    attended = models.BooleanField(default=True)
    is_invented = models.BooleanField(default=False, editable=False)

    class Meta:
        """In the order they were listed."""

        ordering = ["id"]

    def __str__(self) -> str:
        """Return name and capacity."""
        return f"{self.name} ({self.part})"


class Paper(models.Model):
    """Whether a paper for the review reached the IRO in time."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=30, choices=enums.PaperKind)
    state = models.CharField(max_length=20, choices=enums.PaperState)
    received_on = models.DateField(null=True, blank=True)
    is_invented = models.BooleanField(default=False, editable=False)

    class Meta:
        """Each once per review."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "kind"],
                name="paper_once_per_review",
                violation_error_message="This paper is already listed.",
            ),
        ]

    def __str__(self) -> str:
        """Return which paper."""
        return self.get_kind_display()
