"""The four ways of counting a limit, each giving a `Due` that explains itself.

The day of the event is never counted. A limit in days, weeks or months does not move because it lands on a weekend or a
holiday; only `plan_by` does, and only backwards.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from statute.calendar import BeyondKnownHolidays, Holiday, WorkingCalendar
from statute.due import Due, Outcome, Strength
from statute.rule import Evidence, Rule
from statute.words import day, day_and_month, listed, month_and_year, ordinal, quantity

DAYS_IN_WEEK: Final = 7
# SI 2020/445, regulation 8: some limits were to be kept only where reasonably practicable.
RELAXED_FROM: Final = date(2020, 4, 24)
RELAXED_UNTIL: Final = date(2020, 9, 25)
RELAXED_WORDS: Final = (
    "relaxed from 24 April to 25 September 2020, when it applied only where reasonably practicable (SI 2020/445)"
)

PLAN_BY: Final = Rule(
    "PLAN-BY",
    "Day to plan for when a limit falls on a weekend or holiday",
    "the last working day on or before the limit",
    "Local standard: nothing in the Regulations moves a limit",
    Strength.LOCAL,
    Evidence.SECONDARY,
    "counting.plan_by",
)
RULES: Final = (PLAN_BY,)


def working_days_after(rule: Rule, start: date, number: int, *, calendar: WorkingCalendar, event: str) -> Due:
    """The `number`-th working day after `start`, itself not counted. `event` continues "from 5 April 2025, "."""
    on = calendar.add(start, number)
    working = f"{quantity(number, 'working day')} from {day(start)}, {event}"
    return _counted(rule, on, working, start, skipped=calendar.holidays_between(start, on), calendar=calendar)


def working_days_before(rule: Rule, meeting: date, number: int, *, calendar: WorkingCalendar, event: str) -> Due:
    """The `number`-th working day counting back from `meeting`, which is not counted itself."""
    on = calendar.add(meeting, -number)
    working = f"{quantity(number, 'working day')} before {day(meeting)}, {event}"
    skipped = calendar.holidays_between(on, meeting - timedelta(days=1))
    return _counted(rule, on, working, meeting, skipped=skipped, calendar=calendar)


def months_after(rule: Rule, start: date, number: int, *, calendar: WorkingCalendar, event: str) -> Due:
    """The same day of the month, `number` months on; the last day where that month is too short."""
    on = start + relativedelta(months=number)
    working = f"{quantity(number, 'month')} from {day(start)}, {event}"
    if on.day != start.day:
        working += f"; {month_and_year(on)} has no {ordinal(start.day)}, so the limit is its last day"
    return plain(rule, on, working, basis=(("from", start),), calendar=calendar)


def weeks_after(rule: Rule, start: date, number: int, *, calendar: WorkingCalendar, event: str) -> Due:
    """`number` weeks of seven days after `start`, straight through holidays."""
    on = start + timedelta(days=number * DAYS_IN_WEEK)
    working = f"{quantity(number, 'week')} from {day(start)}, {event}"
    return plain(rule, on, working, basis=(("from", start),), calendar=calendar)


def plain(
    rule: Rule,
    on: date,
    working: str,
    *,
    basis: Iterable[tuple[str, date]],
    calendar: WorkingCalendar,
    lead: str = "Due",
) -> Due:
    """A limit that needs no bank holidays: only its `plan_by` does, and that is left out where they are unknown.

    `lead` is the word before the date, where "Due" would be odd.
    """
    plan_by = plan_day(on, calendar=calendar)
    return Due(
        on=on,
        plan_by=plan_by,
        rule=rule.id,
        strength=rule.strength,
        source=rule.source,
        basis=tuple((name, value.isoformat()) for name, value in basis),
        provisional=False,
        relaxed=False,
        explanation=f"{lead} {day(on)}: {working}",
        plan_by_provisional=plan_by is not None and calendar.is_provisional(plan_by),
    )


def plan_by(legal_due_on: date, *, calendar: WorkingCalendar) -> Due:
    """PLAN-BY: the last working day on or before a limit. The limit itself stays where it is.

    Raises BeyondKnownHolidays in a year whose bank holidays cannot be known.
    """
    on = calendar.on_or_before(legal_due_on)
    working = f"the last working day on or before the limit, {day(legal_due_on)}"
    return plain(PLAN_BY, on, working, basis=(("limit", legal_due_on),), calendar=calendar, lead="Plan for")


def plan_day(on: date, *, calendar: WorkingCalendar) -> date | None:
    """The last working day on or before a limit, or None in a year whose bank holidays cannot be known."""
    try:
        return calendar.on_or_before(on)
    except BeyondKnownHolidays:
        return None


def answer(rule: Rule, value: str, explanation: str) -> Outcome:
    """A rule's answer where it is not a date."""
    return Outcome(value, rule.id, rule.strength, rule.source, explanation)


def relaxed_in_2020(due: Due) -> Due:
    """The limit, labelled as relaxed where it fell in those months of 2020. Its date stays."""
    if not in_relaxed_months(due.on):
        return due
    return replace(due, relaxed=True, explanation=f"{due.explanation}; {RELAXED_WORDS}")


def in_relaxed_months(on: date) -> bool:
    """Whether a limit fell in the months of 2020 when some limits were relaxed."""
    return RELAXED_FROM <= on <= RELAXED_UNTIL


def _counted(
    rule: Rule, on: date, working: str, start: date, *, skipped: tuple[Holiday, ...], calendar: WorkingCalendar
) -> Due:
    provisional = calendar.is_provisional(max(start, on))
    return Due(
        on=on,
        plan_by=on,
        rule=rule.id,
        strength=rule.strength,
        source=rule.source,
        basis=(("from", start.isoformat()),),
        provisional=provisional,
        relaxed=False,
        explanation=f"Due {day(on)}: {working}{_skipped_words(skipped)}{_provisional_words(provisional, calendar)}",
        plan_by_provisional=provisional,
    )


def _skipped_words(skipped: tuple[Holiday, ...]) -> str:
    if not skipped:
        return ""
    verb = "does" if len(skipped) == 1 else "do"
    return f"; {listed([day_and_month(holiday.on) for holiday in skipped])} {verb} not count"


def _provisional_words(provisional: bool, calendar: WorkingCalendar) -> str:
    if not provisional:
        return ""
    return f"; provisional, because bank holidays after {calendar.last_proclaimed_year} are not proclaimed yet"
