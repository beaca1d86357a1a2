"""RETAIN-75Y and RETAIN-15Y-DEATH."""

from datetime import date

import pytest

from statute import retention


@pytest.mark.parametrize(
    ("born", "died", "rule", "expected"),
    [
        (date(2008, 2, 29), None, "RETAIN-75Y", date(2083, 3, 1)),
        (date(2004, 2, 29), date(2022, 2, 28), "RETAIN-15Y-DEATH", date(2037, 2, 27)),
        (date(2004, 2, 29), date(2022, 3, 1), "RETAIN-75Y", date(2079, 3, 1)),
        (date(2013, 3, 3), date(2024, 2, 29), "RETAIN-15Y-DEATH", date(2039, 2, 28)),
        (date(2013, 3, 3), date(2013, 3, 3), "RETAIN-15Y-DEATH", date(2028, 3, 2)),
        (date(1990, 6, 1), date(2015, 1, 1), "RETAIN-75Y", date(2065, 6, 1)),
    ],
)
def test_record_is_kept_for_75_years_or_15_from_a_child_s_death(calendar, born, died, rule, expected):
    due = retention.retain_until(born, died_on=died, calendar=calendar)
    assert (due.rule, due.on) == (rule, expected)
    assert due.basis[0] == ("born", born.isoformat())
    assert due.plan_by is None or due.on.year <= 2043


def test_death_is_part_of_the_basis(calendar):
    due = retention.retain_until(date(2013, 3, 3), died_on=date(2024, 2, 29), calendar=calendar)
    assert due.basis == (("born", "2013-03-03"), ("died", "2024-02-29"))


def test_record_may_go_the_day_after(calendar):
    due = retention.retain_until(date(2008, 6, 14), calendar=calendar)
    assert retention.may_dispose_from(due) == date(2083, 6, 15)


def test_death_before_the_birth_is_refused(calendar):
    with pytest.raises(ValueError, match=r"^The date of death is before the date of birth\.$"):
        retention.retain_until(date(2013, 3, 3), died_on=date(2013, 3, 2), calendar=calendar)
