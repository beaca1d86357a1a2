"""What people said before a review: forms as they came in, locked; what is mended is added beside them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.constraints import one_of
from children.models import Child, PersonAroundChild
from participation.enums import FormSource
from participation.models.forms import LONGEST_ANSWER, ConsultationForm, FormVersion, Question
from participation.querysets import ConsultationQuerySet, OwnWordsQuerySet
from reviews.models import Review

LONGEST_WORDS = 4000


class Consultation(models.Model):
    """One form that the child, or a person around the child, filled before a review."""

    reference = models.CharField(max_length=20, unique=True)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="consultations")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="consultations")
    form = models.ForeignKey(ConsultationForm, on_delete=models.PROTECT, related_name="consultations")
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="consultations")
    # Who filled it; empty: the child.
    person = models.ForeignKey(
        PersonAroundChild, on_delete=models.PROTECT, null=True, blank=True, related_name="consultations"
    )
    source = models.CharField(max_length=20, choices=FormSource)
    received_on = models.DateField()
    received_at = models.DateTimeField(null=True, blank=True)  # not known of what was brought in
    # Who keyed it, or filled it with the child.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        """One form of a kind per review and person."""

        ordering = ["received_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "form"],
                condition=Q(person__isnull=True),
                name="one_form_per_review",
                violation_error_message="A form for this review was already recorded.",
            ),
            models.UniqueConstraint(
                fields=["review", "form", "person"],
                condition=Q(person__isnull=False),
                name="one_form_per_person",
                violation_error_message="A form of this person for this review was already recorded.",
            ),
            one_of("source", FormSource, name="form_source_is_known", message="Choose how the form came."),
        ]

    def __str__(self) -> str:
        """Return the reference."""
        return self.reference


class Answer(models.Model):
    """One box ticked on a form. Two boxes on one question are two answers, as they were on paper."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="given")
    answer = models.CharField(max_length=LONGEST_ANSWER)
    was_followed_up = models.BooleanField(null=True, blank=True)  # of what was brought in; later an alert says it

    class Meta:
        """Each box once."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "question", "answer"], name="answer_once_per_form"),
        ]

    def __str__(self) -> str:
        """Return the answer."""
        return self.answer


class OwnWords(models.Model):
    """What somebody wrote in their own words: plain text, as it was written."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="own_words")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="own_words")
    text = models.TextField("in their own words", max_length=LONGEST_WORDS)

    objects = OwnWordsQuerySet.as_manager()

    class Meta:
        """Once per question."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "question"], name="own_words_once_per_question"),
            models.CheckConstraint(
                condition=~Q(text=""), name="own_words_say_something", violation_error_message="Enter the words."
            ),
        ]

    def __str__(self) -> str:
        """Return the words."""
        return self.text


class ConsultationCorrection(models.Model):
    """What was put right about a form after it came in: the form itself stays as it is."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="corrections")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField("what is right", max_length=1000)
    why = models.CharField("how it is known", max_length=300)
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """In order of time."""

        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(why=""),
                name="correction_says_what_and_why",
                violation_error_message="Enter what is right, and how it is known.",
            ),
        ]

    def __str__(self) -> str:
        """Return what is right."""
        return self.text
