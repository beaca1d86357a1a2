"""What the templates of the form pack ask: kinds, classes and ids of controls."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from design.errors import error_lines, wrong_parts
from design.widgets import Checkboxes, DateInput, Radios, Textarea

register = template.Library()

TEXT_CLASS = {forms.Textarea: "govuk-textarea", forms.Select: "govuk-select", forms.FileInput: "govuk-file-upload"}


@register.filter
def is_single_checkbox(field: BoundField) -> bool:
    """Whether the field is one box to tick, whose label stands beside it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def group_role(field: BoundField) -> str:
    """The role of a fieldset: dates are groups of boxes, as the pattern has it."""
    return "group" if isinstance(field.field.widget, DateInput) else ""


@register.filter
def character_limit(field: BoundField) -> int | None:
    """The number of characters a text may have, when it is counted as one types."""
    return field.field.widget.limit if isinstance(field.field.widget, Textarea) else None


@register.filter
def is_marked_optional(field: BoundField) -> bool:
    """Whether the label says "(optional)"."""
    wanted = getattr(field.field, "mark_optional", getattr(field.form, "mark_optional", False))
    return bool(wanted) and not field.field.required and not field.field.disabled


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The control itself, with the classes of its kind and, where wrong, of an error."""
    widget = field.field.widget
    if isinstance(widget, DateInput):
        widget.wrong = wrong_parts(field)
        return field.as_widget()
    if isinstance(widget, Radios | Checkboxes):
        widget.revealed = _revealed(field)
        return field.as_widget()
    if isinstance(widget, forms.CheckboxInput):
        return field.as_widget(attrs={"class": "govuk-checkboxes__input"})
    name = next((name for kind, name in TEXT_CLASS.items() if isinstance(widget, kind)), "govuk-input")
    own = widget.attrs.get("class", "")
    classes = [name, own, f"{name}--error" if field.errors else ""]
    attrs: dict[str, Any] = {"class": " ".join(filter(None, classes))}
    if character_limit(field):
        attrs["class"] += " govuk-js-character-count"
        attrs["aria-describedby"] = f"{field.aria_describedby or ''} {field.auto_id}-info".strip()
    return field.as_widget(attrs=attrs)


def _revealed(field: BoundField) -> dict[str, SafeString]:
    answers = getattr(field.form, "reveals", {}).get(field.name, {})
    return {
        answer: mark_safe("".join(render_to_string("govuk/field.html", {"field": field.form[name]}) for name in names))  # noqa: S308 - rendered by our own template
        for answer, names in answers.items()
    }


@register.simple_tag
def summary_lines(*parts: Any) -> list[tuple[str, str]]:
    """(sentence, id of the control) of every error in the forms and formsets given."""
    return [line for part in parts if part is not None for line in error_lines(part)]
