"""What happened to a review over time: rows that are added and never changed."""

from django.conf import settings
from django.db import models

from reviews import enums
from reviews.models.review import Review


class ReviewStatusChange(models.Model):
    """One step of a review's life: an immutable row."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="status_changes")
    was = models.CharField(max_length=20, blank=True)
    became = models.CharField(max_length=20, choices=enums.ReviewStatus)
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """In order of time."""

        ordering = ["id"]

    def __str__(self) -> str:
        """Return the step."""
        return f"{self.was or 'new'} to {self.became}"


class DueDateChange(models.Model):
    """That a review's limit became another day, and why: an immutable row."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="due_date_changes")
    was_on = models.DateField(null=True)
    now_on = models.DateField(null=True)
    rule = models.CharField(max_length=30, blank=True)
    why = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """In order of time."""

        ordering = ["id"]

    def __str__(self) -> str:
        """Return the change."""
        return f"{self.was_on} became {self.now_on}"


class DeadlineFlag(models.Model):
    """That a review was seen nearing or past its limit: once per review, limit and kind of flag."""

    class Kind(models.TextChoices):
        """What the flag says."""

        NEAR = "near", "Nearing its limit"
        PAST = "past", "Past its limit"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="flags")
    kind = models.CharField(max_length=10, choices=Kind)
    due_on = models.DateField()
    raised_on = models.DateField()

    class Meta:
        """Once each."""

        ordering = ["-raised_on", "id"]
        constraints = [models.UniqueConstraint(fields=["review", "kind", "due_on"], name="flagged_once_per_limit")]

    def __str__(self) -> str:
        """Return what it says."""
        return self.get_kind_display()


class ReviewCorrection(models.Model):
    """That a fact of a completed review was corrected, or the review voided: an immutable row."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=40)
    was = models.CharField(max_length=300, blank=True)
    became = models.CharField(max_length=300, blank=True)
    why = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """In order of time."""

        ordering = ["id"]

    def __str__(self) -> str:
        """Return what was corrected."""
        return f"{self.field}: {self.was} became {self.became}"
