"""How good the work is: audits of practice, checklists, resource concerns, good practice, the service's activity."""

from django.conf import settings
from django.db import models

from audit.constraints import ends_after_start, paired
from children.models import Child
from quality.querysets import ChecklistQuerySet, GoodPracticeQuerySet, QualityQuerySet
from reviews.models import IssueType, Review


class AuditOfPractice(models.Model):
    """An audit of one case or of several: when, by whom, what was found and recommended."""

    audited_on = models.DateField()
    subject = models.CharField("what was audited", max_length=120)
    auditor = models.CharField(max_length=120)
    is_multi_agency = models.BooleanField(default=False)
    cases = models.PositiveSmallIntegerField("cases looked at", default=1)
    themes = models.ManyToManyField(IssueType, related_name="audits", blank=True)
    findings = models.TextField(max_length=2000)
    recommendation = models.TextField(max_length=1000, blank=True)
    is_invented = models.BooleanField(default=False, editable=False)

    objects = QualityQuerySet.as_manager()

    class Meta:
        """Newest first."""

        ordering = ["-audited_on", "id"]
        verbose_name_plural = "audits of practice"

    def __str__(self) -> str:
        """Return what was audited."""
        return self.subject


class MonitoringChecklist(models.Model):
    """What the IRO ticks after a review about the planning for the child."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="checklist")
    completed_on = models.DateField()
    completed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    shortfalls = models.ManyToManyField(IssueType, related_name="checklists", blank=True)
    note = models.TextField(max_length=1000, blank=True)
    is_invented = models.BooleanField(default=False, editable=False)

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        """Newest first."""

        ordering = ["-completed_on", "id"]

    def __str__(self) -> str:
        """Return which review."""
        return f"Checklist of review {self.review_id}"

    @property
    def audit_child_id(self) -> int:
        """Return the child under whom readings of this checklist are logged."""
        return self.review.child_id


class ResourceConcern(models.Model):
    """A want of resources that may put children's care at risk."""

    raised_on = models.DateField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    concern = models.CharField(max_length=300)
    outcome = models.CharField(max_length=300, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    is_invented = models.BooleanField(default=False, editable=False)

    objects = QualityQuerySet.as_manager()

    class Meta:
        """Newest first; one that is closed says what came of it."""

        ordering = ["-raised_on", "id"]
        constraints = [
            paired(
                "closed_on",
                "outcome",
                second_is_text=True,
                name="closed_concern_has_an_outcome",
                message="Say what came of the concern, and when it was closed.",
            ),
            ends_after_start(
                "raised_on",
                "closed_on",
                name="concern_closed_after_it_was_raised",
                message="A concern cannot be closed before it was raised.",
            ),
        ]

    def __str__(self) -> str:
        """Return the concern."""
        return self.concern


class GoodPractice(models.Model):
    """A "golden nugget": good work that others should hear of."""

    noted_on = models.DateField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, blank=True, related_name="good_practice")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, blank=True, related_name="good_practice")
    text = models.CharField(max_length=500)
    is_invented = models.BooleanField(default=False, editable=False)

    objects = GoodPracticeQuerySet.as_manager()

    class Meta:
        """Newest first."""

        ordering = ["-noted_on", "id"]
        verbose_name_plural = "good practice"

    def __str__(self) -> str:
        """Return the text."""
        return self.text


class ServiceActivity(models.Model):
    """What the service did beside reviews: forums, training, panels."""

    on = models.DateField()
    text = models.CharField(max_length=300)
    is_invented = models.BooleanField(default=False, editable=False)

    objects = QualityQuerySet.as_manager()

    class Meta:
        """Newest first."""

        ordering = ["-on", "id"]
        verbose_name_plural = "service activities"

    def __str__(self) -> str:
        """Return the text."""
        return self.text
