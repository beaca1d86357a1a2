"""Adjourning a review, and whether a review was on time.

An IRO may adjourn a review once, for at most 20 working days. Postponing a meeting before it opens is not an
adjournment and buys no time.
"""

from datetime import date
from enum import StrEnum
from typing import Final

from statute.calendar import WorkingCalendar
from statute.counting import working_days_after
from statute.due import Due, Strength
from statute.rule import CPPCR, Evidence, Rule

ADJOURNMENT_WORKING_DAYS: Final = 20
ADJOURNMENTS_ALLOWED: Final = 1

ADJOURN_20WD: Final = Rule(
    "ADJOURN-20WD",
    "Completing an adjourned review",
    "20 working days after the meeting that was adjourned; a second adjournment is not allowed",
    f"{CPPCR} reg 36(2)",
    Strength.LAW,
    Evidence.UNCONFIRMED,
    "adjournments.adjournment_limit",
)
ADJOURN_STATUS: Final = Rule(
    "ADJOURN-STATUS",
    "Whether a review was on time",
    "completed by the limit; or opened by it, adjourned once and completed within 20 working days",
    f"{CPPCR} regs 33 and 36(2), as read",
    Strength.LAW,
    Evidence.UNCONFIRMED,
    "adjournments.timeliness",
)
RULES: Final = (ADJOURN_20WD, ADJOURN_STATUS)


class Timeliness(StrEnum):
    """On time, on time only because an adjournment is excused, or late. Reports always show the second apart."""

    ON_TIME = "ON-TIME"
    ON_TIME_ADJOURNED = "ON-TIME-ADJOURNED"
    LATE = "LATE"


def adjournment_limit(adjourned_meeting_on: date, *, calendar: WorkingCalendar) -> Due:
    """ADJOURN-20WD: 20 working days from the meeting that was adjourned. It does not move the review's own limit."""
    event = "the day of the meeting that was adjourned"
    return working_days_after(
        ADJOURN_20WD, adjourned_meeting_on, ADJOURNMENT_WORKING_DAYS, calendar=calendar, event=event
    )


def may_adjourn(adjournments_so_far: int) -> bool:
    """Whether a review may be adjourned (again): once only."""
    return adjournments_so_far < ADJOURNMENTS_ALLOWED


def timeliness(
    *,
    due_on: date,
    opened_on: date,
    completed_on: date,
    adjourned_on: date | None,
    calendar: WorkingCalendar,
    adjournments: int = ADJOURNMENTS_ALLOWED,
) -> Timeliness:
    """ADJOURN-STATUS: a review's timeliness, from the limit, its first meeting and the day it was completed.

    `adjourned_on` is the meeting that was adjourned, None where none was. `adjournments` is how many times that
    happened: more than one is not allowed and is no excuse.
    """
    if completed_on <= due_on:
        return Timeliness.ON_TIME
    if adjourned_on is None or opened_on > due_on or adjournments > ADJOURNMENTS_ALLOWED:
        return Timeliness.LATE
    in_time = completed_on <= adjournment_limit(adjourned_on, calendar=calendar).on
    return Timeliness.ON_TIME_ADJOURNED if in_time else Timeliness.LATE
