"""Reviews around adoption: regulation 36 of the Adoption Agencies Regulations 2005.

From the authority to place until the placement these reviews stand beside the ordinary ones, and one meeting may serve
both; once the child is placed for adoption they take their place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from statute.calendar import WorkingCalendar
from statute.counting import months_after, plain, weeks_after
from statute.due import Due, Strength
from statute.rule import AAR, Evidence, Rule
from statute.words import day

FIRST_AUTHORITY_MONTHS: Final = 3
LATER_AUTHORITY_MONTHS: Final = 6
FIRST_PLACED_WEEKS: Final = 4
SECOND_PLACED_MONTHS: Final = 3
LATER_PLACED_MONTHS: Final = 6
RETURN_FROM: Final = timedelta(days=28)
RETURN_UNTIL: Final = timedelta(days=42)

ADO_AUTH_3M: Final = Rule(
    "ADO-AUTH-3M",
    "First adoption review of a child not yet placed",
    "3 months after authority to place was first held",
    f"{AAR} reg 36",
    Strength.LAW,
    Evidence.TEXT,
    "adoption.first_authority_review",
)
ADO_AUTH_6M: Final = Rule(
    "ADO-AUTH-6M",
    "Later adoption review of a child not yet placed",
    "6 months after the review before; stops when the child is placed",
    f"{AAR} reg 36",
    Strength.LAW,
    Evidence.TEXT,
    "adoption.later_authority_review",
)
ADO_BOTH: Final = Rule(
    "ADO-BOTH",
    "Looked-after and adoption review of a child not yet placed",
    "the earlier of the two limits",
    f"{AAR} reg 36 and SI 2010/959 regs 32(3) and 33",
    Strength.LAW,
    Evidence.SECONDARY,
    "adoption.earlier_review",
)
ADO_PLACED_4W: Final = Rule(
    "ADO-PLACED-4W",
    "First review of a child placed for adoption",
    "4 weeks after the placement",
    f"{AAR} reg 36",
    Strength.LAW,
    Evidence.TEXT,
    "adoption.first_placed_review",
)
ADO_PLACED_3M: Final = Rule(
    "ADO-PLACED-3M",
    "Second review of a child placed for adoption",
    "3 months after the first",
    f"{AAR} reg 36",
    Strength.LAW,
    Evidence.TEXT,
    "adoption.second_placed_review",
)
ADO_PLACED_6M: Final = Rule(
    "ADO-PLACED-6M",
    "Later review of a child placed for adoption",
    "6 months after the review before; stops at the adoption order or the child's return",
    f"{AAR} reg 36",
    Strength.LAW,
    Evidence.TEXT,
    "adoption.later_placed_review",
)
ADO_RETURN: Final = Rule(
    "ADO-RETURN",
    "Review of a child returned from an adoptive placement",
    "not earlier than 28 and not later than 42 days after the return",
    f"{AAR} reg 36",
    Strength.LAW,
    Evidence.UNCONFIRMED,
    "adoption.return_window",
)
RULES: Final = (ADO_AUTH_3M, ADO_AUTH_6M, ADO_BOTH, ADO_PLACED_4W, ADO_PLACED_3M, ADO_PLACED_6M, ADO_RETURN)
LAST_REVIEW: Final = "when the last adoption review was completed"


@dataclass(frozen=True, slots=True)
class Window:
    """A review that must fall between two days, both included. `latest` is the limit, with its working."""

    earliest: date
    latest: Due


def first_authority_review(authority_on: date, *, calendar: WorkingCalendar) -> Due:
    """ADO-AUTH-3M: from the placement order or the parents' consent, whichever gave the authority."""
    event = "when authority to place for adoption was first held"
    return months_after(ADO_AUTH_3M, authority_on, FIRST_AUTHORITY_MONTHS, calendar=calendar, event=event)


def later_authority_review(previous_completed_on: date, *, calendar: WorkingCalendar) -> Due:
    """ADO-AUTH-6M: for as long as the child is not placed."""
    return months_after(
        ADO_AUTH_6M, previous_completed_on, LATER_AUTHORITY_MONTHS, calendar=calendar, event=LAST_REVIEW
    )


def next_authority_review(*, authority_on: date, completed_on: Sequence[date], calendar: WorkingCalendar) -> Due:
    """The adoption review a child with authority to place, but not placed, needs next.

    Of the reviews given, those before the authority was held are left out.
    """
    completed = [on for on in completed_on if on >= authority_on]
    if completed:
        return later_authority_review(max(completed), calendar=calendar)
    return first_authority_review(authority_on, calendar=calendar)


def earlier_review(*, looked_after: Due, adoption: Due) -> Due:
    """ADO-BOTH: both kinds of review are due, and one meeting may serve both, so the earlier limit governs."""
    earlier, other = (adoption, looked_after) if adoption.on < looked_after.on else (looked_after, adoption)
    return replace(
        earlier,
        rule=ADO_BOTH.id,
        source=ADO_BOTH.source,
        basis=(*earlier.basis, ("other limit", other.on.isoformat())),
        explanation=f"{earlier.explanation}; the earlier of two limits, the other being {day(other.on)} ({other.rule})",
    )


def first_placed_review(placed_on: date, *, calendar: WorkingCalendar) -> Due:
    """ADO-PLACED-4W: 28 days, not 20 working days."""
    event = "when the child was placed for adoption"
    return weeks_after(ADO_PLACED_4W, placed_on, FIRST_PLACED_WEEKS, calendar=calendar, event=event)


def second_placed_review(first_completed_on: date, *, calendar: WorkingCalendar) -> Due:
    """ADO-PLACED-3M: three months from the first review after the placement."""
    event = "when the first adoption review was completed"
    return months_after(ADO_PLACED_3M, first_completed_on, SECOND_PLACED_MONTHS, calendar=calendar, event=event)


def later_placed_review(previous_completed_on: date, *, calendar: WorkingCalendar) -> Due:
    """ADO-PLACED-6M: until the adoption order, or until the child returns."""
    return months_after(ADO_PLACED_6M, previous_completed_on, LATER_PLACED_MONTHS, calendar=calendar, event=LAST_REVIEW)


def next_placed_review(*, placed_on: date, completed_on: Sequence[date], calendar: WorkingCalendar) -> Due:
    """The review a child placed for adoption needs next. Reviews before the placement are left out."""
    completed = sorted(on for on in completed_on if on >= placed_on)
    if not completed:
        return first_placed_review(placed_on, calendar=calendar)
    following = second_placed_review if len(completed) == 1 else later_placed_review
    return following(completed[-1], calendar=calendar)


def return_window(returned_on: date, *, calendar: WorkingCalendar) -> Window:
    """ADO-RETURN: calendar days, holidays or not."""
    earliest, latest = returned_on + RETURN_FROM, returned_on + RETURN_UNTIL
    working = f"{RETURN_UNTIL.days} days from {day(returned_on)}, when the child returned; not before {day(earliest)}"
    return Window(earliest, plain(ADO_RETURN, latest, working, basis=(("from", returned_on),), calendar=calendar))
