"""Reads the log for the patterns of unusual access."""

import datetime
from collections.abc import Iterable
from dataclasses import replace

from django.utils import timezone

from audit.models import AuditEvent
from audit.reading import events
from desk.looking.known import Pair, looked_at, readers_among, work_of
from desk.looking.patterns import Look, Suspicion, found_in
from desk.looking.rows import day_begins
from office.authority import working_calendar

LOOKED_AT = (AuditEvent.Kind.READ, AuditEvent.Kind.SEARCH)


def looks_between(first: datetime.date, last: datetime.date) -> list[Look]:
    """Return every look at one child's record in some days, both included, with whether the child was the reader's."""
    days = events().filter(at__gte=day_begins(first), at__lt=day_begins(last + datetime.timedelta(days=1)))
    by_people = days.filter(actor_id__isnull=False).order_by("at").iterator()
    changed: set[Pair] = set()
    looks: list[Look] = []
    for event in by_people:
        actor_id = event.actor_id or 0  # never none here: the rows are those of people
        if event.kind == AuditEvent.Kind.WRITE:
            changed.update((actor_id, child) for child in event.child_ids)
        elif event.kind in LOOKED_AT and len(event.child_ids) == 1:
            own = event.break_glass_id is not None  # judged on its own
            looks.append(Look(actor_id, event.child_ids[0], timezone.localtime(event.at), is_own=own))
    theirs = work_of({(look.actor_id, look.child_id) for look in looks})
    return [
        replace(
            look,
            is_own=look.is_own or _runs(theirs[look.actor_id, look.child_id], look.at.date()),
            changed=(look.actor_id, look.child_id) in changed,
        )
        for look in looks
    ]


def _runs(spells: Iterable[tuple[datetime.date, datetime.date | None]], day: datetime.date) -> bool:
    return any(begun <= day and (ended is None or day <= ended) for begun, ended in spells)


def suspicions(first: datetime.date, last: datetime.date) -> list[Suspicion]:
    """Return what is unusual in the looks of some days, both included."""
    looks = looks_between(first, last)
    return found_in(
        looks,
        readers=readers_among({look.actor_id for look in looks}),
        children=looked_at({look.child_id for look in looks}),
        is_working_day=working_calendar().is_working_day,
    )
