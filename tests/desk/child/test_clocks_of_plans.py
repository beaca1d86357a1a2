"""When the next visit, assessment and plan is due: nothing where nothing is recorded, the law's day where it is."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from accounts.verdict import RefusedError
from children.actions import change_episode, record_duty, withdraw_duty
from children.enums import DutyKind
from children.models import Child
from desk.child.clocks_of_plans import arrangement_of, duty_clocks, late_duties
from office.authority import working_calendar
from reviews import actions as reviews
from statute.visits import Arrangement
from tests.factories import BY, facts, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
BEGAN = D(2025, 4, 7)
LATER = D(2025, 9, 1)


def clocks(today: datetime.date) -> dict[DutyKind, tuple[datetime.date, str]]:
    found = duty_clocks(Child.objects.all(), working_calendar(), today)
    return {clock.kind: (clock.due.on, clock.due.rule) for clock in found}


def late(today: datetime.date) -> list[DutyKind]:
    return [clock.kind for clock in late_duties(Child.objects.all(), working_calendar(), today)]


@pytest.fixture
def child():
    return make_child(became_looked_after_on=BEGAN, today=LATER)


def done(child, kind, on, **more):
    return record_duty(child=child, kind=kind, done_on=on, by=BY, today=LATER, **more)


def test_child_who_came_into_care_today_has_every_first_limit_to_come(child):
    assert clocks(BEGAN) == {
        DutyKind.VISIT: (D(2025, 4, 14), "VISIT-FIRST-1W"),
        DutyKind.PLACEMENT_PLAN: (D(2025, 4, 14), "PLAN-PLACEMENT-5WD"),
        DutyKind.CARE_PLAN: (D(2025, 4, 23), "PLAN-CARE-10WD"),
        DutyKind.EDUCATION_PLAN: (D(2025, 4, 23), "PEP-INIT-10WD"),
        DutyKind.HEALTH_ASSESSMENT: (D(2025, 5, 8), "HEALTH-INIT-20WD"),
    }


def test_nothing_is_said_of_what_nobody_records(child):
    assert (clocks(LATER), late(LATER)) == ({}, [])


def test_next_visit_follows_from_the_last_on_which_the_child_was_seen(child):
    done(child, "visit", D(2025, 4, 10), outcome="seen_alone")
    done(child, "visit", D(2025, 5, 20), outcome="not_seen")
    assert clocks(LATER) == {DutyKind.VISIT: (D(2025, 5, 22), "VISIT-6W")}
    assert (late(D(2025, 5, 22)), late(D(2025, 5, 23))) == ([], [DutyKind.VISIT])


def test_move_asks_for_a_first_visit_again(child):
    done(child, "visit", D(2025, 4, 10), outcome="seen")
    change_episode(child=child, on=D(2025, 5, 1), reason_new="P", placement="K2", by=BY, today=LATER)
    # Visits are recorded for this child, so that the first one in the new placement can be late.
    assert clocks(D(2025, 5, 2))[DutyKind.VISIT] == (D(2025, 5, 8), "VISIT-FIRST-1W")
    assert late(D(2025, 5, 9)) == [DutyKind.VISIT]


def test_change_of_status_alone_moves_no_visit(child):
    done(child, "visit", D(2025, 4, 10), outcome="seen")
    change_episode(child=child, on=D(2025, 5, 1), reason_new="L", legal_status="C1", by=BY, today=LATER)
    assert clocks(D(2025, 5, 2))[DutyKind.VISIT] == (D(2025, 5, 22), "VISIT-6W")


def test_health_is_assessed_again_after_a_year(child):
    done(child, "health_assessment", D(2025, 5, 1))
    assert clocks(LATER) == {DutyKind.HEALTH_ASSESSMENT: (D(2026, 5, 1), "HEALTH-REVIEW")}


def test_pathway_assessment_is_due_once_a_young_person_is_eligible():
    child = make_child(became_looked_after_on=BEGAN, today=LATER, date_of_birth=D(2009, 6, 15))
    assert clocks(D(2025, 7, 10))[DutyKind.PATHWAY_ASSESSMENT] == (D(2025, 10, 7), "PATHWAY-ASSESS-3M")
    done(child, "pathway_assessment", D(2025, 8, 1))
    assert DutyKind.PATHWAY_ASSESSMENT not in clocks(LATER)


@pytest.mark.parametrize(("early", "is_offered"), [("iro_asked", True), ("", False)])
def test_permanence_is_checked_where_an_early_extra_review_became_the_second(child, early, is_offered):
    iro = make_user()
    by = D(2025, 5, 20) if early else None
    reviews.complete_review(
        review=open_review(child),
        facts=facts(iro, D(2025, 5, 1)),
        by=iro,
        today=LATER,
        next_review_by=by,
        next_early_reason=early,
    )
    reviews.complete_review(review=open_review(child), facts=facts(iro, D(2025, 5, 20)), by=iro, today=LATER)
    expected = [DutyKind.PERMANENCE_CHECK] if is_offered else []
    assert late(LATER) == expected
    done(child, "permanence_check", LATER)
    assert late(LATER) == []


def test_short_breaks_have_no_such_limits():
    make_child(became_looked_after_on=BEGAN, today=LATER, legal_status="V4")
    assert clocks(BEGAN) == {}


def test_limits_are_read_in_as_many_queries_for_three_children(child, django_assert_num_queries):
    for _ in range(2):
        make_child(became_looked_after_on=BEGAN, today=LATER)
    calendar = working_calendar()
    with django_assert_num_queries(4):
        assert len(duty_clocks(Child.objects.all(), calendar, BEGAN)) == 15


@pytest.mark.parametrize(
    ("placement", "status", "arrangement"),
    [
        ("U6", "V2", Arrangement.ORDINARY),
        ("U4", "C2", Arrangement.LONG_TERM_FOSTER),
        ("P1", "C1", Arrangement.INTERIM_ORDER_AT_HOME),
        ("P1", "C2", Arrangement.CARE_ORDER_AT_HOME),
        ("P1", "V2", Arrangement.ORDINARY),
        ("A5", "E1", Arrangement.PLACED_FOR_ADOPTION),
        ("", "", Arrangement.ORDINARY),
    ],
)
def test_codes_say_which_visits_are_owed(placement, status, arrangement):
    assert arrangement_of(placement, status) == arrangement


def test_visit_says_whether_the_child_was_seen_and_nothing_else_does(child):
    with pytest.raises(ValidationError, match="whether the child was seen"):
        done(child, "visit", D(2025, 4, 10))
    assert done(child, "care_plan", D(2025, 4, 10), outcome="seen").outcome == ""


def test_visit_recorded_by_mistake_counts_nowhere(child):
    duty = done(child, "visit", D(2025, 4, 10), outcome="seen")
    withdraw_duty(duty=duty, because="Another child", by=BY, today=LATER)
    assert clocks(LATER) == {}
    with pytest.raises(RefusedError, match="already"):
        withdraw_duty(duty=duty, because="x", by=BY, today=LATER)
