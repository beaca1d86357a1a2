"""Reasons to hold a review before its ordinary limit: regulation 33(3). None of them can push a date back.

The law says only that the review comes first; read as: on the day before the event at the latest.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from statute.calendar import WorkingCalendar
from statute.counting import plain, working_days_after
from statute.due import Due, Strength
from statute.rule import CPPCR, Evidence, Rule
from statute.words import day

ONE_DAY: Final = timedelta(days=1)
VISITOR_CONCERN_WORKING_DAYS: Final = 10

REV_EARLY_IRO: Final = Rule(
    "REV-EARLY-IRO",
    "Earlier review at the IRO's request",
    "the day the IRO asks for, if it is earlier than the ordinary limit",
    f"{CPPCR} reg 33(3)(a)",
    Strength.LAW,
    Evidence.TEXT,
    "early_reviews.early_at_iro_request",
)
REV_EARLY_VISITOR: Final = Rule(
    "REV-EARLY-VISITOR",
    "Earlier review because a visitor is worried about the placement",
    "10 working days suggested, or the day the IRO sets, if it is earlier than the ordinary limit",
    f"{CPPCR} regs 30 and 33(3)(b); the number of days is a local standard",
    Strength.LOCAL,
    Evidence.TEXT,
    "early_reviews.early_after_visitor_concern",
)
REV_EARLY_REMAND: Final = Rule(
    "REV-EARLY-REMAND",
    "Review before police or remand accommodation ends",
    "the day before it ends, if that is earlier than the ordinary limit",
    f"{CPPCR} reg 33(3)(c)",
    Strength.LAW,
    Evidence.TEXT,
    "early_reviews.early_before_remand_ends",
)
REV_EARLY_CUSTODY: Final = Rule(
    "REV-EARLY-CUSTODY",
    "Review before a child in care leaves custody",
    "the day before release, if that is earlier than the ordinary limit",
    f"{CPPCR} reg 33(3)(d)",
    Strength.LAW,
    Evidence.TEXT,
    "early_reviews.early_before_release",
)
REV_EARLY_CEASE: Final = Rule(
    "REV-EARLY-CEASE",
    "Review before accommodation stops and no parent takes over",
    "the day before it stops, if that is earlier than the ordinary limit",
    f"{CPPCR} reg 33(3)(e)",
    Strength.LAW,
    Evidence.TEXT,
    "early_reviews.early_before_accommodation_ends",
)
RULES: Final = (REV_EARLY_IRO, REV_EARLY_VISITOR, REV_EARLY_REMAND, REV_EARLY_CUSTODY, REV_EARLY_CEASE)


def early_at_iro_request(scheduled: Due, review_by: date, *, calendar: WorkingCalendar) -> Due:
    """REV-EARLY-IRO: the IRO's day where it is earlier, else the scheduled limit unchanged."""
    return _earlier(REV_EARLY_IRO, scheduled, review_by, "the IRO asked for a review by then", calendar=calendar)


def early_after_visitor_concern(
    scheduled: Due, raised_on: date, *, calendar: WorkingCalendar, review_by: date | None = None
) -> Due:
    """REV-EARLY-VISITOR: a visitor judged that the placement does not safeguard the child's welfare.

    Ten working days are suggested; `review_by` is the day the IRO sets instead.
    """
    if review_by is not None:
        working = f"the day the IRO set after a visitor raised a concern on {day(raised_on)}"
        return _earlier(REV_EARLY_VISITOR, scheduled, review_by, working, calendar=calendar)
    suggested = working_days_after(
        REV_EARLY_VISITOR,
        raised_on,
        VISITOR_CONCERN_WORKING_DAYS,
        calendar=calendar,
        event="when a visitor raised a concern about the placement",
    )
    return suggested if suggested.on < scheduled.on else scheduled


def early_before_remand_ends(scheduled: Due, ends_on: date, *, calendar: WorkingCalendar) -> Due:
    """REV-EARLY-REMAND: accommodated under s.21(2)(b) or (c), with no other review before that ends."""
    working = f"the day before police or remand accommodation ends on {day(ends_on)}"
    return _earlier(REV_EARLY_REMAND, scheduled, ends_on - ONE_DAY, working, calendar=calendar)


def early_before_release(scheduled: Due, released_on: date, *, in_care: bool, calendar: WorkingCalendar) -> Due:
    """REV-EARLY-CUSTODY: in care and held in a secure training centre or young offender institution."""
    if not in_care:
        return scheduled
    working = f"the day before release from custody on {day(released_on)}"
    return _earlier(REV_EARLY_CUSTODY, scheduled, released_on - ONE_DAY, working, calendar=calendar)


def early_before_accommodation_ends(
    scheduled: Due, ends_on: date, *, in_care: bool, going_to_parent: bool, calendar: WorkingCalendar
) -> Due:
    """REV-EARLY-CEASE: not in care, and nobody with parental responsibility will accommodate the child afterwards."""
    if in_care or going_to_parent:
        return scheduled
    working = f"the day before accommodation ends on {day(ends_on)}, with no parent taking over"
    return _earlier(REV_EARLY_CEASE, scheduled, ends_on - ONE_DAY, working, calendar=calendar)


def _earlier(rule: Rule, scheduled: Due, on: date, working: str, *, calendar: WorkingCalendar) -> Due:
    if on >= scheduled.on:
        return scheduled
    basis = (("scheduled", scheduled.on),)
    early = plain(
        rule, on, f"{working}, before the ordinary limit of {day(scheduled.on)}", basis=basis, calendar=calendar
    )
    return replace(early, basis=early.basis + scheduled.basis)
