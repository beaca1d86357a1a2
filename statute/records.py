"""After a review: decisions, the record, its distribution and the care plan, counted from its completion."""

from datetime import date
from typing import Final

from statute.calendar import WorkingCalendar
from statute.counting import working_days_after
from statute.due import Due, Strength
from statute.rule import HANDBOOK, Evidence, Rule

DECISIONS_WORKING_DAYS: Final = 5
CHALLENGE_WORKING_DAYS: Final = 5
FULL_RECORD_WORKING_DAYS: Final = 15
DISTRIBUTION_WORKING_DAYS: Final = 20
CARE_PLAN_UPDATE_WORKING_DAYS: Final = 10
COMPLETED: Final = "when the review was completed"

REC_DECISIONS_5WD: Final = Rule(
    "REC-DECISIONS-5WD",
    "Written decisions sent out",
    "5 working days after the review was completed",
    f"{HANDBOOK} chapter 3",
    Strength.GUIDE,
    Evidence.SECONDARY,
    "records.decisions_out",
)
REC_CHALLENGE_5WD: Final = Rule(
    "REC-CHALLENGE-5WD",
    "Manager may challenge the decisions",
    "5 working days after the decisions were sent; silence lets them stand",
    f"{HANDBOOK} chapter 3",
    Strength.GUIDE,
    Evidence.SECONDARY,
    "records.challenge_by",
)
REC_FULL_15WD: Final = Rule(
    "REC-FULL-15WD",
    "Full record of the review finished",
    "15 working days after the review was completed",
    f"{HANDBOOK} chapter 3",
    Strength.GUIDE,
    Evidence.SECONDARY,
    "records.full_record",
)
REC_DISTRIB_20WD: Final = Rule(
    "REC-DISTRIB-20WD",
    "Record of the review distributed",
    "20 working days after the review was completed",
    f"{HANDBOOK} chapter 3",
    Strength.GUIDE,
    Evidence.SECONDARY,
    "records.distribute",
)
CAREPLAN_UPDATE_10WD: Final = Rule(
    "CAREPLAN-UPDATE-10WD",
    "Revised care plan issued",
    "10 working days after the review was completed",
    "Local standard, from two authorities' procedures",
    Strength.LOCAL,
    Evidence.SECONDARY,
    "records.care_plan_update",
)
RULES: Final = (REC_DECISIONS_5WD, REC_CHALLENGE_5WD, REC_FULL_15WD, REC_DISTRIB_20WD, CAREPLAN_UPDATE_10WD)


def decisions_out(completed_on: date, *, calendar: WorkingCalendar) -> Due:
    """REC-DECISIONS-5WD: the written decisions reach everyone within five working days."""
    return working_days_after(
        REC_DECISIONS_5WD, completed_on, DECISIONS_WORKING_DAYS, calendar=calendar, event=COMPLETED
    )


def challenge_by(sent_on: date, *, calendar: WorkingCalendar) -> Due:
    """REC-CHALLENGE-5WD: from the day the decisions went to the manager (or arrived, where an office says so)."""
    event = "when the decisions went to the manager"
    return working_days_after(REC_CHALLENGE_5WD, sent_on, CHALLENGE_WORKING_DAYS, calendar=calendar, event=event)


def full_record(completed_on: date, *, calendar: WorkingCalendar) -> Due:
    """REC-FULL-15WD: the full written record is finished."""
    return working_days_after(REC_FULL_15WD, completed_on, FULL_RECORD_WORKING_DAYS, calendar=calendar, event=COMPLETED)


def distribute(completed_on: date, *, calendar: WorkingCalendar) -> Due:
    """REC-DISTRIB-20WD: counted from the review, not from the writing of the record; a challenge does not pause it."""
    return working_days_after(
        REC_DISTRIB_20WD, completed_on, DISTRIBUTION_WORKING_DAYS, calendar=calendar, event=COMPLETED
    )


def care_plan_update(completed_on: date, *, calendar: WorkingCalendar) -> Due:
    """CAREPLAN-UPDATE-10WD: the care plan as changed by the review."""
    return working_days_after(
        CAREPLAN_UPDATE_10WD, completed_on, CARE_PLAN_UPDATE_WORKING_DAYS, calendar=calendar, event=COMPLETED
    )
