from datetime import date

import pytest

from statute import words


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (10, "10th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (14, "14th"),
        (21, "21st"),
        (22, "22nd"),
        (23, "23rd"),
        (29, "29th"),
        (30, "30th"),
        (31, "31st"),
    ],
)
def test_ordinal_has_its_ending(number, expected):
    assert words.ordinal(number) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"), (list("abcd"), "a, b, c and d")],
)
def test_listed_joins_with_commas_and_an_and(parts, expected):
    assert words.listed(parts) == expected


def test_dates_are_written_as_in_a_letter():
    assert words.day(date(2025, 5, 7)) == "7 May 2025"
    assert words.day_and_month(date(2025, 12, 25)) == "25 December"
    assert words.month_and_year(date(2026, 2, 28)) == "February 2026"
    assert [words.day_and_month(date(2025, month, 1))[2:] for month in range(1, 13)] == list(words.MONTHS)


def test_quantity_is_singular_for_one():
    assert words.quantity(1, "month") == "1 month"
    assert words.quantity(0, "month") == "0 months"
    assert words.quantity(20, "working day") == "20 working days"
