"""Which rules a child's reviews follow, from facts alone: ordinary, short breaks, or those around adoption. Pure.

One review of a period of care is open at a time. From authority to place until the placement that one meeting serves
both regimes and its limit is the earlier of the two; once the child is placed it is an adoption review; after a return
it is an ordinary one again, which also has to keep the window after the return (docs/adr/0027).
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from children.enums import CareKind
from reviews.early import NOT_EARLY, Early, brought_forward
from reviews.enums import ReviewKind, ReviewSequence
from statute import adoption as adoption_law
from statute import reviews as law
from statute import short_breaks
from statute.calendar import WorkingCalendar
from statute.due import Due

# An episode that begins for one of these reasons is with another carer: another placement (national codes).
ANOTHER_CARER = frozenset({"P", "B"})
SECOND_IN_SEQUENCE = 1
# Which completed reviews count in a regime: adoption reviews took the place of ordinary ones, never the other way.
COUNTED_KINDS: dict[str, tuple[ReviewKind, ...]] = {
    ReviewKind.LOOKED_AFTER: (ReviewKind.LOOKED_AFTER, ReviewKind.ADOPTION),
    ReviewKind.SHORT_BREAKS: (ReviewKind.SHORT_BREAKS,),
    ReviewKind.ADOPTION: (ReviewKind.ADOPTION,),
}


@dataclass(frozen=True, slots=True)
class Spell:
    """A time from a day until another (None: it lasts). `goes_on`: with the same carer as the spell before it."""

    began: datetime.date
    ended: datetime.date | None = None
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class AdoptionFacts:
    """Where a child stands on the way to adoption."""

    authorised_on: datetime.date | None = None
    placed_on: datetime.date | None = None
    returned_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class CareFacts:
    """What the law asks about a period of care to say when its next review is due."""

    date_of_birth: datetime.date
    began_on: datetime.date
    after_short_breaks: bool = False
    early: Early = NOT_EARLY
    name: str = "the child"


NO_ADOPTION = AdoptionFacts()


def adoption_facts(
    authorities: Iterable[Spell], placements: Iterable[Spell], on: datetime.date | None = None
) -> AdoptionFacts:
    """Return where a child stands at the close of a day (None: as far as is known).

    authorities, placements: when authority to place was held, and the episodes placed for adoption, oldest first.
    """
    standing = [each for each in authorities if _has_begun(each, on) and not _is_over(each, on)]
    placed = [each for each in placements if _has_begun(each, on)]
    if not placed:
        return AdoptionFacts(authorised_on=standing[-1].began if standing else None)
    authorised_on = standing[-1].began if standing else None
    last = placed[-1]
    if _is_over(last, on):
        return AdoptionFacts(authorised_on, returned_on=last.ended)
    return AdoptionFacts(authorised_on, placed_on=_placement_began(placed))


def kind_for(care_kind: str, adoption: AdoptionFacts) -> ReviewKind:
    """Return the kind of review that a period of care needs next."""
    if care_kind == CareKind.SHORT_BREAKS:
        return ReviewKind.SHORT_BREAKS
    return ReviewKind.ADOPTION if adoption.placed_on else ReviewKind.LOOKED_AFTER


def counted(kind: str, completed_on: Sequence[datetime.date], adoption: AdoptionFacts) -> list[datetime.date]:
    """Return which completed reviews come before the next in its sequence: of this placement, for adoption reviews."""
    placed_on = adoption.placed_on
    if kind != ReviewKind.ADOPTION or placed_on is None:
        return list(completed_on)
    return [on for on in completed_on if on >= placed_on]


def sequence_of(kind: str, completed: int) -> ReviewSequence:
    """Return where the review stands that follows so many completed ones. Short breaks have no second step."""
    if completed == 0:
        return ReviewSequence.FIRST
    if completed == SECOND_IN_SEQUENCE and kind != ReviewKind.SHORT_BREAKS:
        return ReviewSequence.SECOND
    return ReviewSequence.LATER


def next_limit(
    kind: str,
    care: CareFacts,
    *,
    completed_on: Sequence[datetime.date],
    adoption: AdoptionFacts,
    calendar: WorkingCalendar,
) -> Due | None:
    """Return the limit of the next review, or None where none falls due before the 18th birthday.

    completed_on: the days on which the reviews that count in this regime were completed, oldest first.
    """
    due = scheduled_limit(kind, care, completed_on=completed_on, adoption=adoption, calendar=calendar)
    if not care.early.is_spent(max(completed_on, default=None)):
        due = brought_forward(due, care.early, calendar=calendar)
    return law.unless_adult(due, care.date_of_birth)


def scheduled_limit(
    kind: str,
    care: CareFacts,
    *,
    completed_on: Sequence[datetime.date],
    adoption: AdoptionFacts,
    calendar: WorkingCalendar,
) -> Due:
    """Return the limit of the next review as its sequence has it: not brought forward, whatever the child's age."""
    if kind == ReviewKind.SHORT_BREAKS:
        return short_breaks.next_review(first_placement_on=care.began_on, completed_on=completed_on, calendar=calendar)
    if kind == ReviewKind.ADOPTION and adoption.placed_on:
        return adoption_law.next_placed_review(
            placed_on=adoption.placed_on, completed_on=completed_on, calendar=calendar
        )
    return _ordinary_and_adoption(care, completed_on, adoption, calendar)


