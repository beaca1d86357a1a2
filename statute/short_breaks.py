"""Series of short breaks: when regulation 48 applies instead of the full Regulations, and the reviews it asks for.

All must hold: not in care; the same carer or the same accommodation throughout; no break intended to exceed 17 days;
home to a parent after each; at most 75 days in any 12 months. Days are counted as nights.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import reduce
from typing import Final

from dateutil.relativedelta import relativedelta

from statute.calendar import WorkingCalendar
from statute.counting import answer, in_relaxed_months, months_after, working_days_after
from statute.due import Due, Outcome, Strength
from statute.reviews import FIRST_REVIEW_WORKING_DAYS
from statute.rule import CPPCR, Evidence, Rule

LONGEST_STAY: Final = 17
MOST_IN_TWELVE_MONTHS: Final = 75
WINDOW: Final = relativedelta(months=12)
# From here on the office is shown that the series is close to its limit.
WARNING_FROM: Final = 60
FIRST_REVIEW_MONTHS: Final = 3
NEXT_REVIEW_MONTHS: Final = 6
ONE_DAY: Final = timedelta(days=1)
REG48: Final = "REG48"
FULL: Final = "FULL"

SB_TEST: Final = Rule(
    "SB-TEST",
    "Whether a series of short breaks is reviewed as one",
    "17 nights at a time, 75 in any 12 months, one carer or place, not in care, home to a parent after each",
    f"{CPPCR} reg 48",
    Strength.LAW,
    Evidence.TEXT,
    "short_breaks.is_series",
)
SB_REV_1ST: Final = Rule(
    "SB-REV-1ST",
    "First review of a series of short breaks",
    "3 months after the first break began",
    f"{CPPCR} reg 48(3)",
    Strength.LAW,
    Evidence.SECONDARY,
    "short_breaks.first_review",
)
SB_REV_NEXT: Final = Rule(
    "SB-REV-NEXT",
    "Next review of a series of short breaks",
    "6 months after the review before; there is no three-month step",
    f"{CPPCR} reg 48(3)",
    Strength.LAW,
    Evidence.SECONDARY,
    "short_breaks.later_review",
)
SB_TO_FULL: Final = Rule(
    "SB-TO-FULL",
    "First full review once short breaks are no longer a series",
    "20 working days after the conditions ceased",
    f"{CPPCR} regs 33(1) and 48, as read",
    Strength.LAW,
    Evidence.SECONDARY,
    "short_breaks.first_full_review",
)
RULES: Final = (SB_TEST, SB_REV_1ST, SB_REV_NEXT, SB_TO_FULL)


class StayCount(StrEnum):
    """What an office counts. Nights, as the national return does, unless it has decided to be stricter."""

    NIGHTS = "nights"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Stay:
    """One break: the day it began, the day the child went home, and where or with whom.

    `settings` names the carer and the accommodation (either may be missing); `intended_length` is what was planned,
    where that differs from what happened. Raises ValueError where the end is before the start.
    """

    started_on: date
    ended_on: date
    settings: frozenset[str] = frozenset()
    intended_length: int | None = None

    def __post_init__(self) -> None:
        if self.ended_on < self.started_on:
            raise ValueError("A stay cannot end before it starts.")

    def length(self, counted: StayCount) -> int:
        """How long the break was, in nights (the end minus the start) or in days (both ends counted)."""
        return (self.ended_on - self.started_on).days + (counted is StayCount.DAYS)

    def is_short(self, counted: StayCount) -> bool:
        """Whether it was meant to last 17 days at most. From 24 April to 25 September 2020 nothing was asked here."""
        length = self.length(counted) if self.intended_length is None else self.intended_length
        return length <= LONGEST_STAY or in_relaxed_months(self.started_on)

    def counted_on(self, counted: StayCount) -> Iterable[date]:
        """The dates of its nights, or of its days."""
        return (self.started_on + ONE_DAY * number for number in range(self.length(counted)))


def is_series(
    stays: Sequence[Stay],
    *,
    in_care: bool = False,
    home_after_each: bool = True,
    counted: StayCount = StayCount.NIGHTS,
) -> Outcome:
    """SB-TEST: REG48 where every condition holds, else FULL, with the first condition that fails."""
    most = most_in_twelve_months(stays, counted)
    failures = (
        (in_care, "the child is in care"),
        (not home_after_each, "the child does not go home to a parent after each break"),
        (any(not stay.is_short(counted) for stay in stays), f"a break is longer than {LONGEST_STAY} {counted}"),
        (not share_a_setting(stays), "the breaks are not with one carer or in one place"),
        (most > MOST_IN_TWELVE_MONTHS, f"{most} {counted} fall in one period of 12 months"),
    )
    failed = next((why for fails, why in failures if fails), None)
    if failed is None:
        why = f"every condition of regulation 48 holds; at most {most} {counted} fall in any 12 months"
        return answer(SB_TEST, REG48, f"{REG48}: {why}")
    return answer(SB_TEST, FULL, f"{FULL}: the full Regulations apply, because {failed}")


@dataclass(frozen=True, slots=True)
class Ceased:
    """The first day on which a condition of regulation 48 no longer held, and which."""

    on: date
    why: str


def conditions_ceased(
    stays: Sequence[Stay],
    *,
    not_home_on: date | None = None,
    counted: StayCount = StayCount.NIGHTS,
) -> Ceased | None:
    """The first day from which the full Regulations apply because of the stays, or None while every condition holds.

    A break meant to be too long, or with somebody else, ends the series on the day it begins; too many nights end it
    on the night after the last that is allowed. `not_home_on` is a day on which the child did not go home to a parent.
    """
    ordered = sorted(stays, key=lambda stay: stay.started_on)
    found = (
        (not_home_on, "the child did not go home to a parent after a break"),
        (_first_long(ordered, counted), f"a break is longer than {LONGEST_STAY} {counted}"),
        (_first_elsewhere(ordered), "the breaks are not with one carer or in one place"),
        (
            _first_above(ordered, counted),
            f"more than {MOST_IN_TWELVE_MONTHS} {counted} fall in one period of 12 months",
        ),
    )
    return min((Ceased(on, why) for on, why in found if on), key=lambda each: each.on, default=None)


def counted_until(stays: Iterable[Stay], until: date, counted: StayCount = StayCount.NIGHTS) -> int:
    """The nights (or days) away in the 12 months that end with a day, that day included."""
    away = {on for stay in stays for on in stay.counted_on(counted)}
    return sum(on <= until < on + WINDOW for on in away)


def _first_long(ordered: Sequence[Stay], counted: StayCount) -> date | None:
    return next((stay.started_on for stay in ordered if not stay.is_short(counted)), None)


def _first_elsewhere(ordered: Sequence[Stay]) -> date | None:
    prefixes = (ordered[: number + 1] for number in range(len(ordered)))
    return next((prefix[-1].started_on for prefix in prefixes if not share_a_setting(prefix)), None)


def _first_above(ordered: Sequence[Stay], counted: StayCount) -> date | None:
    away = sorted({on for stay in ordered for on in stay.counted_on(counted)})
    first = 0
    for position, on in enumerate(away):
        while away[first] + WINDOW <= on:
            first += 1
        if position - first + 1 > MOST_IN_TWELVE_MONTHS:
            return on
    return None


def most_in_twelve_months(stays: Iterable[Stay], counted: StayCount = StayCount.NIGHTS) -> int:
    """The most nights (or days) away in any rolling period of 12 months. A date is counted once."""
    away = sorted({on for stay in stays for on in stay.counted_on(counted)})
    busiest = first = 0
    for position, on in enumerate(away):
        while away[first] + WINDOW <= on:
            first += 1
        busiest = max(busiest, position - first + 1)
    return busiest


def share_a_setting(stays: Iterable[Stay]) -> bool:
    """Whether one carer or one place is common to all stays. A stay without either counts as with the others."""
    named = [stay.settings for stay in stays if stay.settings]
    return not named or bool(reduce(frozenset.intersection, named))


def first_review(first_placement_on: date, *, calendar: WorkingCalendar) -> Due:
    """SB-REV-1ST: three months from the start of the first break."""
    event = "when the first break began"
    return months_after(SB_REV_1ST, first_placement_on, FIRST_REVIEW_MONTHS, calendar=calendar, event=event)


def later_review(previous_completed_on: date, *, calendar: WorkingCalendar) -> Due:
    """SB-REV-NEXT: six months from the last review, from the second one on."""
    event = "when the last review was completed"
    return months_after(SB_REV_NEXT, previous_completed_on, NEXT_REVIEW_MONTHS, calendar=calendar, event=event)


def next_review(*, first_placement_on: date, completed_on: Sequence[date], calendar: WorkingCalendar) -> Due:
    """The review a series of short breaks needs next. Reviews before its first break belong to something else."""
    completed = [on for on in completed_on if on >= first_placement_on]
    return (
        later_review(max(completed), calendar=calendar)
        if completed
        else first_review(first_placement_on, calendar=calendar)
    )


def first_full_review(conditions_ceased_on: date, *, calendar: WorkingCalendar) -> Due:
    """SB-TO-FULL: the full sequence starts on the day the conditions ceased, as on becoming looked after."""
    event = "when the conditions for short breaks ceased"
    return working_days_after(
        SB_TO_FULL, conditions_ceased_on, FIRST_REVIEW_WORKING_DAYS, calendar=calendar, event=event
    )
