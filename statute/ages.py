"""Ages and birthdays. A person attains an age at the start of the birthday (Family Law Reform Act 1969, s.9)."""

from calendar import isleap
from datetime import date
from enum import StrEnum
from typing import Final

from statute.calendar import WorkingCalendar
from statute.counting import plain
from statute.due import Due, Strength
from statute.rule import Evidence, Rule
from statute.words import day

ADULT_AGE: Final = 18
# The national return: a child under four does not take part in a review (PN0), one of four or over does (PN1-PN7).
PARTICIPATION_AGE: Final = 4
LEAP_DAY: Final = (2, 29)

AGE18: Final = Rule(
    "AGE18",
    "Eighteenth birthday: no longer a child looked after",
    "the start of the 18th birthday; 1 March for a child born on 29 February",
    "Family Law Reform Act 1969 s.9",
    Strength.LAW,
    Evidence.PARALLEL,
    "ages.turns_eighteen",
)
RULES: Final = (AGE18,)


class AgeBand(StrEnum):
    """The child's age at a review, as far as the participation codes ask for it."""

    UNDER_FOUR = "under_four"
    ON_FOURTH_BIRTHDAY = "on_fourth_birthday"
    FOUR_OR_OVER = "four_or_over"


def birthday(dob: date, years: int) -> date:
    """The day on which somebody born on `dob` becomes `years` old. Born on 29 February: 1 March in a common year."""
    year = dob.year + years
    if (dob.month, dob.day) == LEAP_DAY and not isleap(year):
        return date(year, 3, 1)
    return dob.replace(year=year)


def age_on(dob: date, on: date) -> int:
    """Age in whole years on a day. Raises ValueError for a day before the birth."""
    if on < dob:
        raise ValueError("The day is before the date of birth.")
    years = on.year - dob.year
    return years if birthday(dob, years) <= on else years - 1


def age_band(dob: date, on: date) -> AgeBand:
    """Whether a child is under four, exactly four, or over four years old on the day of a review."""
    fourth = birthday(dob, PARTICIPATION_AGE)
    if on < fourth:
        return AgeBand.UNDER_FOUR
    return AgeBand.ON_FOURTH_BIRTHDAY if on == fourth else AgeBand.FOUR_OR_OVER


def turns_eighteen(dob: date, *, calendar: WorkingCalendar, name: str = "the child") -> Due:
    """AGE18: the birthday on which a child stops being looked after. The last looked-after day is the one before."""
    on = birthday(dob, ADULT_AGE)
    working = f"{name} was born on {day(dob)}; the last looked-after day is the day before"
    return plain(AGE18, on, working, basis=(("born", dob),), calendar=calendar, lead="Turns 18 on")