def _ordinary_and_adoption(
    care: CareFacts, completed_on: Sequence[datetime.date], adoption: AdoptionFacts, calendar: WorkingCalendar
) -> Due:
    """One meeting serves both regimes, so the earlier limit governs (ADO-BOTH)."""
    ordinary = _ordinary(care, completed_on, calendar)
    around = min(_around_adoption(completed_on, adoption, calendar), key=lambda due: due.on, default=None)
    if around is None:
        return ordinary
    if adoption.returned_on and ordinary.on <= adoption.returned_on:
        return around  # it passed while the ordinary rules did not apply
    both = adoption_law.earlier_review(looked_after=ordinary, adoption=around)
    if adoption.authorised_on:
        return both
    governing = around if around.on < ordinary.on else ordinary
    return replace(both, rule=governing.rule, source=governing.source)


def _ordinary(care: CareFacts, completed_on: Sequence[datetime.date], calendar: WorkingCalendar) -> Due:
    done = [on for on in completed_on if on >= care.began_on]
    if care.after_short_breaks and not done:
        return short_breaks.first_full_review(care.began_on, calendar=calendar)
    due = law.next_review(became_looked_after_on=care.began_on, completed_on=done, calendar=calendar, name=care.name)
    assert due is not None  # noqa: S101 - None only where a date of birth is given
    return due


def _around_adoption(
    completed_on: Sequence[datetime.date], adoption: AdoptionFacts, calendar: WorkingCalendar
) -> Iterable[Due]:
    if adoption.authorised_on:
        yield adoption_law.next_authority_review(
            authority_on=adoption.authorised_on, completed_on=completed_on, calendar=calendar
        )
    if adoption.returned_on:
        window = adoption_law.return_window(adoption.returned_on, calendar=calendar)
        if not any(on >= window.earliest for on in completed_on):
            yield window.latest


def _placement_began(placed: Sequence[Spell]) -> datetime.date:
    """Return when the placement that runs began: episodes with the same carer, one after the other, are one."""
    began = placed[-1]
    for earlier in reversed(placed[:-1]):
        if not began.goes_on or earlier.ended != began.began:
            break
        began = earlier
    return began.began


def _has_begun(spell: Spell, on: datetime.date | None) -> bool:
    return on is None or spell.began <= on


def _is_over(spell: Spell, on: datetime.date | None) -> bool:
    return spell.ended is not None and (on is None or spell.ended <= on)
