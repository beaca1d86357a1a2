"""What was asked at each review about an advocate and an independent visitor."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from audit.constraints import one_of
from participation.enums_advocacy import PROVIDED, Support, SupportAnswer
from reviews.models import Review


class SupportQuestionQuerySet(models.QuerySet[Any]):
    """What was asked about advocates and independent visitors."""

    def of_reviews_visible_to(self, user: User) -> "SupportQuestionQuerySet":
        """Return what was asked at the reviews that this person, in the role they act in, may see."""
        return self.filter(review__in=Review.objects.visible_to(user))

    def standing(self) -> "SupportQuestionQuerySet":
        """Return what was said last at each review: an earlier answer about the same stands no longer."""
        later = self.model._default_manager.filter(  # noqa: SLF001 - Django's documented name
            review=OuterRef("review"), support=OuterRef("support"), pk__gt=OuterRef("pk")
        )
        return self.filter(~Exists(later))


class SupportQuestion(models.Model):
    """That the question about an advocate, or an independent visitor, was asked at a review, and what came of it.

    A row is never changed: who was mistaken, or learns more, answers again, and the last answer stands.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="support_questions")
    support = models.CharField(max_length=20, choices=Support)
    was_told = models.BooleanField("told of the right to one", null=True, blank=True)
    answer = models.CharField(max_length=20, choices=SupportAnswer)
    provider = models.CharField(max_length=120, blank=True)
    why = models.CharField("why it was not offered, or declined", max_length=300, blank=True)
    asked_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    is_invented = models.BooleanField(default=False, editable=False)

    objects = SupportQuestionQuerySet.as_manager()

    class Meta:
        """In the order in which they were asked."""

        ordering = ["id"]
        constraints = [
            one_of("support", Support, name="support_is_known", message="Choose who is to stand by the child."),
            one_of("answer", SupportAnswer, name="support_answer_is_known", message="Say what came of it."),
            models.CheckConstraint(
                condition=~Q(answer="not_offered") | ~Q(why=""),
                name="support_not_offered_says_why",
                violation_error_message="Say why it was not offered.",
            ),
            models.CheckConstraint(
                condition=Q(provider="") | Q(answer__in=PROVIDED),
                name="provider_of_support_that_there_is",
                violation_error_message="Name a provider only of one that there is, or is to be.",
            ),
        ]

    def __str__(self) -> str:
        """Return about whom, and what came of it."""
        return f"{self.get_support_display()}: {self.get_answer_display()}"
