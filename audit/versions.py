"""Two people at one record: the second is told, and loses nothing."""

from typing import TypeVar

from django.db import models
from django.db.models import F

M = TypeVar("M", bound=models.Model)


class ConflictError(Exception):
    """The record has changed since it was read. `current` is the record as it stands now."""

    def __init__(self, current: models.Model) -> None:
        """Take the record as it stands."""
        super().__init__("This record was changed by someone else while you were working on it.")
        self.current = current


def change(record: M, *, seen_version: int | None = None, **fields: object) -> M:
    """Write `fields` to a record with a `version`, only if it is still the version that was seen.

    seen_version: the version on the page that the person acted on; the record's own where the caller has just read it.
    Raises ConflictError when the record has moved on. Returns the record with the new values.
    """
    seen = seen_version if seen_version is not None else record.version  # type: ignore[attr-defined]  # by contract
    manager = type(record)._base_manager  # noqa: SLF001 - Django's documented name
    if not manager.filter(pk=record.pk, version=seen).update(version=F("version") + 1, **fields):
        raise ConflictError(manager.get(pk=record.pk))
    for name, value in fields.items():
        setattr(record, name, value)
    record.version = seen + 1  # type: ignore[attr-defined]  # by contract
    return record


def take_turn(record: models.Model, *, seen_version: int | None = None) -> None:
    """Let whoever else changes what hangs on a record wait until this transaction ends, and count one change of it.

    For what is told of a record by rows of other tables: ask before reading them. seen_version: the version on the page
    that the person acted on; None where nobody saw one. Raises ConflictError when the record has moved on.
    """
    rows = type(record)._base_manager.filter(pk=record.pk)  # noqa: SLF001 - Django's documented name
    seen = rows if seen_version is None else rows.filter(version=seen_version)
    if not seen.update(version=F("version") + 1):
        raise ConflictError(as_it_stands(record))
    record.version = rows.values_list("version", flat=True).get()  # type: ignore[attr-defined]  # by contract


def as_it_stands(record: M) -> M:
    """Return a record as the database has it now."""
    standing: M = type(record)._base_manager.get(pk=record.pk)  # noqa: SLF001 - Django's documented name
    return standing
