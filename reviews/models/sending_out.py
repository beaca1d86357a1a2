"""The record on its way: who gets which version, the letter to the child, and that it was filed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.constraints import ends_after_start, one_of, paired
from children.models import PersonAroundChild
from reviews import enums
from reviews.models.outcome import RecordOfReview
from reviews.models.review import Review


class RecordRecipient(models.Model):
    """Somebody around the child, which version of the record they get, and when it left, or why they get none."""

    record = models.ForeignKey(RecordOfReview, on_delete=models.PROTECT, related_name="recipients")
    person = models.ForeignKey(PersonAroundChild, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    part = models.CharField("as whom", max_length=20, choices=enums.RecipientPart)
    name = models.CharField(max_length=120)
    gets = models.CharField("which version", max_length=20, choices=enums.RecordVersion)
    left_out_because = models.CharField(max_length=200, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    sent_how = models.CharField(max_length=20, choices=enums.SentHow, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    # Why the mark "sent" was taken back, the last time that it was.
    undone_because = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        """In the order in which they are listed."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "person"],
                condition=Q(person__isnull=False),
                name="record_goes_once_to_each_person",
                violation_error_message="This person is listed already.",
            ),
            paired(
                "sent_on",
                "sent_how",
                second_is_text=True,
                name="version_sent_on_a_day_and_how",
                message="Say on which day it was sent, and how.",
            ),
            models.CheckConstraint(
                condition=Q(left_out_because="") | Q(sent_on__isnull=True),
                name="whoever_is_left_out_was_sent_nothing",
                violation_error_message="Somebody who was sent the record was not left out.",
            ),
            one_of("gets", enums.RecordVersion, name="version_is_known", message="Choose which version they get."),
        ]

    def __str__(self) -> str:
        """Return who, as whom."""
        return f"{self.name} ({self.get_part_display().lower()})"

    @property
    def is_settled(self) -> bool:
        """Say whether nothing is left to do: it was sent, or there is a reason why not."""
        return self.sent_on is not None or bool(self.left_out_because)


class LetterToChild(models.Model):
    """The record written to the child: the child's version of it, or the record itself."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="letter")
    text = models.TextField(blank=True)
    finished_on = models.DateField(null=True, blank=True)
    is_the_record = models.BooleanField("this letter is the record", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        """A finished letter says something."""

        ordering = ["id"]
        verbose_name = "letter to the child"
        verbose_name_plural = "letters to children"
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_on__isnull=True) | ~Q(text=""),
                name="finished_letter_has_text",
                violation_error_message="Write the letter before you finish it.",
            ),
        ]

    def __str__(self) -> str:
        """Return which letter."""
        return f"Letter about review {self.review_id}"


class Filing(models.Model):
    """That the record was filed in the council's own case system; a tick taken back keeps its row, and why."""

    record = models.ForeignKey(RecordOfReview, on_delete=models.PROTECT, related_name="filings")
    filed_on = models.DateField()
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_on = models.DateField(null=True, blank=True)
    undone_because = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        """Filed once, unless that was a mistake."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["record"],
                condition=Q(undone_on__isnull=True),
                name="record_filed_once",
                violation_error_message="This record was filed already.",
            ),
            paired(
                "undone_on",
                "undone_because",
                second_is_text=True,
                name="filing_undone_with_a_reason",
                message="Say why it was not filed after all.",
            ),
            ends_after_start(
                "filed_on",
                "undone_on",
                name="filing_undone_after_it_was_made",
                message="It cannot be taken back before it was filed.",
            ),
        ]

    def __str__(self) -> str:
        """Return when."""
        return f"Filed on {self.filed_on}"
