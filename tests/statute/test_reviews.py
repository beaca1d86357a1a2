"""REV-1ST, REV-1ST-PRE2011, REV-1ST-ACCOM24H, REV-2ND, REV-SUBS, REV-SERIES, REV-NEXT-NOBREAK, REV-AGE18.

And PERMANENCE-4M.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statute import reviews
from statute.calendar import england
from statute.due import Strength

START = date(2025, 1, 6)
FIRST = date(2025, 1, 27)
SECOND = date(2025, 4, 22)
DAYS = st.dates(date(2011, 4, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("start", "rule", "expected"),
    [
        (date(2011, 3, 31), "REV-1ST-PRE2011", date(2011, 4, 28)),
        (date(2011, 4, 1), "REV-1ST", date(2011, 5, 5)),
        (date(2025, 4, 5), "REV-1ST", date(2025, 5, 7)),
    ],
)
def test_first_review_follows_the_regulations_of_its_day(calendar, start, rule, expected):
    due = reviews.first_review(start, calendar=calendar)
    assert (due.rule, due.on, due.strength) == (rule, expected, Strength.LAW)


def test_first_review_names_the_child(calendar):
    assert reviews.first_review(date(2025, 4, 5), calendar=calendar, name="Sam").explanation == (
        "Due 7 May 2025: 20 working days from 5 April 2025, when Sam became looked after; "
        "18 April, 21 April and 5 May do not count"
    )
    old = reviews.first_review(date(2011, 1, 4), calendar=calendar, name="Sam").explanation
    assert old == "Due 1 February 2011: 4 weeks from 4 January 2011, when Sam became looked after"


@pytest.mark.parametrize(
    ("hours", "in_care", "looked_after"),
    [(20, False, False), (24, False, False), (24.5, False, True), (25, False, True), (1, True, True), (0, True, True)],
)
def test_first_review_needs_more_than_24_hours_or_care(calendar, hours, in_care, looked_after):
    due = reviews.first_review_if_looked_after(START, hours=hours, in_care=in_care, calendar=calendar, name="Sam")
    assert due == (reviews.first_review(START, calendar=calendar, name="Sam") if looked_after else None)


def test_second_and_later_reviews_name_the_child_and_their_rule(calendar):
    second = reviews.second_review(date(2025, 1, 25), calendar=calendar, name="Sam")
    assert (second.rule, second.on) == ("REV-2ND", date(2025, 4, 25))
    assert (
        second.explanation == "Due 25 April 2025: 3 months from 25 January 2025, when Sam's first review was completed"
    )
    later = reviews.later_review(date(2025, 1, 25), calendar=calendar, name="Sam")
    assert (later.rule, later.on, later.relaxed) == ("REV-SUBS", date(2025, 7, 25), False)
    assert later.explanation == "Due 25 July 2025: 6 months from 25 January 2025, when Sam's last review was completed"


@pytest.mark.parametrize(
    ("completed", "relaxed"), [("2019-10-23", False), ("2019-10-24", True), ("2020-03-25", True), ("2020-03-26", False)]
)
def test_later_review_is_relaxed_in_2020_without_moving(calendar, completed, relaxed):
    due = reviews.later_review(date.fromisoformat(completed), calendar=calendar)
    assert due.relaxed is relaxed
    assert ("relaxed" in due.explanation) is relaxed


@pytest.mark.parametrize("completed", ["2020-02-24", "2020-03-02"])
def test_second_review_was_not_relaxed(calendar, completed):
    assert not reviews.second_review(date.fromisoformat(completed), calendar=calendar).relaxed


@pytest.mark.parametrize(("done", "rule"), [(1, "REV-2ND"), (2, "REV-SUBS"), (9, "REV-SUBS")])
def test_series_is_followed_by_the_review_its_number_asks_for(calendar, done, rule):
    due = reviews.series_review(FIRST, reviews_completed=done, calendar=calendar, name="Sam")
    assert due.rule == rule
    assert "Sam's" in due.explanation


def next_review(completed=(), **facts):
    return reviews.next_review(
        became_looked_after_on=START, completed_on=completed, calendar=england(), name="Sam", **facts
    )


@pytest.mark.parametrize(
    ("completed", "rule", "expected"),
    [
        ([], "REV-1ST", date(2025, 2, 3)),
        ([FIRST], "REV-2ND", date(2025, 4, 27)),
        ([FIRST, SECOND], "REV-SUBS", date(2025, 10, 22)),
        ([SECOND, FIRST], "REV-SUBS", date(2025, 10, 22)),
        ([FIRST, SECOND, date(2025, 10, 20)], "REV-SUBS", date(2026, 4, 20)),
        ([date(2024, 11, 20)], "REV-1ST", date(2025, 2, 3)),
        ([date(2024, 11, 20), FIRST], "REV-2ND", date(2025, 4, 27)),
        ([START], "REV-2ND", date(2025, 4, 6)),
    ],
)
def test_next_review_counts_the_reviews_of_this_period(completed, rule, expected):
    due = next_review(completed)
    assert (due.rule, due.on) == (rule, expected)
    assert "Sam" in due.explanation


@pytest.mark.parametrize(
    ("review_by", "rule", "expected"),
    [
        (date(2025, 3, 3), "REV-EARLY-IRO", date(2025, 3, 3)),
        (date(2025, 4, 26), "REV-EARLY-IRO", date(2025, 4, 26)),
        (date(2025, 4, 27), "REV-2ND", date(2025, 4, 27)),
        (date(2025, 6, 1), "REV-2ND", date(2025, 4, 27)),
        (FIRST, "REV-2ND", date(2025, 4, 27)),
        (FIRST - timedelta(days=1), "REV-2ND", date(2025, 4, 27)),
        (FIRST + timedelta(days=1), "REV-EARLY-IRO", date(2025, 1, 28)),
    ],
)
def test_request_brings_the_next_review_forward_until_it_is_met(review_by, rule, expected):
    due = next_review([FIRST], review_by=review_by)
    assert (due.rule, due.on) == (rule, expected)


def test_next_review_speaks_of_the_child_where_no_name_is_given(calendar):
    due = reviews.next_review(became_looked_after_on=START, completed_on=[FIRST], calendar=calendar)
    assert due.explanation == (
        "Due 27 April 2025: 3 months from 27 January 2025, when the child's first review was completed"
    )


def test_request_before_the_first_review_counts():
    assert next_review(review_by=date(2025, 1, 10)).on == date(2025, 1, 10)


@pytest.mark.parametrize(
    ("birth", "lives"),
    [(date(2007, 4, 27), False), (date(2007, 4, 28), True), (date(2007, 4, 26), False), (date(2007, 2, 1), False)],
)
def test_next_review_lapses_on_the_eighteenth_birthday(birth, lives):
    assert (next_review([FIRST], date_of_birth=birth) is not None) is lives


def test_request_before_the_eighteenth_birthday_keeps_the_review_alive():
    due = next_review([FIRST], date_of_birth=date(2007, 4, 20), review_by=date(2025, 4, 19))
    assert (due.rule, due.on) == ("REV-EARLY-IRO", date(2025, 4, 19))
    assert next_review([FIRST], date_of_birth=date(2007, 4, 20), review_by=date(2025, 4, 20)) is None


def test_eighteenth_birthday_of_a_leap_day_child_is_the_first_of_march(calendar):
    live = reviews.later_review(date(2025, 8, 28), calendar=calendar)
    assert live.on == date(2026, 2, 28)
    assert reviews.unless_adult(live, date(2008, 2, 29)) == live
    assert reviews.unless_adult(reviews.later_review(date(2025, 9, 1), calendar=calendar), date(2008, 2, 29)) is None


def test_lapse_is_put_in_words(calendar):
    due = reviews.later_review(date(2025, 9, 1), calendar=calendar)
    sentence = "No review falls due: 1 March 2026 is not before the 18th birthday, 1 March 2026"
    assert reviews.lapse_words(due, date(2008, 2, 29)) == sentence


def test_permanence_check_is_a_local_standard_of_four_months(calendar):
    due = reviews.permanence_check(date(2025, 10, 31), calendar=calendar, name="Sam")
    assert (due.rule, due.strength, due.on) == ("PERMANENCE-4M", Strength.LOCAL, date(2026, 2, 28))
    assert "when Sam became looked after" in due.explanation


@given(start=DAYS, gaps=st.lists(st.integers(1, 200), max_size=6))
def test_next_review_runs_from_the_last_one_only(start, gaps):
    completed = [start + timedelta(days=sum(gaps[: number + 1])) for number in range(len(gaps))]
    due = reviews.next_review(became_looked_after_on=start, completed_on=completed, calendar=england())
    again = reviews.next_review(
        became_looked_after_on=start, completed_on=[*completed, start - timedelta(days=1)], calendar=england()
    )
    assert due == again
    assert due.on > (completed[-1] if completed else start)


@given(start=DAYS, days=st.integers(1, 400))
def test_request_never_pushes_a_review_back(start, days):
    ordinary = reviews.next_review(became_looked_after_on=start, completed_on=[], calendar=england())
    asked = reviews.next_review(
        became_looked_after_on=start, completed_on=[], calendar=england(), review_by=start + timedelta(days=days)
    )
    assert asked.on == min(ordinary.on, start + timedelta(days=days))
