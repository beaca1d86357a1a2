"""PLAN-BY, the four ways of counting, and the properties that hold of all of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statute import counting
from statute.calendar import BeyondKnownHolidays, england
from statute.due import Due, Outcome, Strength
from statute.rule import Evidence, Rule

RULE = Rule("X", "title", "limit", "source", Strength.GUIDE, Evidence.TEXT, "nowhere.function")
DAYS = st.dates(date(1990, 1, 1), date(2038, 12, 31))
NUMBERS = st.integers(1, 60)


def months_after(on, number):
    return counting.months_after(RULE, on, number, calendar=england(), event="then")


@pytest.mark.parametrize(
    ("start", "number", "expected"),
    [
        ("2025-02-28", 3, "2025-05-28"),
        ("2025-11-30", 3, "2026-02-28"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2025-07-05", 3, "2025-10-05"),
    ],
)
def test_months_after_keeps_the_day_or_takes_the_last(start, number, expected):
    assert months_after(date.fromisoformat(start), number).on == date.fromisoformat(expected)


def test_months_after_is_the_whole_answer(calendar):
    assert months_after(date(2025, 11, 30), 3) == Due(
        on=date(2026, 2, 28),
        plan_by=date(2026, 2, 27),
        rule="X",
        strength=Strength.GUIDE,
        source="source",
        basis=(("from", "2025-11-30"),),
        provisional=False,
        relaxed=False,
        explanation=(
            "Due 28 February 2026: 3 months from 30 November 2025, then; "
            "February 2026 has no 30th, so the limit is its last day"
        ),
        plan_by_provisional=False,
    )


def test_working_days_after_is_the_whole_answer(calendar):
    due = counting.working_days_after(RULE, date(2026, 12, 24), 5, calendar=calendar, event="then")
    assert due == Due(
        on=date(2027, 1, 5),
        plan_by=date(2027, 1, 5),
        rule="X",
        strength=Strength.GUIDE,
        source="source",
        basis=(("from", "2026-12-24"),),
        provisional=True,
        relaxed=False,
        explanation=(
            "Due 5 January 2027: 5 working days from 24 December 2026, then; "
            "25 December, 28 December and 1 January do not count; "
            "provisional, because bank holidays after 2026 are not proclaimed yet"
        ),
        plan_by_provisional=True,
    )


def test_working_days_before_is_the_whole_answer(calendar):
    due = counting.working_days_before(RULE, date(2025, 4, 21), 3, calendar=calendar, event="then")
    assert due == Due(
        on=date(2025, 4, 15),
        plan_by=date(2025, 4, 15),
        rule="X",
        strength=Strength.GUIDE,
        source="source",
        basis=(("from", "2025-04-21"),),
        provisional=False,
        relaxed=False,
        explanation="Due 15 April 2025: 3 working days before 21 April 2025, then; 18 April does not count",
        plan_by_provisional=False,
    )


def test_working_days_before_are_provisional_where_the_meeting_is(calendar):
    due = counting.working_days_before(RULE, date(2027, 1, 4), 3, calendar=calendar, event="then")
    assert due.on == date(2026, 12, 29)
    assert due.provisional


def test_answer_is_the_whole_answer():
    assert counting.answer(RULE, "NONE", "because") == Outcome("NONE", "X", Strength.GUIDE, "source", "because")


def test_weeks_after_is_the_whole_answer(calendar):
    assert counting.weeks_after(RULE, date(2026, 12, 26), 1, calendar=calendar, event="then") == Due(
        on=date(2027, 1, 2),
        plan_by=date(2026, 12, 31),
        rule="X",
        strength=Strength.GUIDE,
        source="source",
        basis=(("from", "2026-12-26"),),
        provisional=False,
        relaxed=False,
        explanation="Due 2 January 2027: 1 week from 26 December 2026, then",
        plan_by_provisional=False,
    )


def test_day_to_plan_for_is_provisional_by_its_own_year(calendar):
    assert counting.weeks_after(RULE, date(2027, 1, 4), 1, calendar=calendar, event="then").plan_by_provisional


def test_limit_beyond_known_holidays_has_no_day_to_plan_for(calendar):
    due = months_after(date(2043, 12, 1), 3)
    assert due.on == date(2044, 3, 1)
    assert due.plan_by is None
    assert not due.plan_by_provisional
    assert counting.plan_day(date(1980, 1, 1), calendar=calendar) is None


def test_working_days_beyond_known_holidays_are_refused(calendar):
    with pytest.raises(BeyondKnownHolidays):
        counting.working_days_after(RULE, date(2043, 12, 31), 5, calendar=calendar, event="then")


@pytest.mark.parametrize(
    ("legal", "expected"),
    [
        ("2026-04-06", "2026-04-02"),
        ("2025-07-29", "2025-07-29"),
        ("2025-12-28", "2025-12-24"),
        ("2025-01-01", "2024-12-31"),
        ("2025-10-05", "2025-10-03"),
    ],
)
def test_plan_by_rolls_back_to_a_working_day(calendar, legal, expected):
    due = counting.plan_by(date.fromisoformat(legal), calendar=calendar)
    assert due.on == date.fromisoformat(expected)
    assert due.basis == (("limit", legal),)
    assert due.strength is Strength.LOCAL


def test_plan_by_is_refused_beyond_known_holidays(calendar):
    with pytest.raises(BeyondKnownHolidays):
        counting.plan_by(date(2083, 3, 1), calendar=calendar)


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2020-04-23", False), ("2020-04-24", True), ("2020-09-25", True), ("2020-09-26", False)],
)
def test_limits_are_relaxed_in_the_months_of_2020_only(on, expected):
    assert counting.in_relaxed_months(date.fromisoformat(on)) is expected


@given(on=DAYS, number=NUMBERS)
def test_months_are_never_more_than_31_days_each_nor_fewer_than_28(on, number):
    assert 28 * number <= (months_after(on, number).on - on).days <= 31 * number


@given(on=DAYS, number=NUMBERS)
def test_day_to_plan_for_is_a_working_day_on_or_before_the_limit(on, number):
    for due in (
        months_after(on, number),
        counting.weeks_after(RULE, on, number, calendar=england(), event="then"),
        counting.working_days_after(RULE, on, number, calendar=england(), event="then"),
        counting.working_days_before(RULE, on, number, calendar=england(), event="then"),
    ):
        assert due.plan_by is not None
        assert due.plan_by <= due.on
        assert england().is_working_day(due.plan_by)


@given(on=DAYS, number=NUMBERS)
def test_working_days_take_at_least_as_many_calendar_days(on, number):
    due = counting.working_days_after(RULE, on, number, calendar=england(), event="then")
    assert england().count(on, due.on) == number
    assert (due.on - on).days >= number


@given(on=DAYS, number=NUMBERS)
def test_limits_keep_their_order(on, number):
    assert months_after(on, number).on <= months_after(on, number + 1).on


def test_limit_is_met_on_its_own_day_and_missed_the_day_after():
    due = months_after(date(2025, 1, 25), 3)
    assert due.is_met_by(date(2025, 4, 25))
    assert not due.is_met_by(date(2025, 4, 26))
