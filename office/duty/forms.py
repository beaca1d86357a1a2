"""The form of the duty arrangements."""

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.models import User
from design.forms import Fieldset, FormKeyField, GovukForm, Layout, TimeField, VersionField
from office.duty.models import DutyArrangements
from office.duty.people import AT_ONCE, IN_ORDER

PLACES = (*AT_ONCE, *IN_ORDER)
TIMES = ("day", "night")


def _person(label: str, *, required: bool = False) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        empty_value=None,
        required=required,
        error_messages={"required": "Choose who is told at once"},
    )


def _text(label: str, most: int, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False, help_text=help_text)


class DutyForm(GovukForm):
    """Who is told of a safety alert beside the child's own people, and whom a child may call."""

    duty_first = _person("Who is on duty?", required=True)
    duty_second = _person("Who else is told at once?")
    next_first = _person("Who is told next?")
    next_second = _person("Who after that?")
    next_third = _person("Who last?")
    opens_at = TimeField(label="When does the office open?", help_text="For example, 9am")
    closes_at = TimeField(label="When does the office close?", help_text="For example, 5pm")
    day_name = _text("Whom does a child call while the office is open?", 80, "For example, the IRO service.")
    day_phone = _text("On which number?", 40)
    night_name = _text("Whom does a child call while it is closed?", 80, "For example, the emergency duty team.")
    night_phone = _text("On which number then?", 40)
    version = VersionField()
    form_key = FormKeyField()

    layout = Layout(
        Fieldset("Told at once, with the child's IRO, social worker and team manager", *AT_ONCE),
        Fieldset("Told in this order, one each hour, while nobody has acknowledged the alert", *IN_ORDER),
        Fieldset("Hours on working days", "opens_at", "closes_at"),
        Fieldset("What a child who does not feel safe is shown", "day_name", "day_phone", "night_name", "night_phone"),
        "version",
        "form_key",
    )

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        """Offer those who may act on an alert."""
        super().__init__(*args, **kwargs)
        for place in PLACES:
            self.fields[place].choices = [("", "Nobody"), *((person.pk, person.full_name) for person in people)]

    def clean(self) -> dict[str, Any]:
        """Name nobody twice, close after opening, and keep a name and a number together."""
        cleaned = super().clean() or self.cleaned_data
        seen: set[int] = set()
        for place in PLACES:
            person = cleaned.get(place)
            if person is not None and person in seen:
                self.add_error(place, "This person is named above already")
            seen |= {person} - {None}
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", "The office must close after it opens")
        for time in TIMES:
            self._check_number(time, cleaned)
        return cleaned

    def _check_number(self, time: str, cleaned: dict[str, Any]) -> None:
        name, phone = cleaned.get(f"{time}_name"), cleaned.get(f"{time}_phone")
        if bool(name) != bool(phone):
            missing = "phone" if name else "name"
            self.add_error(f"{time}_{missing}", "Enter both the name and the number, or neither")

    @classmethod
    def values_of(cls, row: DutyArrangements) -> dict[str, Any]:
        """Return the arrangements as they stand, for the form."""
        people = {place: getattr(row, f"{place}_id") for place in PLACES}
        others = {name: getattr(row, name) for name in cls.base_fields if name not in PLACES and hasattr(row, name)}
        return people | others


def fields_of(cleaned: dict[str, Any]) -> dict[str, Any]:
    """Return the columns that were answered, from the cleaned data of a `DutyForm`."""
    return {f"{name}_id" if name in PLACES else name: value for name, value in cleaned.items()}
