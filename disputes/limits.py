"""The clocks of a dispute: 20 working days for all formal stages together, and a reply at each stage."""

import datetime
from collections.abc import Iterable

from disputes.transitions import is_formal
from office.authority import authority, working_calendar
from statute import disputes as law
from statute.due import Due


def formal_limit(stages: Iterable[tuple[str, datetime.date]]) -> Due | None:
    """Return the limit of the formal process, or None while it is informal (DISPUTE-20WD).

    stages: each stage with the day it was entered. The clock starts at the first formal one and never starts again.
    """
    formal = [entered_on for stage, entered_on in stages if is_formal(stage)]
    return law.resolve_by(min(formal), calendar=working_calendar()) if formal else None


def reply_limit(entered_on: datetime.date) -> Due:
    """Return by when the reply at a stage is due, by the authority's setting (DISPUTE-STAGE-5WD)."""
    days = authority().stage_reply_working_days
    return law.stage_reply_by(entered_on, calendar=working_calendar(), working_days=days)
