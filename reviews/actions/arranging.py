"""Booking a review, moving it, cancelling the booking. None of it moves the limit.

Of a review that has begun it is the next meeting: its status stays, and the booking of the meeting that was held goes.
"""

import datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from children.policies import may_be_given
from reviews.actions.inviting import propose_after_booking, tell_of_move, withdraw_all_invitations
from reviews.actions.papers import judge_papers
from reviews.actions.postponing import note_booked_later, note_postponed
from reviews.actions.steps import step
from reviews.enums import ReviewStatus
from reviews.meeting_ahead import MET, has_begun, last_met
from reviews.models import Booking, JointMeeting, Review, Venue
from reviews.policies import may_book_a_day, may_move, may_take_the_chair

DEFAULT_MINUTES = 90


@action("reviews.book")
def book_review(
    *,
    review: Review,
    on: datetime.date,
    at: datetime.time,
    chair: User,
    by: Actor,
    today: datetime.date,
    minutes: int = DEFAULT_MINUTES,
    venue: Venue | None = None,
    place: str = "",
    seen_version: int | None = None,
    joint: JointMeeting | None = None,
    is_invented: bool = False,
) -> Booking:
    """Book a day, time and place. Late bookings are allowed (the page warns); days gone by are not.

    joint: what it shares with the reviews of brothers and sisters, where they are held together. The next meeting of a
    review that was adjourned, or is a series, is booked the same way, and goes on to share what its first one shared.

    Raises RefusedError when the review's state does not allow it; ValidationError, by field, for a bad day or place.
    """
    insist(may_book_a_day(review) & may_be_given(review.child, chair))
    _check(review, on=on, today=today, venue=venue, place=place)
    if has_begun(review):
        joint = joint or _take_away_what_was_met(review, seen_version)
    else:
        step(review, ReviewStatus.BOOKED, by=by, on=today, seen_version=seen_version)
        note_booked_later(review=review, now_on=on, by=by, today=today)
    booking = Booking.objects.create(
        review=review,
        on=on,
        at=at,
        minutes=minutes,
        venue=venue,
        place=place,
        chair=chair,
        joint=joint,
        is_invented=is_invented,
    )
    propose_after_booking(review=review, by=by, today=today)
    return booking


@action("reviews.move_booking")
def move_booking(  # noqa: PLR0913 - a slot is day, time, place and chair
    *,
    review: Review,
    on: datetime.date,
    at: datetime.time,
    chair: User,
    because: str,
    by: Actor,
    today: datetime.date,
    asked_by: str = "",
    minutes: int = DEFAULT_MINUTES,
    venue: Venue | None = None,
    place: str = "",
    seen_version: int | None = None,
    joint: JointMeeting | None = None,
) -> Booking:
    """Move the booking that stands, keeping its row with the reason. Buys no time: the limit stays.

    joint: where it goes on being held with those of brothers and sisters; without it, it is held by itself from now on.

    Raises ValidationError, by field, without a reason or for a bad day or place; RefusedError when nothing is booked.
    """
    insist(may_move(review) & may_be_given(review.child, chair))
    if not because:
        raise ValidationError({"because": "Say why the review is moved."})
    _check(review, on=on, today=today, venue=venue, place=place)
    # A review that has begun is not postponed any more, and its papers were for the meeting that was held.
    begun = has_begun(review)
    if not begun:
        note_postponed(review=review, now_on=on, why=because, asked_by=asked_by, by=by, today=today)
    change(review, seen_version=seen_version)
    review.bookings.current().update(is_current=False, moved_because=because)
    moved = Booking.objects.create(
        review=review, on=on, at=at, minutes=minutes, venue=venue, place=place, chair=chair, joint=joint
    )
    tell_of_move(review=review, booking=moved, by=by)
    if not begun:
        judge_papers(review=review, by=by)
    return moved


@action("reviews.take_the_chair")
def take_the_chair(
    *, review: Review, because: str, by: User, today: datetime.date, seen_version: int | None = None
) -> Booking:
    """Chair a colleague's review on the day: day, time and place stay, the old booking's row is kept with the reason.

    Raises RefusedError unless the review is booked for today with somebody else, and `by` is independent of the case.
    """
    standing = review.bookings.current().first()
    insist(may_take_the_chair(review, standing, by, today))
    assert standing is not None  # noqa: S101 - the policy refused
    if not because.strip():
        raise ValidationError({"because": "Say why you are chairing this review."})
    change(review, seen_version=seen_version)
    review.bookings.current().update(is_current=False, moved_because=f"{by} took the chair: {because.strip()}"[:200])
    return Booking.objects.create(
        review=review,
        on=standing.on,
        at=standing.at,
        minutes=standing.minutes,
        venue=standing.venue,
        place=standing.place,
        chair=by,
        joint=standing.joint,
        taken_because=because.strip(),
    )


@action("reviews.cancel_booking")
def cancel_booking(
    *, review: Review, because: str, by: Actor, today: datetime.date, seen_version: int | None = None
) -> Review:
    """Cancel the booking: the review, or its next meeting, is to arrange again, by the same limit. Needs a reason.

    Raises RefusedError when nothing is booked.
    """
    insist(may_move(review))
    if not because:
        raise ValidationError({"because": "Say why the booking is cancelled."})
    if has_begun(review):
        change(review, seen_version=seen_version)
    else:
        step(review, ReviewStatus.TO_ARRANGE, by=by, on=today, why=because, seen_version=seen_version)
    review.bookings.current().update(is_current=False, moved_because=because)
    withdraw_all_invitations(review=review, why="The booking was cancelled", by=by)
    return review


def _take_away_what_was_met(review: Review, seen_version: int | None) -> JointMeeting | None:
    """Let the booking of a meeting that was held stand no more, and return with whom that was held together."""
    change(review, seen_version=seen_version)
    met = review.bookings.current().select_related("joint").first()
    review.bookings.current().update(is_current=False, moved_because=MET)
    return met.joint if met else None


def _check(review: Review, *, on: datetime.date, today: datetime.date, venue: Venue | None, place: str) -> None:
    if on < today:
        raise ValidationError({"on": "The day must not be in the past."})
    if on < review.period.became_looked_after_on:
        raise ValidationError({"on": "The day must not come before the child became looked after."})
    met = last_met(review) if has_begun(review) else None
    if met and on <= met:
        raise ValidationError({"on": f"The next meeting must come after the last one, {met:%d/%m/%Y}."})
    if venue is None and not place:
        raise ValidationError({"venue": "Choose a venue, or say where the review is held."})
