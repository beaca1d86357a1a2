"""PLAN-CARE-10WD, PLAN-PLACEMENT-5WD, HEALTH-INIT-20WD, HEALTH-REVIEW, PEP-INIT-10WD, PATHWAY-ASSESS-3M."""

from datetime import date, timedelta

import pytest

from statute import plans
from statute.due import Strength
from statute.reviews import first_review

PLACED = date(2022, 5, 27)


def test_care_plan_has_ten_working_days(calendar):
    due = plans.care_plan(PLACED, calendar=calendar)
    assert (due.rule, due.on) == ("PLAN-CARE-10WD", date(2022, 6, 14))


def test_care_plan_of_the_court_has_no_clock(calendar):
    assert plans.care_plan(PLACED, calendar=calendar, court_plan=True) is None


def test_plans_that_could_be_made_before_are_due_on_the_day(calendar):
    care = plans.care_plan(PLACED, calendar=calendar, practicable_before_placement=True)
    placement = plans.placement_plan(PLACED, calendar=calendar, practicable_before_placement=True)
    assert (care.rule, care.on) == ("PLAN-CARE-10WD", PLACED)
    assert (placement.rule, placement.on) == ("PLAN-PLACEMENT-5WD", PLACED)
    assert placement.basis == (("placement", "2022-05-27"),)


def test_placement_plan_has_five_working_days(calendar):
    due = plans.placement_plan(date(2023, 5, 4), calendar=calendar)
    assert (due.rule, due.on) == ("PLAN-PLACEMENT-5WD", date(2023, 5, 12))


def test_first_health_assessment_is_due_with_the_first_review(calendar):
    due = plans.first_health_assessment(date(2025, 8, 4), calendar=calendar, name="Sam")
    assert (due.rule, due.on, due.strength) == ("HEALTH-INIT-20WD", date(2025, 9, 2), Strength.GUIDE)
    assert due.on == first_review(date(2025, 8, 4), calendar=calendar).on
    assert "when Sam became looked after" in due.explanation


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (date(2025, 8, 30), date(2026, 2, 28)),
        (date(2025, 8, 31), date(2026, 8, 31)),
        (date(2025, 9, 1), date(2026, 9, 1)),
    ],
)
def test_health_is_reviewed_by_the_age_at_the_last_assessment(calendar, last, expected):
    due = plans.next_health_assessment(last, date(2020, 8, 31), calendar=calendar)
    assert (due.rule, due.on) == ("HEALTH-REVIEW", expected)


def test_education_plan_has_ten_working_days(calendar):
    due = plans.education_plan(date(2025, 4, 7), calendar=calendar, name="Sam")
    assert (due.rule, due.on, due.strength) == ("PEP-INIT-10WD", date(2025, 4, 23), Strength.GUIDE)
    assert "when Sam became looked after" in due.explanation


@pytest.mark.parametrize(
    ("born", "since", "expected"),
    [
        (date(2009, 11, 30), date(2020, 1, 1), date(2025, 11, 30)),
        (date(2009, 10, 1), date(2025, 9, 1), date(2025, 12, 1)),
        (date(2009, 10, 1), date(2025, 7, 2), date(2025, 10, 1)),
        (date(2009, 10, 1), date(2025, 7, 3), date(2025, 10, 2)),
        (date(2008, 2, 29), date(2010, 1, 1), date(2024, 2, 29)),
    ],
)
def test_child_becomes_eligible_at_sixteen_or_after_thirteen_weeks(born, since, expected):
    assert plans.becomes_eligible_on(born, since) == expected


def test_thirteen_weeks_are_counted_from_the_fourteenth_birthday_on():
    assert timedelta(days=91) == plans.THIRTEEN_WEEKS
    assert plans.COUNTED_FROM_AGE == 14


def test_pathway_assessment_has_three_months(calendar):
    due = plans.pathway_assessment(date(2025, 11, 30), calendar=calendar)
    assert (due.rule, due.on) == ("PATHWAY-ASSESS-3M", date(2026, 2, 28))
