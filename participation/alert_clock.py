"""The clock of a safety alert: pure. It counts real time, in which an hour of a night of clock change is an hour."""

import datetime
from typing import Final

# Not acknowledged within so long, an alert goes to the next person. Source: the service's own rule.
ACKNOWLEDGE_WITHIN: Final = datetime.timedelta(hours=1)


def next_telling(at: datetime.datetime) -> datetime.datetime:
    """Return when the next person is told, after somebody was told at an instant (aware). In UTC."""
    return at.astimezone(datetime.UTC) + ACKNOWLEDGE_WITHIN


def elapsed(since: datetime.datetime, until: datetime.datetime) -> datetime.timedelta:
    """Return the real time from one instant to another (both aware)."""
    return until.astimezone(datetime.UTC) - since.astimezone(datetime.UTC)
