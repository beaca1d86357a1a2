"""Patterns of access that somebody should be asked about. Pure: looks in, suspicions out.

None of them proves anything: each is a question to put to a person. What belongs to one's own work is never flagged for
its child, only for its amount.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

MANY_RECORDS = 40
MANY_WITHIN = datetime.timedelta(minutes=10)
REPEAT_LOOKS = 4
REPEAT_DAYS = 3
WORK_BEGINS = datetime.time(7)
WORK_ENDS = datetime.time(20)


class Pattern(StrEnum):
    """What was unusual, as stored."""

    SAME_SURNAME = "same_surname"
    SAME_STREET = "same_street"
    OWN_AREA = "own_area"
    OUT_OF_HOURS = "out_of_hours"
    MANY_IN_A_ROW = "many_in_a_row"
    REPEAT_LOOK = "repeat_look"


@dataclass(frozen=True, slots=True)
class Look:
    """That somebody opened one child's record. `is_own`: theirs to work with; `changed`: they worked for the child."""

    actor_id: int
    child_id: int
    at: datetime.datetime  # aware, in local time
    is_own: bool = False
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """What is known of somebody who looks: folded surname, street and postcode area; empty where not known."""

    surname: str = ""
    street: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """What is known of a child who is looked at: folded surnames, streets and postcode areas, of theirs and around."""

    surnames: frozenset[str] = frozenset()
    streets: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A pattern found: whose, about which child (None: about many), from which day to which, over how many looks."""

    pattern: Pattern
    actor_id: int
    child_id: int | None
    first_on: datetime.date
    last_on: datetime.date
    looks: int


def found_in(
    looks: Iterable[Look],
    *,
    readers: dict[int, Reader],
    children: dict[int, Looked],
    is_working_day: Callable[[datetime.date], bool],
) -> list[Suspicion]:
    """Return what is unusual in some looks, by pattern, person and child.

    readers, children: by id; whoever is missing is not known. is_working_day: the authority's calendar.
    """
    ordered = sorted(looks, key=lambda look: look.at)
    others = [look for look in ordered if not look.is_own]
    found = [
        *_of_kin(others, readers, children),
        *_out_of_hours(others, is_working_day),
        *_many_in_a_row(ordered),
        *_repeated(others),
    ]
    return sorted(found, key=lambda each: (each.pattern, each.actor_id, each.child_id or 0, each.first_on))


def _of_kin(looks: list[Look], readers: dict[int, Reader], children: dict[int, Looked]) -> Iterator[Suspicion]:
    """Yield looks at a child of the reader's own name, street or neighbourhood: the nearest of the three."""
    for (actor_id, child_id), same in _by_pair(looks).items():
        reader, child = readers.get(actor_id), children.get(child_id)
        if reader is None or child is None:
            continue
        pattern = None
        if reader.surname and reader.surname in child.surnames:
            pattern = Pattern.SAME_SURNAME
        elif reader.street and reader.street in child.streets:
            pattern = Pattern.SAME_STREET
        elif reader.area and reader.area in child.areas and not any(look.changed for look in same):
            pattern = Pattern.OWN_AREA
        if pattern:
            yield _about(pattern, same)


def _out_of_hours(looks: list[Look], is_working_day: Callable[[datetime.date], bool]) -> Iterator[Suspicion]:
    late = [look for look in looks if not look.changed and not _in_hours(look.at, is_working_day)]
    for same in _by_pair(late).values():
        yield _about(Pattern.OUT_OF_HOURS, same)


def _in_hours(at: datetime.datetime, is_working_day: Callable[[datetime.date], bool]) -> bool:
    return is_working_day(at.date()) and WORK_BEGINS <= at.time() < WORK_ENDS


def _many_in_a_row(looks: list[Look]) -> Iterator[Suspicion]:
    """Yield, once a day and person, that many different records were opened within minutes, one's own or not."""
    by_actor: dict[int, list[Look]] = defaultdict(list)
    for look in looks:
        by_actor[look.actor_id].append(look)
    for actor_id, mine in by_actor.items():
        told: set[datetime.date] = set()
        first = 0
        for last, look in enumerate(mine):
            while look.at - mine[first].at > MANY_WITHIN:
                first += 1
            different = {each.child_id for each in mine[first : last + 1]}
            if len(different) >= MANY_RECORDS and look.at.date() not in told:
                day = look.at.date()
                told.add(day)
                yield Suspicion(Pattern.MANY_IN_A_ROW, actor_id, None, day, day, len(different))


def _repeated(looks: list[Look]) -> Iterator[Suspicion]:
    """Yield that somebody came back to a child who is not theirs, on several days, and did no work for them."""
    for same in _by_pair(looks).values():
        days = {look.at.date() for look in same}
        if len(same) >= REPEAT_LOOKS and len(days) >= REPEAT_DAYS and not any(look.changed for look in same):
            yield _about(Pattern.REPEAT_LOOK, same)


def _about(pattern: Pattern, same: list[Look]) -> Suspicion:
    """Return the suspicion over some looks of one person at one child, in order of time."""
    first, last = same[0], same[-1]
    return Suspicion(pattern, first.actor_id, first.child_id, first.at.date(), last.at.date(), len(same))


def _by_pair(looks: Iterable[Look]) -> dict[tuple[int, int], list[Look]]:
    pairs: dict[tuple[int, int], list[Look]] = defaultdict(list)
    for look in looks:
        pairs[look.actor_id, look.child_id].append(look)
    return pairs
