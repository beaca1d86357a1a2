"""Reviews: their limits, bookings, who took part and how, decisions and record."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from audit.constraints import ends_after_start, paired
from children.models import Child, Episode, PeriodOfCare, PersonAroundChild
from reviews import enums
from reviews.querysets import BookingQuerySet, DecisionQuerySet, ReviewQuerySet, SecurePanelQuerySet
from statute.ages import AgeBand

AGE_BANDS = [
    (AgeBand.UNDER_FOUR.value, "under four"),
    (AgeBand.ON_FOURTH_BIRTHDAY.value, "on the fourth birthday"),
    (AgeBand.FOUR_OR_OVER.value, "four or over"),
]


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
    is_current = models.BooleanField(default=True)

    class Meta:
        """By name."""

        ordering = ["name"]

    def __str__(self) -> str:
        """Return the venue."""
        return self.name


class Review(models.Model):
    """A review of one child's care plan: due, booked, held, completed, recorded."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="reviews")
    period = models.ForeignKey(PeriodOfCare, on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=20, choices=enums.ReviewKind, default=enums.ReviewKind.LOOKED_AFTER)
    sequence = models.CharField(max_length=10, choices=enums.ReviewSequence)
    status = models.CharField(max_length=20, choices=enums.ReviewStatus, default=enums.ReviewStatus.TO_ARRANGE)
    source = models.CharField(max_length=20, choices=enums.RecordSource, default=enums.RecordSource.LOGGED)
    # Outputs of `statute`, never typed: the limit, and its working as it stood when it was computed.
    due_on = models.DateField(null=True, blank=True)
    plan_by = models.DateField(null=True, blank=True)
    due_rule = models.CharField(max_length=30, blank=True)
    due_strength = models.CharField(max_length=10, blank=True)
    due_source = models.CharField(max_length=200, blank=True)
    due_explanation = models.TextField(blank=True)
    due_is_provisional = models.BooleanField(default=False)
    # An earlier date by which the review must be held, and which of the triggers asks for it.
    review_by = models.DateField("hold the review by", null=True, blank=True)
    early_reason = models.CharField(max_length=20, choices=enums.EarlyReason, blank=True)
    early_note = models.CharField(max_length=300, blank=True)
    # What happened. `held_on` is the first meeting; `completed_on` starts every later clock.
    mode = models.CharField(max_length=10, choices=enums.ReviewMode, default=enums.ReviewMode.MEETING)
    held_on = models.DateField("first meeting", null=True, blank=True)
    adjourned_on = models.DateField(null=True, blank=True)
    adjourned_reason = models.CharField(max_length=300, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="chaired_reviews"
    )
    cover_reason = models.CharField("why someone else than the child's IRO chaired", max_length=200, blank=True)
    late_reason = models.CharField(max_length=30, choices=enums.LateReason, blank=True)
    late_note = models.CharField(max_length=300, blank=True)
    # The child.
    spoken_outcome = models.CharField(max_length=20, choices=enums.SpokenOutcome, blank=True)
    spoken_on = models.DateField(null=True, blank=True)
    spoken_note = models.CharField(max_length=300, blank=True)
    age_band = models.CharField("age on the day", max_length=20, choices=AGE_BANDS, blank=True)
    participation_code = models.CharField(max_length=3, blank=True)
    not_taking_part_reason = models.CharField(max_length=30, choices=enums.NotTakingPartReason, blank=True)
    not_taking_part_note = models.CharField(max_length=300, blank=True)
    was_co_chaired = models.BooleanField("the young person chaired or co-chaired", default=False)
    was_child_missing = models.BooleanField("held while the child was missing", default=False)
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.CharField(max_length=30, choices=enums.EndedReason, blank=True)
    ended_note = models.CharField(max_length=300, blank=True)
    is_invented = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        """The shape of a lawful review."""

        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "kind"],
                condition=Q(status__in=enums.OPEN_STATUSES),
                name="one_open_review_of_a_kind",
                violation_error_message="This child already has an open review of this kind.",
            ),
            models.CheckConstraint(
                condition=~Q(status="completed")
                | (
                    Q(held_on__isnull=False, completed_on__isnull=False, chair__isnull=False)
                    & ~Q(participation_code="")
                    & ~Q(age_band="")
                ),
                name="completed_review_has_date_chair_and_code",
                violation_error_message="A completed review has a date, a chair and a participation code.",
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True) | Q(status__in=["completed", "voided"]),
                name="completion_date_only_when_completed",
                violation_error_message="Only a completed review has a completion date.",
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True) | Q(held_on__lte=F("completed_on")),
                name="review_completed_after_it_was_held",
                violation_error_message="A review cannot be completed before its first meeting.",
            ),
            models.CheckConstraint(
                condition=Q(participation_code="") | Q(status__in=["completed", "voided"]),
                name="participation_only_when_completed",
                violation_error_message="How the child took part is recorded when the review is completed.",
            ),
            models.CheckConstraint(
                condition=Q(participation_code="")
                | Q(participation_code="PN0", age_band__in=["under_four", "on_fourth_birthday"])
                | Q(
                    participation_code__in=["PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7"],
                    age_band__in=["on_fourth_birthday", "four_or_over"],
                ),
                name="pn0_exactly_under_four",
                violation_error_message="PN0 is for a child under four, and always for one.",
            ),
            models.CheckConstraint(
                condition=(Q(status="ended", ended_on__isnull=False) & ~Q(ended_reason=""))
                | (~Q(status="ended") & Q(ended_on__isnull=True, ended_reason="")),
                name="ended_review_has_day_and_reason",
                violation_error_message="Say when and why the review ended without being held.",
            ),
            paired(
                "adjourned_on",
                "adjourned_reason",
                second_is_text=True,
                name="adjournment_has_a_reason",
                message="Say why the review was adjourned.",
            ),
            paired(
                "review_by",
                "early_reason",
                second_is_text=True,
                name="earlier_review_has_a_reason",
                message="Say why the review must come earlier.",
            ),
            models.CheckConstraint(
                condition=~Q(status="adjourned") | Q(adjourned_on__isnull=False, held_on__isnull=False),
                name="adjourned_review_was_opened",
                violation_error_message="Only a review whose meeting was opened can be adjourned.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(status__in=enums.OPEN_STATUSES),
                name="review_open_due",
            ),
            models.Index(fields=["child", "completed_on"], name="review_child_completed"),
            models.Index(fields=["completed_on"], condition=Q(status="completed"), name="review_completed"),
            models.Index(fields=["chair"], name="review_chair"),
        ]

    def __str__(self) -> str:
        """Return the kind of review."""
        return self.get_sequence_display()

    @property
    def day_completed(self) -> datetime.date:
        """Return `completed_on` of a completed review. Raises ValueError for one that is not completed."""
        if self.completed_on is None:
            message = f"review {self.pk} is not completed"
            raise ValueError(message)
        return self.completed_on

    @property
    def is_open(self) -> bool:
        """Say whether the review still has to be completed."""
        return self.status in enums.OPEN_STATUSES


