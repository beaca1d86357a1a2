"""The next meeting of a review that was adjourned, or is a series: booked, moved, cancelled, its status staying."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from accounts.enums import Role
from accounts.verdict import RefusedError
from audit.versions import ConflictError
from reviews import actions
from reviews.clashes import clashes_between
from reviews.meeting_ahead import MET, booking_ahead, last_met
from reviews.models import Booking, Review
from reviews.slots import Slot
from tests.factories import BY, facts, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D, T = datetime.date, datetime.time
TODAY = D(2025, 4, 28)
FIRST, NEXT, LATER = D(2025, 4, 22), D(2025, 5, 12), D(2025, 5, 14)
# 20 working days after the meeting that was adjourned; the bank holiday on 5 May does not count.
LIMIT = D(2025, 5, 21)
BEGUN = ["adjourned", "in_series"]


@pytest.fixture
def iro():
    return make_user(name="Iona Example")


def booked(review, iro, on, **more):
    given = {"at": T(10), "chair": iro, "place": "School", "by": BY, "today": TODAY} | more
    return actions.book_review(review=review, on=on, **given)


def begun(status: str, iro, *, was_booked: bool = True) -> Review:
    """Make a review whose first meeting was opened on a day, for which it had been booked."""
    review = open_review(make_child(iro=iro))
    if was_booked:
        booked(review, iro, FIRST, today=FIRST)
    given = {"review": review, "on": FIRST, "chair": iro, "by": iro, "today": TODAY}
    if status == "adjourned":
        actions.adjourn_review(reason="Papers", **given)
    else:
        actions.record_meeting(**given)
    return review


def moved(review, iro, on, **more):
    given = {"at": T(10), "chair": iro, "place": "School", "by": BY, "today": TODAY} | more
    return actions.move_booking(review=review, on=on, because="The room", **given)


@pytest.mark.parametrize("was_booked", [True, False])
@pytest.mark.parametrize("status", BEGUN)
def test_next_meeting_is_booked_in_the_place_of_the_one_that_was_held(status, was_booked, iro):
    review = begun(status, iro, was_booked=was_booked)
    assert booking_ahead(review) is None
    booking = booked(review, iro, NEXT)
    review.refresh_from_db()
    assert (review.status, review.held_on, booking_ahead(review)) == (status, FIRST, booking)
    before = list(review.bookings.filter(is_current=False).values_list("on", "moved_because"))
    assert before == ([(FIRST, MET)] if was_booked else [])


@pytest.mark.parametrize("status", BEGUN)
def test_next_meeting_is_moved_and_cancelled_and_the_review_stands_where_it_stood(status, iro):
    review = begun(status, iro)
    booked(review, iro, NEXT)
    moved(review, iro, LATER)
    assert booking_ahead(review).on == LATER
    actions.cancel_booking(review=review, because="Ill", by=BY, today=TODAY)
    review.refresh_from_db()
    assert (review.status, booking_ahead(review)) == (status, None)
    # It was opened in time: what comes after is no postponement.
    booked(review, iro, D(2025, 5, 20))
    assert not review.postponements.exists()


@pytest.mark.parametrize("status", BEGUN)
def test_next_meeting_that_is_booked_is_moved_not_booked_again(status, iro):
    review = begun(status, iro)
    for work in (
        lambda: moved(review, iro, NEXT),
        lambda: actions.cancel_booking(review=review, because="Ill", by=BY, today=TODAY),
    ):
        with pytest.raises(RefusedError, match="No further meeting of this review is booked"):
            work()
    booked(review, iro, NEXT)
    with pytest.raises(RefusedError, match="booked already"):
        booked(review, iro, LATER)


def test_next_meeting_comes_after_the_last_one(iro):
    review = begun("in_series", iro)
    actions.record_meeting(review=review, on=TODAY, chair=iro, by=iro, today=TODAY)
    assert last_met(review) == TODAY
    with pytest.raises(ValidationError, match="must come after the last one, 28/04/2025"):
        booked(review, iro, TODAY)
    booked(review, iro, NEXT)
    with pytest.raises(ValidationError, match="must come after the last one"):
        moved(review, iro, TODAY)


def test_meeting_of_a_series_that_was_held_on_its_day_makes_way_for_the_next(iro):
    review = begun("in_series", iro)
    booked(review, iro, NEXT)
    actions.record_meeting(review=review, on=D(2025, 4, 25), chair=iro, by=iro, today=TODAY)
    assert booking_ahead(review).on == NEXT
    actions.record_meeting(review=review, on=NEXT, chair=iro, by=iro, today=NEXT)
    assert booking_ahead(review) is None
    booked(review, iro, LATER)
    assert booking_ahead(review).on == LATER


def test_two_people_do_not_book_the_next_meeting_twice(iro):
    review = begun("adjourned", iro)
    other = Review.objects.get(pk=review.pk)
    booked(review, iro, NEXT, seen_version=review.version)
    with pytest.raises((ConflictError, RefusedError)):
        booked(other, iro, LATER, seen_version=other.version)
    assert Booking.objects.current().get(review=review).on == NEXT


def test_day_after_the_limit_of_the_adjournment_is_said_before_it_is_booked(iro):
    review, user = begun("adjourned", iro), make_user(Role.SUPPORT_WORKER)
    said = [
        [each for each in found if "adjourned" in each or "lawful" in each]
        for found in clashes_between(
            [Slot(review, LIMIT, T(10), 60, iro), Slot(review, LIMIT + datetime.timedelta(days=1), T(10), 60, iro)],
            user,
        )
    ]
    # The limit of the review itself, 7 May, is behind it: it was opened in time.
    assert (review.due_on, said) == (
        D(2025, 5, 7),
        [[], ["That is after 21 May 2025, by which the adjourned review must be completed"]],
    )


@pytest.mark.parametrize("status", BEGUN)
def test_colleague_takes_the_chair_of_the_next_meeting_on_its_day(status, iro):
    review, other = begun(status, iro), make_user()
    booked(review, iro, NEXT)
    actions.take_the_chair(review=review, because="Ill", by=other, today=NEXT)
    review.refresh_from_db()
    assert (review.status, booking_ahead(review).chair) == (status, other)


@pytest.mark.parametrize("was_booked", [True, False])
def test_series_that_never_was_stands_booked_where_its_next_meeting_was_booked(was_booked, iro):
    review = begun("in_series", iro, was_booked=was_booked)
    booked(review, iro, NEXT)
    actions.take_back_meeting(meeting=review.meetings.get(), why="Another child", by=iro, today=TODAY)
    review.refresh_from_db()
    assert (review.status, review.bookings.current().get().on) == ("booked", NEXT)


def test_series_that_never_was_is_to_arrange_where_its_booking_was_cancelled(iro):
    review = begun("in_series", iro)
    booked(review, iro, NEXT)
    actions.cancel_booking(review=review, because="Ill", by=BY, today=TODAY)
    actions.take_back_meeting(meeting=review.meetings.get(), why="Another child", by=iro, today=TODAY)
    review.refresh_from_db()
    assert review.status == "to_arrange"
    booked(review, iro, LATER)


def test_adjourned_review_is_completed_at_the_meeting_that_was_booked(iro):
    review = begun("adjourned", iro)
    booked(review, iro, NEXT)
    actions.complete_review(review=review, facts=facts(iro, NEXT), by=iro, today=NEXT)
    review.refresh_from_db()
    assert (review.status, review.held_on, review.completed_on, review.late_reason) == ("completed", FIRST, NEXT, "")
    with pytest.raises(RefusedError):
        moved(review, iro, LATER)
