"""What comes of a review: its decisions and its record."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.constraints import ends_after_start, one_of
from reviews import enums
from reviews.models.review import Review
from reviews.querysets import DecisionQuerySet


class Decision(models.Model):
    """A decision of the review: who carries it out, by when, and what became of it."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="decisions")
    text = models.TextField(max_length=1000)
    owner = models.CharField("who carries it out", max_length=120)
    # Who of those with an account carries it out, where that is known.
    owned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="owned_decisions"
    )
    target_on = models.DateField("by when")
    standing = models.CharField(
        max_length=20, choices=enums.DecisionStanding, default=enums.DecisionStanding.PROPOSED, editable=False
    )
    status = models.CharField(max_length=20, choices=enums.DecisionStatus, default=enums.DecisionStatus.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField("what became of it", max_length=300, blank=True)
    # The later review at which it was closed, where it was closed at one.
    closed_at = models.ForeignKey(
        Review, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="decisions_closed"
    )
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
            models.CheckConstraint(
                condition=~Q(status="no_longer_needed") | ~Q(outcome=""),
                name="decision_dropped_says_why",
                violation_error_message="Say why the decision is no longer needed.",
            ),
            one_of("status", enums.DecisionStatus, name="decision_status_is_known", message="Say what became of it."),
            one_of("standing", enums.DecisionStanding, name="decision_standing_is_known", message="Say how it stands."),
            models.CheckConstraint(
                condition=~Q(standing="withdrawn") | Q(status="no_longer_needed"),
                name="withdrawn_decision_is_not_carried_out",
                violation_error_message="A withdrawn decision is no longer needed.",
            ),
            models.UniqueConstraint(
                fields=["carried_from"],
                name="decision_carried_over_once",
                violation_error_message="This decision was already carried over.",
            ),
        ]
        indexes = [
            models.Index(fields=["target_on"], condition=Q(status="open"), name="decision_open_target"),
            models.Index(
                fields=["review"], condition=Q(standing__in=["sent", "challenged"]), name="decision_unsettled"
            ),
        ]

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
            models.CheckConstraint(
                condition=Q(finished_on__isnull=True) | ~Q(text=""),
                name="finished_record_has_text",
                violation_error_message="Write the record before you finish it.",
            ),
        ]
        indexes = [
            models.Index(fields=["review"], condition=Q(distributed_on__isnull=True), name="record_undistributed"),
        ]

    def __str__(self) -> str:
        """Return which record."""
        return f"Record of review {self.review_id}"
