"""The night's work on reviews: limits that were spoilt are mended and reported, flags are raised once."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.actions import acting
from audit.actors import SystemJob
from audit.models import AuditEvent
from office import jobs, tasks
from office.actions import add_holiday, remove_holiday, request_job
from office.authority import working_calendar
from office.models import AuthoritySettings, Job
from reviews import recomputation
from reviews.actions import complete_review
from reviews.models import DeadlineFlag, DueDateChange, Review
from reviews.tasks import flag_deadlines, recompute_due_dates, to_flag
from statute.calendar import Holiday, england
from tests.factories import facts, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
BY = SystemJob("tests")


def run(handler):
    notes = []
    return handler(Job(), lambda percentage, note: notes.append((percentage, note)))


def test_night_finds_nothing_when_every_limit_is_right():
    iro = make_user()
    child = make_child(iro=iro)
    complete_review(review=open_review(child), facts=facts(iro, D(2025, 4, 30)), by=iro, today=D(2025, 5, 1))
    make_child()
    assert run(recompute_due_dates) == {
        "checked": 2,
        "differed": 0,
        "differences": [],
        "reworded": 0,
        "not computed": [],
    }


def test_night_mends_a_spoilt_limit_reports_it_and_keeps_its_history():
    make_child()
    review = open_review(make_child())
    with acting():
        Review.objects.filter(pk=review.pk).update(due_on=D(2025, 5, 9))
    result = run(recompute_due_dates)
    assert result["differences"] == [
        {"review": review.pk, "was": "2025-05-09", "now": "2025-05-07", "rule": "REV-1ST"},
    ]
    review.refresh_from_db()
    assert review.due_on == D(2025, 5, 7)
    change = DueDateChange.objects.filter(review=review).last()
    assert (change.was_on, change.now_on, change.why) == (
        D(2025, 5, 9),
        D(2025, 5, 7),
        "The nightly recomputation found another day",
    )
    event = AuditEvent.objects.filter(verb="reviews.recompute_due").get()
    assert (event.system_job, event.child_ids) == ("nightly recomputation", [review.child_id])
    assert run(recompute_due_dates)["differed"] == 0


def test_night_mends_a_spoilt_wording_without_calling_it_a_difference():
    review = open_review(make_child())
    with acting():
        Review.objects.filter(pk=review.pk).update(due_explanation="Spoilt.")
    result = run(recompute_due_dates)
    assert (result["differed"], result["reworded"]) == (0, 1)
    assert Review.objects.get(pk=review.pk).due_explanation == review.due_explanation


def test_one_limit_that_cannot_be_computed_does_not_stop_the_night():
    broken = open_review(make_child())
    with acting():
        type(broken.period).objects.filter(pk=broken.period_id).update(became_looked_after_on=D(2050, 1, 1))
        type(broken.child).objects.filter(pk=broken.child_id).update(date_of_birth=D(2049, 1, 1))
    spoilt = open_review(make_child())
    with acting():
        Review.objects.filter(pk=spoilt.pk).update(due_on=D(2025, 5, 9))
    result = run(recompute_due_dates)
    assert (result["not computed"], result["differed"], result["checked"]) == ([broken.pk], 1, 2)


def test_night_asks_as_many_queries_for_three_children_as_for_one():
    def queries():
        with CaptureQueriesContext(connection) as captured:
            run(recompute_due_dates)
        return len(captured)

    make_child()
    one = queries()
    make_child()
    make_child()
    assert queries() == one


@pytest.mark.parametrize(
    ("today", "flagged"),
    [
        # Due Wednesday 7 May 2025; 5 May is a bank holiday; flagged from 5 working days before.
        (D(2025, 4, 28), []),
        (D(2025, 4, 29), ["near"]),
        (D(2025, 5, 7), ["near"]),
        (D(2025, 5, 8), ["past"]),
    ],
)
def test_review_is_flagged_near_and_past_its_limit(settings, today, flagged):
    settings.IRO_TODAY = today
    make_child()
    run(flag_deadlines)
    assert list(DeadlineFlag.objects.values_list("kind", flat=True)) == flagged
    assert run(flag_deadlines) == {"near": 0, "past": 0}
    assert DeadlineFlag.objects.count() == len(flagged)


def test_review_is_flagged_again_when_it_passes_its_limit(settings):
    make_child()
    settings.IRO_TODAY = D(2025, 5, 7)
    assert run(flag_deadlines) == {"near": 1, "past": 0}
    settings.IRO_TODAY = D(2025, 6, 7)
    assert run(flag_deadlines) == {"near": 0, "past": 1}
    assert sorted(DeadlineFlag.objects.values_list("kind", "raised_on")) == [
        ("near", D(2025, 5, 7)),
        ("past", D(2025, 6, 7)),
    ]


def test_how_near_is_the_authoritys_to_set():
    make_child()
    calendar = working_calendar()
    assert to_flag(calendar, 6, D(2025, 4, 28)).count() == 1
    assert to_flag(calendar, 5, D(2025, 4, 28)).count() == 0


def test_completed_review_is_not_flagged(settings):
    settings.IRO_TODAY = D(2025, 5, 7)
    iro = make_user()
    complete_review(
        review=open_review(make_child(iro=iro)), facts=facts(iro, D(2025, 4, 30)), by=iro, today=D(2025, 5, 1)
    )
    assert run(flag_deadlines) == {"near": 0, "past": 0}


def test_nightly_jobs_are_planned_and_run_by_the_sweep(settings):
    settings.IRO_TODAY = D(2025, 5, 8)
    make_child()
    nightly = {name for name, kind in jobs.KINDS.items() if kind.nightly}
    assert {"reviews.recompute_due_dates", "reviews.flag_deadlines", "disputes.recompute_limits"} <= nightly
    assert (tasks.plan_nightly(), tasks.sweep_jobs()) == (len(nightly), len(nightly))
    assert set(Job.objects.values_list("kind", "state")) == {(name, "done") for name in nightly}
    assert DeadlineFlag.objects.count() == 1


def test_added_holiday_moves_open_limits_and_its_removal_moves_them_back():
    review = open_review(make_child())
    holiday = add_holiday(on=D(2025, 4, 28), name="Day of mourning", source="London Gazette", by=BY)
    tasks.sweep_jobs()
    assert Review.objects.get(pk=review.pk).due_on == D(2025, 5, 8)
    remove_holiday(holiday=holiday, by=BY)
    tasks.sweep_jobs()
    assert Review.objects.get(pk=review.pk).due_on == D(2025, 5, 7)


def test_effects_list_only_limits_of_children_whom_the_person_may_see():
    mine, manager, administrator = make_user("iro"), make_user("manager"), make_user("system_administrator")
    make_child(iro=mine, first_name="Wren")
    make_child(first_name="Lark")
    calendar = england(additions=[Holiday(D(2025, 4, 28), "Day of mourning")])
    found = recomputation.effects(calendar, mine)
    assert [(each.about, each.was_on, each.now_on) for each in found] == [
        ("Wren: first review", D(2025, 5, 7), D(2025, 5, 8)),
    ]
    assert len(recomputation.effects(calendar, manager)) == 2
    assert recomputation.effects(calendar, administrator) == []
    assert recomputation.effects(working_calendar(), manager) == []


def test_recomputation_that_runs_twice_at_once_mends_once():
    review = open_review(make_child())
    with acting():
        Review.objects.filter(pk=review.pk).update(due_on=D(2025, 5, 9))
    before = DueDateChange.objects.filter(review=review).count()
    request_job(kind="reviews.recompute_due_dates", payload={}, idempotency_key="night", by=BY)
    first = jobs.claim(datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC))
    second = jobs.claim()
    assert first.pk == second.pk
    jobs.run(second, D(2025, 5, 1))
    jobs.run(first, D(2025, 5, 1))
    assert DueDateChange.objects.filter(review=review).count() == before + 1
    assert Job.objects.get().result["differed"] == 1
    assert AuthoritySettings.objects.count() == 0
