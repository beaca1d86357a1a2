"""What the state of a finding allows."""

from accounts.verdict import ALLOWED, Verdict, refused
from quality.models import ResourceConcern
from reviews.enums import ReviewStatus
from reviews.models import Review


def may_be_closed(concern: ResourceConcern) -> Verdict:
    """Say whether a resource concern is still open."""
    return refused("This concern is closed already.") if concern.closed_on else ALLOWED


def may_be_checked(review: Review, *, already: bool) -> Verdict:
    """Say whether a monitoring checklist can be completed for a review: once, and only after it."""
    if review.status != ReviewStatus.COMPLETED:
        return refused("The checklist is for a review that has been completed.")
    if already:
        return refused("The checklist of this review is completed already.")
    return ALLOWED
