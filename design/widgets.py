"""Form controls in the GOV.UK pattern. Plain Django text inputs, selects and textareas need no class of ours."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.safestring import SafeString

PARTS = ("day", "month", "year")


if TYPE_CHECKING:
    _ChoiceBase = forms.RadioSelect
else:
    _ChoiceBase = object


class _Choices(_ChoiceBase):
    """What radios and checkboxes share: a hint under an option, fields that it reveals, small and inline sizes."""

    kind = ""

    def __init__(
        self,
        *args: Any,
        hints: Mapping[Any, str] | None = None,
        inline: bool = False,
        small: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}
        self.inline = inline
        self.small = small
        self.revealed: dict[str, SafeString] = {}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The widget's options, each with its hint and the fields that choosing it reveals."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"].update(kind=self.kind, inline=self.inline, small=self.small, has_revealed=bool(self.revealed))
        for _group, options, _index in context["widget"]["optgroups"]:
            for option in options:
                option["hint"] = self.hints.get(str(option["value"]), "")
                option["revealed"] = self.revealed.get(str(option["value"]), "")
        return context


class Radios(_Choices, forms.RadioSelect):
    """One of a few: `Radios(hints={"PN0": "Under four on the day"}, inline=True)`."""

    template_name = "govuk/widgets/choices.html"
    kind = "radios"


class Checkboxes(_Choices, forms.CheckboxSelectMultiple):
    """Any of a few: `Checkboxes(hints={...}, small=True)`."""

    template_name = "govuk/widgets/choices.html"
    kind = "checkboxes"


def date_boxes(value: Any) -> list[Any]:
    """A date as day, month and year; ISO text (from an address or a draft) is understood too."""
    if isinstance(value, str) and value:
        try:
            value = datetime.date.fromisoformat(value)
        except ValueError:
            return [value, None, None]
    if isinstance(value, datetime.date):
        return [value.day, value.month, value.year]
    return [None, None, None]


class DateInput(forms.MultiWidget):
    """A date in three boxes: day, month, year. The first box has the id `id_<name>_0`."""

    template_name = "govuk/widgets/date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            part: forms.TextInput(attrs={"inputmode": "numeric"}) for part in PARTS
        }
        super().__init__(boxes, attrs)
        self.wrong: set[str] = set()

    def decompress(self, value: Any) -> list[Any]:
        """A date as its three boxes."""
        return date_boxes(value)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The three boxes as typed, or one ISO date when only that was sent."""
        boxes = super().value_from_datadict(data, files, name)
        if not any(boxes) and data.get(name):
            return date_boxes(data.get(name))
        return boxes

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether neither the boxes nor a whole date were sent."""
        return name not in data and super().value_omitted_from_data(data, files, name)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The three boxes with their labels, the wrong ones marked."""
        context = super().get_context(name, value, attrs)
        for part, box in zip(PARTS, context["widget"]["subwidgets"], strict=True):
            width = "4" if part == "year" else "2"
            wrong = " govuk-input--error" if part in self.wrong else ""
            box["label"] = part.capitalize()
            box["attrs"]["class"] = f"govuk-input govuk-date-input__input govuk-input--width-{width}{wrong}"
        return context


class TimeInput(forms.TextInput):
    """A time of day in one short box."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "govuk-input--width-5", **(attrs or {})})

    def format_value(self, value: Any) -> Any:
        """14:30, whatever came in."""
        if isinstance(value, datetime.time):
            return value.strftime("%H:%M")
        return super().format_value(value)


class SearchInput(forms.TextInput):
    """A search box that the browser neither completes nor remembers: what is searched for may be a child's name."""

    input_type = "search"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "spellcheck": "false", **(attrs or {})})


class Textarea(forms.Textarea):
    """Several lines, with a counter when `limit` (characters) is given."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, rows: int = 5, limit: int | None = None) -> None:
        super().__init__({"rows": rows, **(attrs or {})})
        self.limit = limit


class FileInput(forms.FileInput):
    """A file to send; `accept` is a hint to the browser only, the view checks."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, accept: str = "") -> None:
        super().__init__({**({"accept": accept} if accept else {}), **(attrs or {})})
