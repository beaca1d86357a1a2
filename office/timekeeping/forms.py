"""Forms of people's time: the working week, and leave."""

import datetime
from typing import Any

from crispy_forms.layout import Div
from django import forms

from design.forms import DateField, Fieldset, FormKeyField, GovukForm, Layout, Radios, TimeField, VersionField
from office.timekeeping.models import WEEKDAYS, LeaveKind, PartOfDay, WorkingPattern

TWO_WEEKENDS = 5
FIRST_YEAR, LAST_YEAR = datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)


def begins_anew(form: GovukForm) -> None:
    """Ask for no version where nothing is there yet that could have changed."""
    if "version" not in form.initial:
        del form.fields["version"]


class PatternForm(GovukForm):
    """The hours of each weekday, and from when until when that week is worked."""

    from_on = DateField(label="From which day?", thing="the first day")
    until_on = DateField(label="Until which day?", thing="the last day", required=False)
    version = VersionField()
    form_key = FormKeyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begins_anew(self)
        for number, name in enumerate(WEEKDAYS):
            for part in ("begins", "ends"):
                field = TimeField(label=f"{name} {part}", required=False)
                field.mark_optional = False
                self.fields[f"{part}_{number}"] = field
        days = [
            Div(f"begins_{number}", f"ends_{number}", css_class="app-filters__fields")
            for number in range(len(WEEKDAYS))
        ]
        hidden = [name for name in ("version", "form_key") if name in self.fields]
        self.layout = Layout(  # type: ignore[misc]  # of this form alone: its questions are made here
            "from_on", "until_on", Fieldset("Hours, for each day that is worked", *days), *hidden
        )

    def clean(self) -> dict[str, Any]:
        """Ask for both ends of a day, in their order, of at least one day."""
        cleaned = super().clean() or self.cleaned_data
        for number, name in enumerate(WEEKDAYS):
            begins, ends = cleaned.get(f"begins_{number}"), cleaned.get(f"ends_{number}")
            if (begins is None) != (ends is None) and not self.errors:
                missing = "ends" if begins else "begins"
                self.add_error(f"{missing}_{number}", f"Enter when {name} {missing}")
            elif begins and ends and ends <= begins:
                self.add_error(f"ends_{number}", f"{name} must end after it begins")
        return cleaned

    def clean_from_on(self) -> datetime.date | None:
        """Keep to years in which somebody may work here."""
        return self.check_date("from_on", not_before=FIRST_YEAR, not_after=LAST_YEAR)

    def clean_until_on(self) -> datetime.date | None:
        """Keep to years in which somebody may work here."""
        return self.check_date("until_on", not_before=FIRST_YEAR, not_after=LAST_YEAR)

    def hours(self) -> dict[int, tuple[datetime.time, datetime.time]]:
        """Return the hours that were entered, by weekday."""
        return hours_in(self.cleaned_data)


def hours_in(cleaned: dict[str, Any]) -> dict[int, tuple[datetime.time, datetime.time]]:
    """Return the hours among the answers of a `PatternForm`, by weekday."""
    return {
        number: (cleaned[f"begins_{number}"], cleaned[f"ends_{number}"])
        for number in range(len(WEEKDAYS))
        if cleaned[f"begins_{number}"] and cleaned[f"ends_{number}"]
    }


def values_of(pattern: WorkingPattern) -> dict[str, Any]:
    """Return a working pattern as the form asks for it."""
    values: dict[str, Any] = {name: getattr(pattern, name) for name in ("from_on", "until_on", "version")}
    for hours in pattern.hours.all():
        values |= {f"begins_{hours.weekday}": hours.begins, f"ends_{hours.weekday}": hours.ends}
    return values


def usual_week(today: datetime.date) -> dict[str, Any]:
    """Return what stands in the form before anybody has typed: Monday to Friday, nine to five."""
    values: dict[str, Any] = {"from_on": today}
    for number in range(TWO_WEEKENDS):
        values |= {f"begins_{number}": datetime.time(9), f"ends_{number}": datetime.time(17)}
    return values


class LeaveForm(GovukForm):
    """From when until when somebody is away, and why."""

    from_on = DateField(label="First day away", thing="the first day away")
    until_on = DateField(label="Last day away", thing="the last day away")
    part = forms.ChoiceField(
        label="How much of the day?",
        help_text="A morning or an afternoon is of one day.",
        choices=PartOfDay.choices,
        initial=PartOfDay.WHOLE,
        widget=Radios,
    )
    kind = forms.ChoiceField(
        label="Why?", choices=LeaveKind.choices, widget=Radios, error_messages={"required": "Choose why they are away"}
    )
    note = forms.CharField(
        label="Note",
        help_text="Seen by those who enter leave. On the calendar a person is simply away.",
        max_length=200,
        required=False,
    )
    version = VersionField()
    form_key = FormKeyField()

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begins_anew(self)
        self.today = today

    def clean_from_on(self) -> datetime.date | None:
        """Keep to days that a calendar has."""
        return self.check_date("from_on", not_before=FIRST_YEAR, not_after=LAST_YEAR)

    def clean_until_on(self) -> datetime.date | None:
        """Refuse leave that is over."""
        return self.check_date("until_on", not_before=self.today, not_after=LAST_YEAR, today=self.today)

    def clean(self) -> dict[str, Any]:
        """Refuse days out of order, and half of several days."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("from_on"), cleaned.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", "The last day away must not come before the first")
        elif first and last and first != last and cleaned.get("part") not in (PartOfDay.WHOLE, None):
            self.add_error("part", "Choose the whole day, or make the first and the last day the same")
        return cleaned
