"""Taking an honest mistake back: a review held by error, ended by error, a booking cancelled by error."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from children.policies import may_be_given
from reviews.actions.inviting import propose_after_booking, withdraw_all_invitations
from reviews.actions.planning import recompute_due
from reviews.actions.steps import carry, person, step, step_back
from reviews.enums import DecisionStatus, ReviewMode, ReviewStatus
from reviews.models import Booking, LetterToChild, RecordOfReview, Review, ReviewStatusChange
from reviews.slots import Slot
from reviews.taking_back import (
    ENDED_WITH,
    last_booking,
    may_restore_booking,
    may_take_back_completion,
    may_take_back_completion_as,
    may_take_back_ending,
    others_of,
    stood_as,
)

TAKEN = "The cancelled booking’s time was taken meanwhile: {}. Book another."
REOPENED = "The review at which it was closed was completed by mistake"
# What completing a review wrote on it, and what stands there while it is open.
BEFORE_COMPLETION: dict[str, Any] = {
    "completed_on": None,
    "participation_code": "",
    "age_band": "",
    "late_reason": "",
    "late_note": "",
    "cover_reason": "",
    "paper_reason": "",
    "not_taking_part_reason": "",
    "not_taking_part_note": "",
    "rights_told": "",
    "rights_note": "",
    "was_co_chaired": False,
    "was_child_missing": False,
}


@action("reviews.take_back_completion")
def take_back_completion(
    *, review: Review, why: str, by: Actor, today: datetime.date, seen_version: int | None = None
) -> Review:
    """Open a review again that was completed by mistake, as it stood before; the review opened after it goes.

    What the mistaken completion said is kept beside it as a review entered by mistake: it counts nowhere, its record
    and decisions stay readable, and decisions it closed or carried over are open again. The private conversation stays.
    Raises RefusedError where something was built on it, or by somebody who may not; ValidationError without a reason.
    """
    insist(may_take_back_completion(review))
    if isinstance(by, User):
        insist(may_take_back_completion_as(by, review, today))
    _insist_on_reason(why)
    following = stood_as(review)
    assert following is not None  # noqa: S101 - the policy refused
    _withdraw_successor(review, by=by, today=today)
    kept = _keep_beside(review, why, by=by, today=today)
    _move_what_was_said(review, kept, by=by, today=today)
    step_back(
        review,
        following,
        by=by,
        on=today,
        why=f"Completed by mistake: {why}"[:300],
        seen_version=seen_version,
        **BEFORE_COMPLETION,
        **_opening(review, following),
    )
    return recompute_due(review=review, why="Its completion was taken back", by=by)


@action("reviews.take_back_ending")
def take_back_ending(
    *, review: Review, why: str, by: Actor, today: datetime.date, seen_version: int | None = None
) -> Review:
    """Open a review again that was ended without being held by mistake; the one opened in its place goes.

    A booking that fell with it stands again where its day is to come and its time still free. Raises RefusedError
    where the child has left care or a later review was held; ValidationError without a reason.
    """
    insist(may_take_back_ending(review))
    _insist_on_reason(why)
    following = stood_as(review)
    assert following is not None  # noqa: S101 - the policy refused
    _withdraw_successor(review, by=by, today=today)
    booking = last_booking(review) if following == ReviewStatus.BOOKED else None
    if following == ReviewStatus.BOOKED and not _stands_again(review, booking, today):
        following, booking = ReviewStatus.TO_ARRANGE, None
    cleared = {"ended_on": None, "ended_reason": "", "ended_note": ""}
    because = f"Ended by mistake: {why}"[:300]
    step_back(review, following, by=by, on=today, why=because, seen_version=seen_version, **cleared)
    if booking is not None:
        _book_again(booking, by=by, today=today)
    return recompute_due(review=review, why="Its ending was taken back", by=by)


@action("reviews.restore_booking")
def restore_booking(*, review: Review, by: Actor, today: datetime.date, seen_version: int | None = None) -> Booking:
    """Let the booking stand again that was cancelled last, if its day is to come and chair and room are still free.

    Raises RefusedError where there is none, or its day has passed; ValidationError where its time was taken meanwhile.
    """
    booking = last_booking(review)
    insist(may_restore_booking(review, booking, today))
    assert booking is not None  # noqa: S101 - the policy refused
    insist(may_be_given(review.child, booking.chair))
    if taken := _taken(review, booking):
        raise ValidationError(TAKEN.format(taken))
    step(
        review,
        ReviewStatus.BOOKED,
        by=by,
        on=today,
        why="The booking was cancelled by mistake",
        seen_version=seen_version,
    )
    return _book_again(booking, by=by, today=today)


def _insist_on_reason(why: str) -> None:
    if not why.strip():
        raise ValidationError({"why": "Say what the mistake was."})


def _withdraw_successor(review: Review, *, by: Actor, today: datetime.date) -> None:
    """Take away the review that was opened after this one: no child has two open reviews of one kind."""
    for other in others_of(review).open():
        other.bookings.current().update(is_current=False, moved_because="The review before it was opened again")
        withdraw_all_invitations(review=other, why="The review before it was opened again", by=by)
        step(other, ReviewStatus.VOIDED, by=by, on=today, why="The review before it was opened again")


def _keep_beside(review: Review, why: str, *, by: Actor, today: datetime.date) -> Review:
    """Return what was logged by mistake as a review of its own, which counts nowhere."""
    kept = Review.objects.get(pk=review.pk)
    kept.pk, kept.version, kept.status, kept.taken_back_from = None, 1, ReviewStatus.VOIDED, review
    kept._state.adding = True  # noqa: SLF001 - Django's documented way to copy a row
    kept.save()
    because = f"Completed by mistake: {why}"[:300]
    ReviewStatusChange.objects.create(
        review=kept, was="", became=ReviewStatus.VOIDED, why=because, on=today, by=person(by)
    )
    return kept


def _move_what_was_said(review: Review, kept: Review, *, by: Actor, today: datetime.date) -> None:
    """Let what completing wrote follow the mistaken completion, and open again what it closed."""
    for closed in review.decisions_closed.exclude(status=DecisionStatus.OPEN):
        carry(closed, DecisionStatus.OPEN, by=by, on=today, why=REOPENED, outcome="", closed_at=None)
    for decision in review.decisions.all():
        change(decision, review=kept, carried_from=None)
    for parts in (review.parents, review.attendances):
        parts.update(review=kept)
    # What was tried before the review stays with it.
    review.strategies.filter(told_at_the_end=True).update(review=kept)
    # A paper that came stays received.
    review.papers.filter(received_on__isnull=True).update(review=kept)
    review.meetings.filter(told_at_the_end=True).update(review=kept)
    record = RecordOfReview.objects.filter(review=review).first()
    if record is not None:
        change(record, review=kept)
    LetterToChild.objects.filter(review=review).update(review=kept)


def _opening(review: Review, following: ReviewStatus) -> dict[str, Any]:
    """Return what an open review knows of its first meeting: one to arrange or booked, nothing."""
    if following not in (ReviewStatus.IN_SERIES, ReviewStatus.ADJOURNED):
        return {"held_on": None, "chair": None, "mode": ReviewMode.MEETING}
    days = [*review.meetings.standing().values_list("held_on", flat=True), *filter(None, [review.adjourned_on])]
    is_series = following == ReviewStatus.IN_SERIES or len(days) > 1
    return {
        "held_on": min(days, default=review.held_on),
        "mode": ReviewMode.SERIES if is_series else ReviewMode.MEETING,
    }


def _stands_again(review: Review, booking: Booking | None, today: datetime.date) -> bool:
    if booking is None or booking.moved_because != ENDED_WITH or booking.on < today:
        return False
    return bool(may_be_given(review.child, booking.chair)) and not _taken(review, booking)


def _taken(review: Review, booking: Booking) -> str:
    """Return in words what of a booking's time is taken meanwhile: the chair, the room, both, or nothing.

    Brothers and sisters in one meeting do not stand in each other's way.
    """
    slot = Slot(review, booking.on, booking.at, booking.minutes, booking.chair, booking.venue)
    standing = Booking.objects.current().filter(on=booking.on).exclude(review=review)
    if booking.joint_id is not None:
        standing = standing.exclude(joint=booking.joint_id)
    rivals = [each for each in standing if slot.overlaps(each.on, each.at, each.minutes)]
    taken = [booking.chair.full_name] if any(each.chair_id == booking.chair_id for each in rivals) else []
    room = booking.venue
    if room is not None and not room.is_video and any(each.venue_id == room.pk for each in rivals):
        taken.append(room.name)
    return " and ".join(taken)


def _book_again(booking: Booking, *, by: Actor, today: datetime.date) -> Booking:
    """Book the same day, time and place; the row of the booking that fell stays, with why."""
    again: Booking = Booking.objects.create(
        review=booking.review,
        on=booking.on,
        at=booking.at,
        minutes=booking.minutes,
        venue=booking.venue,
        place=booking.place,
        chair=booking.chair,
        joint=booking.joint,
        is_invented=booking.is_invented,
    )
    propose_after_booking(review=booking.review, by=by, today=today)
    return again
