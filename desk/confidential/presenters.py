"""Lists of restricted records and the register as rows of cells.

Where the keeper may not open a record, its row says "Restricted record" and the id, without a link.
"""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Capability, may
from children.confidentiality import RESTRICTED_RECORD
from children.models import Child, ConflictOfInterest, RestrictionRequest
from design.components import Column, Fact, Table, lines, link, quiet, tag
from design.formats import clock, counted, day
from desk.confidential.rows import Entry, Kept, Reads, Tried
from desk.deadlines import Deadlines

ACTION = Column("Action", hidden=True)
TABS = (
    (Capability.RESTRICT_RECORDS, "Restricted records", "kept"),
    (Capability.RESTRICT_RECORDS, "Requests", "requests"),
    (Capability.KEEP_CONFLICT_REGISTER, "Conflicts of interest", "register"),
    (Capability.RESTRICT_RECORDS, "Who has read them", "reads"),
)


def tabs(user: User, current: str) -> list[dict[str, Any]]:
    """Return the parts of these pages that this person may open."""
    return [
        {"text": text, "href": reverse(f"confidential:{name}"), "current": name == current}
        for capability, text, name in TABS
        if may(user, capability)
    ]


def _child(child: Child, *, is_open: bool) -> Any:
    name = link(str(child), reverse("child:page", args=[child.pk])) if is_open else RESTRICTED_RECORD
    return lines(name, quiet(child.local_id))


def name_of(kept: Kept) -> str:
    """Return what a restricted record is called on its keeper's pages: its id."""
    return f"{RESTRICTED_RECORD} {kept.restriction.child.local_id}"


def kept_table(rows: Sequence[Kept], when: Deadlines) -> Table:
    """Return the restricted records that somebody keeps."""
    return Table(
        caption=counted(len(rows), "restricted record"),
        columns=["Record", "Ground", "Who may open it", "Look at it again by", ACTION],
        rows=[
            [
                _child(row.restriction.child, is_open=row.is_open),
                row.restriction.get_ground_display(),
                lines(
                    *(person.user.full_name for person in row.listed), *(tag(words, "red") for words in row.attention)
                ),
                lines(day(row.restriction.review_by), when.tagged(row.restriction.review_by)),
                link(
                    "Open the list",
                    reverse("confidential:restriction", args=[row.restriction.pk]),
                    hidden=f"of {row.restriction.child.local_id}",
                ),
            ]
            for row in rows
        ],
        stack=True,
        attention=frozenset(n for n, row in enumerate(rows) if row.attention or row.restriction.review_by < when.today),
    )


def facts(kept: Kept, when: Deadlines) -> list[Fact]:
    """Return what is known of a restriction."""
    row = kept.restriction
    again, lift = (reverse(f"confidential:{name}", args=[row.pk]) for name in ("look-again", "lift"))
    return [
        Fact("Record", _child(row.child, is_open=kept.is_open)),
        Fact("Ground", row.get_ground_display()),
        Fact("Why", row.explanation),
        Fact("Restricted", f"{day(row.set_on)} by {row.set_by or 'the system'}", href=lift, action="Lift"),
        Fact(
            "Look at it again by",
            lines(day(row.review_by), when.tagged(row.review_by)),
            href=again,
            action="Look at it again",
        ),
    ]


def people_table(kept: Kept) -> Table:
    """Return who may open a restricted record."""
    return Table(
        caption=f"{counted(len(kept.listed), 'person', 'people')} may open this record",
        columns=["Name", "Since", ACTION],
        rows=[
            [
                lines(person.user.full_name, quiet("" if person.user.is_active else "The account is closed")),
                day(person.added_on),
                link(
                    "Remove",
                    reverse("confidential:remove", args=[person.pk]),
                    hidden=f"{person.user.full_name} from the list",
                ),
            ]
            for person in kept.listed
        ],
    )


def requests_table(rows: Sequence[tuple[RestrictionRequest, bool]]) -> Table:
    """Return the requests that wait for an answer."""
    return Table(
        caption=f"{counted(len(rows), 'request')} to answer",
        columns=["Record", "Asked by", "Ground", "Why", ACTION],
        rows=[
            [
                _child(row.child, is_open=is_open),
                lines(row.asked_by.full_name, quiet(day(row.asked_on))),
                row.get_ground_display(),
                row.explanation,
                lines(
                    link(
                        "Restrict",
                        f"{reverse('confidential:restrict')}?request={row.pk}",
                        hidden=f"record {row.child.local_id}",
                    ),
                    link(
                        "Decline",
                        reverse("confidential:decline", args=[row.pk]),
                        hidden=f"to restrict record {row.child.local_id}",
                    ),
                ),
            ]
            for row, is_open in rows
        ],
        stack=True,
    )


