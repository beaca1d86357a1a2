"""Safety alerts: what a child said that calls for action, who was told when, and what was done."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.enums import Role
from audit.constraints import one_of
from children.models import Child
from participation.enums_alerts import AlertStatus, Cause, Considered, SafetyGrade, ToldAs
from participation.querysets_alerts import AlertQuerySet
from reviews.models import Review


class SafetyAlert(models.Model):
    """That a child said on a form, or in their own words, that they may not be safe. One to a form."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="safety_alerts")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="safety_alerts")
    consultation = models.ForeignKey(
        "participation.Consultation", on_delete=models.PROTECT, related_name="safety_alerts"
    )
    # The gravest of what was said.
    grade = models.CharField(max_length=10, choices=SafetyGrade)
    status = models.CharField(max_length=20, choices=AlertStatus, default=AlertStatus.RAISED)
    raised_at = models.DateTimeField()
    # How often it was raised: more was said after somebody had acknowledged it, or closed it.
    times_raised = models.PositiveSmallIntegerField(default=1)
    # When the next person is told, unless somebody acknowledges it before; none once all were told.
    escalate_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closing = models.OneToOneField(
        "participation.AlertClosing", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    # The checker may come to this before the queryset, by the order of the imports.
    objects = AlertQuerySet.as_manager()  # type: ignore[django-manager-missing, unused-ignore]  # see above

    class Meta:
        """Acknowledged by somebody, closed by recording what was done."""

        ordering = ["raised_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation"],
                name="one_alert_per_form",
                violation_error_message="An alert about this form was raised already.",
            ),
            one_of("status", AlertStatus, name="alert_status_is_known", message="Choose a state that there is."),
            one_of("grade", SafetyGrade, name="alert_grade_is_known", message="Choose a grade that there is."),
            models.CheckConstraint(
                condition=Q(status="raised", acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(
                    status__in=["acknowledged", "closed"],
                    acknowledged_at__isnull=False,
                    acknowledged_by__isnull=False,
                ),
                name="alert_acknowledged_by_somebody",
                violation_error_message="Say who has acknowledged the alert, and when.",
            ),
            models.CheckConstraint(
                condition=Q(status="closed", closing__isnull=False)
                | Q(status__in=["raised", "acknowledged"], closing__isnull=True),
                name="alert_closed_by_what_was_done",
                violation_error_message="An alert is closed by recording what was done.",
            ),
        ]
        indexes = [
            models.Index(fields=["escalate_at"], condition=Q(status="raised"), name="alert_to_escalate"),
        ]

    def __str__(self) -> str:
        """Return which, and nothing about the child."""
        return f"Safety alert {self.pk}"


class AlertSignal(models.Model):
    """One thing that the child said: an answer on the form, or their own words. Never changed."""

    alert = models.ForeignKey(SafetyAlert, on_delete=models.PROTECT, related_name="signals")
    answer = models.ForeignKey(
        "participation.Answer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.TextField(max_length=2000, blank=True)
    grade = models.CharField(max_length=10, choices=SafetyGrade)
    at = models.DateTimeField()

    class Meta:
        """An answer, or words, each once."""

        ordering = ["grade", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__isnull=False, words="") | (Q(answer__isnull=True) & ~Q(words="")),
                name="signal_is_an_answer_or_words",
                violation_error_message="Say what the child said.",
            ),
            models.UniqueConstraint(fields=["alert", "answer"], name="answer_once_per_alert"),
            one_of("grade", SafetyGrade, name="signal_grade_is_known", message="Choose a grade that there is."),
        ]

    def __str__(self) -> str:
        """Return which grade."""
        return self.get_grade_display()


class AlertStep(models.Model):
    """One step of an alert's life: an immutable row."""

    alert = models.ForeignKey(SafetyAlert, on_delete=models.PROTECT, related_name="steps")
    was = models.CharField(max_length=20, blank=True)
    became = models.CharField(max_length=20, choices=AlertStatus)
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """In order of time."""

        ordering = ["id"]

    def __str__(self) -> str:
        """Return the step."""
        return f"{self.was or 'new'} to {self.became}"


class AlertTelling(models.Model):
    """That somebody was told of an alert, in which role and why: a row per person and reason, never changed."""

    alert = models.ForeignKey(SafetyAlert, on_delete=models.PROTECT, related_name="tellings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="alerts_told")
    role = models.CharField(max_length=30, choices=Role)
    reason = models.CharField(max_length=20, choices=ToldAs)
    time_raised = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        """In order of time; for one reason once each time it is raised."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "person", "reason", "time_raised"],
                name="told_once_for_a_reason",
                violation_error_message="This person was told already.",
            ),
        ]

    def __str__(self) -> str:
        """Return why."""
        return self.get_reason_display()


class AlertClosing(models.Model):
    """What was done about an alert, by whom, when, and what was considered. Kept also when it was closed by mistake."""

    alert = models.ForeignKey(SafetyAlert, on_delete=models.PROTECT, related_name="closings")
    done = models.TextField("what was done", max_length=2000)
    done_by = models.CharField("by whom", max_length=120)
    done_on = models.DateField("on which day")
    cause = models.CharField(max_length=20, choices=Cause)
    cause_note = models.CharField(max_length=300, blank=True)
    lado = models.CharField("LADO considered", max_length=20, choices=Considered)
    lado_why = models.CharField(max_length=300, blank=True)
    section_47 = models.CharField("section 47 considered", max_length=20, choices=Considered)
    section_47_why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Nothing that must be said is left out."""

        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(done="") & ~Q(done_by=""),
                name="closing_says_what_was_done_by_whom",
                violation_error_message="Say what was done, and by whom.",
            ),
            one_of("cause", Cause, name="closing_cause_is_known", message="Say what the cause was."),
            models.CheckConstraint(
                condition=~Q(cause="other") | ~Q(cause_note=""),
                name="other_cause_is_named",
                violation_error_message="Say what the cause was.",
            ),
            *(
                constraint
                for name, words in (("lado", "LADO"), ("section_47", "section 47"))
                for constraint in (
                    one_of(
                        name,
                        Considered,
                        name=f"closing_{name}_is_answered",
                        message=f"Say whether {words} was considered.",
                    ),
                    models.CheckConstraint(
                        condition=Q(**{name: "taken"}) | ~Q(**{f"{name}_why": ""}),
                        name=f"closing_{name}_not_done_has_a_reason",
                        violation_error_message=f"Say why nothing was done under {words}.",
                    ),
                )
            ),
        ]

    def __str__(self) -> str:
        """Return when."""
        return f"Closed with what was done on {self.done_on}"


class AlertAddition(models.Model):
    """What was added to a closed alert, or corrected in it: never changed itself."""

    alert = models.ForeignKey(SafetyAlert, on_delete=models.PROTECT, related_name="additions")
    text = models.TextField(max_length=2000)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """In order of time."""

        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="addition_says_something",
                violation_error_message="Say what is to be added.",
            ),
        ]

    def __str__(self) -> str:
        """Return when."""
        return f"Added {self.at:%d/%m/%Y}"
