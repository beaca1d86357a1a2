"""The error summary: which sentence leads to which control."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet

from design.fields import DateField
from design.rows import row_is_removed
from design.widgets import PARTS


def control_id(field: BoundField) -> str:
    """The id of the element to focus: the first radio or checkbox, the (first wrong) date box, or the control."""
    if isinstance(field.field.widget, forms.MultiWidget):
        wrong = wrong_parts(field)
        first = next((index for index, part in enumerate(PARTS) if part in wrong), 0)
        return f"{field.auto_id}_{first}"
    if isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        for option in field.subwidgets:
            return str(option.data["attrs"].get("id", field.auto_id))
    return field.field.widget.attrs.get("id") or field.id_for_label or field.auto_id


def wrong_parts(field: BoundField) -> set[str]:
    """Which boxes of a date to mark: those an error names, or all when it names none; nothing without an error."""
    if not isinstance(field.field, DateField) or not field.errors:
        return set()
    codes = " ".join(error.code or "" for error in field.errors.as_data())
    return {part for part in PARTS if f"_{part}" in codes} or set(PARTS)


def error_lines(part: Any) -> Iterator[tuple[str, str]]:
    """(sentence, id of the control or "") of every error of a form or formset, in the order of the page."""
    if not part.is_bound:
        return
    if isinstance(part, BaseFormSet):
        yield from ((str(error), "") for error in part.non_form_errors())
        for row in part.forms:
            if not row_is_removed(row):
                yield from error_lines(row)
        return
    yield from ((str(error), "") for error in part.non_field_errors())
    for name in _page_order(part):
        field = part[name]
        for error in field.errors:
            yield str(error), "" if field.is_hidden else control_id(field)


def _page_order(form: Any) -> list[str]:
    """Field names as they stand on the page: a revealed field follows the one that reveals it."""
    reveals = getattr(form, "reveals", {})
    revealed = {name for answers in reveals.values() for names in answers.values() for name in names}
    order: list[str] = []

    def add(name: str) -> None:
        if name in order:
            return
        order.append(name)
        for names in reveals.get(name, {}).values():
            for each in names:
                add(each)

    layout = getattr(form, "layout", None)
    first = [pointer.name for pointer in layout.get_field_names()] if layout else []
    for name in [*first, *form.fields]:
        if name in form.fields and name not in revealed:
            add(name)
    return order
