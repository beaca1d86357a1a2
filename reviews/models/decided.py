"""What happens to a decision after the review: who was told, challenges, its steps, and how far it has come."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.constraints import ends_after_start, one_of, paired
from reviews import enums
from reviews.models.outcome import Decision, RecordOfReview
from reviews.querysets import ChallengeQuerySet


class DecisionChange(models.Model):
    """One step of a decision: an immutable row."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="changes")
    of = models.CharField(max_length=20, choices=enums.ChangeOf)
    was = models.CharField(max_length=20)
    became = models.CharField(max_length=20)
    why = models.CharField(max_length=300, blank=True)
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """In order of time."""

        ordering = ["id"]

    def __str__(self) -> str:
        """Return the step."""
        return f"{self.was} to {self.became}"


class DecisionsTold(models.Model):
    """That somebody was sent the decisions of a review, as what, and on which day: an immutable row."""

    record = models.ForeignKey(RecordOfReview, on_delete=models.PROTECT, related_name="told")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_as = models.CharField(max_length=20, choices=enums.ToldAs)
    on = models.DateField()

    class Meta:
        """Each person once for a record."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "person"],
                name="decisions_told_once_to_each",
                violation_error_message="This person was sent the decisions already.",
            ),
        ]

    def __str__(self) -> str:
        """Return who, as what."""
        return f"{self.person}, {self.get_told_as_display().lower()}"


class DecisionChallenge(models.Model):
    """That a team manager, or a deputy, challenged a decision in time, and what the IRO answered.

    Both wordings are kept. Once answered it is never changed.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="challenges")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Whom a deputy stood in for.
    made_for = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_on = models.DateField()
    text = models.TextField(max_length=2000)
    was_text = models.TextField("the decision as it was sent", max_length=1000)
    answer = models.CharField(max_length=20, choices=enums.ChallengeAnswer, blank=True)
    answer_text = models.TextField("why", max_length=2000, blank=True)
    became_text = models.TextField("the decision as it became", max_length=1000, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        """One open challenge of a decision at a time."""

        ordering = ["made_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(answer=""),
                name="one_open_challenge_of_a_decision",
                violation_error_message="This decision is challenged already.",
            ),
            paired(
                "answered_on",
                "answer",
                second_is_text=True,
                name="challenge_answered_on_a_day",
                message="Say what the answer is, and on which day it was given.",
            ),
            ends_after_start(
                "made_on",
                "answered_on",
                name="challenge_answered_after_it_was_made",
                message="A challenge cannot be answered before it was made.",
            ),
            models.CheckConstraint(
                condition=Q(answer="") | ~Q(answer_text=""),
                name="challenge_answered_with_a_reason",
                violation_error_message="Say why.",
            ),
            models.CheckConstraint(
                condition=(Q(answer="reworded") & ~Q(became_text="")) | (~Q(answer="reworded") & Q(became_text="")),
                name="reworded_decision_has_its_words",
                violation_error_message="Write the decision as it reads from now on.",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="challenge_says_why",
                violation_error_message="Say what you challenge, and why.",
            ),
        ]
        indexes = [models.Index(fields=["decision"], condition=Q(answer=""), name="challenge_open")]

    def __str__(self) -> str:
        """Return whose challenge."""
        return f"Challenge by {self.made_by}"


class DecisionProgress(models.Model):
    """What was said of how far a decision has come: an immutable row."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="progress")
    kind = models.CharField(max_length=20, choices=enums.ProgressKind)
    text = models.TextField(max_length=1000)
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """In order of time."""

        ordering = ["id"]
        constraints = [
            one_of("kind", enums.ProgressKind, name="progress_is_of_a_kind", message="Say how far it has come."),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="progress_says_something",
                violation_error_message="Say how far it has come.",
            ),
        ]

    def __str__(self) -> str:
        """Return what kind of word it is."""
        return self.get_kind_display()
