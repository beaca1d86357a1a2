"""Form fields with messages in plain English, and the hidden fields that settle races."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Sequence
from typing import Any, NoReturn

from django import forms
from django.core.exceptions import ValidationError

from design.formats import at_start, day, within_sentence
from design.widgets import PARTS, DateInput, Radios, TimeInput, date_boxes

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
NOON = 12
FOUR_DIGITS = 4


class DateField(forms.Field):
    """A date in three boxes.

    `thing` names the date inside its messages ("the date the review was held"): "Enter the date the review was held",
    "The date the review was held must be a real date", "... must include a year". Bounds are asked of the form's
    `clean_*` with `check()`, since only there `today` is known.
    """

    widget = DateInput

    def __init__(self, *, thing: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.thing = thing or self._thing_from_label()
        if self.error_messages["required"] == forms.Field.default_error_messages["required"]:
            self.error_messages["required"] = f"Enter {self.thing}"

    def _thing_from_label(self) -> str:
        label = str(self.label or "the date").strip()
        if label.endswith("?"):
            return "the date"
        return within_sentence(label)

    def to_python(self, value: Any) -> datetime.date | None:
        """The date, or None when all boxes are empty; raises a sentence naming the boxes that are wrong."""
        if value is None or isinstance(value, datetime.date):
            return value
        if isinstance(value, str):
            value = date_boxes(value)
        typed = dict(zip(PARTS, (str(part or "").strip() for part in value), strict=True))
        if not any(typed.values()):
            return None
        missing = [part for part in PARTS if not typed[part]]
        if missing:
            listed = " and ".join(f"a {part}" for part in missing)
            self._refuse(f"{at_start(self.thing)} must include {listed}", missing)
        month = MONTHS.get(typed["month"].lower().rstrip("."), typed["month"])
        numbers = {"day": typed["day"], "month": str(month), "year": typed["year"]}
        strange = [part for part in PARTS if not re.fullmatch(r"[0-9]{1,4}", numbers[part])]
        if strange:
            self._refuse(f"{at_start(self.thing)} must be a real date", strange)
        if len(numbers["year"]) != FOUR_DIGITS:
            self._refuse(f"{at_start(self.thing)} must have a year of 4 numbers, like 2026", ["year"])
        try:
            return datetime.date(int(numbers["year"]), int(numbers["month"]), int(numbers["day"]))
        except ValueError:
            self._refuse(f"{at_start(self.thing)} must be a real date", list(PARTS))

    def _refuse(self, message: str, parts: Sequence[str]) -> NoReturn:
        raise ValidationError(message, code="invalid_" + "_".join(parts))

    def check(
        self,
        value: datetime.date | None,
        *,
        not_before: datetime.date | None = None,
        not_after: datetime.date | None = None,
        today: datetime.date | None = None,
    ) -> datetime.date | None:
        """The value again when it lies within the bounds (both included), else a ValidationError naming the bound."""
        if value is None:
            return None
        if not_before and value < not_before:
            bound = "today or in the future" if not_before == today else f"{day(not_before)} or later"
            raise ValidationError(f"{at_start(self.thing)} must be {bound}", code="too_early")
        if not_after and value > not_after:
            bound = "today or in the past" if not_after == today else f"{day(not_after)} or earlier"
            raise ValidationError(f"{at_start(self.thing)} must be {bound}", code="too_late")
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the date differs; unreadable boxes count as changed."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class TimeField(forms.Field):
    """A time of day in one box: 14:30, 2.30pm, 2pm, noon."""

    widget = TimeInput
    default_error_messages = {"invalid": "Enter a time, like 9:30am or 14:30"}

    def to_python(self, value: Any) -> datetime.time | None:
        """The time, or None when empty; raises a sentence with an example."""
        if value is None or isinstance(value, datetime.time):
            return value
        text = str(value).strip().lower().replace(" ", "")
        if not text:
            return None
        if text in {"noon", "midday"}:
            return datetime.time(NOON)
        found = re.fullmatch(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?(?::[0-9]{2})?(am|pm|a\.m\.|p\.m\.)?", text)
        if not found or not (found[2] or found[3]):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
        if half and not 1 <= hour <= NOON:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if half:
            hour = hour % NOON + (NOON if half == "p" else 0)
        try:
            return datetime.time(hour, minute)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class YesNoField(forms.TypedChoiceField):
    """Yes or no as two radios: True, False, or None when nothing was chosen and nothing is required."""

    def __init__(self, *, yes: str = "Yes", no: str = "No", **kwargs: Any) -> None:
        kwargs.setdefault("widget", Radios(inline=(yes, no) == ("Yes", "No")))
        kwargs["choices"] = [("yes", yes), ("no", no)]
        super().__init__(coerce=lambda value: value == "yes", empty_value=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """True and False as the radios' values."""
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class VersionField(forms.IntegerField):
    """The version of the record that the person saw, carried by the form; the action compares it in the database."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, **kwargs)


class FormKeyField(forms.UUIDField):
    """A key made once per form shown, so that sending it twice (two clicks, a reload) acts once."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("initial", uuid.uuid4)
        kwargs.setdefault("error_messages", {"required": "Open the form again", "invalid": "Open the form again"})
        super().__init__(**kwargs)


class SeveralRecordsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # of any model
    """Some of several records. A key that no record could have is refused like one that is not offered."""

    def clean(self, value: Any) -> Any:
        """Return the records; Django would ask the database about numbers that it cannot hold."""
        key = self.queryset.model._meta.pk  # type: ignore[union-attr]  # a field of a form has its records  # noqa: SLF001 - Django's documented name
        for given in value if isinstance(value, list | tuple) else ():
            try:
                key.run_validators(key.to_python(given))
            except ValidationError:
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": given}
                ) from None
        return super().clean(value)