def request_facts(row: RestrictionRequest) -> list[tuple[str, Any]]:
    """Return what was asked for, above its answer."""
    return [
        ("Record", row.child.local_id),
        ("Asked by", f"{row.asked_by}, {day(row.asked_on)}"),
        ("Ground", row.get_ground_display()),
        ("Why", row.explanation),
    ]


def register_table(entries: Sequence[Entry], *, ended: bool) -> Table:
    """Return the register: whose, about whom, how they know each other, what is to be done."""
    kind = "ended conflict of interest" if ended else "conflict of interest"
    return Table(
        caption=counted(len(entries), kind, kind.replace("conflict", "conflicts")),
        columns=["Who", "About", "How they know each other", "Ended" if ended else ACTION],
        rows=[
            [
                lines(each.conflict.user.full_name, quiet(f"since {day(each.conflict.declared_on)}")),
                _about(each),
                lines(each.conflict.get_relation_display(), quiet(each.conflict.nature)),
                lines(day(each.conflict.ended_on), quiet(each.conflict.ended_because)) if ended else _todo(each),
            ]
            for each in entries
        ],
        stack=True,
        id="ended" if ended else "standing",
    )


def _about(entry: Entry) -> Any:
    conflict = entry.conflict
    if entry.is_own:
        return f"“{conflict.described_as}”"
    family = quiet("and their brothers and sisters" if conflict.is_whole_family else "")
    if entry.child is not None:
        return lines(_child(entry.child, is_open=True), family)
    if entry.is_placed:
        return lines(RESTRICTED_RECORD, family)
    looked = f"looked for on {day(conflict.looked_for_on)}: no record" if conflict.looked_for_on else ""
    return lines(f"“{conflict.described_as}”", family, quiet(looked) if looked else tag("To be found", "yellow"))


def _todo(entry: Entry) -> Any:
    if entry.is_own:
        return quiet("Your own: another manager looks after it")
    of = f"the conflict of interest of {entry.conflict.user.full_name}"
    pk = entry.conflict.pk
    ways = [] if entry.is_placed else [("Say which child", "place"), ("There is no record", "nobody")]
    return lines(
        *(
            link(text, reverse(f"confidential:{name}", args=[pk]), hidden=of)
            for text, name in (*ways, ("End", "end-conflict"))
        )
    )


def conflict_facts(conflict: ConflictOfInterest) -> list[tuple[str, Any]]:
    """Return what was declared, above what is done about it."""
    return [
        ("Who", conflict.user.full_name),
        ("About", f"“{conflict.described_as}”"),
        ("How they know each other", f"{conflict.get_relation_display()}. {conflict.nature}".strip()),
        ("Declared", day(conflict.declared_on)),
    ]


def mine_table(rows: Sequence[ConflictOfInterest]) -> Table:
    """Return what somebody declared, in their own words: never whether there is a record."""
    return Table(
        caption=counted(len(rows), "declaration"),
        columns=["About", "How you know each other", "Declared", "Ended"],
        rows=[
            [
                lines(f"“{row.described_as}”", quiet("and their brothers and sisters" if row.is_whole_family else "")),
                lines(row.get_relation_display(), quiet(row.nature)),
                day(row.declared_on),
                day(row.ended_on) or "It stands",
            ]
            for row in rows
        ],
        stack=True,
    )


def reads_table(rows: Sequence[Reads], children: dict[int, tuple[str, bool]]) -> Table:
    """Return who read which restricted record how often. children: each one's words, and whether it may be opened."""
    return Table(
        caption=f"{counted(sum(row.times for row in rows), 'reading')} of restricted records",
        columns=["Who", "Record", Column("Times", numeric=True), "Last"],
        rows=[[row.person, children[row.child_id], row.times, _moment(row.last)] for row in rows],
        stack=True,
        id="reads",
    )


def tried_table(rows: Sequence[Tried]) -> Table:
    """Return who looked themselves up, or was refused for a conflict of interest."""
    return Table(
        caption=f"{counted(len(rows), 'attempt')} refused",
        columns=["Who", "What", "When"],
        rows=[[row.person, row.what, _moment(row.at)] for row in rows],
        stack=True,
        id="tried",
    )


def child_words(child: Child, *, is_open: bool) -> Any:
    """Return a child as a cell of these lists."""
    return _child(child, is_open=is_open)


def _moment(at: Any) -> str:
    local = timezone.localtime(at)
    return f"{day(local.date())}, {clock(local.time())}"
