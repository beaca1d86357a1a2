"""Logging a review: one transaction across the apps that a review touches."""

import datetime
from collections.abc import Sequence

from accounts.models import User
from audit.actions import action
from participation.actions.support import SupportFacts, record_support
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
    support: Sequence[SupportFacts] = (),
) -> Review:
    """Complete a review with everything that was said of it, and note good practice.

    support: what came of the questions about an advocate and an independent visitor, as far as they were asked.

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
    for said in support:
        record_support(review=review, facts=said, on=facts.completed_on, by=by, today=today)
    if good_practice:
        note_good_practice(noted_on=facts.completed_on, noted_by=by, text=good_practice, review=review, by=by)
    return review
