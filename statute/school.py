"""Compulsory school age. Source: section 8 of the Education Act 1996, with the days prescribed under it."""

from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

BEGINS_AT: Final = 5
ENDS_AT: Final = 16
# A child who has turned five goes to school from the next of these on (SI 1998/1607).
PRESCRIBED_DAYS: Final = ((3, 31), (8, 31), (12, 31))
# A school year runs from the first of September; those who turn sixteen in it leave on the last Friday in June.
SCHOOL_YEAR_BEGINS: Final = (9, 1)
LEAVING_MONTH: Final = 6
LAST_OF_JUNE: Final = 30
FRIDAY: Final = 4
# Schools are closed throughout, wherever their terms begin and end.
MONTH_WITHOUT_SCHOOL: Final = 8


def first_day_of_school_age(born: date) -> date:
    """The fifth birthday where it is a prescribed day, else the next prescribed day after it."""
    fifth = born + relativedelta(years=BEGINS_AT)
    days = (date(year, month, day) for year in (fifth.year, fifth.year + 1) for month, day in PRESCRIBED_DAYS)
    return next(day for day in days if day >= fifth)


def last_day_of_school_age(born: date) -> date:
    """The last Friday in June of the school year in which the child turns sixteen."""
    sixteenth = born + relativedelta(years=ENDS_AT)
    year = sixteenth.year + (1 if (sixteenth.month, sixteenth.day) >= SCHOOL_YEAR_BEGINS else 0)
    last = date(year, LEAVING_MONTH, LAST_OF_JUNE)
    return last - timedelta(days=(last.weekday() - FRIDAY) % 7)


def is_of_school_age(born: date, on: date) -> bool:
    """Whether the child is of compulsory school age on a day."""
    return first_day_of_school_age(born) <= on <= last_day_of_school_age(born)


def may_be_a_school_day(born: date, on: date) -> bool:
    """Whether the child may be at school on a weekday: of school age, and not in August. Terms are not known here."""
    return on.weekday() <= FRIDAY and on.month != MONTH_WITHOUT_SCHOOL and is_of_school_age(born, on)
