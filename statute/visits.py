"""How often a social worker must visit: regulation 28. Every interval runs from the visit actually made.

Where an interval straddles the first year of a placement, the day of the last visit says which one applies.
"""

from datetime import date
from enum import StrEnum
from typing import Final

from dateutil.relativedelta import relativedelta

from statute.calendar import WorkingCalendar
from statute.counting import months_after, relaxed_in_2020, weeks_after
from statute.due import Due, Strength
from statute.rule import AAR, CPPCR, Evidence, Rule

FIRST_VISIT_WEEKS: Final = 1
WEEKLY_WEEKS: Final = 1
FOUR_WEEKLY_WEEKS: Final = 4
SIX_WEEKLY_WEEKS: Final = 6
LONG_TERM_MONTHS: Final = 3
AGREED_MONTHS: Final = 6
FIRST_YEAR: Final = relativedelta(years=1)
LAST_VISIT: Final = "when the child was last visited"

VISIT_FIRST_1W: Final = Rule(
    "VISIT-FIRST-1W",
    "First visit in a placement",
    "1 week after the start of any placement",
    f"{CPPCR} reg 28(2)",
    Strength.LAW,
    Evidence.TEXT,
    "visits.first_visit",
)
VISIT_6W: Final = Rule(
    "VISIT-6W",
    "Visit every six weeks",
    "6 weeks after the last visit",
    f"{CPPCR} reg 28",
    Strength.LAW,
    Evidence.TEXT,
    "visits.six_weekly_visit",
)
VISIT_3M: Final = Rule(
    "VISIT-3M",
    "Visit every three months, in a placement meant to last to 18 after its first year",
    "3 months after the last visit",
    f"{CPPCR} reg 28",
    Strength.LAW,
    Evidence.TEXT,
    "visits.three_monthly_visit",
)
VISIT_LTF_6M: Final = Rule(
    "VISIT-LTF-6M",
    "Visit every six months, in a long-term foster placement after its first year, if the child agrees",
    "6 months after the last visit; 3 months where the child has not agreed",
    f"{CPPCR} reg 28(3A)",
    Strength.LAW,
    Evidence.SECONDARY,
    "visits.six_monthly_visit",
)
VISIT_WEEKLY: Final = Rule(
    "VISIT-WEEKLY",
    "Weekly visit until the first review",
    "1 week after the last visit",
    f"{CPPCR} reg 28(4)-(5)",
    Strength.LAW,
    Evidence.TEXT,
    "visits.weekly_visit",
)
VISIT_4W: Final = Rule(
    "VISIT-4W",
    "Visit every four weeks, under temporary approval or an interim order at home",
    "4 weeks after the last visit, once the first review was held",
    f"{CPPCR} reg 28(5)",
    Strength.LAW,
    Evidence.TEXT,
    "visits.four_weekly_visit",
)
VISIT_ADOPT_WEEKLY: Final = Rule(
    "VISIT-ADOPT-WEEKLY",
    "Weekly visit to a child placed for adoption until the first adoption review",
    "1 week after the placement or the last visit",
    f"{AAR} reg 36(4)",
    Strength.LAW,
    Evidence.TEXT,
    "visits.adoption_visit",
)
RULES: Final = (
    VISIT_FIRST_1W,
    VISIT_6W,
    VISIT_3M,
    VISIT_LTF_6M,
    VISIT_WEEKLY,
    VISIT_4W,
    VISIT_ADOPT_WEEKLY,
)


class Arrangement(StrEnum):
    """The living arrangements that visits depend on."""

    ORDINARY = "ordinary"
    INTENDED_TO_18 = "intended_to_18"
    LONG_TERM_FOSTER = "long_term_foster"
    WITH_PARENT_BEFORE_ASSESSMENT = "with_parent_before_assessment"
    TEMPORARY_APPROVAL = "temporary_approval"
    INTERIM_ORDER_AT_HOME = "interim_order_at_home"
    CARE_ORDER_AT_HOME = "care_order_at_home"
    PLACED_FOR_ADOPTION = "placed_for_adoption"


_LONG_TERM: Final = (Arrangement.INTENDED_TO_18, Arrangement.LONG_TERM_FOSTER)
_WEEKLY_UNTIL_REVIEW: Final = (
    Arrangement.WITH_PARENT_BEFORE_ASSESSMENT,
    Arrangement.TEMPORARY_APPROVAL,
    Arrangement.INTERIM_ORDER_AT_HOME,
)


