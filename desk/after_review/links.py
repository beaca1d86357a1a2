"""Ways from a review's page to what follows it, and to whom its decisions were sent."""

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Capability, may
from design.components import Table
from desk.after_review.presenters import told_table
from desk.telling import Notice, mails_about
from reviews.enums import ReviewStatus
from reviews.models import Review


def afterwards_of(review: Review, user: User) -> list[tuple[str, str]]:
    """Return what this person may do after a completed review: each the words and the address."""
    record = getattr(review, "record", None)
    if record is None or review.status != ReviewStatus.COMPLETED:
        return []
    finished = record.finished_on is not None
    ways = [
        ("Write to the child", "after_review:letter", may(user, Capability.LOG_REVIEWS)),
        ("A page the child can read", "childs_page:read", may(user, Capability.SEE_REVIEW_OUTCOME)),
        ("Who gets the record", "after_review:recipients", finished and may(user, Capability.ARRANGE_REVIEWS)),
        (
            "Copy the record to the case system",
            "after_review:copy",
            finished and may(user, Capability.SEE_REVIEW_OUTCOME),
        ),
        (
            "Challenge the decisions",
            "after_review:challenge",
            record.decisions_sent_on is not None and may(user, Capability.CHALLENGE_DECISIONS),
        ),
    ]
    return [(words, reverse(name, args=[review.pk])) for words, name, allowed in ways if allowed]


def told_tables(review: Review) -> list[Table]:
    """Return to whom the decisions of a review were sent, once they were; in two queries."""
    record = getattr(review, "record", None)
    if record is None or record.decisions_sent_on is None:
        return []
    told = list(record.told.select_related("person"))
    return [told_table(told, mails_about(Notice.DECISIONS_SENT, record.pk, [each.person_id for each in told]))]
