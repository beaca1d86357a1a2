"""The conversation with the child in private, which comes before every review. Source: regulation 36(1)(b)."""

import datetime

from django.core.exceptions import ValidationError

from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from reviews.enums import SpokenOutcome
from reviews.models import Review
from reviews.policies import SPOKEN_NEEDS_NOTE, may_complete


@action("reviews.record_conversation")
def record_conversation(
    *,
    review: Review,
    outcome: str,
    on: datetime.date | None,
    by: Actor,
    today: datetime.date,
    note: str = "",
    seen_version: int | None = None,
) -> Review:
    """Record on an open review whether the IRO spoke with the child; completing the review takes it over.

    outcome: a `SpokenOutcome`. Raises RefusedError for a review that is over; ValidationError, by field, where the day
    or the reason is missing.
    """
    insist(may_complete(review))
    if outcome == SpokenOutcome.SEEN and on is None:
        raise ValidationError({"spoken_on": "Enter the day you spoke with the child."})
    if on and on > today:
        raise ValidationError({"spoken_on": "The day you spoke with the child must be today or in the past."})
    if on and on < review.child.date_of_birth:
        raise ValidationError({"spoken_on": "The day must not come before the child was born."})
    if outcome in SPOKEN_NEEDS_NOTE and not note.strip():
        raise ValidationError({"spoken_note": "Say why, or what was tried."})
    return change(review, seen_version=seen_version, spoken_outcome=outcome, spoken_on=on, spoken_note=note)
