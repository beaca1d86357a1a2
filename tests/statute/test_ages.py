"""AGE18, birthdays on 29 February, and the age bands of the participation codes."""

from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from statute import ages
from statute.ages import AgeBand

LEAP = date(2008, 2, 29)


@pytest.mark.parametrize(
    ("born", "years", "expected"),
    [
        (LEAP, 18, date(2026, 3, 1)),
        (LEAP, 16, date(2024, 2, 29)),
        (LEAP, 4, date(2012, 2, 29)),
        (LEAP, 75, date(2083, 3, 1)),
        (date(2008, 2, 28), 18, date(2026, 2, 28)),
        (date(2008, 3, 1), 18, date(2026, 3, 1)),
        (date(2007, 12, 25), 18, date(2025, 12, 25)),
        (LEAP, 0, LEAP),
    ],
)
def test_birthday_of_a_leap_day_child_is_the_first_of_march(born, years, expected):
    assert ages.birthday(born, years) == expected


@pytest.mark.parametrize(
    ("born", "on", "expected"),
    [
        (LEAP, date(2026, 2, 28), 17),
        (LEAP, date(2026, 3, 1), 18),
        (LEAP, date(2024, 2, 28), 15),
        (LEAP, date(2024, 2, 29), 16),
        (date(2020, 5, 1), date(2025, 4, 30), 4),
        (date(2020, 5, 1), date(2025, 5, 1), 5),
        (date(2020, 5, 1), date(2020, 5, 1), 0),
    ],
)
def test_age_goes_up_on_the_birthday(born, on, expected):
    assert ages.age_on(born, on) == expected


def test_age_before_the_birth_is_refused():
    with pytest.raises(ValueError, match=r"^The day is before the date of birth\.$"):
        ages.age_on(LEAP, date(2008, 2, 28))


@pytest.mark.parametrize(
    ("on", "band"),
    [
        ("2025-03-31", AgeBand.UNDER_FOUR),
        ("2025-04-01", AgeBand.ON_FOURTH_BIRTHDAY),
        ("2025-04-02", AgeBand.FOUR_OR_OVER),
    ],
)
def test_age_band_turns_on_the_fourth_birthday(on, band):
    assert ages.age_band(date(2021, 4, 1), date.fromisoformat(on)) is band


def test_age_bands_are_stored_in_lower_case():
    assert [band.value for band in AgeBand] == ["under_four", "on_fourth_birthday", "four_or_over"]


def test_child_turns_eighteen_in_so_many_words(calendar):
    due = ages.turns_eighteen(LEAP, calendar=calendar, name="Sam")
    assert (due.rule, due.on, due.basis) == ("AGE18", date(2026, 3, 1), (("born", "2008-02-29"),))
    assert due.explanation == (
        "Turns 18 on 1 March 2026: Sam was born on 29 February 2008; the last looked-after day is the day before"
    )


@given(born=st.dates(date(1950, 1, 1), date(2030, 12, 31)), years=st.integers(0, 100))
def test_age_on_the_birthday_is_the_number_of_years(born, years):
    birthday = ages.birthday(born, years)
    assert ages.age_on(born, birthday) == years
    if years:
        assert ages.age_on(born, birthday - relativedelta(days=1)) == years - 1
