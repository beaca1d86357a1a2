"""Forms of the office: the authority's settings and its bank holidays."""

import datetime
from typing import Any

from django import forms

from design.forms import (
    DateField,
    Fieldset,
    FilterForm,
    FormKeyField,
    GovukForm,
    Layout,
    Radios,
    TimeField,
    VersionField,
)
from office.models import LAST_HOUR, AuthoritySettings, BankHoliday, Job

LONGEST_WORKING_DAYS = 60
LARGEST_CASELOAD = 500


def _whole(label: str, *, most: int, least: int = 1, help_text: str = "") -> forms.IntegerField:
    sentence = f"Enter a whole number from {least} to {most}"
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=least,
        max_value=most,
        error_messages={"required": sentence, "invalid": sentence, "min_value": sentence, "max_value": sentence},
    )


class SettingsForm(GovukForm):
    """The authority's settings, in the authority's words."""

    name = forms.CharField(
        label="Name of the authority", max_length=120, error_messages={"required": "Enter the authority's name"}
    )
    service_name = forms.CharField(
        label="Name of the service", max_length=120, error_messages={"required": "Enter the service's name"}
    )
    due_soon_working_days = _whole(
        "Show a review as due soon, this many working days before its limit", most=LONGEST_WORKING_DAYS
    )
    flag_near_working_days = _whole(
        "Flag a review as near its limit, this many working days before it",
        most=LONGEST_WORKING_DAYS,
        help_text="Flags are raised once a night.",
    )
    stage_reply_working_days = _whole(
        "Reply to each stage of a dispute within this many working days", most=LONGEST_WORKING_DAYS
    )
    reminders_hour = _whole(
        "Send the daily reminders from this hour on",
        least=0,
        most=LAST_HOUR,
        help_text="For example, 7. One mail to a person on each working day, if anything waits for them.",
    )
    caseload_low = _whole("Lower end of the range", most=LARGEST_CASELOAD)
    caseload_high = _whole("Upper end of the range", most=LARGEST_CASELOAD)
    count_adjourned_as_late = forms.BooleanField(
        label="Count a review completed after an adjournment as late in the headline percentage", required=False
    )
    school_day_begins = TimeField(
        label="When does the school day begin?", help_text="For example, 8:45am", required=False
    )
    school_day_ends = TimeField(label="When does the school day end?", help_text="For example, 3:15pm", required=False)
    version = VersionField()
    form_key = FormKeyField()

    layout = Layout(
        Fieldset("The authority", "name", "service_name"),
        Fieldset("Deadlines", "due_soon_working_days", "flag_near_working_days", "stage_reply_working_days"),
        Fieldset("Children for each full-time IRO", "caseload_low", "caseload_high"),
        Fieldset("Reminders", "reminders_hour"),
        Fieldset("Figures", "count_adjourned_as_late"),
        Fieldset("School, so that a review is not booked into it", "school_day_begins", "school_day_ends"),
        "version",
        "form_key",
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a range that is upside down."""
        given = super().clean() or self.cleaned_data
        low, high = given.get("caseload_low"), given.get("caseload_high")
        if low is not None and high is not None and low >= high:
            self.add_error("caseload_high", "The upper end must be above the lower end")
        self._check_school(given.get("school_day_begins"), given.get("school_day_ends"))
        return given

    def _check_school(self, begins: datetime.time | None, ends: datetime.time | None) -> None:
        if (begins is None) != (ends is None):
            missing = "school_day_ends" if begins else "school_day_begins"
            self.add_error(missing, "Enter both times, or neither")
        elif begins and ends and ends <= begins:
            self.add_error("school_day_ends", "The school day must end after it begins")

    @classmethod
    def values_of(cls, row: AuthoritySettings) -> dict[str, Any]:
        """Return the settings as they stand, for the form."""
        return {name: getattr(row, name) for name in cls.base_fields if hasattr(row, name)}


class HolidayForm(GovukForm):
    """A bank holiday that was proclaimed, or one that was moved away."""

    is_working_day = forms.TypedChoiceField(
        label="What has changed?",
        choices=[
            ("no", "A day has become a bank holiday"),
            ("yes", "A listed bank holiday has been moved away, and is a working day"),
        ],
        coerce=lambda value: value == "yes",
        widget=Radios,
        error_messages={"required": "Say what has changed"},
    )
    on = DateField(label="Which day?", thing="the day")
    name = forms.CharField(
        label="Name of the day",
        help_text="For example, Bank holiday for the coronation.",
        max_length=80,
        error_messages={"required": "Enter the name of the day"},
    )
    source = forms.CharField(
        label="Where was this announced?",
        help_text="For example, London Gazette, 8 November 2022.",
        max_length=BankHoliday._meta.get_field("source").max_length,  # noqa: SLF001 - Django's documented name
        error_messages={"required": "Enter where this was announced"},
    )
    form_key = FormKeyField()


class JobFilters(FilterForm):
    """What narrows the list of jobs."""

    state = forms.ChoiceField(label="State", choices=[("", "Any state"), *Job.State.choices])
