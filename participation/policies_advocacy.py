"""What a review's state allows of asking about advocates and independent visitors, and what an answer still needs."""

from accounts.verdict import ALLOWED, Verdict
from participation.enums_advocacy import SupportAnswer
from reviews.enums import ReviewStatus
from reviews.models import Review
from reviews.policies import may_complete


def may_ask_about_support(review: Review) -> Verdict:
    """Say whether the answer belongs to this review: while it is open, and after it was completed."""
    return ALLOWED if review.status == ReviewStatus.COMPLETED else may_complete(review)


def problems_of_answer(answer: str, why: str) -> dict[str, str]:
    """Return what an answer lacks, by field. answer: a `SupportAnswer`, or empty where the question was not asked."""
    if answer == SupportAnswer.NOT_OFFERED and not why.strip():
        return {"why": "Say why it was not offered."}
    return {}
