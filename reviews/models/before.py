"""What comes before a review is held: the conversation with the child in private, conferring, and postponing."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.constraints import one_of
from reviews import enums
from reviews.models.review import Review
from reviews.querysets import PrivateConversationQuerySet


class PrivateConversation(models.Model):
    """What a child said in private before one review: for the child's IRO, whoever covers, and the chair.

    What came of it (seen, refused, ...) is a fact of the review, which others read and figures count; this is not.
    """

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="conversation")
    place = models.CharField("where", max_length=120, blank=True)
    in_confidence = models.TextField("what the child said, in confidence", max_length=4000, blank=True)
    is_invented = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PrivateConversationQuerySet.as_manager()

    class Meta:
        """One for each review."""

        ordering = ["id"]

    def __str__(self) -> str:
        """Return which conversation, and nothing of it."""
        return f"Conversation before review {self.review_id}"


class ConversationAttempt(models.Model):
    """One attempt to speak with the child before a review: when, how, and what happened."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="attempts")
    on = models.DateField()
    how = models.CharField(max_length=20, choices=enums.AttemptMade)
    what_happened = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    is_invented = models.BooleanField(default=False, editable=False)

    objects = PrivateConversationQuerySet.as_manager()

    class Meta:
        """In order of time."""

        ordering = ["on", "id"]
        constraints = [
            one_of("how", enums.AttemptMade, name="attempt_was_made_somehow", message="Say how you tried."),
            models.CheckConstraint(
                condition=~Q(what_happened=""),
                name="attempt_says_what_happened",
                violation_error_message="Say what happened.",
            ),
        ]

    def __str__(self) -> str:
        """Return day and way."""
        return f"{self.on}: {self.get_how_display()}"


class Conferring(models.Model):
    """That the IRO and the social worker conferred before a review. Source: PRE-SW-IRO-15WD."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="conferrings")
    on = models.DateField()
    with_whom = models.CharField(max_length=120)
    how = models.CharField(max_length=20, choices=enums.ConferredBy)
    note = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    is_invented = models.BooleanField(default=False, editable=False)

    class Meta:
        """In order of time."""

        ordering = ["on", "id"]
        constraints = [
            one_of("how", enums.ConferredBy, name="conferred_somehow", message="Say how you conferred."),
            models.CheckConstraint(
                condition=~Q(with_whom=""),
                name="conferred_with_somebody",
                violation_error_message="Say with whom you conferred.",
            ),
        ]

    def __str__(self) -> str:
        """Return day and with whom."""
        return f"{self.on}: {self.with_whom}"


class Postponement(models.Model):
    """That a booked review was put off before its meeting opened: an immutable row. It buys no time."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="postponements")
    was_on = models.DateField()
    now_on = models.DateField(null=True)  # empty: no new day was booked with it
    asked_by = models.CharField("who asked for it", max_length=20, choices=enums.AskedBy)
    why = models.CharField(max_length=300)
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """In order of time."""

        ordering = ["id"]
        constraints = [
            one_of("asked_by", enums.AskedBy, name="postponement_asked_by_somebody", message="Say who asked for it."),
        ]

    def __str__(self) -> str:
        """Return from which day to which."""
        return f"{self.was_on} to {self.now_on}"
