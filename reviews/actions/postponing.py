"""A booked review put off before its meeting opened: a fact of its own, beside adjourning, and it buys no time."""

import datetime

from audit.actions import action
from audit.actors import Actor
from reviews.actions.steps import person
from reviews.enums import AskedBy
from reviews.models import Postponement, Review
from reviews.taking_back import last_booking


@action("reviews.note_postponed")
def note_postponed(
    *, review: Review, now_on: datetime.date, why: str, by: Actor, today: datetime.date, asked_by: str = ""
) -> Postponement | None:
    """Note, as part of moving a booking, that the review is put off: to a later day than the one that stood.

    asked_by: an `AskedBy`; empty where nobody said. A booking brought forward, or moved within its day, is no
    postponement.
    """
    standing = review.bookings.current().first()
    if standing is None or now_on <= standing.on:
        return None
    return _note(review, standing.on, now_on, why, by, today, asked_by)


@action("reviews.note_booked_later")
def note_booked_later(*, review: Review, now_on: datetime.date, by: Actor, today: datetime.date) -> Postponement | None:
    """Note, as part of booking, that the review was booked for an earlier day before, which was cancelled."""
    cancelled = last_booking(review)
    if cancelled is None or now_on <= cancelled.on:
        return None
    return _note(review, cancelled.on, now_on, cancelled.moved_because, by, today, "")


def _note(  # noqa: PLR0917 - the columns of the row, in their order
    review: Review,
    was_on: datetime.date,
    now_on: datetime.date,
    why: str,
    by: Actor,
    today: datetime.date,
    asked_by: str,
) -> Postponement:
    return Postponement.objects.create(
        review=review,
        was_on=was_on,
        now_on=now_on,
        asked_by=asked_by or AskedBy.NOT_STATED,
        why=why,
        on=today,
        by=person(by),
    )
