"""What a review's state allows of hearing the child and the parents, and what was recorded of it."""

from accounts.verdict import ALLOWED, Verdict, refused
from reviews.enums import ReviewStatus
from reviews.enums_heard import HAS_THE_CHAIR
from reviews.models import PlanningMeeting, Review
from reviews.policies import may_complete


def may_offer_to_meet(review: Review) -> Verdict:
    """Say whether an offer to meet a parent belongs to this review: while it is open, and after it was completed."""
    return ALLOWED if review.status == ReviewStatus.COMPLETED else may_complete(review)


def may_relay(review: Review) -> Verdict:
    """Say whether there is an outcome to relay: of a completed review."""
    if review.status == ReviewStatus.COMPLETED:
        return ALLOWED
    return refused("This review is not completed, so there is no outcome to relay yet.")


def planned_last(review: Review) -> PlanningMeeting | None:
    """Return what the young person and the IRO agreed last when they planned a review."""
    found: PlanningMeeting | None = review.planning_meetings.standing().order_by("on", "pk").last()
    return found


def is_to_be_chaired(planned: PlanningMeeting | None) -> bool:
    """Say whether the young person is to chair or co-chair, by what was agreed last."""
    return planned is not None and planned.chairs in HAS_THE_CHAIR
