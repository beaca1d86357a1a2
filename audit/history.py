"""Reading the field history: what changed about a child or a record, who did it and when, oldest first."""

import functools
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from audit.models import RowChange

# Columns that say nothing about a case.
NOT_TOLD = frozenset({"id", "version"})


@dataclass(frozen=True)
class FieldChange:
    """One field of one change: its column, what people call it, and its value before and after (None: none).

    refers_to: the kind of record that the value is the id of ("accounts.user"), or empty.
    """

    column: str
    label: str
    before: Any
    after: Any
    refers_to: str = ""


def changes() -> models.QuerySet[RowChange]:
    """Return every change, through the connection that may read the log. It sees no other tables."""
    return RowChange.objects.using(settings.AUDIT_READER)


def of_child(child_id: int) -> models.QuerySet[RowChange]:
    """Return the changes of every record about a child, the child's own included, oldest first."""
    return changes().filter(child_id=child_id).order_by("id")


def of_record(record: models.Model) -> models.QuerySet[RowChange]:
    """Return the changes of one record, oldest first."""
    return of_row(record._meta.db_table, int(record.pk))  # noqa: SLF001 - Django's documented name


def of_row(table: str, row_id: int) -> models.QuerySet[RowChange]:
    """Return the changes of one row of a table, which may be gone, oldest first."""
    return changes().filter(table_name=table, row_id=row_id).order_by("id")


def unattributed() -> models.QuerySet[RowChange]:
    """Return the changes that no action made: written past the actions, or by another program."""
    return changes().filter(actor_id=None, system_job="").order_by("id")


def kind_of(change: RowChange) -> str:
    """Return what people call the kind of record that changed, or its table where no such record exists any more."""
    model = _models().get(change.table_name)
    return str(model._meta.verbose_name) if model else change.table_name  # noqa: SLF001 - Django's documented name


def fields_of(change: RowChange) -> list[FieldChange]:
    """Return what changed, field by field in the order of the record's own fields. Asks the database nothing.

    Values are those of the fields (dates as dates, choices in words, another record by its id). An addition tells what
    was filled in.
    """
    before, after = change.before or {}, change.after or {}
    fields = _fields(change.table_name)
    told = []
    order = {column: place for place, column in enumerate(fields)}
    for column in sorted({*before, *after} - NOT_TOLD, key=lambda name: (order.get(name, len(order)), name)):
        field = fields.get(column)
        was, now = _value(field, before.get(column)), _value(field, after.get(column))
        if was not in (None, "") or now not in (None, ""):
            told.append(FieldChange(column, str(field.verbose_name) if field else column, was, now, _target(field)))
    return told


def _target(field: "models.Field[Any, Any] | None") -> str:
    """Return the kind of record that a field's values are ids of, or an empty text."""
    target = field.related_model if field is not None and field.is_relation else None
    return target._meta.label_lower if isinstance(target, type) else ""  # noqa: SLF001 - Django's documented name


def _value(field: "models.Field[Any, Any] | None", kept: Any) -> Any:
    """Return a kept value as the field's own, or as it was kept where the field has changed since."""
    if field is None or kept is None or field.is_relation:
        return kept
    try:
        value = field.to_python(kept)
    except ValidationError:
        return kept
    return dict(field.flatchoices).get(value, value)


@functools.cache
def _models() -> dict[str, type[models.Model]]:
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}  # noqa: SLF001 - Django's documented name


@functools.cache
def _fields(table: str) -> dict[str, "models.Field[Any, Any]"]:
    model = _models().get(table)
    return {str(field.column): field for field in model._meta.concrete_fields} if model else {}  # noqa: SLF001 - Django's documented name
