"""Fields for codes of the national return, offered only in the years in which it has them."""

import datetime

from django import forms

from statute import codes


def code_choices(name: str, day: datetime.date, empty: str) -> list[tuple[str, str]]:
    """Return the codes of a national list in use on a day, by label, behind an empty choice."""
    found = [(code, f"{label} ({code})") for code, label in codes.CODE_LISTS[name].choices_on(day)]
    return [("", empty), *found]


def code_field(name: str, label: str, *, required: bool = True, help_text: str = "") -> forms.ChoiceField:
    """Return a field for a code of a national list; `offer_codes` fills it."""
    field = forms.ChoiceField(label=label, required=required, help_text=help_text)
    field.code_list = name  # type: ignore[attr-defined]  # read by `offer_codes`
    if required:
        field.error_messages["required"] = f"Choose the {label[0].lower()}{label[1:]}"
    return field


def offer_codes(form: forms.Form, day: datetime.date, empty: str = "Choose") -> None:
    """Fill every code field of a form with the codes in use on a day."""
    for field in form.fields.values():
        name = getattr(field, "code_list", "")
        if name:
            field.choices = code_choices(name, day, empty if field.required else "Not recorded")
