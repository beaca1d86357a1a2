"""When people work, and when they are away. The office knows people's time; what meets in it, it does not know."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from audit.constraints import ends_after_start, one_of
from office.timekeeping.querysets import LeaveQuerySet, PatternQuerySet

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# A half day ends, and the other begins, here.
MIDDAY = datetime.time(13)


class LeaveKind(models.TextChoices):
    """Why somebody is away. On the calendar everybody is simply away."""

    ANNUAL = "annual", "Annual leave"
    SICK = "sick", "Sick"
    TRAINING = "training", "Training"
    OTHER = "other", "Something else"


class PartOfDay(models.TextChoices):
    """How much of a day somebody is away."""

    WHOLE = "whole", "The whole day"
    MORNING = "morning", "The morning"
    AFTERNOON = "afternoon", "The afternoon"


class WorkingPattern(models.Model):
    """The week somebody works, from a day until a day (inclusive) or until further notice."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="working_patterns")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PatternQuerySet.as_manager()

    class Meta:
        """One without an end at a time."""

        ordering = ["-from_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(until_on__isnull=True),
                name="one_working_pattern_at_a_time",
                violation_error_message="This person already has a working pattern. Change that one.",
            ),
            models.UniqueConstraint(
                fields=["person", "from_on"],
                name="one_working_pattern_from_a_day",
                violation_error_message="A working pattern from that day is recorded already. Change that one.",
            ),
            ends_after_start(
                "from_on",
                "until_on",
                name="working_pattern_ends_after_it_begins",
                message="The last day must not come before the first.",
            ),
        ]

    def __str__(self) -> str:
        """Return from when."""
        return f"From {self.from_on}"


class WorkingHours(models.Model):
    """The hours of one weekday in a working pattern. A weekday without hours is not worked."""

    pattern = models.ForeignKey(WorkingPattern, on_delete=models.PROTECT, related_name="hours")
    weekday = models.PositiveSmallIntegerField(choices=list(enumerate(WEEKDAYS)))
    begins = models.TimeField()
    ends = models.TimeField()

    class Meta:
        """Monday first."""

        ordering = ["weekday"]
        verbose_name_plural = "working hours"
        constraints = [
            models.UniqueConstraint(
                fields=["pattern", "weekday"],
                name="hours_of_a_weekday_once",
                violation_error_message="This weekday has hours already.",
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")),
                name="working_hours_end_after_they_begin",
                violation_error_message="The day must end after it begins.",
            ),
            models.CheckConstraint(
                condition=Q(weekday__lte=6),
                name="weekday_is_one_of_seven",
                violation_error_message="Choose a day of the week.",
            ),
        ]

    def __str__(self) -> str:
        """Return the day and its hours."""
        return f"{self.get_weekday_display()} {self.begins:%H:%M} to {self.ends:%H:%M}"


class Leave(models.Model):
    """That somebody is away, from a day until a day, both included; of one day perhaps only a part."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="leave")
    from_on = models.DateField()
    until_on = models.DateField()
    part = models.CharField(max_length=10, choices=PartOfDay, default=PartOfDay.WHOLE)
    kind = models.CharField(max_length=10, choices=LeaveKind)
    note = models.CharField(max_length=200, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = LeaveQuerySet.as_manager()

    class Meta:
        """The next first."""

        ordering = ["from_on", "id"]
        verbose_name_plural = "leave"
        constraints = [
            ends_after_start(
                "from_on",
                "until_on",
                name="leave_ends_after_it_begins",
                message="The last day must not come before the first.",
            ),
            models.CheckConstraint(
                condition=Q(part=PartOfDay.WHOLE) | Q(from_on=F("until_on")),
                name="part_of_a_day_is_of_one_day",
                violation_error_message="A part of a day is of one day: make the first and the last day the same.",
            ),
            one_of("part", PartOfDay, name="part_of_day_is_known", message="Choose a part of the day that there is."),
            one_of("kind", LeaveKind, name="leave_kind_is_known", message="Choose a kind of leave that there is."),
        ]
        indexes = [models.Index(fields=["from_on", "until_on"], name="leave_days")]

    def __str__(self) -> str:
        """Return the days."""
        return f"{self.from_on} to {self.until_on}"
