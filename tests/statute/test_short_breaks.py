"""SB-TEST, SB-REV-1ST, SB-REV-NEXT, SB-TO-FULL."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statute import short_breaks
from statute.short_breaks import Stay, StayCount

START = date(2025, 1, 3)


def stay(start, nights, *settings, intended=None):
    return Stay(start, start + timedelta(days=nights), frozenset(settings), intended)


def spread(*nights, gap=40):
    return [stay(START + timedelta(days=gap * number), count) for number, count in enumerate(nights)]


@pytest.mark.parametrize(
    ("stays", "expected"),
    [
        ([stay(START, 17)], "REG48"),
        ([stay(START, 18)], "FULL"),
        ([stay(START, 18, intended=17)], "REG48"),
        ([stay(START, 5, intended=18)], "FULL"),
        (spread(17, 17, 17, 17, 7), "REG48"),
        (spread(17, 17, 17, 17, 8), "FULL"),
        ([stay(START, 7, "a"), stay(START + timedelta(days=30), 7, "a")], "REG48"),
        ([stay(START, 7, "a"), stay(START + timedelta(days=30), 7, "b")], "FULL"),
        ([stay(START, 7, "a"), stay(START + timedelta(days=30), 7)], "REG48"),
        ([stay(START, 7, "a", "x"), stay(START + timedelta(days=30), 7, "b", "x")], "REG48"),
        ([stay(date(2020, 4, 23), 30)], "FULL"),
        ([stay(date(2020, 4, 24), 30)], "REG48"),
        ([], "REG48"),
    ],
)
def test_series_must_be_short_and_in_one_setting(stays, expected):
    outcome = short_breaks.is_series(stays)
    assert (outcome.value, outcome.rule) == (expected, "SB-TEST")


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"in_care": True}, "FULL: the full Regulations apply, because the child is in care"),
        (
            {"home_after_each": False},
            "FULL: the full Regulations apply, because the child does not go home to a parent after each break",
        ),
        ({}, "REG48: every condition of regulation 48 holds; at most 7 nights fall in any 12 months"),
        (
            {"counted": StayCount.DAYS},
            "REG48: every condition of regulation 48 holds; at most 8 days fall in any 12 months",
        ),
    ],
)
def test_series_says_why(facts, why):
    assert short_breaks.is_series([stay(START, 7)], **facts).explanation == why


def test_series_counted_in_days_reaches_its_limits_sooner():
    assert short_breaks.is_series([stay(START, 17)], counted=StayCount.DAYS).value == "FULL"
    assert short_breaks.is_series([stay(START, 16)], counted=StayCount.DAYS).value == "REG48"
    assert short_breaks.is_series(spread(14, 14, 14, 14, 14), counted=StayCount.DAYS).value == "REG48"
    assert short_breaks.is_series(spread(14, 14, 14, 14, 15), counted=StayCount.DAYS).value == "FULL"


def test_twelve_months_are_rolling():
    year_apart = [stay(date(2024, 7, 1), 10), stay(date(2025, 7, 1), 10)]
    assert short_breaks.most_in_twelve_months(year_apart) == 10
    nearly = [stay(date(2024, 7, 1), 10), stay(date(2025, 6, 30), 10)]
    assert short_breaks.most_in_twelve_months(nearly) == 11
    assert short_breaks.most_in_twelve_months([]) == 0


def test_twelve_months_move_on_past_several_years():
    years_apart = [stay(date(2022, 7, 1), 3), stay(date(2023, 8, 1), 5), stay(date(2024, 9, 1), 4)]
    assert short_breaks.most_in_twelve_months(years_apart) == 5


def test_stay_lists_its_nights_and_its_days():
    two = stay(START, 2)
    assert list(two.counted_on(StayCount.NIGHTS)) == [date(2025, 1, 3), date(2025, 1, 4)]
    assert list(two.counted_on(StayCount.DAYS)) == [date(2025, 1, 3), date(2025, 1, 4), date(2025, 1, 5)]


def test_night_is_counted_once():
    assert short_breaks.most_in_twelve_months([stay(START, 5), stay(START + timedelta(days=2), 5)]) == 7


@given(starts=st.lists(st.dates(date(2023, 1, 1), date(2026, 12, 31)), max_size=8), nights=st.integers(0, 20))
def test_most_in_twelve_months_agrees_with_trying_every_day(starts, nights):
    stays = [stay(start, nights) for start in starts]
    away = {each.started_on + timedelta(days=number) for each in stays for number in range(nights)}
    windows = [sum(first <= on < first.replace(year=first.year + 1) for on in away) for first in away if first.day < 29]
    assert short_breaks.most_in_twelve_months(stays) >= max(windows, default=0)
    assert short_breaks.most_in_twelve_months(stays) <= len(away)


def test_stay_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match=r"^A stay cannot end before it starts\.$"):
        Stay(START, START - timedelta(days=1))
    assert Stay(START, START).length(StayCount.NIGHTS) == 0


@pytest.mark.parametrize(
    ("completed", "rule", "expected"),
    [
        ([], "SB-REV-1ST", date(2025, 7, 11)),
        ([date(2025, 4, 10)], "SB-REV-1ST", date(2025, 7, 11)),
        ([date(2025, 4, 11)], "SB-REV-NEXT", date(2025, 10, 11)),
        ([date(2025, 12, 1), date(2025, 7, 1)], "SB-REV-NEXT", date(2026, 6, 1)),
    ],
)
def test_series_has_no_three_month_step(calendar, completed, rule, expected):
    due = short_breaks.next_review(first_placement_on=date(2025, 4, 11), completed_on=completed, calendar=calendar)
    assert (due.rule, due.on) == (rule, expected)


def test_full_sequence_starts_when_the_conditions_cease(calendar):
    due = short_breaks.first_full_review(date(2025, 12, 15), calendar=calendar)
    assert (due.rule, due.on) == ("SB-TO-FULL", date(2026, 1, 15))
