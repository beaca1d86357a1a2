"""Reading the log, and notes of what a request has read.

The notes are kept on the request and written as one row after the page is rendered. The log is read through a
connection of its own where there is one (AUDIT_READER_URL), which sees the log's tables and no others: what a page
tells beside it (names, say) is a second query on the usual connection.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest

from audit.actions import child_ids_of
from audit.models import AuditEvent, AuditEventChild

ATTRIBUTE = "what_was_read"


@dataclass
class Reading:
    """What one request has read: of which children, in which way, and how many rows."""

    children: set[int] = field(default_factory=set)
    kind: AuditEvent.Kind = AuditEvent.Kind.READ
    term: str = ""
    row_count: int | None = None


def events() -> QuerySet[AuditEvent]:
    """Return the log, newest first, through the connection that may read it. The one way for pages to read it."""
    return AuditEvent.objects.using(settings.AUDIT_READER)


def events_about(*child_ids: int) -> QuerySet[AuditEvent]:
    """Return the events about a child, or about any of several, newest first, found through an index."""
    about = AuditEventChild.objects.using(settings.AUDIT_READER).filter(child_id__in=child_ids)
    return events().filter(pk__in=about.values("event_id"))


def _noted(request: HttpRequest) -> Reading:
    found = reading_of(request) or Reading()
    setattr(request, ATTRIBUTE, found)
    return found


def saw(request: HttpRequest, *records: object) -> None:
    """Note that this page shows something about the children behind `records` (records with a child, or ids)."""
    noted = _noted(request)
    for record in records:
        noted.children.update([record] if isinstance(record, int) else child_ids_of(record))


def saw_all(request: HttpRequest, records: Iterable[object]) -> None:
    """Note every record of a list that this page shows."""
    saw(request, *records)


def saw_only_figures(request: HttpRequest) -> None:
    """Note that this page read case tables for counts alone and shows no child."""
    saw(request)


def searched(request: HttpRequest, term: str, found: Iterable[object]) -> None:
    """Note that this page answers a search: for what (only its hash is kept) and which records it found, if any."""
    records = list(found)
    noted = _noted(request)
    noted.kind, noted.term, noted.row_count = AuditEvent.Kind.SEARCH, term, len(records)
    saw(request, *records)


def exported(request: HttpRequest, records: Iterable[object]) -> None:
    """Note that this response is an export: how many rows, and of which children."""
    rows = list(records)
    noted = _noted(request)
    noted.kind, noted.row_count = AuditEvent.Kind.EXPORT, len(rows)
    saw(request, *rows)


def reading_of(request: HttpRequest) -> Reading | None:
    """Return what was noted, or None when the page noted nothing at all."""
    return getattr(request, ATTRIBUTE, None)
