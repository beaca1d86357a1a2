"""The duty arrangements of the authority: one row."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

OPENS, CLOSES = datetime.time(9), datetime.time(17)


def _person(label: str) -> models.ForeignKey:  # type: ignore[type-arg]  # of a user, as its columns are
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label
    )


class DutyArrangements(models.Model):
    """Who is told at once of a safety alert, who next while nobody answers, the office's hours, and whom to call.

    Telephone numbers are those that a child is shown.
    """

    duty_first = _person("duty contact")
    duty_second = _person("second duty contact")
    next_first = _person("next person")
    next_second = _person("person after that")
    next_third = _person("last person")
    opens_at = models.TimeField("the office opens", default=OPENS)
    closes_at = models.TimeField("the office closes", default=CLOSES)
    day_name = models.CharField("whom a child calls while the office is open", max_length=80, blank=True)
    day_phone = models.CharField("their number", max_length=40, blank=True)
    night_name = models.CharField("whom a child calls while the office is closed", max_length=80, blank=True)
    night_phone = models.CharField("their number then", max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        """One row only; a number and a name go together."""

        ordering = ["id"]
        verbose_name_plural = "duty arrangements"
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1),
                name="one_row_of_duty_arrangements",
                violation_error_message="There is one set of duty arrangements.",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="office_closes_after_it_opens",
                violation_error_message="The office must close after it opens.",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{time}_name": "", f"{time}_phone": ""})
                    | (~Q(**{f"{time}_name": ""}) & ~Q(**{f"{time}_phone": ""})),
                    name=f"{time}_number_has_a_name",
                    violation_error_message="Enter both the name and the number, or neither.",
                )
                for time in ("day", "night")
            ),
        ]

    def __str__(self) -> str:
        """Return what it is."""
        return "Duty arrangements"
