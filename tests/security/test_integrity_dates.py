"""C47: the limits of reviews, each day of sixteen years, against a calculation of the tests' own; and the alarm.

The calculation below knows nothing of `statute`: bank holidays by Gauss's Easter and the rules for substitute days, the
proclaimed exceptions by name, months by hand. Other edges of the law are in tests/statute.
"""

import calendar as months
import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from office import clock, jobs, tasks
from office.authority import working_calendar
from office.holiday_alarm import holiday_warning
from office.models import Job
from statute.calendar import england
from statute.reviews import first_review, later_review, second_review
from tests.factories import make_user

D = datetime.date
ONE = datetime.timedelta(days=1)
LONDON = ZoneInfo("Europe/London")
YEARS = range(2020, 2036)
# Royal proclamations: the spring and early May holidays that moved, and the days that were added.
ADDED = {D(2022, 6, 3), D(2022, 9, 19), D(2023, 5, 8)}
MOVED = {D(2020, 5, 4): D(2020, 5, 8), D(2022, 5, 30): D(2022, 6, 2)}


def easter(year: int) -> datetime.date:
    """Return Easter Sunday, by the anonymous Gregorian computus."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return D(year, month, day + 1)


def monday(year: int, month: int, *, last: bool = False) -> datetime.date:
    """Return the first or the last Monday of a month."""
    day = D(year, month, months.monthrange(year, month)[1] if last else 1)
    while day.weekday():
        day += -ONE if last else ONE
    return day


def substituted(*days: datetime.date) -> set[datetime.date]:
    """Return holidays with what stands in for those on a weekend: the next working day that is not one already."""
    kept = {day for day in days if day.weekday() < 5}
    for day in sorted(set(days) - kept):
        instead = day
        while instead.weekday() > 4 or instead in kept:
            instead += ONE
        kept.add(instead)
    return kept


def bank_holidays(year: int) -> set[datetime.date]:
    """Return England's bank holidays of a year."""
    sunday = easter(year)
    found = {sunday - 2 * ONE, sunday + ONE, monday(year, 5), monday(year, 5, last=True), monday(year, 8, last=True)}
    found |= substituted(D(year, 1, 1)) | substituted(D(year, 12, 25), D(year, 12, 26))
    found = {MOVED.get(day, day) for day in found}
    return found | {day for day in ADDED if day.year == year}


HOLIDAYS = set().union(*(bank_holidays(year) for year in range(2019, 2038)))


def after_working_days(day: datetime.date, count: int) -> datetime.date:
    """Return the day a number of working days after another."""
    while count:
        day += ONE
        count -= day.weekday() < 5 and day not in HOLIDAYS
    return day


def after_months(day: datetime.date, count: int) -> datetime.date:
    """Return the same day some months on, or the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return D(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def every_day(years: range) -> list[datetime.date]:
    """Return every day of some years."""
    day, days = D(years.start, 1, 1), []
    while day.year < years.stop:
        days.append(day)
        day += ONE
    return days


@pytest.mark.parametrize("year", YEARS)
def test_c47_every_day_gives_the_first_second_and_later_limit(year):
    calendar = england()
    wrong = []
    for day in every_day(range(year, year + 1)):
        first = first_review(day, calendar=calendar).on
        second, later = second_review(first, calendar=calendar).on, later_review(day, calendar=calendar).on
        own = after_working_days(day, 20)
        if (first, second, later) != (own, after_months(own, 3), after_months(day, 6)):
            wrong.append((day, first, own, second, later))
    assert wrong == []


@pytest.mark.parametrize("year", YEARS)
def test_c47_bank_holidays_are_the_same(year):
    calendar = england()
    days = [day for day in every_day(range(year, year + 1)) if day.weekday() < 5]
    assert {day for day in days if not calendar.is_working_day(day)} == {d for d in bank_holidays(year) if d in days}


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2025-03-29T23:59:59+00:00", D(2025, 3, 29)),
        ("2025-03-30T00:30:00+00:00", D(2025, 3, 30)),
        ("2025-03-30T22:59:59+00:00", D(2025, 3, 30)),
        ("2025-03-30T23:00:00+00:00", D(2025, 3, 31)),  # midnight in London: summer time has begun
        ("2025-10-25T23:00:00+00:00", D(2025, 10, 26)),
        ("2025-10-26T23:30:00+00:00", D(2025, 10, 26)),  # winter time again: half past eleven
        ("2028-02-28T23:59:59+00:00", D(2028, 2, 28)),
        ("2028-02-29T00:00:00+00:00", D(2028, 2, 29)),
        ("2025-12-31T23:59:59+00:00", D(2025, 12, 31)),
    ],
)
def test_c47_day_is_londons_also_in_the_nights_of_the_clocks(moment, day, time_machine, settings, db):
    settings.IRO_TODAY = None
    at = datetime.datetime.fromisoformat(moment)
    time_machine.move_to(at, tick=False)
    assert (clock.today(), at.astimezone(LONDON).date()) == (day, day)


def test_c47_leap_day_and_the_ends_of_months():
    calendar = england()
    found = [later_review(day, calendar=calendar).on for day in (D(2027, 8, 29), D(2027, 8, 31), D(2028, 2, 29))]
    assert found == [D(2028, 2, 29), D(2028, 2, 29), D(2028, 8, 29)]


@pytest.mark.parametrize(
    ("today", "warns"),
    [(D(2025, 6, 29), False), (D(2025, 6, 30), False), (D(2025, 7, 1), True), (D(2026, 12, 31), True)],
)
def test_c47_alarm_rings_when_less_than_18_months_are_left(today, warns):
    assert bool(holiday_warning(today, england(last_proclaimed_year=2026))) == warns


SHOWN = {
    Role.MANAGER: ("service:today", "office:settings", "office:holidays"),
    Role.SYSTEM_ADMINISTRATOR: ("office:settings", "office:holidays", "office:jobs"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("role", SHOWN)
@pytest.mark.parametrize("warns", [True, False])
def test_c47_alarm_is_seen_by_the_manager_and_the_administrator(role, warns, settings):
    last = working_calendar().last_proclaimed_year
    settings.IRO_TODAY = D(last, 3, 3) if warns else D(last - 2, 3, 3)
    client = Client()
    client.force_login(make_user(role), backend=settings.AUTHENTICATION_BACKENDS[-1])
    pages = [client.get(reverse(name)).content.decode() for name in SHOWN[role]]
    assert ["less than 18 months ahead" in page for page in pages] == [warns] * len(pages)


@pytest.mark.django_db
def test_c47_alarm_rings_at_night(settings):
    last = working_calendar().last_proclaimed_year
    settings.IRO_TODAY = D(last, 3, 3)
    assert jobs.KINDS["office.check_holidays"].nightly
    tasks.plan_nightly()
    tasks.sweep_jobs()
    result = Job.objects.get(kind="office.check_holidays").result
    assert (result["proclaimed until the end of"], "less than 18 months" in result["warning"]) == (last, True)
