"""Logging a review: one transaction across the apps that a review touches."""

import datetime

from accounts.models import User
from audit.actions import action
from quality.actions import note_good_practice
from reviews.actions import complete_review
from reviews.facts import ReviewFacts
from reviews.models import Review


@action("desk.log_review")
def log_review(
    *,
    review: Review,
    facts: ReviewFacts,
    by: User,
    today: datetime.date,
    seen_version: int,
    good_practice: str = "",
    next_review_by: datetime.date | None = None,
    next_early_reason: str = "",
) -> Review:
    """Complete a review with everything that was said of it, and note good practice.

    Raises what `complete_review` raises; then nothing at all is written.
    """
    complete_review(
        review=review,
        facts=facts,
        by=by,
        today=today,
        seen_version=seen_version,
        next_review_by=next_review_by,
        next_early_reason=next_early_reason,
    )
    if good_practice:
        note_good_practice(noted_on=facts.completed_on, noted_by=by, text=good_practice, review=review, by=by)
    return review
