"""A review of one child's care plan, and its shape in the database."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from audit.constraints import one_of, paired
from children.models import Child, PeriodOfCare
from reviews import enums
from reviews.querysets import ReviewQuerySet
from statute.ages import AgeBand

AGE_BANDS = [
    (AgeBand.UNDER_FOUR.value, "under four"),
    (AgeBand.ON_FOURTH_BIRTHDAY.value, "on the fourth birthday"),
    (AgeBand.FOUR_OR_OVER.value, "four or over"),
]


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
    # The day that asks for it: the end of a remand, a release, the end of accommodation, a change, a worry raised.
    early_event_on = models.DateField("the day that asks for an earlier review", null=True, blank=True)
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
    paper_reason = models.CharField("why no meeting was needed", max_length=300, blank=True)
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
    # Of a young person eligible for leaving care support; null for anybody else, and while the review is open.
    pathway_plan_looked_at = models.BooleanField(null=True, blank=True)
    rights_told = models.CharField(
        "told of advocacy, complaints and orders", max_length=20, choices=enums.RightsTold, blank=True
    )
    rights_note = models.CharField(max_length=300, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.CharField(max_length=30, choices=enums.EndedReason, blank=True)
    ended_note = models.CharField(max_length=300, blank=True)
    # A completion that was taken back is kept as a review entered by mistake, beside the one it was taken back from.
    taken_back_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="taken_back"
    )
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
            models.CheckConstraint(
                condition=Q(held_on__isnull=True) | ~Q(status__in=["to_arrange", "booked"]),
                name="review_to_come_was_not_held",
                violation_error_message="A review that is still to be held has no day on which it was.",
            ),
            models.CheckConstraint(
                condition=~Q(status="in_series") | Q(held_on__isnull=False),
                name="series_was_begun",
                violation_error_message="A series of meetings has its first meeting.",
            ),
            models.CheckConstraint(
                condition=Q(adjourned_on__isnull=True) | Q(held_on__lte=F("adjourned_on")),
                name="review_adjourned_after_it_was_opened",
                violation_error_message="A review cannot be adjourned before its meeting was opened.",
            ),
            models.CheckConstraint(
                condition=Q(participation_code="PN7") | Q(not_taking_part_reason=""),
                name="reason_only_when_no_part_was_taken",
                violation_error_message="Only a child who took no part has a reason for it.",
            ),
            one_of("status", enums.ReviewStatus, name="review_status_is_known", message="Choose one that there is."),
            one_of("kind", enums.ReviewKind, name="review_kind_is_known", message="Choose a kind that there is."),
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
