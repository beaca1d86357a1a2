"""Notes of what a request has read, kept on the request and written as one row after the page is rendered."""

from collections.abc import Iterable

from django.http import HttpRequest

from audit.actions import child_ids_of

ATTRIBUTE = "children_read"


def saw(request: HttpRequest, *records: object) -> None:
    """Note that this page shows something about the children behind `records` (records with a child, or ids)."""
    noted: set[int] = getattr(request, ATTRIBUTE, None) or set()
    for record in records:
        noted.update([record] if isinstance(record, int) else child_ids_of(record))
    setattr(request, ATTRIBUTE, noted)


def saw_all(request: HttpRequest, records: Iterable[object]) -> None:
    """Note every record of a list that this page shows."""
    saw(request, *records)


def saw_only_figures(request: HttpRequest) -> None:
    """Note that this page read case tables for counts alone and shows no child."""
    saw(request)


def children_read(request: HttpRequest) -> set[int] | None:
    """Return the ids noted, or None when the page noted nothing at all."""
    return getattr(request, ATTRIBUTE, None)
