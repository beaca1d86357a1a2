"""The base of every form: GOV.UK presentation, an error summary whose links land, revealed questions, rows.

A page writer imports everything from here: `from design.forms import DateField, GovukForm, Radios`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDict

from design.fields import DateField, FormKeyField, SeveralRecordsField, TimeField, VersionField, YesNoField
from design.formats import within_sentence
from design.rows import GovukFormSet, GovukInlineFormSet, GovukModelFormSet, forms_valid
from design.widgets import Checkboxes, DateInput, FileInput, Radios, SearchInput, Textarea, TimeInput

__all__ = [
    "Checkboxes",
    "DateField",
    "DateInput",
    "Fieldset",
    "FileInput",
    "FilterForm",
    "FormKeyField",
    "GovukForm",
    "GovukFormSet",
    "GovukInlineFormSet",
    "GovukModelForm",
    "GovukModelFormSet",
    "Layout",
    "Radios",
    "SearchInput",
    "SentForm",
    "SeveralRecordsField",
    "Textarea",
    "TimeField",
    "TimeInput",
    "VersionField",
    "YesNoField",
    "forms_valid",
]

PLAIN_REQUIRED = forms.Field.default_error_messages["required"]
CHOICE_WIDGETS = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple)


if TYPE_CHECKING:
    _FormBase = forms.BaseForm
else:
    _FormBase = object


class GovukFormMixin(_FormBase):
    """What every form of the service shares.

    Class attributes a form may set:

    * `layout`: a crispy `Layout` (with `Fieldset`s), when the plain order of the fields will not do;
    * `reveals`: `{"attended": {"no": ["reason"]}}`: which answer to radios or checkboxes reveals which other fields.
      A revealed field is asked (and required) only while its answer is chosen; otherwise what was typed is dropped;
    * `mark_optional`: whether questions that may be left empty say "(optional)".
    """

    layout: ClassVar[Layout | None] = None
    reveals: Mapping[str, Mapping[str, Sequence[str]]] = {}
    mark_optional: ClassVar[bool] = True
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in list(self.fields.items()):
            self.fields[name] = _in_our_pattern(name, field)

    @property
    def helper(self) -> FormHelper:
        """The crispy helper: the page's layout owns the form element, the token and the buttons."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.include_media = False
        helper.render_hidden_fields = True
        helper.layout = self.layout or Layout(*(field.name for field in self.shown_fields()))
        return helper

    def shown_fields(self) -> Iterator[BoundField]:
        """The fields that stand by themselves: neither hidden nor revealed by another."""
        revealed = {name for answers in self.reveals.values() for names in answers.values() for name in names}
        return (field for field in self.visible_fields() if field.name not in revealed)

    def unanswerable(self) -> set[str]:
        """Names of the fields whose revealing answer was not chosen (or is itself not being asked)."""
        closed: set[str] = set()
        for parent, answers in self.reveals.items():
            value = self[parent].value()
            chosen = {str(item) for item in value} if isinstance(value, list | tuple | set) else {str(value)}
            wanted = {name for answer, names in answers.items() if answer in chosen for name in names}
            if parent in closed:
                wanted = set()
            closed |= {name for names in answers.values() for name in names} - wanted
        return closed

    def _clean_fields(self) -> None:
        closed = self.unanswerable()
        for name in closed:
            self.fields[name].required = False
        super()._clean_fields()  # type: ignore[misc]  # the stubs leave it out
        for name in closed:
            field = self.fields[name]
            self._errors.pop(name, None)
            empty: MultiValueDict[str, str] = MultiValueDict()
            self.cleaned_data[name] = field.clean(field.widget.value_from_datadict(empty, empty, name))

    def check_date(
        self,
        name: str,
        *,
        not_before: datetime.date | None = None,
        not_after: datetime.date | None = None,
        today: datetime.date | None = None,
    ) -> datetime.date | None:
        """For `clean_<name>`: the date again when it lies within the bounds (both included), else their sentence.

        A bound that equals `today` is called today.
        """
        field = self.fields[name]
        if not isinstance(field, DateField):
            raise TypeError(f"{name} is not a date of ours")
        return field.check(self.cleaned_data[name], not_before=not_before, not_after=not_after, today=today)

    def hold(self) -> None:
        """Show again what was typed without judging it (a row was added or removed)."""
        self._errors = forms.utils.ErrorDict()
        self.cleaned_data = {}


class GovukForm(GovukFormMixin, forms.Form):
    """A form of plain fields."""


class GovukModelForm(GovukFormMixin, forms.ModelForm):  # type: ignore[type-arg]  # generic for the checker only
    """A form of a model's fields. Saving belongs to an action: give it `cleaned_data`, never call `save()`."""


class SentForm(GovukForm):
    """A form that does its work once, however often its button is pressed. By itself, a button that asks nothing."""

    form_key = FormKeyField()


class FilterForm(GovukForm):
    """What narrows a list, in the address: nothing is required, nothing is marked optional."""

    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False


def _in_our_pattern(name: str, field: forms.Field) -> forms.Field:
    """The field as we show it: dates in boxes, numbers without spinners, errors that are instructions."""
    if field.label is None:
        field.label = name.replace("_", " ").capitalize()
    if type(field) is forms.DateField and not field.widget.is_hidden:
        field = _instead(DateField(**_shared(field)), field)
    elif type(field) is forms.TimeField and not field.widget.is_hidden:
        field = _instead(TimeField(**_shared(field)), field)
    elif type(field) is forms.NullBooleanField and not field.widget.is_hidden:
        field = _instead(YesNoField(**{**_shared(field), "required": False}), field)
    if type(field.widget) is forms.NumberInput:
        field.widget.input_type = "text"
        field.widget.attrs = {
            "inputmode": "decimal" if isinstance(field, forms.DecimalField | forms.FloatField) else "numeric",
            "class": "govuk-input--width-5",
            **{key: value for key, value in field.widget.attrs.items() if key not in {"min", "max", "step"}},
        }
    if field.error_messages.get("required") == PLAIN_REQUIRED:
        field.error_messages["required"] = _instruction(field)
    return field


def _shared(field: forms.Field) -> dict[str, Any]:
    return {
        "required": field.required,
        "label": field.label,
        "help_text": field.help_text,
        "initial": field.initial,
        "disabled": field.disabled,
    }


def _instead(new: forms.Field, old: forms.Field) -> forms.Field:
    if old.error_messages.get("required") != PLAIN_REQUIRED:
        new.error_messages["required"] = old.error_messages["required"]
    return new


def _instruction(field: forms.Field) -> str:
    """What to do about an empty answer, from the label ("Enter the venue"); give your own where it reads badly."""
    label = str(field.label).strip()
    if label.endswith("?"):
        return f"Answer the question “{label}”"
    label = within_sentence(label)
    if isinstance(field.widget, forms.CheckboxInput):
        return f"Tick the box to confirm: {label}"
    if isinstance(field.widget, forms.FileInput):
        return f"Choose a file: {label}"
    return f"Choose {label}" if isinstance(field.widget, CHOICE_WIDGETS) else f"Enter {label}"
