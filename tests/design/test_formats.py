"""Dates, times and numbers in words."""

import datetime

import pytest

from design import formats

THE_DAY = datetime.date(2026, 5, 7)


def test_dates_are_written_in_words():
    assert formats.day(THE_DAY) == "7 May 2026"
    assert formats.weekday(THE_DAY) == "Thursday 7 May 2026"
    assert formats.month(THE_DAY) == "May 2026"


def test_no_date_is_written_as_what_the_caller_says():
    assert [write(None) for write in (formats.day, formats.weekday, formats.month, formats.clock)] == [""] * 4
    assert formats.day(None, empty="Not recorded") == "Not recorded"


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [(0, 0, "12am"), (9, 5, "9:05am"), (12, 0, "noon"), (12, 30, "12:30pm"), (14, 0, "2pm"), (23, 59, "11:59pm")],
)
def test_clock_writes_times_as_govuk_does(hour: int, minute: int, words: str):
    assert formats.clock(datetime.time(hour, minute)) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (6, "in 6 working days"),
        (1, "in 1 working day"),
        (0, "today"),
        (-1, "1 working day late"),
        (-3, "3 working days late"),
        (-1250, "1,250 working days late"),
        (None, ""),
    ],
)
def test_working_days_say_how_near_or_how_late(number: int | None, words: str):
    assert formats.working_days(number) == words


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 children"), (1, "1 child"), (2, "2 children"), (1234, "1,234 children")]
)
def test_counted_agrees_with_its_number(number: int, words: str):
    assert formats.counted(number, "child", "children") == words


def test_counted_adds_an_s_by_itself():
    assert formats.counted(2, "review") == "2 reviews"


@pytest.mark.parametrize(
    ("label", "inside"),
    [("Date of birth", "date of birth"), ("IRO", "IRO"), ("I agree", "I agree"), ("A reason", "a reason"), ("", "")],
)
def test_label_fits_inside_a_sentence(label: str, inside: str):
    assert formats.within_sentence(label) == inside


def test_sentence_starts_with_a_capital():
    assert formats.at_start("the date McKay left") == "The date McKay left"


def test_moment_is_written_as_the_day_and_clock_here():
    just_after_midnight_here = datetime.datetime(2026, 5, 6, 23, 30, tzinfo=datetime.UTC)
    assert formats.day(just_after_midnight_here) == "7 May 2026"
    assert formats.weekday(just_after_midnight_here) == "Thursday 7 May 2026"
    assert formats.month(datetime.datetime(2026, 4, 30, 23, 30, tzinfo=datetime.UTC)) == "May 2026"
    assert formats.clock(just_after_midnight_here) == "12:30am"
