"""Events of the log as rows of cells: never values, and of children no more than their id."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from audit.models import AuditEvent
from children.models import AccessConcern
from design import components, formats
from design.components import Column, Table
from desk.looking.words import words_of

MOST_IDS = 5
COUNTED = ("people", "read", "searched", "exported", "refused")
SYSTEM = "The system"
CLOSED = "Restricted record"


def when(moment: Any) -> str:
    """Return a moment in London, as day and time."""
    local = timezone.localtime(moment)
    return f"{formats.day(local)}, {formats.clock(local)}"


def role_words(role: str) -> str:
    """Return a role in words, or nothing."""
    return Role(role).label if role in Role.values else ""


def who_words(event: AuditEvent, names: dict[int, str]) -> Any:
    """Return who did it, in which role."""
    if event.actor_id is None:
        return components.lines(SYSTEM, components.quiet(event.system_job))
    name = names.get(event.actor_id, f"Account {event.actor_id}")
    return components.lines(name, components.quiet(role_words(event.acting_role)))


def what_words(event: AuditEvent) -> Any:
    """Return what was done, and how: a refusal, a file, a record opened in an emergency."""
    notes = []
    if event.kind == AuditEvent.Kind.REFUSED:
        notes.append(components.tag("Refused", "red"))
    if event.kind == AuditEvent.Kind.EXPORT:
        notes.append(components.tag("File", "purple"))
    if event.break_glass_id:
        notes.append(components.tag("Emergency access", "orange"))
    return components.lines(words_of(event.verb), *notes)


def looks_table(page: Iterable[AuditEvent], names: dict[int, str], *, count: int) -> Table:
    """Return who looked at one child, the latest first."""
    rows = [
        [when(event.at), who_words(event, names), what_words(event), "Yes" if event.kind == "write" else "No"]
        for event in page
    ]
    columns = ["When", "Who", "What they did", "Changed something"]
    caption = formats.counted(count, "time", "times")
    return Table(caption=f"Looked at {caption}", columns=columns, rows=rows, stack=True, row_headers=False)


def statement_table(people: Iterable[dict[str, Any]], names: dict[int, str]) -> Table:
    """Return each person who looked, how often, first and last: for the child's own later request."""
    rows = [
        [
            names.get(each["actor_id"], f"Account {each['actor_id']}"),
            role_words(each["acting_role"]),
            each["looked"],
            each["changed"],
            formats.day(timezone.localtime(each["first"])),
            formats.day(timezone.localtime(each["last"])),
        ]
        for each in people
    ]
    columns: list[Column | str] = ["Name", "As", Column("Looked", numeric=True), Column("Changed", numeric=True)]
    caption = formats.counted(len(rows), "person", "people")
    return Table(caption=caption, columns=[*columns, "First", "Last"], rows=rows, stack=True)


def ids_of(event: AuditEvent, local_ids: dict[int, str], *, opens: bool) -> Any:
    """Return a few children of an event by their ids; each opens who looked at it where that is allowed."""
    shown = [(pk, local_ids.get(pk, "")) for pk in event.child_ids[:MOST_IDS]]
    cells: list[Any] = [
        components.link(text, reverse("looking:about", args=[pk])) if opens and text else text or CLOSED
        for pk, text in shown
    ]
    left = len(event.child_ids) - len(shown)
    return components.lines(*cells, components.quiet(f"and {left} more" if left else ""))


def events_table(
    page: Sequence[AuditEvent], names: dict[int, str], local_ids: dict[int, str], *, count: int, opens: bool
) -> Table:
    """Return events of the log, the latest first."""
    rows = [
        [when(event.at), who_words(event, names), what_words(event), ids_of(event, local_ids, opens=opens)]
        for event in page
    ]
    columns = ["When", "Who", "What they did", "Children, by id"]
    return Table(caption=formats.counted(count, "event"), columns=columns, rows=rows, stack=True, row_headers=False)


def roles_table(counts: Iterable[dict[str, Any]]) -> Table:
    """Return how often each role read, searched, took files away, and was refused."""
    rows = [[role_words(each["acting_role"]) or "No role", *(each[name] for name in COUNTED)] for each in counts]
    heads = ["People", "Pages about children", "Searches", "Files", "Refused"]
    columns = ["Role", *(Column(head, numeric=True) for head in heads)]
    return Table(caption="By role, in the last 30 days", columns=columns, rows=rows)


def concerns_table(page: Iterable[AccessConcern], *, count: int) -> Table:
    """Return unusual access, what waits first."""
    rows = [
        [
            components.link(each.get_pattern_display(), reverse("looking:judge", args=[each.pk])),
            each.user.full_name,
            each.child.local_id if each.child else components.quiet("Many"),
            components.lines(formats.day(each.last_on), components.quiet(formats.counted(each.looks, "look"))),
            components.tag(each.get_verdict_display(), "green" if each.verdict == "explained" else "red")
            if each.verdict
            else components.tag("To look into", "yellow"),
        ]
        for each in page
    ]
    columns = ["What was unusual", "Who", "Child, by id", "Last", "State"]
    return Table(caption=formats.counted(count, "pattern"), columns=columns, rows=rows, stack=True)
