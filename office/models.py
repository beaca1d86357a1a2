"""What any office has: its own settings, its holidays, work in the background, and half-filled forms."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from office.duty.models import DutyArrangements
from office.querysets import JobQuerySet
from office.timekeeping.models import Leave, WorkingHours, WorkingPattern

__all__ = [
    "LAST_HOUR",
    "AuthoritySettings",
    "BankHoliday",
    "Draft",
    "DutyArrangements",
    "FormKey",
    "Job",
    "Leave",
    "WorkingHours",
    "WorkingPattern",
]

# Later, nobody would read them on their day.
LAST_HOUR = 18


class AuthoritySettings(models.Model):
    """The authority's own settings: one row. Numbers of days are working days."""

    name = models.CharField("name of the authority", max_length=120, default="The authority")
    service_name = models.CharField(max_length=120, default="Independent Reviewing Officer service")
    is_demonstration = models.BooleanField(default=False, editable=False)
    due_soon_working_days = models.PositiveSmallIntegerField("show as due soon, working days before", default=20)
    flag_near_working_days = models.PositiveSmallIntegerField("flag a review as near its limit, days before", default=5)
    caseload_low = models.PositiveSmallIntegerField("lower end of the caseload range", default=50)
    caseload_high = models.PositiveSmallIntegerField("upper end of the caseload range", default=70)
    stage_reply_working_days = models.PositiveSmallIntegerField("reply to each stage of a dispute within", default=5)
    reminders_hour = models.PositiveSmallIntegerField("send the daily reminders from this hour on", default=7)
    count_adjourned_as_late = models.BooleanField(
        "count reviews completed after an adjournment as late in the headline percentage",
        default=True,
    )
    school_day_begins = models.TimeField("the school day begins", null=True, blank=True)
    school_day_ends = models.TimeField("the school day ends", null=True, blank=True)
    # How a record reads in the council's own case system; empty: the service's own template.
    case_system_template = models.TextField(max_length=5000, blank=True, editable=False)
    # What the night's check of the log found amiss; the frame of the pages shows it to those who must act.
    log_warning = models.CharField(max_length=300, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        """One row only."""

        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1),
                name="one_row_of_settings",
                violation_error_message="There is one set of settings.",
            ),
            models.CheckConstraint(
                condition=Q(caseload_low__lt=models.F("caseload_high")),
                name="caseload_range_in_order",
                violation_error_message="The lower end of the range must be below the upper end.",
            ),
            models.CheckConstraint(
                condition=Q(reminders_hour__lte=LAST_HOUR),
                name="reminders_leave_at_an_hour_of_the_day",
                violation_error_message="Choose an hour of the day.",
            ),
            models.CheckConstraint(
                condition=Q(school_day_begins__isnull=True, school_day_ends__isnull=True)
                | Q(school_day_ends__gt=models.F("school_day_begins")),
                name="school_day_ends_after_it_begins",
                violation_error_message="The school day must end after it begins.",
            ),
        ]

    def __str__(self) -> str:
        """Return the authority's name."""
        return self.name


class BankHoliday(models.Model):
    """A local addition to England's bank holidays, or a listed one that was moved away, with who said so."""

    on = models.DateField(unique=True, error_messages={"unique": "This day is already listed."})
    name = models.CharField(max_length=80)
    is_working_day = models.BooleanField("was moved away: count as a working day", default=False)
    source = models.CharField("where this was announced", max_length=200)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """By day."""

        ordering = ["on"]

    def __str__(self) -> str:
        """Return the day and its name."""
        return f"{self.on} {self.name}"


class Job(models.Model):
    """A piece of work in the background. This row is the job; the broker only rings the bell."""

    class State(models.TextChoices):
        """Where a job is."""

        QUEUED = "queued", "waiting"
        RUNNING = "running", "running"
        DONE = "done", "done"
        FAILED = "failed", "failed"

    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict, blank=True)
    # Two requests for the same work are one job.
    idempotency_key = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    progress_note = models.CharField(max_length=120, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    requested_role = models.CharField(max_length=30, blank=True)
    result = models.JSONField(default=dict, blank=True)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        """Oldest first; the sweep finds waiting ones by state."""

        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["state", "lease_until"],
                condition=Q(state__in=["queued", "running"]),
                name="job_open",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(progress__lte=100),
                name="job_progress_is_a_percentage",
                violation_error_message="Progress is between 0 and 100.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running", "done", "failed"]),
                name="job_state_is_known",
                violation_error_message="Choose a state that there is.",
            ),
        ]

    def __str__(self) -> str:
        """Return kind and state."""
        return f"{self.kind}: {self.get_state_display()}"


class Draft(models.Model):
    """What somebody has typed into a form and not yet sent, kept so that nothing typed is lost."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    # Which form about which record: "reviews.log:41".
    key = models.CharField(max_length=120)
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        """One draft per person and form."""

        ordering = ["-saved_at"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_draft_per_form")]

    def __str__(self) -> str:
        """Return which form."""
        return self.key


class FormKey(models.Model):
    """A one-use key of a form that was sent: a double click or a repeated request does its work once."""

    key = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(auto_now_add=True)
    # Where the first sending led, so that the second lands there too.
    led_to = models.CharField(max_length=300, blank=True)

    class Meta:
        """Newest first."""

        ordering = ["-id"]

    def __str__(self) -> str:
        """Return the key."""
        return self.key
