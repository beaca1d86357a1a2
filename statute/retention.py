"""How long a child's case record is kept: regulation 50. Nothing may be disposed of before the day after."""

from datetime import date, timedelta
from typing import Final

from statute.ages import ADULT_AGE, birthday
from statute.calendar import WorkingCalendar
from statute.counting import plain
from statute.due import Due, Strength
from statute.rule import CPPCR, Evidence, Rule
from statute.words import day

RETENTION_AGE: Final = 75
YEARS_AFTER_DEATH: Final = 15
ONE_DAY: Final = timedelta(days=1)
LEAD: Final = "Keep until"

RETAIN_75Y: Final = Rule(
    "RETAIN-75Y",
    "Keeping a child's case record",
    "until the 75th anniversary of the birth",
    f"{CPPCR} reg 50",
    Strength.LAW,
    Evidence.PARALLEL,
    "retention.retain_until",
)
RETAIN_15Y_DEATH: Final = Rule(
    "RETAIN-15Y-DEATH",
    "Keeping the case record of a child who died",
    "15 years beginning with the date of death, where the child died under 18",
    f"{CPPCR} reg 50",
    Strength.LAW,
    Evidence.PARALLEL,
    "retention.retain_until",
)
RULES: Final = (RETAIN_75Y, RETAIN_15Y_DEATH)


def retain_until(date_of_birth: date, *, calendar: WorkingCalendar, died_on: date | None = None) -> Due:
    """The last day a case record must be kept: RETAIN-75Y, or RETAIN-15Y-DEATH for a child who died under 18.

    The years after a death begin with its own day, so they end on the day before its anniversary. Raises ValueError
    for a death before the birth.
    """
    if died_on is None:
        return _until_75(date_of_birth, calendar=calendar)
    if died_on < date_of_birth:
        raise ValueError("The date of death is before the date of birth.")
    if died_on >= birthday(date_of_birth, ADULT_AGE):
        return _until_75(date_of_birth, calendar=calendar)
    on = birthday(died_on, YEARS_AFTER_DEATH) - ONE_DAY
    working = f"{YEARS_AFTER_DEATH} years beginning with the death on {day(died_on)}"
    basis = (("born", date_of_birth), ("died", died_on))
    return plain(RETAIN_15Y_DEATH, on, working, basis=basis, calendar=calendar, lead=LEAD)


def may_dispose_from(retain: Due) -> date:
    """The first day on which a person may decide to dispose of a record, once every hold has been checked."""
    return retain.on + ONE_DAY


def _until_75(date_of_birth: date, *, calendar: WorkingCalendar) -> Due:
    on = birthday(date_of_birth, RETENTION_AGE)
    working = f"the {RETENTION_AGE}th anniversary of the birth on {day(date_of_birth)}"
    return plain(RETAIN_75Y, on, working, basis=(("born", date_of_birth),), calendar=calendar, lead=LEAD)
