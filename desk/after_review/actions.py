"""What happens after a review together with its mail: each says that there is something, and where."""

import datetime
from collections.abc import Sequence

from django.urls import reverse

from accounts.models import User
from audit.actions import action
from children.confidentiality import kept_out_of
from desk.telling import Notice, tell
from office.actions import change_settings
from office.models import AuthoritySettings
from reviews.actions import answer_challenge, challenge_decisions, send_decisions
from reviews.enums import ToldAs
from reviews.models import Decision, DecisionChallenge, RecordOfReview, Review


@action("desk.send_decisions")
def send_and_tell(
    *,
    record: RecordOfReview,
    on: datetime.date,
    site: str,
    by: User,
    today: datetime.date,
    seen_version: int | None = None,
) -> RecordOfReview:
    """Send the decisions of a review, and tell by mail everybody to whom they were sent that they are there to read."""
    send_decisions(record=record, on=on, by=by, today=today, seen_version=seen_version)
    for each in record.told.select_related("person"):
        is_worker = each.told_as == ToldAs.SOCIAL_WORKER
        path = reverse("child:review" if is_worker else "after_review:challenge", args=[record.review_id])
        tell(each.person, Notice.DECISIONS_SENT, about=record.pk, path=path, site=site, by=by)
    return record


@action("desk.challenge_decisions")
def challenge_and_tell(
    *, decisions: Sequence[Decision], text: str, site: str, by: User, today: datetime.date
) -> Review:
    """Challenge decisions of one review, and tell its IRO, who must answer. The decisions are frozen until then."""
    made = challenge_decisions(decisions=decisions, text=text, by=by, today=today)
    review = decisions[0].review
    for reader in iros_of(review):
        path = reverse("after_review:to-answer")
        tell(reader, Notice.DECISION_CHALLENGED, about=made[0].pk, path=path, site=site, by=by)
    return review


@action("desk.answer_challenge")
def answer_and_tell(
    *,
    challenge: DecisionChallenge,
    answer: str,
    reason: str,
    wording: str,
    site: str,
    by: User,
    today: datetime.date,
    seen_version: int | None = None,
) -> DecisionChallenge:
    """Answer a challenge, and tell whoever made it."""
    answer_challenge(
        challenge=challenge,
        answer=answer,
        reason=reason,
        wording=wording,
        by=by,
        today=today,
        seen_version=seen_version,
    )
    path = reverse("after_review:decision", args=[challenge.decision_id])
    tell(challenge.made_by, Notice.CHALLENGE_ANSWERED, about=challenge.pk, path=path, site=site, by=by)
    return challenge


@action("desk.write_template")
def write_template(*, template: str, by: User, seen_version: int) -> AuthoritySettings:
    """Keep how a record reads in the council's own case system."""
    return change_settings(case_system_template=template, seen_version=seen_version, by=by)


def iros_of(review: Review) -> list[User]:
    """Return who answers a challenge: the child's IRO now, or else whoever chaired; nobody to whom it is closed."""
    standing = review.child.iro_allocations.open().values("iro")
    found = User.objects.active().exclude(kept_out_of(review.child))
    return list(found.filter(pk__in=standing)) or list(found.filter(pk=review.chair_id))
