"""When the office is open: pure, over an instant, the hours and the calendar."""

import datetime
from zoneinfo import ZoneInfo

from office.duty.models import DutyArrangements
from statute.calendar import WorkingCalendar

LONDON = ZoneInfo("Europe/London")


def is_open(at: datetime.datetime, arrangements: DutyArrangements, calendar: WorkingCalendar) -> bool:
    """Say whether the office is open at an instant (aware): a working day, between its hours by the clock in London."""
    here = at.astimezone(LONDON)
    if not calendar.is_working_day(here.date()):
        return False
    return arrangements.opens_at <= here.time() < arrangements.closes_at
