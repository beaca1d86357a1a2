"""Forms in rows: "add another" and "remove" as plain buttons, so that they work without script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.formsets import DEFAULT_MAX_NUM, DELETION_FIELD_NAME, BaseFormSet
from django.forms.models import BaseInlineFormSet, BaseModelFormSet

if TYPE_CHECKING:
    _RowsBase = BaseFormSet[Any]
else:
    _RowsBase = object


class RowsMixin(_RowsBase):
    """A formset that understands its own two buttons, `<prefix>-add` and `<prefix>-remove` (value: the row's number).

    When one was pressed, `is_changing` is true, the rows are shown again without errors and `is_valid()` is false.
    Class attributes: `row` ("decision") and `add_text` ("Add another decision").
    """

    row = "row"
    add_text = ""
    is_changing = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Allow no more rows than may be sent: whoever claims thousands would be given thousands of empty ones back."""
        super().__init_subclass__(**kwargs)
        cls.absolute_max = getattr(cls, "max_num", None) or DEFAULT_MAX_NUM

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if not data:
            return
        add, remove = f"{self.prefix}-add", f"{self.prefix}-remove"
        if add not in data and remove not in data:
            return
        self.is_changing = True
        typed = data.copy()
        if add in data:
            total = f"{self.prefix}-{forms.formsets.TOTAL_FORM_COUNT}"
            typed[total] = str(self._count(data.get(total)) + 1)
        else:
            number = self._count(data.get(remove))
            typed[f"{self.prefix}-{number}-{DELETION_FIELD_NAME}"] = "on"
        self.data = typed

    @staticmethod
    def _count(text: str | None) -> int:
        return int(text) if text and text.isascii() and text.isdigit() else 0

    @property
    def add_another(self) -> str:
        """The words on the button that adds a row."""
        return self.add_text or f"Add another {self.row}"

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]  # the stubs leave it out
        form.number_in_rows = i
        if self.is_changing:
            form.hold()
        return form

    def full_clean(self) -> None:
        """Judge the rows, unless they are only being added to or taken from."""
        if not self.is_changing:
            super().full_clean()
            return
        self._errors: list[Any] = []
        self._non_form_errors = self.error_class()

    def hold(self) -> None:
        """Show the rows again as typed, without judging them."""
        self.is_changing = True
        for form in self.forms:
            form.hold()

    def is_valid(self) -> bool:
        """Whether the rows may be saved; never while a row is being added or removed."""
        return not self.is_changing and super().is_valid()

    def shown_rows(self) -> list[Any]:
        """The rows on the page: not those marked for removal."""
        return [form for form in self.forms if not row_is_removed(form)]

    def removed_rows(self) -> list[Any]:
        """The rows that are sent along, unseen, to be removed."""
        return [form for form in self.forms if row_is_removed(form)]

    def filled_rows(self) -> list[dict[str, Any]]:
        """`cleaned_data` of the rows that were filled in and not removed, after `is_valid()`."""
        return [
            form.cleaned_data
            for form in self.forms
            if form.has_changed() and not form.cleaned_data.get(DELETION_FIELD_NAME)
        ]


def row_is_removed(form: forms.BaseForm) -> bool:
    """Whether the row's removal was asked for in what was sent."""
    return form.is_bound and bool(form.data.get(form.add_prefix(DELETION_FIELD_NAME)))


class GovukFormSet(RowsMixin, BaseFormSet):  # type: ignore[type-arg]  # generic for the checker only
    """Rows of plain forms: `formset_factory(DecisionForm, formset=GovukFormSet, extra=1, can_delete=True)`."""


class GovukModelFormSet(RowsMixin, BaseModelFormSet):  # type: ignore[type-arg]  # generic for the checker only
    """Rows of model forms."""


class GovukInlineFormSet(RowsMixin, BaseInlineFormSet):  # type: ignore[type-arg]  # generic for the checker only
    """Rows of model forms that belong to one record."""


def forms_valid(*parts: Any) -> bool:
    """Whether all forms and formsets of a page are valid, judging every one so that the summary lists all errors.

    While a row is being added or removed nothing is judged: the answer is False and no error is shown.
    """
    if any(getattr(part, "is_changing", False) for part in parts):
        for part in parts:
            part.hold()
        return False
    judged = [part.is_valid() for part in parts]
    return all(judged)