class ReviewStatusChange(models.Model):
    """One step of a review's life: an immutable row."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="status_changes")
    was = models.CharField(max_length=20, blank=True)
    became = models.CharField(max_length=20, choices=enums.ReviewStatus)
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """In order of time."""

        ordering = ["id"]

    def __str__(self) -> str:
        """Return the step."""
        return f"{self.was or 'new'} to {self.became}"


class DueDateChange(models.Model):
    """That a review's limit became another day, and why: an immutable row."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="due_date_changes")
    was_on = models.DateField(null=True)
    now_on = models.DateField(null=True)
    rule = models.CharField(max_length=30, blank=True)
    why = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """In order of time."""

        ordering = ["id"]

    def __str__(self) -> str:
        """Return the change."""
        return f"{self.was_on} became {self.now_on}"


class DeadlineFlag(models.Model):
    """That a review was seen nearing or past its limit: once per review, limit and kind of flag."""

    class Kind(models.TextChoices):
        """What the flag says."""

        NEAR = "near", "Nearing its limit"
        PAST = "past", "Past its limit"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="flags")
    kind = models.CharField(max_length=10, choices=Kind)
    due_on = models.DateField()
    raised_on = models.DateField()

    class Meta:
        """Once each."""

        ordering = ["-raised_on", "id"]
        constraints = [models.UniqueConstraint(fields=["review", "kind", "due_on"], name="flagged_once_per_limit")]

    def __str__(self) -> str:
        """Return what it says."""
        return self.get_kind_display()


