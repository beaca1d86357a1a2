"""Openings of records in words: for whoever has one open, and for whoever judges them."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.enums import Role
from accounts.models import User
from audit.models import AuditEvent
from children.models import BreakGlass, Child
from design.components import Table, lines, link, quiet, tag
from design.formats import clock, counted, day

HIDDEN_RECORD = "Restricted record"
# What a page of a child is called where the log has its name.
PAGES = {
    "child:page": "Overview",
    "child:reviews": "List of reviews",
    "child:review": "A review",
    "child:decisions": "Decisions",
    "child:people": "People",
    "child:challenge": "Disputes",
    "child:clocks": "Clocks",
    "disputes:detail": "A dispute",
}


def moment(at: datetime.datetime) -> str:
    """Return a moment as people say it: 23 November 2026, 2:30pm."""
    return f"{day(at)}, {clock(at)}"


def named(opening: BreakGlass, reader: User, seen: dict[int, Child]) -> SafeString | str:
    """Return whose record it is, as far as this reader may know: a link, an id for the officer, or nothing.

    seen: the children whom the reader may see anyway, by id.
    """
    if opening.child_id in seen:
        return link(str(seen[opening.child_id]), reverse("child:page", args=[opening.child_id]))
    if reader.acting_role == Role.INFORMATION_GOVERNANCE:
        return f"Record {opening.child.local_id}"
    return HIDDEN_RECORD


def verdict_words(opening: BreakGlass, today: datetime.date) -> SafeString:
    """Return the verdict, or by when it is due."""
    if opening.verdict:
        colour = "green" if opening.verdict == "justified" else "red"
        return tag(opening.get_verdict_display(), colour)
    due = quiet(f"Verdict by {day(opening.verdict_due_on)}")
    return lines(tag("Overdue", "red") if opening.verdict_due_on < today else tag("Waits for a verdict", "yellow"), due)


def opening_table(
    page_obj: Any, reader: User, seen: dict[int, Child], *, today: datetime.date, now: datetime.datetime
) -> Table:
    """Return openings of records as a table: those that wait first."""
    rows = []
    for opening in page_obj:
        still = opening.closes_at > now
        rows.append(
            [
                link(moment(opening.opened_at), reverse("break_glass:judge", args=[opening.pk])),
                lines(opening.user.full_name, quiet(Role(opening.acting_role).label)),
                named(opening, reader, seen),
                opening.get_reason_display(),
                tag(f"Open until {clock(opening.closes_at)}", "blue") if still else clock(opening.closes_at),
                verdict_words(opening, today),
            ]
        )
    late = frozenset(n for n, opening in enumerate(page_obj) if not opening.verdict and opening.verdict_due_on < today)
    return Table(
        caption=counted(page_obj.paginator.count, "record opened", "records opened"),
        columns=["Opened", "By", "Whose record", "Why", "Closed", "Verdict"],
        rows=rows,
        stack=True,
        attention=late,
    )


def opening_facts(
    opening: BreakGlass, reader: User, seen: dict[int, Child], *, today: datetime.date, now: datetime.datetime
) -> list[tuple[str, Any]]:
    """Return what is known of one opening."""
    closed = "Closes" if opening.closes_at > now else "Closed"
    facts: list[tuple[str, Any]] = [
        ("Opened by", f"{opening.user.full_name}, {Role(opening.acting_role).label}"),
        ("Whose record", named(opening, reader, seen)),
        ("Why", opening.get_reason_display()),
        ("In their words", opening.explanation),
        ("Opened", moment(opening.opened_at)),
        (closed, moment(opening.closes_at)),
        ("Verdict", verdict_words(opening, today)),
    ]
    if opening.verdict:
        facts.append(("Judged by", f"{opening.verdict_by.full_name}, {day(opening.verdict_on)}"))
        if opening.verdict_note:
            facts.append(("What they said", opening.verdict_note))
    return facts


def event_table(events: Iterable[AuditEvent], total: int) -> Table:
    """Return what the log has of an opening: which page, when."""
    rows = [
        [
            PAGES.get(event.verb, event.verb),
            event.get_kind_display(),
            moment(event.at),
        ]
        for event in events
    ]
    caption = f"{counted(total, 'page')} opened, from the log"
    return Table(caption=caption, columns=["Page", "What", "When"], rows=rows)
