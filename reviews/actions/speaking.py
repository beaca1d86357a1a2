"""The conversation with the child in private, which comes before every review. Source: regulation 36(1)(b)."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError

from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change, take_turn
from reviews.actions.steps import person
from reviews.enums import SpokenOutcome
from reviews.models import ConversationAttempt, PrivateConversation, Review
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
    place: str = "",
    seen_version: int | None = None,
) -> Review:
    """Record on an open review whether the IRO spoke with the child; completing the review takes it over.

    outcome: a `SpokenOutcome`. note: why not, or what was tried, which stays with the review; of a conversation that
    took place, what the child said, which is kept apart. Raises RefusedError for a review that is over;
    ValidationError, by field, where the day or the reason is missing.
    """
    insist(may_complete(review))
    if outcome == SpokenOutcome.SEEN and on is None:
        raise ValidationError({"spoken_on": "Enter the day you spoke with the child."})
    if on and on > today:
        raise ValidationError({"spoken_on": "The day you spoke with the child must be today or in the past."})
    if on and on < review.child.date_of_birth:
        raise ValidationError({"spoken_on": "The day must not come before the child was born."})
    tried = outcome == SpokenOutcome.TRIED and review.attempts.exists()
    if outcome in SPOKEN_NEEDS_NOTE and not note.strip() and not tried:
        raise ValidationError({"spoken_note": "Say why, or what was tried."})
    change(
        review, seen_version=seen_version, spoken_outcome=outcome, spoken_on=on, spoken_note=reason_of(outcome, note)
    )
    keep_private_words(review, outcome, note, place=place)
    return review


@action("reviews.record_attempt")
def record_attempt(
    *,
    review: Review,
    on: datetime.date,
    how: str,
    what_happened: str,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
) -> ConversationAttempt:
    """Record one attempt to speak with the child before an open review. how: an `AttemptMade`.

    Raises RefusedError for a review that is over; ValidationError, by field, for a day that cannot be.
    """
    insist(may_complete(review))
    if on > today:
        raise ValidationError({"on": "The day you tried must be today or in the past."})
    if on < review.period.became_looked_after_on:
        raise ValidationError({"on": "The day you tried must not come before the child became looked after."})
    take_turn(review, seen_version=seen_version)
    attempt = ConversationAttempt(
        review=review, on=on, how=how, what_happened=what_happened.strip(), recorded_by=person(by)
    )
    attempt.full_clean()
    attempt.save()
    return attempt


def reason_of(outcome: str, note: str) -> str:
    """Return what of a note stays with the review: why there was no conversation. What a child said never does."""
    return note[:300] if outcome in SPOKEN_NEEDS_NOTE else ""


def keep_private_words(
    review: Review, outcome: str, note: str, *, place: str = "", is_invented: bool = False
) -> PrivateConversation | None:
    """Keep what a child said where the IRO alone reads it. An empty note takes nothing away that was kept before."""
    said: dict[str, Any] = {
        "in_confidence": "" if outcome in SPOKEN_NEEDS_NOTE else note.strip(),
        "place": place.strip(),
    }
    said = {name: words for name, words in said.items() if words}
    if not said:
        return None
    standing = PrivateConversation.objects.filter(review=review).first()
    if standing is None:
        return PrivateConversation.objects.create(review=review, is_invented=is_invented, **said)
    if any(getattr(standing, name) != words for name, words in said.items()):
        change(standing, **said)
    return standing
