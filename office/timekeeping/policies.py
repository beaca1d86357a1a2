"""What the state of people's time allows."""

import datetime

from accounts.verdict import ALLOWED, Verdict, refused
from office.timekeeping.models import Leave, WorkingPattern


def may_change_pattern(pattern: WorkingPattern, today: datetime.date) -> Verdict:
    """Say whether a working pattern can still be changed: until its last day has passed."""
    if pattern.until_on and pattern.until_on < today:
        return refused("This working pattern is over. Begin another one.")
    return ALLOWED


def may_change_leave(leave: Leave, today: datetime.date) -> Verdict:
    """Say whether leave can still be changed or taken back: until its last day has passed."""
    return refused("This leave is over.") if leave.until_on < today else ALLOWED
