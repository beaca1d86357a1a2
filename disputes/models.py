"""Disputes under the local resolution protocol: stages, issues, replies, and referral to Cafcass."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.constraints import ends_after_start, one_of, paired
from children.models import Child
from disputes.enums import DisputeStatus, Effect, Stage
from disputes.querysets import DisputeQuerySet, ReferralQuerySet
from reviews.models import IssueType, Review


class Dispute(models.Model):
    """A challenge by an IRO on behalf of one child."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="disputes")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, blank=True, related_name="disputes")
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="disputes_raised")
    summary = models.TextField("what is wrong and what is asked for", max_length=2000)
    issues = models.ManyToManyField(IssueType, through="DisputeIssue", related_name="disputes")
    status = models.CharField(max_length=20, choices=DisputeStatus, default=DisputeStatus.OPEN)
    stage = models.CharField(max_length=20, choices=Stage)
    # Output of `statute`: 20 working days from the day the formal process was opened; null while it is informal.
    resolve_by = models.DateField(null=True, blank=True)
    resolve_by_explanation = models.TextField(blank=True)
    resolved_on = models.DateField(null=True, blank=True)
    resolution = models.TextField(max_length=2000, blank=True)
    effect = models.CharField(max_length=20, choices=Effect, blank=True)
    child_told = models.BooleanField("the child was told of the challenge", null=True, blank=True)
    child_told_note = models.CharField(max_length=200, blank=True)
    is_invented = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        """An end has a day and says what came of it."""

        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open", resolved_on__isnull=True)
                | (~Q(status="open") & Q(resolved_on__isnull=False)),
                name="closed_dispute_has_a_day",
                violation_error_message="Say on which day the dispute ended.",
            ),
            paired(
                "resolved_on",
                "resolution",
                second_is_text=True,
                name="closed_dispute_has_a_resolution",
                message="Say how the dispute ended.",
            ),
            models.CheckConstraint(
                condition=Q(stage="pre_protocol") | Q(resolve_by__isnull=False),
                name="formal_dispute_has_a_limit",
                violation_error_message="A formal dispute has a limit.",
            ),
            one_of("status", DisputeStatus, name="dispute_status_is_known", message="Choose a status that there is."),
            one_of("stage", Stage, name="dispute_stage_is_known", message="Choose a stage of the protocol."),
            models.CheckConstraint(
                condition=Q(status="resolved") | Q(effect=""),
                name="effect_only_of_a_resolution",
                violation_error_message="Only a dispute that was resolved changed something.",
            ),
        ]
        indexes = [models.Index(fields=["child"], condition=Q(status="open"), name="dispute_open_child")]

    def __str__(self) -> str:
        """Return the stage."""
        return f"Dispute {self.pk}, {self.get_stage_display()}"


class DisputeIssue(models.Model):
    """One issue of a dispute."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="dispute_issues")
    issue = models.ForeignKey(IssueType, on_delete=models.PROTECT, related_name="dispute_issues")

    class Meta:
        """Each issue once."""

        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["dispute", "issue"], name="issue_once_per_dispute")]

    def __str__(self) -> str:
        """Return the issue."""
        return str(self.issue)


class ResolutionStage(models.Model):
    """That a dispute entered a stage, to whom it was addressed, and why a stage before it was left out."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="stages")
    stage = models.CharField(max_length=20, choices=Stage)
    entered_on = models.DateField()
    addressed_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="addressed_stages"
    )
    reply_by = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    # How many stages were passed over to get here; more than none needs its reason.
    stages_skipped = models.PositiveSmallIntegerField(default=0)
    skip_reason = models.CharField(max_length=300, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """Each stage once, one running, none skipped in silence."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "stage"],
                name="stage_entered_once",
                violation_error_message="This dispute has already been at this stage.",
            ),
            models.UniqueConstraint(
                fields=["dispute"],
                condition=Q(ended_on__isnull=True),
                name="one_running_stage",
                violation_error_message="End the running stage first.",
            ),
            models.CheckConstraint(
                condition=Q(stages_skipped=0) | ~Q(skip_reason=""),
                name="stage_not_skipped_without_a_reason",
                violation_error_message="Say why a stage was left out.",
            ),
            ends_after_start(
                "entered_on",
                "ended_on",
                name="stage_ends_after_it_begins",
                message="A stage cannot end before it began.",
            ),
            one_of("stage", Stage, name="stage_is_known", message="Choose a stage of the protocol."),
        ]

    def __str__(self) -> str:
        """Return the stage and its day."""
        return f"{self.get_stage_display()} from {self.entered_on}"


class Reply(models.Model):
    """What was answered at a stage, or added by the IRO: a thread that can be added to, never changed."""

    stage = models.ForeignKey(ResolutionStage, on_delete=models.PROTECT, related_name="replies")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    text = models.TextField(max_length=4000)

    class Meta:
        """In order of time."""

        ordering = ["id"]
        verbose_name_plural = "replies"

    def __str__(self) -> str:
        """Return who and when."""
        return f"{self.by} on {self.on}"


class DisputeStatusChange(models.Model):
    """One step of a dispute's life: an immutable row, so that a resolution stays on file when it is opened again."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="status_changes")
    was = models.CharField(max_length=20, blank=True)
    became = models.CharField(max_length=20, choices=DisputeStatus)
    # The resolution, why it was withdrawn, or why it was opened again.
    why = models.TextField(max_length=2000, blank=True)
    effect = models.CharField(max_length=20, choices=Effect, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """In order of time."""

        ordering = ["id"]

    def __str__(self) -> str:
        """Return the step."""
        return f"{self.was or 'new'} to {self.became}"


class LimitChange(models.Model):
    """That the limit of the formal process became another day, and why: an immutable row."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="limit_changes")
    was_on = models.DateField(null=True)
    now_on = models.DateField(null=True)
    why = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """In order of time."""

        ordering = ["id"]

    def __str__(self) -> str:
        """Return the change."""
        return f"{self.was_on} became {self.now_on}"


class CafcassReferral(models.Model):
    """That the IRO referred the child's case to Cafcass: at any time, with or without a dispute. CA 1989 s.25B(3)."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="cafcass_referrals")
    dispute = models.ForeignKey(
        Dispute, on_delete=models.PROTECT, null=True, blank=True, related_name="cafcass_referrals"
    )
    referred_on = models.DateField()
    referred_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(max_length=2000)
    outcome = models.TextField(max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        """In order of time."""

        ordering = ["referred_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="referral_has_a_reason",
                violation_error_message="Say why the case is referred.",
            ),
        ]

    def __str__(self) -> str:
        """Return the day."""
        return f"Referred on {self.referred_on}"
