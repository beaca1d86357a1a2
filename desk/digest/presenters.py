"""What is mine today, as tables: one for each sort of thing, the earliest first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.models import User
from children.models import Child
from design import components, formats
from design.components import Table
from desk.deadlines import Deadlines
from desk.digest.changed import Moved
from desk.digest.gathering import Part
from desk.digest.sources import Item

# As many of one sort as the page names one by one; the rest is on the list that the link leads to.
MOST_NAMED = 20
UNNAMED = "A child whose record you do not open"


@dataclass(frozen=True)
class Section:
    """One sort of thing: its rows, and the list that holds them all."""

    table: Table
    more: str = ""
    href: str = ""


def children_named(user: User, parts: Sequence[Part]) -> dict[int, Child]:
    """Return the children whom the page names, of those that this person may see: one query."""
    ids = {item.child_id for part in parts for item in part.items[:MOST_NAMED] if item.child_id}
    return {child.pk: child for child in Child.objects.visible_to(user).filter(pk__in=ids)}


def sections(parts: Sequence[Part], children: Mapping[int, Child], when: Deadlines) -> list[Section]:
    """Return what waits, sort by sort."""
    return [_section(part, children, when) for part in parts]


def _section(part: Part, children: Mapping[int, Child], when: Deadlines) -> Section:
    named = part.items[:MOST_NAMED]
    past = part.source.histories([item.pk for item in named]) if part.source.histories else {}
    rows = [
        [_named(item, children), _day(item, past.get(item.pk, ()), when), when.tagged(item.by) if item.by else ""]
        for item in named
    ]
    left = part.number - len(rows)
    table = Table(caption=part.sentence, columns=["Child", "By when", "Days left"], rows=rows, stack=True)
    return Section(table, f"See all: {left} more" if left else "See the list", _list(part))


def _list(part: Part) -> str:
    return reverse(part.source.page) if part.source.page else ""


def _named(item: Item, children: Mapping[int, Child]) -> Any:
    child = children.get(item.child_id or 0)
    words = str(child) if child else UNNAMED
    return components.link(words, item.href) if item.href else words


def _day(item: Item, history: Sequence[str], when: Deadlines) -> Any:
    if item.by is None:
        return components.quiet("No day is set")
    return when.opened(item.due, history=history) if item.due else formats.weekday(item.by)


def changed_table(moved: Iterable[Moved], *, count: int) -> Table:
    """Return the dates that have moved: what they were, what they are, why, when and by whom."""
    rows = [
        [
            components.link(str(each.child), each.href, hidden=each.what.lower()),
            each.what,
            formats.day(each.change.was_on, empty="No day"),
            formats.day(each.change.now_on, empty="No day"),
            each.change.why,
            components.lines(formats.day(each.change.at), components.quiet(_who(each))),
        ]
        for each in moved
    ]
    columns = ["Child", "What", "Was", "Is now", "Why", "When and by whom"]
    return Table(caption=f"{formats.counted(count, 'date')} changed", columns=columns, rows=rows, stack=True)


def _who(moved: Moved) -> str:
    return moved.change.by.full_name if moved.change.by else "The system"
