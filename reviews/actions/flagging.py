"""Flags on reviews that near their limit or have passed it."""

import datetime

from audit.actions import action
from audit.actors import Actor
from reviews.models import DeadlineFlag, Review


@action("reviews.flag_deadline")
def flag_deadline(*, review: Review, today: datetime.date, by: Actor) -> Review:
    """Flag an open review as near its limit, or past it: once for each limit, however often it is asked for."""
    if review.due_on is None:
        message = f"review {review.pk} has no limit"
        raise ValueError(message)
    kind = DeadlineFlag.Kind.PAST if review.due_on < today else DeadlineFlag.Kind.NEAR
    DeadlineFlag.objects.get_or_create(review=review, kind=kind, due_on=review.due_on, defaults={"raised_on": today})
    return review
