"""Whether the bank holidays that were proclaimed still reach far enough for the limits that are counted today."""

import datetime

from dateutil.relativedelta import relativedelta

from design.formats import day
from statute.calendar import WorkingCalendar

# A second review is due three months after the first and a later one in six: eighteen leave a year to put it right.
REACH_MONTHS = 18


def holiday_warning(today: datetime.date, calendar: WorkingCalendar) -> str:
    """Return what to say when fewer than 18 months of proclaimed bank holidays are left; "" while there are enough."""
    known_until = datetime.date(calendar.last_proclaimed_year, 12, 31)
    if known_until >= today + relativedelta(months=REACH_MONTHS):
        return ""
    return (
        f"Bank holidays have been proclaimed until {day(known_until)}, less than {REACH_MONTHS} months ahead. Limits "
        "beyond are provisional. Ask for the next release, which brings the new list; add what is proclaimed meanwhile."
    )
