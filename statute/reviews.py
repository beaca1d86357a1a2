"""When a child's case must be reviewed, and whether a review was on time.

Regulation 33 of the Care Planning, Placement and Case Review (England) Regulations 2010: the first review within 20
working days, the second within three months of the first, later ones at most six months apart. Every interval runs from
the day the review before was completed, early or late, and nothing but a new period of care starts the sequence again:
not a placement move, a change of legal basis, of worker or of IRO, a missing episode, a hospital stay or a birthday.
Reasons to hold a review earlier are in `statute.early_reviews`, adjournments and lateness in `statute.adjournments`.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from statute.adjournments import Timeliness, adjournment_limit, timeliness
from statute.ages import ADULT_AGE, birthday
from statute.calendar import WorkingCalendar
from statute.counting import months_after, relaxed_in_2020, weeks_after, working_days_after
from statute.due import Due, Strength
from statute.early_reviews import early_at_iro_request
from statute.rule import CPPCR, Evidence, Rule
from statute.words import day

__all__ = [
    "Timeliness",
    "adjournment_limit",
    "first_review",
    "later_review",
    "next_review",
    "permanence_check",
    "second_review",
    "series_review",
    "timeliness",
    "unless_adult",
]

FIRST_REVIEW_WORKING_DAYS: Final = 20
SECOND_REVIEW_MONTHS: Final = 3
LATER_REVIEW_MONTHS: Final = 6
# SI 1991/895 applied until the regulations of 2010 came into force.
FIRST_REVIEW_WEEKS_BEFORE_2011: Final = 4
CPPCR_IN_FORCE_FROM: Final = date(2011, 4, 1)
PERMANENCE_CHECK_MONTHS: Final = 4
SERIES_WARNING_WORKING_DAYS: Final = 20
# More than this, without a care order, makes accommodated children looked after (Children Act 1989 s.22(2)).
ACCOMMODATION_HOURS: Final = 24

REV_1ST: Final = Rule(
    "REV-1ST",
    "First review",
    "20 working days after the child became looked after",
    f"{CPPCR} reg 33(1)",
    Strength.LAW,
    Evidence.TEXT,
    "reviews.first_review",
)
REV_1ST_PRE2011: Final = Rule(
    "REV-1ST-PRE2011",
    "First review of a child who became looked after before 1 April 2011",
    "4 weeks after the child became looked after",
    "Review of Children's Cases Regulations 1991 (SI 1991/895) reg 3",
    Strength.LAW,
    Evidence.PARALLEL,
    "reviews.first_review",
)
REV_1ST_ACCOM24H: Final = Rule(
    "REV-1ST-ACCOM24H",
    "No review for accommodation of 24 hours or less",
    "no review unless in care or accommodated for more than 24 hours; else as the first review",
    "Children Act 1989 s.22(1)-(2)",
    Strength.LAW,
    Evidence.TEXT,
    "reviews.first_review_if_looked_after",
)
REV_2ND: Final = Rule(
    "REV-2ND",
    "Second review",
    "3 months after the first review was completed",
    f"{CPPCR} reg 33(2)",
    Strength.LAW,
    Evidence.TEXT,
    "reviews.second_review",
)
REV_SUBS: Final = Rule(
    "REV-SUBS",
    "Later review",
    "6 months after the review before was completed",
    f"{CPPCR} reg 33(2)",
    Strength.LAW,
    Evidence.TEXT,
    "reviews.later_review",
)
REV_SERIES: Final = Rule(
    "REV-SERIES",
    "Review after one held as a series of meetings",
    "3 or 6 months after the day the series was closed",
    f"{CPPCR} reg 33(2), as read: a review is carried out when it is completed",
    Strength.LAW,
    Evidence.SECONDARY,
    "reviews.series_review",
)
REV_NEXT_NOBREAK: Final = Rule(
    "REV-NEXT-NOBREAK",
    "Next review when something changed but care did not stop",
    "as if nothing had changed",
    f"{CPPCR} reg 33, as read: the clock starts when a child becomes looked after",
    Strength.LAW,
    Evidence.SECONDARY,
    "reviews.next_review",
)
REV_AGE18: Final = Rule(
    "REV-AGE18",
    "No review on or after the 18th birthday",
    "a limit on or after the birthday lapses; one on the day before stands",
    "Children Act 1989 s.22; Family Law Reform Act 1969 s.9",
    Strength.LAW,
    Evidence.PARALLEL,
    "reviews.unless_adult",
)
PERMANENCE_4M: Final = Rule(
    "PERMANENCE-4M",
    "Check that there is a plan for permanence",
    "4 months after the child became looked after",
    "Local standard: an early extra review counts as the second and would leave a gap of six months",
    Strength.LOCAL,
    Evidence.UNCONFIRMED,
    "reviews.permanence_check",
)
RULES: Final = (
    REV_1ST,
    REV_1ST_PRE2011,
    REV_1ST_ACCOM24H,
    REV_2ND,
    REV_SUBS,
    REV_SERIES,
    REV_NEXT_NOBREAK,
    REV_AGE18,
    PERMANENCE_4M,
)


def first_review(became_looked_after_on: date, *, calendar: WorkingCalendar, name: str = "the child") -> Due:
    """REV-1ST: 20 working days from becoming looked after; before 1 April 2011 four weeks (REV-1ST-PRE2011)."""
    event = f"when {name} became looked after"
    if became_looked_after_on < CPPCR_IN_FORCE_FROM:
        weeks = FIRST_REVIEW_WEEKS_BEFORE_2011
        return weeks_after(REV_1ST_PRE2011, became_looked_after_on, weeks, calendar=calendar, event=event)
    number = FIRST_REVIEW_WORKING_DAYS
    return working_days_after(REV_1ST, became_looked_after_on, number, calendar=calendar, event=event)


def first_review_if_looked_after(
    accommodated_on: date, *, hours: float, in_care: bool, calendar: WorkingCalendar, name: str = "the child"
) -> Due | None:
    """REV-1ST-ACCOM24H: None where the child is not in care and was accommodated for 24 hours or less."""
    if not in_care and hours <= ACCOMMODATION_HOURS:
        return None
    return first_review(accommodated_on, calendar=calendar, name=name)


def second_review(first_completed_on: date, *, calendar: WorkingCalendar, name: str = "the child") -> Due:
    """REV-2ND: three months from the day the first review was completed, however early or late that was."""
    event = f"when {name}'s first review was completed"
    return months_after(REV_2ND, first_completed_on, SECOND_REVIEW_MONTHS, calendar=calendar, event=event)


def later_review(previous_completed_on: date, *, calendar: WorkingCalendar, name: str = "the child") -> Due:
    """REV-SUBS: six months from the day the review before was completed. Marked relaxed inside the window of 2020."""
    event = f"when {name}'s last review was completed"
    return relaxed_in_2020(
        months_after(REV_SUBS, previous_completed_on, LATER_REVIEW_MONTHS, calendar=calendar, event=event)
    )


def series_review(
    closed_on: date, *, reviews_completed: int, calendar: WorkingCalendar, name: str = "the child"
) -> Due:
    """REV-SERIES: the review after a series of meetings runs from the day the IRO closed the series.

    `reviews_completed` counts the series itself, so it is at least 1.
    """
    following = second_review if reviews_completed == 1 else later_review
    return following(closed_on, calendar=calendar, name=name)


def next_review(
    *,
    became_looked_after_on: date,
    completed_on: Sequence[date],
    calendar: WorkingCalendar,
    date_of_birth: date | None = None,
    review_by: date | None = None,
    name: str = "the child",
) -> Due | None:
    """The review this period of care needs next, or None where the limit falls on or after the 18th birthday.

    `completed_on` holds the completed reviews in any order; those before this period began belong to an earlier one and
    are left out. Whatever else changed meanwhile moves nothing (REV-NEXT-NOBREAK). `review_by` is an IRO's request for
    an earlier review (REV-EARLY-IRO): it can bring the date forward, never push it back, and is spent once a review has
    been completed on or after it.
    """
    completed = sorted(on for on in completed_on if on >= became_looked_after_on)
    due = _ordinary_review(became_looked_after_on, completed, calendar=calendar, name=name)
    spent = bool(completed) and review_by is not None and review_by <= completed[-1]
    if review_by is not None and not spent:
        due = early_at_iro_request(due, review_by, calendar=calendar)
    return due if date_of_birth is None else unless_adult(due, date_of_birth)


def series_should_end_by(first_meeting_on: date, *, calendar: WorkingCalendar) -> date:
    """Return until when a series of meetings is not yet warned about: 20 working days after its first meeting.

    No law limits a series; one that runs longer drifts past the review it should be. Source: timescales 5.2, LOCAL.
    """
    return calendar.add(first_meeting_on, SERIES_WARNING_WORKING_DAYS)


def unless_adult(due: Due, date_of_birth: date) -> Due | None:
    """REV-AGE18: None where the limit falls on or after the 18th birthday. A limit on the day before still stands."""
    return due if due.on < birthday(date_of_birth, ADULT_AGE) else None


def lapse_words(due: Due, date_of_birth: date) -> str:
    """Why no review falls due: the sentence for a limit that `unless_adult` let lapse."""
    return (
        f"No review falls due: {day(due.on)} is not before the 18th birthday, {day(birthday(date_of_birth, ADULT_AGE))}"
    )


def permanence_check(became_looked_after_on: date, *, calendar: WorkingCalendar, name: str = "the child") -> Due:
    """PERMANENCE-4M: the local check, four months into care, that a plan for permanence is there."""
    event = f"when {name} became looked after"
    return months_after(PERMANENCE_4M, became_looked_after_on, PERMANENCE_CHECK_MONTHS, calendar=calendar, event=event)


def _ordinary_review(
    became_looked_after_on: date, completed: Sequence[date], *, calendar: WorkingCalendar, name: str
) -> Due:
    if not completed:
        return first_review(became_looked_after_on, calendar=calendar, name=name)
    return series_review(completed[-1], reviews_completed=len(completed), calendar=calendar, name=name)
