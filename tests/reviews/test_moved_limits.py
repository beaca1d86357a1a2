"""A new bank holiday moves every limit that runs, keeps how it moved, and leaves what is done as it was."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from accounts.enums import Role
from audit.actions import acting
from children.models import Child
from office import jobs
from office.actions import add_holiday, remove_holiday
from office.authority import calendar_with
from office.calendar_effects import effects_of
from office.models import Job
from reviews import actions
from reviews.models import ClockChange, ClockKind, DueDateChange, RecordOfReview, SecurePanel, Venue
from reviews.tasks import recompute_clocks
from tests.factories import BY, facts, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 6, 2)
MOURNING = D(2025, 6, 4)
WHY = "4 June 2025 (Day of mourning) became a bank holiday, entered by Kim Ray"


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.IRO_TODAY = TODAY


def completed(on=TODAY):
    """Return the record of a review that was completed on a day."""
    iro = make_user()
    child = make_child(became_looked_after_on=D(2025, 5, 8), iro=iro)
    review = actions.complete_review(review=open_review(child), facts=facts(iro, on), by=iro, today=on)
    return RecordOfReview.objects.get(review=review)


def declare_holiday(on=MOURNING):
    manager = make_user(Role.MANAGER, "Kim Ray")
    row = add_holiday(on=on, name="Day of mourning", source="London Gazette", by=manager)
    run_jobs()
    return row


def run_jobs():
    while (found := jobs.claim()) is not None:
        jobs.run(found, TODAY)
    assert not Job.objects.exclude(state=Job.State.DONE).exists()


def history(**of):
    return list(ClockChange.objects.filter(**of).values_list("clock", "was_on", "now_on", "why", "by"))


def test_holiday_moves_the_clocks_of_a_record_and_keeps_how():
    record = completed()
    declare_holiday()
    record.refresh_from_db()
    assert (record.decisions_due_on, record.full_due_on, record.distribute_due_on) == (
        D(2025, 6, 10),
        D(2025, 6, 24),
        D(2025, 7, 1),
    )
    assert history(record=record) == [
        ("decisions", D(2025, 6, 9), D(2025, 6, 10), WHY, None),
        ("full", D(2025, 6, 23), D(2025, 6, 24), WHY, None),
        ("distribute", D(2025, 6, 30), D(2025, 7, 1), WHY, None),
    ]


def test_what_was_sent_or_finished_keeps_the_day_that_applied():
    record = completed()
    actions.send_decisions(record=record, on=TODAY, by=BY, today=TODAY)
    declare_holiday()
    record.refresh_from_db()
    assert (record.decisions_due_on, record.full_due_on) == (D(2025, 6, 9), D(2025, 6, 24))
    assert [clock for clock, *_rest in history(record=record)] == ["full", "distribute"]


def test_holiday_taken_back_moves_them_back_and_says_so():
    record = completed()
    row = declare_holiday()
    remove_holiday(holiday=row, by=make_user(Role.MANAGER, "Ann Lee"))
    run_jobs()
    record.refresh_from_db()
    assert record.decisions_due_on == D(2025, 6, 9)
    assert history(record=record, clock="decisions")[-1][1:4] == (
        D(2025, 6, 10),
        D(2025, 6, 9),
        "4 June 2025 (Day of mourning) counts as a working day, entered by Ann Lee",
    )


def test_holiday_moves_the_limit_of_a_review_and_says_why():
    review = open_review(make_child(became_looked_after_on=D(2025, 5, 8)))
    declare_holiday()
    change = DueDateChange.objects.filter(review=review).last()
    assert (change.was_on, change.now_on, change.why) == (D(2025, 6, 6), D(2025, 6, 9), WHY)


def test_holiday_moves_the_limit_of_an_adjournment():
    iro = make_user()
    review = open_review(make_child(became_looked_after_on=D(2025, 5, 8), iro=iro))
    actions.adjourn_review(review=review, on=TODAY, chair=iro, reason="The social worker was ill", by=iro, today=TODAY)
    declare_holiday()
    assert history(review=review) == [("adjourned", D(2025, 6, 30), D(2025, 7, 1), WHY, None)]


def test_holiday_moves_the_day_for_papers_before_a_booked_meeting():
    iro = make_user()
    review = open_review(make_child(became_looked_after_on=D(2025, 5, 8), iro=iro))
    venue = Venue.objects.create(name="Here") if not Venue.objects.exists() else Venue.objects.first()
    actions.book_review(
        review=review, on=D(2025, 6, 6), at=datetime.time(10), minutes=60, venue=venue, chair=iro, by=BY, today=TODAY
    )
    declare_holiday()
    assert history(review=review) == [("papers", D(2025, 6, 3), D(2025, 6, 2), WHY, None)]


def test_holiday_moves_everything_before_a_booked_meeting_that_is_still_to_come():
    iro = make_user()
    review = open_review(make_child(became_looked_after_on=D(2025, 5, 30), iro=iro))
    actions.book_review(
        review=review, on=D(2025, 6, 27), at=datetime.time(10), place="Here", chair=iro, by=BY, today=TODAY
    )
    declare_holiday(D(2025, 6, 20))
    why = "20 June 2025 (Day of mourning) became a bank holiday, entered by Kim Ray"
    assert history(review=review) == [
        ("confer", D(2025, 6, 6), D(2025, 6, 5), why, None),
        ("consultation", D(2025, 6, 13), D(2025, 6, 12), why, None),
    ]


def test_holiday_moves_the_last_day_to_challenge_and_the_page_of_the_holiday_says_so_before():
    record = completed()
    actions.add_decision(review=record.review, text="More", owner="Jo", target_on=D(2025, 7, 1), by=BY)
    actions.send_decisions(record=record, on=TODAY, by=BY, today=TODAY)
    manager = make_user(Role.MANAGER)
    manager.acting_on = TODAY
    calendar = calendar_with(MOURNING, "Day of mourning", is_working_day=False)
    said = [each for each in effects_of(calendar, manager) if "challenge" in each.about]
    assert [(each.was_on, each.now_on) for each in said] == [(D(2025, 6, 9), D(2025, 6, 10))]
    declare_holiday()
    assert history(record=record, clock="challenge") == [("challenge", D(2025, 6, 9), D(2025, 6, 10), WHY, None)]


def test_decisions_that_are_final_keep_the_last_day_they_had():
    record = completed()
    actions.add_decision(review=record.review, text="More", owner="Jo", target_on=D(2025, 7, 1), by=BY)
    actions.send_decisions(record=record, on=TODAY, by=BY, today=TODAY)
    actions.let_decisions_stand(record=record, today=D(2025, 6, 10), by=BY)
    declare_holiday()
    assert not ClockChange.objects.filter(clock="challenge").exists()


def panel():
    child = make_child(became_looked_after_on=D(2025, 5, 8))
    return actions.plan_secure_panel(episode=child.episodes.get(), by=BY)


def test_panel_that_was_spoilt_is_mended_by_night_and_keeps_how():
    found = panel()
    with acting():
        SecurePanel.objects.filter(pk=found.pk).update(due_on=D(2025, 1, 1))
    recompute_clocks(Job(), lambda _percentage, _note: None)
    assert SecurePanel.objects.get().due_on == found.due_on
    why = "The nightly recomputation found another day"
    assert history(panel=found) == [("panel", D(2025, 1, 1), found.due_on, why, None)]


def test_night_finds_nothing_to_move_twice():
    completed()
    declare_holiday()
    before = ClockChange.objects.count()
    assert recompute_clocks(Job(), lambda _percentage, _note: None) == {
        "records": [],
        "panels": [],
        "before meetings": 0,
        "challenges": 0,
    }
    assert ClockChange.objects.count() == before


def test_corrected_day_of_completion_moves_all_clocks_with_its_reason():
    record, manager = completed(D(2025, 5, 30)), make_user(Role.MANAGER)
    actions.correct_review(review=record.review, why="Typed wrongly", completed_on=TODAY, by=manager, today=TODAY)
    assert history(record=record, clock="decisions") == [
        ("decisions", D(2025, 6, 6), D(2025, 6, 9), "The day of completion was corrected", manager.pk)
    ]


def test_what_a_holiday_would_move_is_said_before_it_is_added():
    record = completed()
    calendar = calendar_with(MOURNING, "Day of mourning", is_working_day=False)
    found = [effect for effect in effects_of(calendar, make_user(Role.MANAGER)) if effect.was_on == D(2025, 6, 9)]
    assert [(each.about, each.now_on, each.child_id) for each in found] == [
        (f"{record.review.child.called}: send the decisions", D(2025, 6, 10), record.review.child_id)
    ]
    assert effects_of(calendar, make_user(Role.IRO)) == []


def test_history_can_be_added_to_and_never_changed():
    record = completed()
    declare_holiday()
    row = ClockChange.objects.filter(record=record).first()
    with pytest.raises(IntegrityError), transaction.atomic(), acting():
        ClockChange.objects.filter(pk=row.pk).update(why="Otherwise")
    with pytest.raises((IntegrityError, ProtectedError)), transaction.atomic(), acting():
        Child.objects.get(pk=record.review.child_id).delete()


def test_limit_belongs_to_one_thing():
    record = completed()
    with pytest.raises(IntegrityError, match="clock_change_is_of_one_thing"), transaction.atomic(), acting():
        ClockChange.objects.create(clock=ClockKind.PANEL, record=record, why="Planted")