def first_visit(started_on: date, *, calendar: WorkingCalendar) -> Due:
    """VISIT-FIRST-1W: seven days from the start of the placement, or from a care order on a child at home."""
    event = "when the placement began"
    due = weeks_after(VISIT_FIRST_1W, started_on, FIRST_VISIT_WEEKS, calendar=calendar, event=event)
    return relaxed_in_2020(due)


def next_visit(
    arrangement: Arrangement,
    *,
    started_on: date,
    last_visit_on: date | None,
    calendar: WorkingCalendar,
    first_review_held: bool = False,
    child_agreed: bool = False,
) -> Due | None:
    """The next visit's limit; None once a child placed for adoption had the first adoption review.

    `started_on` is the start of the placement, or the care order for a child at home. `first_review_held` is the first
    review of the case, or the first adoption review for a child placed for adoption.
    """
    if arrangement is Arrangement.PLACED_FOR_ADOPTION:
        return None if first_review_held else adoption_visit(last_visit_on or started_on, calendar=calendar)
    if last_visit_on is None:
        return first_visit(started_on, calendar=calendar)
    if arrangement in _LONG_TERM and not in_first_year(started_on, last_visit_on):
        agreed = child_agreed and arrangement is Arrangement.LONG_TERM_FOSTER
        following = six_monthly_visit if agreed else three_monthly_visit
        return following(last_visit_on, calendar=calendar)
    if arrangement in _WEEKLY_UNTIL_REVIEW:
        return _visit_around_first_review(arrangement, last_visit_on, calendar=calendar, held=first_review_held)
    return six_weekly_visit(last_visit_on, calendar=calendar)


def in_first_year(started_on: date, last_visit_on: date) -> bool:
    """Whether the last visit fell in the first year of the placement, so that the next interval is still six weeks."""
    return last_visit_on < started_on + FIRST_YEAR


def weekly_visit(last_visit_on: date, *, calendar: WorkingCalendar) -> Due:
    """VISIT-WEEKLY: until the first review is held."""
    return _weeks(VISIT_WEEKLY, last_visit_on, WEEKLY_WEEKS, calendar=calendar)


def four_weekly_visit(last_visit_on: date, *, calendar: WorkingCalendar) -> Due:
    """VISIT-4W: temporary approval, or an interim care order with the child at home, after the first review."""
    return _weeks(VISIT_4W, last_visit_on, FOUR_WEEKLY_WEEKS, calendar=calendar)


def six_weekly_visit(last_visit_on: date, *, calendar: WorkingCalendar) -> Due:
    """VISIT-6W: the ordinary interval."""
    return _weeks(VISIT_6W, last_visit_on, SIX_WEEKLY_WEEKS, calendar=calendar)


def three_monthly_visit(last_visit_on: date, *, calendar: WorkingCalendar) -> Due:
    """VISIT-3M: a placement meant to last to 18, after its first year."""
    return _months(VISIT_3M, last_visit_on, LONG_TERM_MONTHS, calendar=calendar)


def six_monthly_visit(last_visit_on: date, *, calendar: WorkingCalendar) -> Due:
    """VISIT-LTF-6M: a long-term foster placement after its first year, with the child's agreement."""
    return _months(VISIT_LTF_6M, last_visit_on, AGREED_MONTHS, calendar=calendar)


def adoption_visit(last_visit_on: date, *, calendar: WorkingCalendar) -> Due:
    """VISIT-ADOPT-WEEKLY: from the placement, then from each visit, until the first adoption review."""
    event = "when the child was placed for adoption or last visited"
    due = weeks_after(VISIT_ADOPT_WEEKLY, last_visit_on, WEEKLY_WEEKS, calendar=calendar, event=event)
    return relaxed_in_2020(due)


def _visit_around_first_review(
    arrangement: Arrangement, last_visit_on: date, *, calendar: WorkingCalendar, held: bool
) -> Due:
    if not held:
        return weekly_visit(last_visit_on, calendar=calendar)
    before_assessment = arrangement is Arrangement.WITH_PARENT_BEFORE_ASSESSMENT
    following = six_weekly_visit if before_assessment else four_weekly_visit
    return following(last_visit_on, calendar=calendar)


def _weeks(rule: Rule, last_visit_on: date, number: int, *, calendar: WorkingCalendar) -> Due:
    return relaxed_in_2020(weeks_after(rule, last_visit_on, number, calendar=calendar, event=LAST_VISIT))


def _months(rule: Rule, last_visit_on: date, number: int, *, calendar: WorkingCalendar) -> Due:
    return relaxed_in_2020(months_after(rule, last_visit_on, number, calendar=calendar, event=LAST_VISIT))
