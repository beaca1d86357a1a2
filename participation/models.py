"""What children said before their reviews: consultation forms and answers, as data."""

from typing import Any

from django.db import models

from accounts.models import User
from accounts.visibility import Record, reach_of
from audit.constraints import one_of
from children.models import Child
from participation.enums import AgeGroup, FormSource
from reviews.models import Review


class ConsultationQuerySet(models.QuerySet[Any]):
    """Consultation forms."""

    def visible_to(self, user: User) -> "ConsultationQuerySet":
        """Return the forms whom this person, in the role they act in, may see."""
        return self.filter(reach_of(Record.CONSULTATION, user))


class Question(models.Model):
    """A question of a consultation form, its answers in order, and which of them are about safety."""

    key = models.CharField(max_length=60)
    age_group = models.CharField(max_length=10, choices=AgeGroup)
    text = models.CharField(max_length=200)
    answers = models.JSONField("answers in order", default=list)
    # Answers that call for somebody to act at once.
    safety_answers = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        """In the order of the form."""

        ordering = ["age_group", "position"]
        constraints = [models.UniqueConstraint(fields=["age_group", "key"], name="question_once_per_form")]

    def __str__(self) -> str:
        """Return the question."""
        return self.text


class Consultation(models.Model):
    """One form that a child filled before a review."""

    reference = models.CharField(max_length=20, unique=True)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="consultations")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="consultations")
    age_group = models.CharField(max_length=10, choices=AgeGroup)
    source = models.CharField(max_length=20, choices=FormSource)
    received_on = models.DateField()

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        """One form of an age group per review."""

        ordering = ["received_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "age_group"],
                name="one_form_per_review",
                violation_error_message="A form for this review was already recorded.",
            ),
            one_of("age_group", AgeGroup, name="form_age_group_is_known", message="Choose a form that there is."),
            one_of("source", FormSource, name="form_source_is_known", message="Choose how the form came."),
        ]

    def __str__(self) -> str:
        """Return the reference."""
        return self.reference


class Answer(models.Model):
    """One box ticked on a form. Two boxes on one question are two answers, as they were on paper."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="given")
    answer = models.CharField(max_length=80)
    was_followed_up = models.BooleanField(null=True, blank=True)

    class Meta:
        """Each box once."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "question", "answer"], name="answer_once_per_form"),
        ]

    def __str__(self) -> str:
        """Return the answer."""
        return self.answer
