"""What was decided at a review in words that the child would use, from the decisions themselves."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.constraints import one_of
from reviews.enums_childs_page import GivenBy, PageStatus
from reviews.models.outcome import Decision
from reviews.models.review import Review


class ChildsPage(models.Model):
    """The page of one review that its child can read. What was decided is read from the decisions, never copied."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="childs_page")
    status = models.CharField(max_length=20, choices=PageStatus, default=PageStatus.BEING_WRITTEN, editable=False)
    opening = models.TextField("what the page begins with", max_length=600, blank=True)
    talk_to = models.CharField("whom else to talk to", max_length=200, blank=True)
    given_on = models.DateField(null=True, blank=True)
    given_by = models.CharField("how", max_length=20, choices=GivenBy, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        """Given on a day, in some way."""

        ordering = ["id"]
        verbose_name = "page that a child can read"
        verbose_name_plural = "pages that children can read"
        constraints = [
            one_of("status", PageStatus, name="childs_page_status_is_known", message="Say how far the page is."),
            models.CheckConstraint(
                condition=Q(status="being_written", given_on__isnull=True, given_by="")
                | (Q(status="given", given_on__isnull=False) & ~Q(given_by="")),
                name="childs_page_given_on_a_day",
                violation_error_message="Say when the child got the page, and how.",
            ),
            models.CheckConstraint(
                condition=Q(given_by="") | Q(given_by__in=list(GivenBy.values)),
                name="childs_page_given_somehow",
                violation_error_message="Say how the child got the page.",
            ),
        ]

    def __str__(self) -> str:
        """Return of which review."""
        return f"Page for the child about review {self.review_id}"


class PlainWords(models.Model):
    """One decision in plain words, and who sees to it in words that the child knows them by."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="plain_words")
    text = models.TextField("in plain words", max_length=400)
    who = models.CharField("who will do it", max_length=120)
    # The decision as it read when these words were written: of one that reads otherwise since they are no longer right.
    of_text = models.TextField(editable=False)

    class Meta:
        """They say something."""

        ordering = ["id"]
        verbose_name_plural = "plain words"
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(who=""),
                name="plain_words_say_what_and_who",
                violation_error_message="Say in plain words what was decided, and who will do it.",
            ),
        ]

    def __str__(self) -> str:
        """Return the words."""
        return self.text

    @property
    def still_right(self) -> bool:
        """Say whether the decision reads as it did when these words were written."""
        return self.of_text == self.decision.text


class ChildsPageChange(models.Model):
    """One step of the page: an immutable row."""

    page = models.ForeignKey(ChildsPage, on_delete=models.PROTECT, related_name="changes")
    was = models.CharField(max_length=20, choices=PageStatus)
    became = models.CharField(max_length=20, choices=PageStatus)
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
