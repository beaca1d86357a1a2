"""IRO-APPOINT-5WD, IRO-TOLD-2WD, PRE-SW-IRO-15WD, PRE-CONSULT-10WD, PRE-SWREPORT-3WD, MIDWAY."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statute import preparation
from statute.due import Strength


@pytest.mark.parametrize(
    ("function", "rule", "strength", "expected"),
    [
        (preparation.appoint_iro, "IRO-APPOINT-5WD", Strength.GUIDE, "2026-01-02"),
        (preparation.tell_service, "IRO-TOLD-2WD", Strength.LOCAL, "2025-12-29"),
    ],
)
def test_clocks_that_start_with_care_name_the_child(calendar, function, rule, strength, expected):
    due = function(date(2025, 12, 23), calendar=calendar, name="Sam")
    assert (due.rule, due.strength, due.on.isoformat()) == (rule, strength, expected)
    assert "when Sam became looked after" in due.explanation


@pytest.mark.parametrize(
    ("function", "rule", "strength", "expected"),
    [
        (preparation.confer, "PRE-SW-IRO-15WD", Strength.GUIDE, "2025-03-28"),
        (preparation.consultation_out, "PRE-CONSULT-10WD", Strength.LOCAL, "2025-04-04"),
        (preparation.papers_due, "PRE-SWREPORT-3WD", Strength.GUIDE, "2025-04-15"),
    ],
)
def test_clocks_before_the_meeting_count_back(calendar, function, rule, strength, expected):
    due = function(date(2025, 4, 22), calendar=calendar)
    assert (due.rule, due.strength, due.on.isoformat()) == (rule, strength, expected)


@pytest.mark.parametrize(
    ("last", "limit", "expected"),
    [
        (date(2025, 1, 1), date(2025, 1, 11), date(2025, 1, 6)),
        (date(2025, 1, 1), date(2025, 1, 12), date(2025, 1, 6)),
        (date(2025, 1, 1), date(2025, 1, 2), date(2025, 1, 1)),
    ],
)
def test_midway_is_the_earlier_day_where_two_are_equally_near(last, limit, expected):
    assert preparation.midway(last, limit) == expected


def test_midway_check_is_a_local_standard(calendar):
    due = preparation.midway_check(date(2025, 2, 10), date(2025, 8, 10), calendar=calendar)
    assert (due.rule, due.strength, due.on) == ("MIDWAY", Strength.LOCAL, date(2025, 5, 11))
    assert due.basis == (("last review", "2025-02-10"), ("next limit", "2025-08-10"))


@given(last=st.dates(date(2011, 1, 1), date(2040, 1, 1)), days=st.integers(0, 400))
def test_midway_lies_between(last, days):
    assert last <= preparation.midway(last, last + timedelta(days=days)) <= last + timedelta(days=days)
