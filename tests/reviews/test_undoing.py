"""Honest mistakes taken back: held, ended or cancelled by error. What was said is kept, and counts nowhere."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from accounts.verdict import RefusedError
from audit.versions import ConflictError
from children.actions import cease_care
from reviews import actions
from reviews.facts import ClosedDecision, DecisionFacts, ParentFacts, StrategyFacts
from reviews.models import Booking, Decision, RecordOfReview, Review
from tests.factories import BY, facts, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 5, 1)
HELD, BOOKED_FOR, ENDED, DAY_AFTER = D(2025, 4, 30), D(2025, 5, 6), D(2025, 4, 14), D(2025, 4, 15)
SLOT = {"at": datetime.time(10), "place": "School"}


@pytest.fixture
def iro():
    return make_user()


@pytest.fixture
def manager():
    return make_user("manager")


@pytest.fixture
def child(iro):
    return make_child(iro=iro)


def complete(review, iro, on=HELD, today=TODAY, **more):
    return actions.complete_review(review=review, facts=facts(iro, on, **more), by=iro, today=today)


def take_back(review, by, today=TODAY, why="Logged on the wrong child"):
    return actions.take_back_completion(review=Review.objects.get(pk=review.pk), why=why, by=by, today=today)


def books(review, iro, on=BOOKED_FOR, **more):
    given = SLOT | {"chair": iro, "by": iro, "today": D(2025, 4, 10)} | more
    return actions.book_review(review=review, on=on, **given)


def booked(review, iro):
    books(review, iro)


def in_series(review, iro):
    actions.record_meeting(review=review, on=D(2025, 4, 22), chair=iro, note="Mother", by=iro, today=TODAY)


def adjourned(review, iro):
    actions.adjourn_review(review=review, on=D(2025, 4, 22), chair=iro, reason="Papers", by=iro, today=TODAY)


@pytest.mark.parametrize(
    ("before", "status", "held_on", "mode"),
    [
        (lambda review, iro: None, "to_arrange", None, "meeting"),
        (booked, "booked", None, "meeting"),
        (in_series, "in_series", D(2025, 4, 22), "series"),
        (adjourned, "adjourned", D(2025, 4, 22), "meeting"),
    ],
)
def test_completion_taken_back_opens_the_review_as_it_stood(before, status, held_on, mode, child, iro):
    review = open_review(child)
    before(review, iro)
    complete(review, iro)
    take_back(review, iro)
    now = open_review(child)
    assert (now.pk, now.status, now.held_on, now.mode, now.due_on) == (review.pk, status, held_on, mode, D(2025, 5, 7))
    assert (now.completed_on, now.participation_code, now.rights_told) == (None, "", "")


def test_review_taken_back_can_be_completed_again_and_the_clocks_run_from_then(child, iro):
    review = open_review(child)
    given = {
        "parents": (ParentFacts(was_invited=True, attended=True, parent=None),),
        "papers": (("care_plan", "late"),),
        "strategies": (StrategyFacts("phone"),),
    }
    complete(review, iro, **given)
    take_back(review, iro)
    complete(Review.objects.get(pk=review.pk), iro, on=D(2025, 5, 6), today=D(2025, 5, 6), **given)
    now = Review.objects.get(pk=review.pk)
    assert (now.status, now.record.decisions_due_on) == ("completed", D(2025, 5, 13))
    assert (open_review(child).sequence, open_review(child).due_on) == ("second", D(2025, 8, 6))


def test_what_the_mistake_said_is_kept_beside_and_counts_nowhere(child, iro):
    review = open_review(child)
    complete(review, iro, decisions=(DecisionFacts("Passport", "Kim", D(2025, 6, 30)),))
    take_back(review, iro)
    kept = Review.objects.get(taken_back_from=review)
    assert (kept.status, kept.completed_on, kept.participation_code) == ("voided", D(2025, 4, 30), "PN1")
    assert [each.text for each in kept.decisions.all()] == ["Passport"]
    assert (RecordOfReview.objects.get().review, list(Decision.objects.open())) == (kept, [])
    assert list(Review.objects.completed()) == []
    with pytest.raises(RefusedError, match="entered by mistake"):
        actions.close_decision(decision=kept.decisions.get(), status="done", on=TODAY, by=iro, today=TODAY)


def test_decisions_that_the_mistake_closed_or_carried_over_are_open_again(child, iro):
    two = (DecisionFacts("Dentist", "Kim", D(2025, 5, 30)), DecisionFacts("Passport", "Kim", D(2025, 6, 30)))
    complete(open_review(child), iro, decisions=two)
    dentist, passport = child.reviews.completed().get().decisions.all()
    second = open_review(child)
    again = {
        "decisions": (DecisionFacts("Passport", "Kim", D(2025, 9, 30), carried_from=passport),),
        "closed": (ClosedDecision(dentist, "done", "Seen"),),
    }
    complete(second, iro, on=D(2025, 7, 1), today=D(2025, 7, 1), **again)
    take_back(second, iro, today=D(2025, 7, 2))
    found = Decision.objects.open().order_by("target_on").values_list("text", "status", "closed_on", "outcome")
    assert list(found) == [("Dentist", "open", None, ""), ("Passport", "open", None, "")]
    for decision in (dentist, passport):
        decision.refresh_from_db()
    again["closed"] = (ClosedDecision(dentist, "done", "Seen"),)
    complete(Review.objects.get(pk=second.pk), iro, on=D(2025, 7, 3), today=D(2025, 7, 3), **again)
    assert [each.text for each in Decision.objects.open()] == ["Passport"]


def test_the_review_opened_after_goes_with_its_booking(child, iro):
    review = open_review(child)
    complete(review, iro)
    following = open_review(child)
    books(following, iro, on=D(2025, 7, 1), today=TODAY)
    take_back(review, iro)
    following.refresh_from_db()
    assert (following.status, list(following.bookings.current())) == ("voided", [])
    assert child.reviews.open().count() == 1


def test_meetings_told_only_at_the_end_go_and_those_of_the_series_stay(child, iro):
    review = open_review(child)
    in_series(review, iro)
    complete(review, iro, meetings=((D(2025, 4, 30), "Father"),))
    take_back(review, iro)
    assert [each.note for each in review.meetings.all()] == ["Mother"]
    assert [each.note for each in Review.objects.get(taken_back_from=review).meetings.all()] == ["Father"]


def test_private_conversation_stays_with_the_open_review(child, iro):
    review = open_review(child)
    complete(review, iro, spoken_note="Wants to see Gran")
    take_back(review, iro)
    now = open_review(child)
    assert (now.spoken_outcome, now.conversation.in_confidence) == ("seen", "Wants to see Gran")


def test_iro_takes_back_until_decisions_are_sent_and_the_manager_after(child, iro, manager):
    review = open_review(child)
    complete(review, iro)
    with pytest.raises(RefusedError, match="until 08/05/2025"):
        take_back(review, iro, today=D(2025, 5, 9))
    actions.send_decisions(record=review.record, on=TODAY, by=iro, today=TODAY)
    with pytest.raises(RefusedError, match="The decisions were sent"):
        take_back(review, iro)
    take_back(review, manager, today=D(2025, 5, 9))
    assert open_review(child).pk == review.pk


@pytest.mark.parametrize("role", ["support_worker", "social_worker", "director", "operational_manager"])
def test_nobody_else_takes_a_completion_back(role, child, iro):
    review = open_review(child)
    complete(review, iro)
    with pytest.raises(RefusedError):
        take_back(review, make_user(role))


def test_completion_is_not_taken_back_once_something_was_built_on_it(child, iro, manager):
    first = open_review(child)
    complete(first, iro)
    second = open_review(child)
    actions.record_meeting(review=second, on=D(2025, 6, 2), chair=iro, by=iro, today=D(2025, 6, 2))
    with pytest.raises(RefusedError, match="The next review has begun"):
        take_back(first, manager, today=D(2025, 6, 2))
    complete(second, iro, on=D(2025, 6, 3), today=D(2025, 6, 3))
    with pytest.raises(RefusedError, match="A later review was completed"):
        take_back(first, manager, today=D(2025, 6, 3))


def test_completion_is_not_taken_back_after_care_ended(child, iro, manager):
    review = open_review(child)
    complete(review, iro)
    cease_care(child=child, on=D(2025, 5, 6), reason="E4A", by=BY, today=D(2025, 5, 12))
    actions.end_open_reviews(child=child, reason="left_care", on=D(2025, 5, 6), by=BY)
    with pytest.raises(RefusedError, match="has left care"):
        take_back(review, manager, today=D(2025, 5, 12))


def test_mistake_is_said(child, iro):
    review = open_review(child)
    complete(review, iro)
    with pytest.raises(ValidationError) as refused:
        take_back(review, iro, why=" ")
    assert refused.value.message_dict == {"why": ["Say what the mistake was."]}
    assert Review.objects.get(pk=review.pk).status == "completed"


def test_rows_of_its_life_tell_the_story(child, iro):
    review = open_review(child)
    complete(review, iro)
    take_back(review, iro)
    assert list(review.status_changes.values_list("was", "became", "why")) == [
        ("", "to_arrange", ""),
        ("to_arrange", "completed", ""),
        ("completed", "to_arrange", "Completed by mistake: Logged on the wrong child"),
    ]


def test_second_of_two_who_take_back_is_told(child, iro):
    review = open_review(child)
    complete(review, iro)
    seen = review.version
    actions.send_decisions(record=review.record, on=TODAY, by=iro, today=TODAY)
    actions.correct_review(
        review=Review.objects.get(pk=review.pk), why="Typed", was_co_chaired=True, by=iro, today=TODAY
    )
    with pytest.raises(ConflictError):
        actions.take_back_completion(
            review=review, why="Wrong child", by=make_user("manager"), today=TODAY, seen_version=seen
        )


def end(review, on=ENDED):
    return actions.end_review(review=review, reason="other", note="Opened twice", on=on, by=BY)


def reopen(review, manager, today=DAY_AFTER):
    return actions.take_back_ending(review=Review.objects.get(pk=review.pk), why="Wrong one", by=manager, today=today)


def test_review_ended_by_error_is_open_again_and_its_replacement_goes(child, manager):
    review = open_review(child)
    end(review)
    replacement = open_review(child)
    reopen(review, manager)
    now = open_review(child)
    replacement.refresh_from_db()
    assert (now.pk, now.status, now.ended_on, now.ended_reason) == (review.pk, "to_arrange", None, "")
    assert (now.due_on, replacement.status) == (D(2025, 5, 7), "voided")


def test_its_booking_stands_again_where_the_time_is_free(child, iro, manager):
    review = open_review(child)
    books(review, iro)
    end(review)
    reopen(review, manager)
    assert (open_review(child).status, review.bookings.current().get().on) == ("booked", D(2025, 5, 6))


def test_its_booking_does_not_stand_again_where_the_time_was_taken(child, iro, manager):
    review = open_review(child)
    books(review, iro)
    end(review)
    books(open_review(make_child(iro=iro)), iro, today=D(2025, 4, 14))
    reopen(review, manager)
    assert (open_review(child).status, review.bookings.current().exists()) == ("to_arrange", False)


def test_ending_is_not_taken_back_after_a_later_review(child, iro, manager):
    review = open_review(child)
    end(review)
    complete(open_review(child), iro)
    with pytest.raises(RefusedError, match="A later review was completed"):
        reopen(review, manager, today=TODAY)


def test_booking_cancelled_by_error_stands_again(child, iro):
    review = open_review(child)
    books(review, iro)
    actions.cancel_booking(review=review, because="Wrong child", by=iro, today=D(2025, 4, 11))
    actions.restore_booking(review=review, by=iro, today=D(2025, 4, 11))
    assert (open_review(child).status, list(review.bookings.values_list("is_current", "moved_because"))) == (
        "booked",
        [(False, "Wrong child"), (True, "")],
    )


def test_booking_is_not_restored_once_its_time_was_taken_or_has_passed(child, iro):
    review = open_review(child)
    books(review, iro)
    actions.cancel_booking(review=review, because="Wrong child", by=iro, today=D(2025, 4, 11))
    other = books(open_review(make_child(iro=iro)), iro, today=D(2025, 4, 11))
    with pytest.raises(ValidationError, match="was taken meanwhile"):
        actions.restore_booking(review=review, by=iro, today=D(2025, 4, 11))
    actions.cancel_booking(review=other.review, because="Ill", by=iro, today=D(2025, 4, 11))
    with pytest.raises(RefusedError, match="has passed"):
        actions.restore_booking(review=review, by=iro, today=D(2025, 5, 7))
    assert Booking.objects.current().count() == 0
