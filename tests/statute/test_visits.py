"""VISIT-FIRST-1W, VISIT-6W, VISIT-3M, VISIT-LTF-6M, VISIT-WEEKLY, VISIT-4W, VISIT-ADOPT-WEEKLY."""

from datetime import date

import pytest

from statute import visits
from statute.visits import Arrangement

STARTED = date(2024, 11, 30)
IN_FIRST_YEAR = date(2025, 11, 29)
AFTER_IT = date(2025, 11, 30)


def next_visit(arrangement, last_visit=AFTER_IT, **facts):
    return lambda calendar: visits.next_visit(
        arrangement, started_on=STARTED, last_visit_on=last_visit, calendar=calendar, **facts
    )


@pytest.mark.parametrize(
    ("ask", "rule", "expected"),
    [
        (next_visit(Arrangement.ORDINARY), "VISIT-6W", "2026-01-11"),
        (next_visit(Arrangement.ORDINARY, IN_FIRST_YEAR), "VISIT-6W", "2026-01-10"),
        (next_visit(Arrangement.ORDINARY, None), "VISIT-FIRST-1W", "2024-12-07"),
        (next_visit(Arrangement.CARE_ORDER_AT_HOME), "VISIT-6W", "2026-01-11"),
        (next_visit(Arrangement.CARE_ORDER_AT_HOME, None), "VISIT-FIRST-1W", "2024-12-07"),
        (next_visit(Arrangement.INTENDED_TO_18), "VISIT-3M", "2026-02-28"),
        (next_visit(Arrangement.INTENDED_TO_18, child_agreed=True), "VISIT-3M", "2026-02-28"),
        (next_visit(Arrangement.INTENDED_TO_18, IN_FIRST_YEAR), "VISIT-6W", "2026-01-10"),
        (next_visit(Arrangement.LONG_TERM_FOSTER), "VISIT-3M", "2026-02-28"),
        (next_visit(Arrangement.LONG_TERM_FOSTER, child_agreed=True), "VISIT-LTF-6M", "2026-05-30"),
        (next_visit(Arrangement.LONG_TERM_FOSTER, IN_FIRST_YEAR, child_agreed=True), "VISIT-6W", "2026-01-10"),
        (next_visit(Arrangement.WITH_PARENT_BEFORE_ASSESSMENT), "VISIT-WEEKLY", "2025-12-07"),
        (next_visit(Arrangement.WITH_PARENT_BEFORE_ASSESSMENT, first_review_held=True), "VISIT-6W", "2026-01-11"),
        (next_visit(Arrangement.TEMPORARY_APPROVAL), "VISIT-WEEKLY", "2025-12-07"),
        (next_visit(Arrangement.TEMPORARY_APPROVAL, first_review_held=True), "VISIT-4W", "2025-12-28"),
        (next_visit(Arrangement.INTERIM_ORDER_AT_HOME), "VISIT-WEEKLY", "2025-12-07"),
        (next_visit(Arrangement.INTERIM_ORDER_AT_HOME, first_review_held=True), "VISIT-4W", "2025-12-28"),
        (next_visit(Arrangement.INTERIM_ORDER_AT_HOME, None), "VISIT-FIRST-1W", "2024-12-07"),
        (next_visit(Arrangement.PLACED_FOR_ADOPTION), "VISIT-ADOPT-WEEKLY", "2025-12-07"),
        (next_visit(Arrangement.PLACED_FOR_ADOPTION, None), "VISIT-ADOPT-WEEKLY", "2024-12-07"),
    ],
)
def test_next_visit_follows_the_arrangement(calendar, ask, rule, expected):
    due = ask(calendar)
    assert (due.rule, due.on.isoformat(), due.relaxed) == (rule, expected, False)


@pytest.mark.parametrize("last_visit", [None, AFTER_IT])
def test_visits_to_a_child_placed_for_adoption_are_then_decided_by_the_review(calendar, last_visit):
    ask = next_visit(Arrangement.PLACED_FOR_ADOPTION, last_visit, first_review_held=True)
    assert ask(calendar) is None


@pytest.mark.parametrize("arrangement", list(Arrangement))
def test_visits_were_relaxed_in_2020(calendar, arrangement):
    facts = {"started_on": date(2019, 1, 1), "calendar": calendar, "child_agreed": True}
    due = visits.next_visit(arrangement, last_visit_on=date(2020, 3, 20), **facts | {"first_review_held": False})
    assert due.relaxed is (date(2020, 4, 24) <= due.on <= date(2020, 9, 25))
    assert visits.next_visit(arrangement, last_visit_on=date(2020, 4, 20), **facts).relaxed is (
        arrangement is not Arrangement.LONG_TERM_FOSTER
    )


def test_first_visit_was_relaxed_in_2020(calendar):
    assert visits.first_visit(date(2020, 4, 17), calendar=calendar).relaxed
    assert not visits.first_visit(date(2020, 4, 16), calendar=calendar).relaxed
