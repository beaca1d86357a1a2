"""The annual report: its narrative and footnotes, typed figures, frozen figures and rendered files."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from audit.constraints import paired
from reporting.querysets import ReportQuerySet


class TypedFigure(models.Model):
    """A figure that records do not reach: typed, with its own period and source."""

    key = models.CharField(max_length=80)
    code = models.CharField("row of a table, if it is one", max_length=80, blank=True)
    from_on = models.DateField()
    until_on = models.DateField()
    value = models.DecimalField(max_digits=12, decimal_places=2)
    source = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        """Once per key, row and period."""

        ordering = ["key", "code", "from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "code", "from_on", "until_on"],
                name="typed_figure_once",
                violation_error_message="This figure was already typed for this period.",
            ),
            models.CheckConstraint(
                condition=Q(from_on__lte=F("until_on")),
                name="typed_figure_period_in_order",
                violation_error_message="The last day must not come before the first.",
            ),
        ]

    def __str__(self) -> str:
        """Return the key."""
        return f"{self.key} {self.code}".strip()


class AnnualReport(models.Model):
    """A report for a period: drafted, approved (its figures frozen), released."""

    class Status(models.TextChoices):
        """Where a report is."""

        DRAFT = "draft", "Draft"
        APPROVED = "approved", "Approved"
        RELEASED = "released", "Released to the panel"
        WITHDRAWN = "withdrawn", "Withdrawn"

    title = models.CharField(max_length=200)
    from_on = models.DateField()
    until_on = models.DateField()
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    panel = models.CharField("report for", max_length=120, default="Corporate Parenting Panel")
    meeting_on = models.DateField("date of meeting", null=True, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    responsible_officer = models.CharField(max_length=120, blank=True)
    is_exempt = models.BooleanField("exempt from publication", default=False)
    enclosures = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    background_papers = models.CharField(max_length=300, blank=True)
    # The figures as they stood when the report was approved; null while it is a draft.
    frozen_figures = models.JSONField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    # The checker may come to this before the queryset, by the order of the imports.
    objects = ReportQuerySet.as_manager()  # type: ignore[django-manager-missing, unused-ignore]  # see above

    class Meta:
        """Newest period first."""

        ordering = ["-from_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on__lte=F("until_on")),
                name="report_period_in_order",
                violation_error_message="The last day of the period must not come before the first.",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(frozen_figures__isnull=False),
                name="approved_report_has_frozen_figures",
                violation_error_message="Figures are frozen when the report is approved.",
            ),
            paired(
                "approved_at",
                "approved_by",
                name="approval_has_time_and_person",
                message="An approval has a time and a person.",
            ),
            paired(
                "released_at",
                "released_by",
                name="release_has_time_and_person",
                message="A release has a time and a person.",
            ),
            models.UniqueConstraint(
                fields=["from_on", "until_on"],
                condition=~Q(status="withdrawn"),
                name="one_report_of_a_period",
                violation_error_message="A report for this period was already begun.",
            ),
            models.CheckConstraint(
                condition=~Q(status="draft")
                | Q(frozen_figures__isnull=True, approved_at__isnull=True, released_at__isnull=True),
                name="draft_report_is_not_decided",
                violation_error_message="A draft has no frozen figures, no approval and no release.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "released"]) | Q(approved_at__isnull=False),
                name="approved_report_says_by_whom",
                violation_error_message="An approved report says when and by whom.",
            ),
            models.CheckConstraint(
                condition=~Q(status="released") | Q(released_at__isnull=False),
                name="released_report_says_by_whom",
                violation_error_message="A released report says when and by whom.",
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(released_at__isnull=True),
                name="approved_report_is_not_released",
                violation_error_message="A report that was released is not merely approved.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "approved", "released", "withdrawn"]),
                name="report_status_is_known",
                violation_error_message="Choose a status that there is.",
            ),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class ReportSection(models.Model):
    """The narrative under one heading of a report."""

    report = models.ForeignKey(AnnualReport, on_delete=models.PROTECT, related_name="sections")
    key = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        """One text per heading."""

        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="one_text_per_heading")]

    def __str__(self) -> str:
        """Return the heading's key."""
        return self.key


class Footnote(models.Model):
    """The printed explanation of figures that do not reconcile."""

    report = models.ForeignKey(AnnualReport, on_delete=models.PROTECT, related_name="footnotes")
    warning_key = models.CharField(max_length=120)
    text = models.TextField(max_length=500)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        """One per warning."""

        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["report", "warning_key"], name="one_footnote_per_warning")]

    def __str__(self) -> str:
        """Return the text."""
        return self.text


class RenderedReport(models.Model):
    """A PDF made of a report: internal while it is a draft, the released file once it is released."""

    report = models.ForeignKey(AnnualReport, on_delete=models.PROTECT, related_name="rendered")
    job_id = models.BigIntegerField(null=True)
    file = models.FileField(upload_to="reports/")
    sha256 = models.CharField(max_length=64)
    is_released = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """Newest first."""

        ordering = ["-id"]

    def __str__(self) -> str:
        """Return which report."""
        return f"PDF of {self.report_id}"
