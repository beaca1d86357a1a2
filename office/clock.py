"""The day it is for statutory purposes. Only views, tasks and commands read it; everyone else is given `today`."""

import datetime

from django.conf import settings
from django.utils import timezone


def today() -> datetime.date:
    """Return today in London, or the day that a demonstration plays (IRO_TODAY)."""
    return settings.IRO_TODAY or timezone.localdate()


def demonstration_day() -> datetime.date | None:
    """Return the day that a demonstration plays, or None in real use."""
    day: datetime.date | None = settings.IRO_TODAY
    return day


def real_today() -> datetime.date:
    """Return today in London, whatever day a demonstration plays: the log is dated by it."""
    return timezone.localdate()
