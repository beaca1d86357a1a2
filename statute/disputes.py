"""The resolution protocol: 20 working days for all formal stages together. Informal attempts before it are not counted.

Neither a new stage nor a change of manager starts the clock again, and running out of time asks the IRO to consider
Cafcass; it never forces a referral, and never has to be waited for.
"""

from datetime import date
from typing import Final

from statute.calendar import WorkingCalendar
from statute.counting import working_days_after
from statute.due import Due, Strength
from statute.rule import HANDBOOK, Evidence, Rule

RESOLUTION_WORKING_DAYS: Final = 20
STAGE_WORKING_DAYS: Final = 5

DISPUTE_20WD: Final = Rule(
    "DISPUTE-20WD",
    "All formal stages of a dispute",
    "20 working days after the formal process was opened",
    f"{HANDBOOK} paragraph 6.2",
    Strength.GUIDE,
    Evidence.SECONDARY,
    "disputes.resolve_by",
)
DISPUTE_STAGE_5WD: Final = Rule(
    "DISPUTE-STAGE-5WD",
    "One stage of a dispute",
    "5 working days after the stage was opened, unless the authority has set another number",
    "Local standard",
    Strength.LOCAL,
    Evidence.UNCONFIRMED,
    "disputes.stage_reply_by",
)
RULES: Final = (DISPUTE_20WD, DISPUTE_STAGE_5WD)


def resolve_by(formal_opened_on: date, *, calendar: WorkingCalendar) -> Due:
    """DISPUTE-20WD: the whole formal process, from the day its first stage was opened."""
    event = "when the formal process was opened"
    return working_days_after(DISPUTE_20WD, formal_opened_on, RESOLUTION_WORKING_DAYS, calendar=calendar, event=event)


def stage_reply_by(stage_opened_on: date, *, calendar: WorkingCalendar, working_days: int = STAGE_WORKING_DAYS) -> Due:
    """DISPUTE-STAGE-5WD: the reply at one stage; `working_days` is the authority's setting for it."""
    event = "when the stage was opened"
    return working_days_after(DISPUTE_STAGE_5WD, stage_opened_on, working_days, calendar=calendar, event=event)
