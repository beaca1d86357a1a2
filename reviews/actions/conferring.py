"""The social worker and the IRO confer before a review. Source: PRE-SW-IRO-15WD."""

import datetime

from django.core.exceptions import ValidationError

from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import take_turn
from reviews.actions.steps import person
from reviews.models import Conferring, Review
from reviews.policies import may_complete


@action("reviews.record_conferring")
def record_conferring(
    *,
    review: Review,
    on: datetime.date,
    with_whom: str,
    how: str,
    by: Actor,
    today: datetime.date,
    note: str = "",
    seen_version: int | None = None,
) -> Conferring:
    """Record that the IRO and the social worker conferred before an open review. how: a `ConferredBy`.

    Raises RefusedError for a review that is over; ValidationError, by field, for a day that cannot be or nobody named.
    """
    insist(may_complete(review))
    if on > today:
        raise ValidationError({"on": "The day you conferred must be today or in the past."})
    if on < review.period.became_looked_after_on:
        raise ValidationError({"on": "The day you conferred must not come before the child became looked after."})
    take_turn(review, seen_version=seen_version)
    conferring = Conferring(
        review=review, on=on, with_whom=with_whom.strip(), how=how, note=note.strip(), recorded_by=person(by)
    )
    conferring.full_clean()
    conferring.save()
    return conferring
