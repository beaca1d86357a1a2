"""Checking that the log and the field history are whole: every row fits its link, and every link the one before it."""
# ruff: noqa: S608 - the names in these statements are our own

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection, connections, transaction
from django.utils import timezone

from audit import history_triggers
from audit.anchors import Anchor
from audit.chain import CHANGES, EVENTS, GENESIS, SOURCES, Source
from audit.triggers import absent

ROWS_AT_ONCE = 5000
MOST_TOLD = 100
NAMES = {EVENTS.name: "event", CHANGES.name: "change"}


@dataclass
class Outcome:
    """What a check found: how many links it looked at, where the chain ends, and each fault as a sentence."""

    checked: int = 0
    position: int = 0
    hash: str = GENESIS
    faults: list[str] = field(default_factory=list)
    untold: int = 0

    def fault(self, sentence: str) -> None:
        """Note a fault; past a hundred they are only counted."""
        if len(self.faults) < MOST_TOLD:
            self.faults.append(sentence)
        else:
            self.untold += 1

    @property
    def is_whole(self) -> bool:
        """Say that nothing is amiss."""
        return not self.faults

    def anchor(self) -> Anchor:
        """Return where the chain ends, as an anchor made now."""
        return Anchor(timezone.now(), self.position, self.hash)


def verify(anchors: Sequence[Anchor] = (), *, since: Anchor | None = None) -> Outcome:
    """Check the chain from its beginning, or from an anchor on, against the rows and against all anchors.

    It reads and never writes; a million links take some twenty seconds.
    """
    outcome = Outcome(position=since.position, hash=since.hash) if since else Outcome()
    for position, source, row_id, previous, digest, text in _links(outcome.position):
        _check_link(outcome, position, previous)
        _check_row(outcome, position, (source, row_id), (previous, digest, text))
        outcome.checked, outcome.position, outcome.hash = outcome.checked + 1, position, digest
    for chained in SOURCES.values():
        _check_unlinked(outcome, chained, since.position if since else 0)
    _check_anchors(outcome, [*anchors, *([since] if since and since not in anchors else [])])
    if since is None:
        _check_children(outcome)
    for name in absent(connection):
        outcome.fault(f"The database no longer keeps the rule {name}: its trigger is missing or disabled.")
    for table in history_triggers.missing(connection):
        outcome.fault(f"The field history of {table} is not kept: its trigger is missing, disabled or out of date.")
    return outcome


def _links(after: int) -> Iterator[tuple[int, str, int, str, str, str | None]]:
    """Yield every link after a position, with its row's canonical text as the row is now (None: it is gone)."""
    reader = connections[settings.AUDIT_READER]
    events, changes = EVENTS.canonical(reader.vendor, "e"), CHANGES.canonical(reader.vendor, "c")
    sql = (
        "SELECT l.position, l.source, l.row_id, l.previous, l.hash, "
        f"CASE WHEN e.id IS NOT NULL THEN {events} WHEN c.id IS NOT NULL THEN {changes} END "
        "FROM audit_chainlink l "
        f"LEFT JOIN {EVENTS.table} e ON l.source = '{EVENTS.name}' AND e.id = l.row_id "
        f"LEFT JOIN {CHANGES.table} c ON l.source = '{CHANGES.name}' AND c.id = l.row_id "
        f"WHERE l.position > {after:d} ORDER BY l.position"
    )
    # A cursor of PostgreSQL lives in a transaction; one of SQLite would lock out whoever writes meanwhile.
    lasting = transaction.atomic(using=reader.alias) if reader.vendor == "postgresql" else nullcontext()
    with lasting, reader.chunked_cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield from rows


def _check_link(outcome: Outcome, position: int, previous: str) -> None:
    if position != outcome.position + 1:
        outcome.fault(f"The links {outcome.position + 1} to {position - 1} are missing.")
    elif previous != outcome.hash:
        outcome.fault(f"Link {position} does not follow link {outcome.position}: the chain was put in another order.")


def _check_row(outcome: Outcome, position: int, row: tuple[str, int], kept: tuple[str, str, str | None]) -> None:
    previous, digest, text = kept
    name = f"{NAMES.get(row[0], row[0])} {row[1]}"
    if text is None:
        outcome.fault(f"Link {position}: {name} is gone.")
    elif hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest() != digest:
        outcome.fault(f"Link {position}: {name} is not what was linked; it or its link was changed.")


def _fetch(sql: str) -> list[Any]:
    with connections[settings.AUDIT_READER].cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _check_unlinked(outcome: Outcome, source: Source, after: int) -> None:
    """Note the rows that stand outside the chain."""
    linked = f"FROM audit_chainlink l WHERE l.source = '{source.name}'"
    beyond = f"COALESCE((SELECT max(l.row_id) {linked} AND l.position <= {after:d}), 0)" if after else "0"
    found = _fetch(
        f"SELECT r.id FROM {source.table} r WHERE r.id > {beyond} "
        f"AND NOT EXISTS (SELECT 1 {linked} AND l.row_id = r.id) ORDER BY r.id LIMIT {MOST_TOLD}"
    )
    for (pk,) in found:
        outcome.fault(f"The {NAMES[source.name]} {pk} stands outside the chain.")


def _check_anchors(outcome: Outcome, anchors: Sequence[Anchor]) -> None:
    """Note the anchors that the chain no longer bears out."""
    for start in range(0, len(anchors), 500):
        some = anchors[start : start + 500]
        positions = ", ".join(str(anchor.position) for anchor in some)
        found = dict(_fetch(f"SELECT position, hash FROM audit_chainlink WHERE position IN ({positions})"))
        found[0] = GENESIS
        for anchor in some:
            told = f"the anchor of {anchor.at:%Y-%m-%d %H:%M} at link {anchor.position}"
            if anchor.position not in found:
                outcome.fault(f"The chain does not reach {told}: its tail was cut.")
            elif found[anchor.position] != anchor.hash:
                outcome.fault(f"The chain is not the one of {told}: it was made anew.")


def _check_children(outcome: Outcome) -> None:
    """Note the events of which the table that finds a child's events says something else than they do themselves."""
    each = (
        "json_each(e.child_ids)"
        if connections[settings.AUDIT_READER].vendor == "sqlite"
        else "jsonb_array_elements_text(e.child_ids)"
    )
    said = f"SELECT CAST(value AS bigint), e.id FROM {EVENTS.table} e, {each}"
    kept = "SELECT child_id, event_id FROM audit_auditeventchild"
    for one, other, what in ((said, kept, "is not listed under"), (kept, said, "is wrongly listed under")):
        for child_id, event_id in _fetch(f"{one} EXCEPT {other} LIMIT {MOST_TOLD}"):
            outcome.fault(f"The event {event_id} {what} child {child_id}.")
