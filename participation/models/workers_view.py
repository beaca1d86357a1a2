"""How the social worker sees, before a review, what the child is asked too."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.constraints import one_of
from participation.enums import Meaning, Subject
from participation.querysets import SocialWorkersViewQuerySet
from reviews.models import Review

LONGEST_WHY = 300


class SocialWorkersView(models.Model):
    """What the social worker recorded before one review. Each edition stays; the newest one counts."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="social_workers_view")
    on = models.DateField("when it was last recorded")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Counts the editions too: the answers of edition `version` are those that stand.
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SocialWorkersViewQuerySet.as_manager()

    class Meta:
        """In the order in which they were begun."""

        ordering = ["id"]

    def __str__(self) -> str:
        """Return the day."""
        return f"recorded {self.on:%Y-%m-%d}"


class SocialWorkersAnswer(models.Model):
    """The social worker's answer about one subject, and why: never changed; a later edition is added."""

    view = models.ForeignKey(SocialWorkersView, on_delete=models.PROTECT, related_name="answers")
    edition = models.PositiveIntegerField()
    subject = models.CharField(max_length=20, choices=Subject)
    answer = models.CharField(max_length=10, choices=Meaning)
    why = models.CharField(max_length=LONGEST_WHY, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Each subject once in an edition."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["view", "edition", "subject"],
                name="workers_answer_once_per_edition",
                violation_error_message="Each subject is answered once.",
            ),
            one_of("subject", Subject, name="workers_subject_is_known", message="Choose a subject that there is."),
            one_of("answer", Meaning, name="workers_answer_is_known", message="Choose an answer that there is."),
            models.CheckConstraint(
                condition=Q(answer=Meaning.UNKNOWN) | ~Q(why=""),
                name="workers_answer_says_why",
                violation_error_message="Say in a line why.",
            ),
        ]

    def __str__(self) -> str:
        """Return subject and answer."""
        return f"{self.get_subject_display()}: {self.get_answer_display()}"
