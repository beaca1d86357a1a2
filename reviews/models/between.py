"""What the IRO does between two reviews: the check half-way, what they are told, how they were in touch."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.constraints import one_of, paired
from children.models import Child
from reviews import enums_between as enums
from reviews.models.outcome import Decision
from reviews.models.review import Review
from reviews.querysets_between import ContactQuerySet, EventQuerySet, MidpointQuerySet


class MidpointCheck(models.Model):
    """The check half-way between a completed review and the limit of the next: to be done, done, or lapsed."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="midpoint")
    # Outputs of `statute`: the review before, as it was completed, and the day that follows (MIDWAY).
    since_on = models.DateField("last review completed")
    due_on = models.DateField()
    due_explanation = models.TextField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    spoke_with_child = models.BooleanField(null=True, blank=True)
    earlier = models.CharField("an earlier review", max_length=10, choices=enums.EarlierAnswer, blank=True)
    earlier_reason = models.CharField("why, or why not", max_length=300, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    # The review was held, or no longer due, before anybody checked.
    has_lapsed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MidpointQuerySet.as_manager()

    class Meta:
        """Done by somebody, with the answers it asks for; or lapsed; never both."""

        ordering = ["due_on", "id"]
        constraints = [
            paired("done_on", "done_by", name="midpoint_done_by_somebody", message="Say who made the check, and when."),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True)
                | (Q(spoke_with_child__isnull=False) & ~Q(earlier="") & ~Q(earlier_reason="")),
                name="midpoint_done_with_its_answers",
                violation_error_message="Answer every question of the check.",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(has_lapsed=False),
                name="midpoint_done_or_lapsed",
                violation_error_message="A check that was made has not lapsed.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(done_on__isnull=True, has_lapsed=False), name="midpoint_waiting"
            )
        ]

    def __str__(self) -> str:
        """Return when it is due."""
        return f"Mid-point check by {self.due_on}"


class MidpointFinding(models.Model):
    """Where a decision of the last review was found at the mid-point."""

    check_made = models.ForeignKey(MidpointCheck, on_delete=models.PROTECT, related_name="findings")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="findings")
    progress = models.CharField(max_length=20, choices=enums.Progress)
    # A concern about it was raised from the check.
    concern_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        """Each decision once."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_made", "decision"],
                name="decision_found_once_per_check",
                violation_error_message="Say of each decision once where it is.",
            ),
            one_of("progress", enums.Progress, name="progress_is_known", message="Say where the decision is."),
        ]

    def __str__(self) -> str:
        """Return where it was."""
        return self.get_progress_display()


class SignificantEvent(models.Model):
    """Something that happened, or is proposed, between reviews, and what the IRO answered to it."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="significant_events")
    kind = models.CharField(max_length=20, choices=enums.EventKind)
    on = models.DateField()
    what = models.CharField("what happened", max_length=1000)
    told_on = models.DateField()
    # Null: the system said so, when a move was recorded or a decision's target passed.
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="event", verbose_name="failed decision"
    )
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    wishes_known = models.BooleanField("the child's wishes were ascertained", null=True, blank=True)
    wishes_note = models.CharField(max_length=300, blank=True)
    earlier = models.CharField("an earlier review", max_length=10, choices=enums.EarlierAnswer, blank=True)
    earlier_reason = models.CharField("why, or why not", max_length=300, blank=True)
    # The review that was brought forward.
    review = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, blank=True, related_name="brought_by")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        """Answered by somebody, with a reason; recorded by mistake, with a reason."""

        ordering = ["on", "id"]
        constraints = [
            paired("answered_on", "answered_by", name="event_answered_by_somebody", message="Say who answered."),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, earlier="")
                | (Q(answered_on__isnull=False, wishes_known__isnull=False) & ~Q(earlier="") & ~Q(earlier_reason="")),
                name="event_answered_with_a_reason",
                violation_error_message="Say whether the review comes earlier, and why.",
            ),
            paired(
                "withdrawn_on",
                "withdrawn_because",
                second_is_text=True,
                name="event_withdrawn_with_a_reason",
                message="Say why this was recorded by mistake.",
            ),
            one_of("kind", enums.EventKind, name="event_kind_is_known", message="Choose what happened."),
        ]
        indexes = [
            models.Index(
                fields=["child"], condition=Q(answered_on__isnull=True, withdrawn_on__isnull=True), name="event_waiting"
            )
        ]

    def __str__(self) -> str:
        """Return what it is."""
        return self.get_kind_display()

    @property
    def source_of_law(self) -> str:
        """Return the law that asks for a review before this is done, or an empty text."""
        return enums.REVIEW_BEFORE_CHANGE.get(self.kind, "")


class ContactWithChild(models.Model):
    """That an IRO and a child were in touch: how, when, at whose wish. The note is for the IRO and the manager."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="contacts")
    channel = models.CharField(max_length=20, choices=enums.Channel)
    on = models.DateField()
    by_whom = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    child_asked = models.BooleanField("the child asked for it")
    note = models.CharField(max_length=2000, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        """Newest last."""

        ordering = ["on", "id"]
        verbose_name = "contact with a child"
        verbose_name_plural = "contacts with children"
        constraints = [
            paired(
                "withdrawn_on",
                "withdrawn_because",
                second_is_text=True,
                name="contact_withdrawn_with_a_reason",
                message="Say why this was recorded by mistake.",
            ),
            one_of("channel", enums.Channel, name="channel_is_known", message="Say how you were in touch."),
        ]
        indexes = [models.Index(fields=["child", "on"], name="contact_child_on")]

    def __str__(self) -> str:
        """Return how and when."""
        return f"{self.get_channel_display()} on {self.on}"