class Booking(models.Model):
    """A day, time and place for a review. A moved booking keeps its row, with why it was moved."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="bookings")
    on = models.DateField()
    at = models.TimeField()
    minutes = models.PositiveSmallIntegerField(default=90)
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, null=True, blank=True, related_name="bookings")
    place = models.CharField("place, if not a venue of the service", max_length=120, blank=True)
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="bookings")
    is_current = models.BooleanField(default=True)
    moved_because = models.CharField(max_length=200, blank=True)
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
    is_invented = models.BooleanField(default=False, editable=False)

    class Meta:
        """In order of time."""

        ordering = ["held_on", "id"]

    def __str__(self) -> str:
        """Return the day."""
        return str(self.held_on)


class StrategyTried(models.Model):
    """What was tried to hear a child who took no part."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="strategies")
    strategy = models.CharField(max_length=30, choices=enums.Strategy)
    outcome = models.CharField("what happened", max_length=200, blank=True)
    is_invented = models.BooleanField(default=False, editable=False)

    class Meta:
        """Once each per review."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "strategy"],
                name="strategy_once_per_review",
                violation_error_message="This was already listed.",
            ),
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
    attended = models.BooleanField(null=True, blank=True)
    not_attending_reason = models.CharField(max_length=30, choices=enums.NotAttendingReason, blank=True)
    views_route = models.CharField(max_length=20, choices=enums.ViewsRoute, blank=True)
    was_offered_meeting = models.BooleanField("the IRO offered to meet them", null=True, blank=True)
    took_up_meeting = models.BooleanField(null=True, blank=True)
    is_invented = models.BooleanField(default=False, editable=False)

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


class Decision(models.Model):
    """A decision of the review: who carries it out, by when, and what became of it."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="decisions")
    text = models.TextField(max_length=1000)
    owner = models.CharField("who carries it out", max_length=120)
    target_on = models.DateField("by when")
    status = models.CharField(max_length=20, choices=enums.DecisionStatus, default=enums.DecisionStatus.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField("what became of it", max_length=300, blank=True)
    carried_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_to")
    is_invented = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        """Open until closed with a day."""

        ordering = ["target_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open", closed_on__isnull=True) | (~Q(status="open") & Q(closed_on__isnull=False)),
                name="closed_decision_has_a_day",
                violation_error_message="Say on which day the decision was closed.",
            ),
            models.UniqueConstraint(
                fields=["carried_from"],
                name="decision_carried_over_once",
                violation_error_message="This decision was already carried over.",
            ),
        ]
        indexes = [models.Index(fields=["target_on"], condition=Q(status="open"), name="decision_open_target")]

    def __str__(self) -> str:
        """Return the decision."""
        return self.text


class RecordOfReview(models.Model):
    """The record of a completed review and its clocks. Limits are outputs of `statute`."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="record")
    text = models.TextField(blank=True)
    decisions_due_on = models.DateField(null=True)
    decisions_sent_on = models.DateField(null=True, blank=True)
    full_due_on = models.DateField(null=True)
    finished_on = models.DateField(null=True, blank=True)
    distribute_due_on = models.DateField(null=True)
    distributed_on = models.DateField(null=True, blank=True)
    is_invented = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        """A record is finished before it is distributed."""

        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(distributed_on__isnull=True) | Q(finished_on__isnull=False),
                name="record_finished_before_distributed",
                violation_error_message="Finish the record before it is distributed.",
            ),
            ends_after_start(
                "finished_on",
                "distributed_on",
                name="record_distributed_after_finished",
                message="The record cannot be distributed before it was finished.",
            ),
        ]
        indexes = [
            models.Index(fields=["review"], condition=Q(distributed_on__isnull=True), name="record_undistributed"),
        ]

    def __str__(self) -> str:
        """Return which record."""
        return f"Record of review {self.review_id}"


class SecurePanel(models.Model):
    """A panel on a child's secure accommodation: additional to the reviews, never resetting them."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="secure_panels")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="secure_panels")
    due_on = models.DateField()
    due_explanation = models.TextField(blank=True)
    held_on = models.DateField(null=True, blank=True)
    members = models.JSONField("who sat on it", default=list, blank=True)
    criteria_met = models.BooleanField(null=True, blank=True)
    lapsed_because = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SecurePanelQuerySet.as_manager()

    class Meta:
        """One panel to come per placement."""

        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["episode"],
                condition=Q(held_on__isnull=True, lapsed_because=""),
                name="one_panel_to_come",
                violation_error_message="A panel is already to be held for this placement.",
            ),
        ]

    def __str__(self) -> str:
        """Return the day."""
        return f"Panel due {self.due_on}"


class ReviewCorrection(models.Model):
    """That a fact of a completed review was corrected, or the review voided: an immutable row."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=40)
    was = models.CharField(max_length=300, blank=True)
    became = models.CharField(max_length=300, blank=True)
    why = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """In order of time."""

        ordering = ["id"]

    def __str__(self) -> str:
        """Return what was corrected."""
        return f"{self.field}: {self.was} became {self.became}"
