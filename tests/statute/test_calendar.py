from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statute import calendar as module
from statute.calendar import BeyondKnownHolidays, Holiday, complaints, cppcr, england
from tests.statute import slow

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
NUMBERS = st.integers(-70, 70).filter(bool)

LOST_WEEKDAYS = [
    (2015, ["2015-12-25", "2015-12-28"]),
    (2020, ["2020-12-25", "2020-12-28"]),
    (2026, ["2026-12-25", "2026-12-28"]),
    (2010, ["2010-12-27", "2010-12-28"]),
    (2021, ["2021-12-27", "2021-12-28"]),
    (2027, ["2027-12-27", "2027-12-28"]),
    (2011, ["2011-12-26", "2011-12-27"]),
    (2016, ["2016-12-26", "2016-12-27"]),
    (2022, ["2022-12-26", "2022-12-27"]),
    (2024, ["2024-12-25", "2024-12-26"]),
    (2025, ["2025-12-25", "2025-12-26"]),
]


@pytest.mark.parametrize(("year", "expected"), LOST_WEEKDAYS)
def test_christmas_loses_its_weekdays(calendar, year, expected):
    skipped = calendar.holidays_between(date(year, 12, 20), date(year, 12, 31))
    assert [holiday.on.isoformat() for holiday in skipped] == expected


@pytest.mark.parametrize(
    "on",
    [
        "2011-01-03",
        "2022-01-03",
        "2028-01-03",
        "2012-01-02",
        "2017-01-02",
        "2023-01-02",
        "2026-01-01",
        "2011-04-29",
        "2012-06-04",
        "2012-06-05",
        "2020-05-08",
        "2022-06-02",
        "2022-06-03",
        "2022-09-19",
        "2023-05-01",
        "2023-05-08",
        "2025-04-18",
        "2025-04-21",
        "2025-05-05",
        "2025-05-26",
        "2025-08-25",
    ],
)
def test_working_days_leave_out_holidays(calendar, on):
    assert not calendar.is_working_day(date.fromisoformat(on))


@pytest.mark.parametrize(
    "on",
    [
        "2012-05-28",
        "2020-05-04",
        "2022-05-30",
        "2025-12-24",
        "2025-12-31",
        "2025-04-17",
        "2025-01-02",
        "2025-03-17",
        "2025-07-14",
        "2024-07-12",
        "2025-08-04",
        "2026-11-30",
        "2026-06-15",
        "2025-12-29",
    ],
)
def test_working_days_keep_ordinary_weekdays(calendar, on):
    assert calendar.is_working_day(date.fromisoformat(on))


@pytest.mark.parametrize("on", ["2025-06-07", "2025-06-08", "2022-01-01", "2021-12-25"])
def test_working_days_leave_out_weekends(calendar, on):
    assert not calendar.is_working_day(date.fromisoformat(on))


@pytest.mark.parametrize("year", range(1980, 2044))
def test_working_days_agree_with_the_act_and_the_proclamations(calendar, year):
    found = calendar.holidays_between(date(year, 1, 1) - timedelta(days=1), date(year, 12, 31))
    assert {holiday.on for holiday in found} == slow.holidays(year)


@given(on=DAYS, number=NUMBERS)
def test_add_counts_like_a_finger_on_a_calendar(on, number):
    assert england().add(on, number) == slow.add_working_days(on, number)


@given(on=DAYS, number=NUMBERS)
def test_count_undoes_add_from_a_working_day(on, number):
    start = england().on_or_before(on)
    assert england().count(start, england().add(start, number)) == number


@given(after=DAYS, until=DAYS)
def test_count_is_negative_backwards(after, until):
    assert england().count(after, until) == -england().count(until, after)


@given(on=DAYS)
def test_on_or_before_is_the_nearest_working_day_back(on):
    planned = england().on_or_before(on)
    assert planned == (on if slow.is_working_day(on) else slow.add_working_days(on, -1))


@given(on=DAYS, number=st.integers(1, 70), extra=DAYS)
def test_adding_a_holiday_never_brings_a_limit_forward_nor_pushes_a_day_before_a_meeting_back(on, number, extra):
    more = england([Holiday(extra, "extra")])
    assert more.add(on, number) >= england().add(on, number)
    assert more.add(on, -number) <= england().add(on, -number)


def test_count_leaves_out_the_first_day_and_takes_the_last(calendar):
    assert calendar.count(date(2025, 4, 17), date(2025, 4, 22)) == 1
    assert calendar.count(date(2025, 4, 17), date(2025, 4, 21)) == 0
    assert calendar.count(date(2025, 4, 22), date(2025, 4, 17)) == -1
    assert calendar.count(date(2025, 4, 22), date(2025, 4, 22)) == 0


def test_add_of_nothing_is_the_day_itself(calendar):
    assert calendar.add(date(2025, 4, 20), 0) == date(2025, 4, 20)


def test_holidays_between_leaves_out_the_first_day_and_takes_the_last(calendar):
    easter = (Holiday(date(2025, 4, 21), "Easter Monday"),)
    assert calendar.holidays_between(date(2025, 4, 18), date(2025, 4, 21)) == easter
    assert calendar.holidays_between(date(2025, 4, 21), date(2025, 5, 4)) == ()


