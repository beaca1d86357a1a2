"""What is wished of when and where a review is, and what its meeting needs."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError

from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change, take_turn
from children.models import Child
from reviews.actions.steps import person
from reviews.models import ArrangingNeeds, Review, ReviewWishes
from reviews.policies import may_complete


@action("reviews.record_wishes")
def record_wishes(
    *,
    child: Child,
    said_by: str,
    said_on: datetime.date,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
    **wishes: Any,
) -> ReviewWishes | None:
    """Record what somebody wishes of the child's reviews; it stands in the place of what they said before.

    wishes: fields of ReviewWishes. Without any, they wish nothing particular any longer, and None is returned.
    Raises ValidationError, by field, for a day to come or before their last words; ConflictError as `take_turn`.
    """
    if said_on > today:
        raise ValidationError({"said_on": "The day they said so must not be in the future."})
    take_turn(child, seen_version=seen_version)
    before = child.review_wishes.standing().filter(said_by=said_by)
    if before.filter(said_on__gt=said_on).exists():
        raise ValidationError({"said_on": "They have said something since. Enter that day or a later one."})
    if not any(wishes.values()):
        if not before.update(ended_on=said_on):
            raise ValidationError("Say what they wish.")
        return None
    before.update(ended_on=said_on)
    return ReviewWishes.objects.create(child=child, said_by=said_by, said_on=said_on, recorded_by=person(by), **wishes)


@action("reviews.record_needs")
def record_needs(*, review: Review, by: Actor, seen_version: int | None = None, **needs: Any) -> ArrangingNeeds:
    """Record what a review's meeting needs. needs: fields of ArrangingNeeds. seen_version: of the review.

    Raises RefusedError for a review that is over; ValidationError, by field, for days out of order.
    """
    insist(may_complete(review))
    first, last = needs.get("earliest_on"), needs.get("latest_on")
    if first and last and last < first:
        raise ValidationError({"latest_on": "The latest day must not come before the earliest."})
    change(review, seen_version=seen_version)
    return ArrangingNeeds.objects.update_or_create(review=review, defaults=needs)[0]
