"""Placements that may last only so long, or must be assessed, decided or told of in time."""

from datetime import date
from typing import Final

from statute.calendar import WorkingCalendar
from statute.counting import weeks_after, working_days_after
from statute.due import Due, Strength
from statute.rule import CPPCR, Evidence, Rule

TEMPORARY_APPROVAL_WEEKS: Final = 16
EXTENSION_WEEKS: Final = 8
EXTENSIONS_ALLOWED: Final = 1
EMERGENCY_FOSTER_WORKING_DAYS: Final = 6
PARENT_ASSESSMENT_WORKING_DAYS: Final = 10
PARENT_DECISION_WORKING_DAYS: Final = 10
TERMINATION_NOTICE_WORKING_DAYS: Final = 10
OUT_OF_AREA_NOTICE_WORKING_DAYS: Final = 5
PLACED: Final = "when the placement began"

TEMP_APPROVAL_16W: Final = Rule(
    "TEMP-APPROVAL-16W",
    "Temporary approval of a connected person ends",
    "16 weeks after the approval",
    f"{CPPCR} reg 24",
    Strength.LAW,
    Evidence.PARALLEL_OR_SECONDARY,
    "placements.temporary_approval_ends",
)
TEMP_EXTEND_8W: Final = Rule(
    "TEMP-EXTEND-8W",
    "Extended temporary approval ends",
    "8 weeks after the approval first ended; one extension only",
    f"{CPPCR} reg 25(2)-(5)",
    Strength.LAW,
    Evidence.TEXT,
    "placements.extended_approval_ends",
)
EMERGENCY_FOSTER_6WD: Final = Rule(
    "EMERGENCY-FOSTER-6WD",
    "Emergency foster placement outside the terms of approval ends",
    "6 working days after the placement",
    f"{CPPCR} reg 23",
    Strength.LAW,
    Evidence.SECONDARY,
    "placements.emergency_fostering_ends",
)
REG19_ASSESS_10WD: Final = Rule(
    "REG19-ASSESS-10WD",
    "Assessment, and review of the case, of a child placed with a parent early",
    "10 working days after the placement",
    f"{CPPCR} reg 19(b)",
    Strength.LAW,
    Evidence.PARALLEL,
    "placements.assess_parent",
)
REG19_DECISION_10WD: Final = Rule(
    "REG19-DECISION-10WD",
    "Decision on a placement with a parent approved",
    "10 working days after the assessment was completed",
    f"{CPPCR} reg 19(c)",
    Strength.LAW,
    Evidence.PARALLEL,
    "placements.decide_on_parent",
)
NOTIFY_TERMINATION_10WD: Final = Rule(
    "NOTIFY-TERMINATION-10WD",
    "Written notice that a placement ended",
    "10 working days after a placement ended without notice",
    f"{CPPCR} reg 14(4)",
    Strength.LAW,
    Evidence.TEXT,
    "placements.notify_termination",
)
NOTIFY_OOA_EMERGENCY_5WD: Final = Rule(
    "NOTIFY-OOA-EMERGENCY-5WD",
    "Authority of the area told of an emergency placement there",
    "5 working days after the placement; before it where it was no emergency",
    f"{CPPCR} reg 13(4)",
    Strength.LAW,
    Evidence.TEXT,
    "placements.notify_area_authority",
)
RULES: Final = (
    TEMP_APPROVAL_16W,
    TEMP_EXTEND_8W,
    EMERGENCY_FOSTER_6WD,
    REG19_ASSESS_10WD,
    REG19_DECISION_10WD,
    NOTIFY_TERMINATION_10WD,
    NOTIFY_OOA_EMERGENCY_5WD,
)


def temporary_approval_ends(approved_on: date, *, calendar: WorkingCalendar) -> Due:
    """TEMP-APPROVAL-16W: the last day of a connected person's temporary approval."""
    event = "when temporary approval was given"
    return weeks_after(TEMP_APPROVAL_16W, approved_on, TEMPORARY_APPROVAL_WEEKS, calendar=calendar, event=event)


def extended_approval_ends(original_expiry_on: date, *, calendar: WorkingCalendar) -> Due:
    """TEMP-EXTEND-8W: the last day of its one extension, of which the IRO must be told."""
    event = "when the approval first ended"
    return weeks_after(TEMP_EXTEND_8W, original_expiry_on, EXTENSION_WEEKS, calendar=calendar, event=event)


def may_extend_approval(extensions_so_far: int) -> bool:
    """Whether a temporary approval may be extended (again): once only."""
    return extensions_so_far < EXTENSIONS_ALLOWED


def emergency_fostering_ends(placed_on: date, *, calendar: WorkingCalendar) -> Due:
    """EMERGENCY-FOSTER-6WD: the last day of an emergency placement outside the carer's terms of approval."""
    number = EMERGENCY_FOSTER_WORKING_DAYS
    return working_days_after(EMERGENCY_FOSTER_6WD, placed_on, number, calendar=calendar, event=PLACED)


def assess_parent(placed_on: date, *, calendar: WorkingCalendar) -> Due:
    """REG19-ASSESS-10WD: the ordinary review clock goes on beside it."""
    number = PARENT_ASSESSMENT_WORKING_DAYS
    return working_days_after(REG19_ASSESS_10WD, placed_on, number, calendar=calendar, event=PLACED)


def decide_on_parent(assessment_completed_on: date, *, calendar: WorkingCalendar) -> Due:
    """REG19-DECISION-10WD: counted from the assessment's completion."""
    number = PARENT_DECISION_WORKING_DAYS
    event = "when the assessment was completed"
    return working_days_after(REG19_DECISION_10WD, assessment_completed_on, number, calendar=calendar, event=event)


def notify_termination(ended_on: date, *, calendar: WorkingCalendar) -> Due:
    """NOTIFY-TERMINATION-10WD: written notice, where none could be given before the placement ended."""
    number = TERMINATION_NOTICE_WORKING_DAYS
    event = "when the placement ended"
    return working_days_after(NOTIFY_TERMINATION_10WD, ended_on, number, calendar=calendar, event=event)


def notify_area_authority(placed_on: date, *, calendar: WorkingCalendar) -> Due:
    """NOTIFY-OOA-EMERGENCY-5WD: an emergency placement in another authority's area."""
    number = OUT_OF_AREA_NOTICE_WORKING_DAYS
    return working_days_after(NOTIFY_OOA_EMERGENCY_5WD, placed_on, number, calendar=calendar, event=PLACED)