def test_calendar_takes_added_and_removed_days():
    calendar = england([Holiday(date(2026, 7, 20), "National day")], [date(2026, 8, 31)])
    assert not calendar.is_working_day(date(2026, 7, 20))
    assert calendar.is_working_day(date(2026, 8, 31))
    names = [holiday.name for holiday in calendar.holidays_between(date(2026, 7, 1), date(2026, 9, 1))]
    assert names == ["National day"]


def test_added_holiday_on_a_weekend_or_in_an_unknown_year_changes_nothing(calendar):
    odd = [Holiday(date(2026, 7, 19), "Sunday"), Holiday(date(2044, 7, 20), "far"), Holiday(date(1979, 7, 20), "old")]
    assert england(odd) == calendar


def test_added_holiday_gives_its_own_name_to_a_known_one():
    calendar = england([Holiday(date(2026, 8, 31), "Summer bank holiday")])
    assert calendar.holidays_between(date(2026, 8, 30), date(2026, 8, 31))[0].name == "Summer bank holiday"


def test_calendar_is_made_once_for_the_same_days():
    assert england([Holiday(date(2026, 7, 20), "a")]) is england([Holiday(date(2026, 7, 20), "a")])


def test_complaints_have_a_calendar_of_their_own_with_the_same_days():
    assert complaints().name == "complaints"
    assert cppcr().name == "cppcr"
    assert complaints().holidays == cppcr().holidays == england().holidays
    extra = [Holiday(date(2026, 7, 20), "extra")]
    assert not complaints(extra, [date(2026, 8, 31)]).is_working_day(date(2026, 7, 20))
    assert complaints(extra, [date(2026, 8, 31)]).is_working_day(date(2026, 8, 31))
    assert complaints(last_proclaimed_year=2030).last_proclaimed_year == 2030
    assert cppcr(extra, [date(2026, 8, 31)], 2030) == england(extra, [date(2026, 8, 31)], 2030)


def test_calendar_is_provisional_after_the_last_proclaimed_year(calendar):
    assert not calendar.is_provisional(date(module.LAST_PROCLAIMED_YEAR, 12, 31))
    assert calendar.is_provisional(date(module.LAST_PROCLAIMED_YEAR + 1, 1, 1))
    assert not england(last_proclaimed_year=2030).is_provisional(date(2030, 12, 31))


def test_calendar_knows_its_years(calendar):
    assert calendar.knows(date(1980, 1, 1))
    assert calendar.knows(date(2043, 12, 31))
    assert not calendar.knows(date(1979, 12, 31))
    assert not calendar.knows(date(2044, 1, 1))


SENTENCE = "Working days are known only from 1980 to 2043: bank holidays outside those years cannot be worked out."


@pytest.mark.parametrize(
    "ask",
    [
        lambda calendar: calendar.is_working_day(date(2044, 1, 4)),
        lambda calendar: calendar.is_working_day(date(1979, 12, 31)),
        lambda calendar: calendar.add(date(2044, 1, 4), 1),
        lambda calendar: calendar.add(date(2044, 1, 4), -1),
        lambda calendar: calendar.add(date(2043, 12, 31), 1),
        lambda calendar: calendar.add(date(1980, 1, 2), -1),
        lambda calendar: calendar.on_or_before(date(2044, 1, 1)),
        lambda calendar: calendar.on_or_before(date(1980, 1, 1)),
        lambda calendar: calendar.count(date(2044, 1, 1), date(2043, 1, 1)),
        lambda calendar: calendar.count(date(2043, 1, 1), date(2044, 1, 1)),
    ],
)
def test_calendar_refuses_days_whose_holidays_are_unknown(calendar, ask):
    with pytest.raises(BeyondKnownHolidays) as refused:
        ask(calendar)
    assert str(refused.value) == SENTENCE
    assert isinstance(refused.value, ValueError)


def test_calendar_answers_for_its_very_first_and_last_days(calendar):
    assert calendar.is_working_day(date(1980, 1, 2))
    assert calendar.is_working_day(date(2043, 12, 31))
    assert not calendar.is_working_day(date(1980, 1, 1))
    assert calendar.on_or_before(date(1980, 1, 2)) == date(1980, 1, 2)
    assert calendar.add(date(1980, 1, 3), -1) == date(1980, 1, 2)
    assert calendar.add(date(2043, 12, 30), 1) == date(2043, 12, 31)
    assert calendar.holidays[0].on == date(1980, 1, 1)
    assert calendar.holidays[-1].on == date(2043, 12, 28)


def test_calendar_whose_last_day_is_a_holiday_still_answers_for_it():
    calendar = england([Holiday(date(2043, 12, 31), "extra")])
    assert not calendar.is_working_day(date(2043, 12, 31))
    assert [calendar.working_days[0], calendar.working_days[-1]] == [date(1980, 1, 2), date(2043, 12, 30)]


def test_calendar_is_shown_without_its_thousands_of_days(calendar):
    shown = "WorkingCalendar(name='cppcr', first_year=1980, last_year=2043, last_proclaimed_year=2026)"
    assert repr(calendar) == shown
