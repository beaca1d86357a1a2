"""Compulsory school age, worked by hand from section 8 of the Education Act 1996."""

import datetime

import pytest

from statute.school import first_day_of_school_age, is_of_school_age, last_day_of_school_age, may_be_a_school_day

D = datetime.date


@pytest.mark.parametrize(
    ("born", "first"),
    [
        (D(2020, 3, 31), D(2025, 3, 31)),
        (D(2020, 4, 1), D(2025, 8, 31)),
        (D(2020, 8, 31), D(2025, 8, 31)),
        (D(2020, 9, 1), D(2025, 12, 31)),
        (D(2020, 12, 31), D(2025, 12, 31)),
        (D(2020, 1, 1), D(2025, 3, 31)),
        (D(2020, 2, 29), D(2025, 3, 31)),
    ],
)
def test_school_age_begins_on_the_prescribed_day_on_or_after_the_fifth_birthday(born, first):
    assert first_day_of_school_age(born) == first


@pytest.mark.parametrize(
    ("born", "last"),
    [
        (D(2009, 9, 1), D(2026, 6, 26)),  # turns 16 on the first day of a school year
        (D(2009, 8, 31), D(2025, 6, 27)),  # and on the last
        (D(2009, 6, 27), D(2025, 6, 27)),
        (D(2009, 3, 1), D(2025, 6, 27)),
        (D(2007, 10, 1), D(2024, 6, 28)),
    ],
)
def test_school_age_ends_on_the_last_friday_in_june(born, last):
    assert last_day_of_school_age(born) == last


def test_school_age_includes_its_first_and_last_day():
    born = D(2009, 3, 1)
    days = (D(2014, 3, 30), D(2014, 3, 31), D(2025, 6, 27), D(2025, 6, 28))
    assert [is_of_school_age(born, on) for on in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("on", "may"), [(D(2025, 6, 2), True), (D(2025, 6, 7), False), (D(2025, 8, 4), False), (D(2025, 9, 1), True)]
)
def test_weekend_and_august_are_no_school_days(on, may):
    assert may_be_a_school_day(D(2014, 3, 1), on) is may
