"""Several reviews booked or moved in one go, all or none; and those of brothers and sisters held together."""

import datetime
from collections.abc import Sequence

from django.core.exceptions import ValidationError

from accounts.verdict import RefusedError, insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from reviews.actions.arranging import book_review, cancel_booking, move_booking
from reviews.models import Booking, JointMeeting, Review
from reviews.policies import may_share
from reviews.slots import Slot


@action("reviews.book_several")
def book_several(
    *, reviews: list[Review], slots: Sequence[Slot], by: Actor, today: datetime.date, way: str = ""
) -> list[Booking]:
    """Book several reviews, all or none. way: how brothers and sisters are held together (`TogetherWay`), or nothing.

    reviews: those that the slots are of, for the log. Raises ValidationError that names the child whose review cannot
    be booked as wanted, ConflictError for one that has moved on since it was read.
    """
    _check_same(reviews, slots)
    joint = begin_together(reviews=reviews, way=way, by=by) if way else None
    return [_booked(slot, joint, by, today) for slot in slots]


def _check_same(reviews: list[Review], slots: Sequence[Slot]) -> None:
    if [review.pk for review in reviews] != [slot.review.pk for slot in slots]:
        message = "slots and reviews differ"
        raise ValueError(message)


def _booked(slot: Slot, joint: JointMeeting | None, by: Actor, today: datetime.date) -> Booking:
    try:
        return book_review(review=slot.review, joint=joint, by=by, today=today, **slot.as_booked())
    except RefusedError as refusal:
        raise ValidationError(f"{slot.review.child}: {refusal}") from refusal
    except ValidationError as refusal:
        raise ValidationError([f"{slot.review.child}: {sentence}" for sentence in refusal.messages]) from refusal


@action("reviews.begin_together")
def begin_together(*, reviews: list[Review], way: str, by: Actor) -> JointMeeting:
    """Begin what the reviews of brothers and sisters share. Raises ValidationError unless they are of one family."""
    families = {review.child.siblings_id for review in reviews}
    family = families.pop() if len(families) == 1 else None
    if len(reviews) < 2 or family is None:  # noqa: PLR2004 - one child alone is not together
        raise ValidationError("Only the reviews of brothers and sisters are held together.")
    return JointMeeting.objects.create(siblings_id=family, way=way)


@action("reviews.move_several")
def move_several(
    *,
    reviews: list[Review],
    slots: Sequence[Slot],
    because: str,
    by: Actor,
    today: datetime.date,
    asked_by: str = "",
) -> list[Booking]:
    """Move the reviews of brothers and sisters that are held together, all or none; they stay together.

    asked_by: who asked for a later day, an `AskedBy`, where that is known. Raises what `book_several` raises.
    """
    _check_same(reviews, slots)
    return [_moved(slot, because, asked_by, by, today) for slot in slots]


def _moved(slot: Slot, because: str, asked_by: str, by: Actor, today: datetime.date) -> Booking:
    standing = slot.review.bookings.current().first()
    joint = standing.joint if standing else None
    try:
        return move_booking(
            review=slot.review,
            because=because,
            asked_by=asked_by,
            joint=joint,
            by=by,
            today=today,
            **slot.as_booked(),
        )
    except RefusedError as refusal:
        raise ValidationError(f"{slot.review.child}: {refusal}") from refusal


@action("reviews.cancel_several")
def cancel_several(*, reviews: list[Review], because: str, by: Actor, today: datetime.date) -> list[Review]:
    """Cancel the bookings of brothers and sisters, all or none."""
    return [cancel_booking(review=review, because=because, by=by, today=today) for review in reviews]


@action("reviews.write_shared_text")
def write_shared_text(
    *, joint: JointMeeting, reviews: list[Review], text: str, by: Actor, seen_version: int | None = None
) -> JointMeeting:
    """Write what the records of brothers and sisters share, once for all of them.

    reviews: those that share it, for the log. Raises RefusedError once one of their records was finished: what has
    been sent out does not change behind its reader.
    """
    every = Review.objects.filter(bookings__joint=joint, bookings__is_current=True).select_related("record")
    insist(may_share([*every]))
    return change(joint, seen_version=seen_version, shared_text=text)
