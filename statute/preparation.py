"""Before a review: an IRO named, the worker and the IRO in touch, the papers in time, the check between two reviews."""

from datetime import date
from typing import Final

from statute.calendar import WorkingCalendar
from statute.counting import plain, working_days_after, working_days_before
from statute.due import Due, Strength
from statute.rule import HANDBOOK, Evidence, Rule
from statute.words import day

APPOINT_WORKING_DAYS: Final = 5
CONFER_WORKING_DAYS: Final = 15
PAPERS_WORKING_DAYS: Final = 3
SERVICE_TOLD_WORKING_DAYS: Final = 2
CONSULTATION_WORKING_DAYS: Final = 10
HALVES: Final = 2
MEETING: Final = "the day of the review meeting"

IRO_APPOINT_5WD: Final = Rule(
    "IRO-APPOINT-5WD",
    "IRO named",
    "5 working days after the child became looked after; by law before the first review",
    f"{HANDBOOK}; Children Act 1989 s.25A(2)-(3)",
    Strength.GUIDE,
    Evidence.SECONDARY,
    "preparation.appoint_iro",
)
IRO_TOLD_2WD: Final = Rule(
    "IRO-TOLD-2WD",
    "IRO service told of a child newly looked after",
    "2 working days after the child became looked after",
    "Local standard, from an authority's procedures",
    Strength.LOCAL,
    Evidence.SECONDARY,
    "preparation.tell_service",
)
PRE_SW_IRO_15WD: Final = Rule(
    "PRE-SW-IRO-15WD",
    "Social worker and IRO confer",
    "15 working days before the meeting",
    HANDBOOK,
    Strength.GUIDE,
    Evidence.SECONDARY,
    "preparation.confer",
)
PRE_CONSULT_10WD: Final = Rule(
    "PRE-CONSULT-10WD",
    "Consultation papers sent to the child, parents and carers",
    "10 working days before the meeting",
    "Local standard: about two weeks before",
    Strength.LOCAL,
    Evidence.SECONDARY,
    "preparation.consultation_out",
)
PRE_SWREPORT_3WD: Final = Rule(
    "PRE-SWREPORT-3WD",
    "Social worker's report and plans with the IRO",
    "3 working days before the meeting",
    HANDBOOK,
    Strength.GUIDE,
    Evidence.SECONDARY,
    "preparation.papers_due",
)
MIDWAY: Final = Rule(
    "MIDWAY",
    "Check between reviews",
    "halfway between the last review and the next limit",
    "Children Act 1989 s.25B(1)(a) asks for monitoring; the halfway check is a local standard",
    Strength.LOCAL,
    Evidence.SECONDARY,
    "preparation.midway_check",
)
RULES: Final = (IRO_APPOINT_5WD, IRO_TOLD_2WD, PRE_SW_IRO_15WD, PRE_CONSULT_10WD, PRE_SWREPORT_3WD, MIDWAY)


def appoint_iro(became_looked_after_on: date, *, calendar: WorkingCalendar, name: str = "the child") -> Due:
    """IRO-APPOINT-5WD: guidance. The law's own backstop is the first review."""
    event = f"when {name} became looked after"
    return working_days_after(
        IRO_APPOINT_5WD, became_looked_after_on, APPOINT_WORKING_DAYS, calendar=calendar, event=event
    )


def tell_service(became_looked_after_on: date, *, calendar: WorkingCalendar, name: str = "the child") -> Due:
    """IRO-TOLD-2WD: the IRO service hears of a child newly looked after."""
    event = f"when {name} became looked after"
    return working_days_after(
        IRO_TOLD_2WD, became_looked_after_on, SERVICE_TOLD_WORKING_DAYS, calendar=calendar, event=event
    )


def confer(meeting_on: date, *, calendar: WorkingCalendar) -> Due:
    """PRE-SW-IRO-15WD: the last day for the social worker and the IRO to confer before the meeting."""
    return working_days_before(PRE_SW_IRO_15WD, meeting_on, CONFER_WORKING_DAYS, calendar=calendar, event=MEETING)


def consultation_out(meeting_on: date, *, calendar: WorkingCalendar) -> Due:
    """PRE-CONSULT-10WD: the last day to send the consultation papers, about two weeks before the meeting."""
    return working_days_before(
        PRE_CONSULT_10WD, meeting_on, CONSULTATION_WORKING_DAYS, calendar=calendar, event=MEETING
    )


def papers_due(meeting_on: date, *, calendar: WorkingCalendar) -> Due:
    """PRE-SWREPORT-3WD: the last day for the report and the plans to reach the IRO."""
    return working_days_before(PRE_SWREPORT_3WD, meeting_on, PAPERS_WORKING_DAYS, calendar=calendar, event=MEETING)


def midway(last_review_on: date, due_on: date) -> date:
    """The day halfway between the last review and the next limit; the earlier one where two are equally near."""
    return date.fromordinal((last_review_on.toordinal() + due_on.toordinal()) // HALVES)


def midway_check(last_review_on: date, due_on: date, *, calendar: WorkingCalendar) -> Due:
    """MIDWAY: the check between two reviews, as a limit of its own."""
    working = f"halfway between the review on {day(last_review_on)} and the next limit, {day(due_on)}"
    basis = (("last review", last_review_on), ("next limit", due_on))
    return plain(MIDWAY, midway(last_review_on, due_on), working, basis=basis, calendar=calendar)
