"""What waits after reviews, for the reminders: challenges to answer, what may still be challenged, what to confirm."""

from collections.abc import Iterator

from accounts.enums import Role
from accounts.models import User
from desk.after_review.rows import challengeable, challenges_seen, said_done, sent_days_still_open
from desk.deadlines import Deadlines
from desk.digest.sources import Item, Source, register
from desk.histories import of_decisions
from desk.words import address
from statute.records import challenge_by


def to_answer(user: User, _when: Deadlines) -> Iterator[Item]:
    """Yield the challenges that wait for the IRO's answer; until then the decision is frozen."""
    for pk, child_id in challenges_seen(user).unanswered().values_list("pk", "decision__review__child_id"):
        yield Item(pk, child_id, None, address("after_review:answer", pk))


def to_challenge(user: User, when: Deadlines) -> Iterator[Item]:
    """Yield the decisions that a manager, or a deputy, may still challenge."""
    days = sent_days_still_open(user, when.calendar, when.today)
    for each in challengeable(user, days):
        due = challenge_by(each.review.record.decisions_sent_on, calendar=when.calendar)
        where = address("after_review:challenge", each.review_id)
        yield Item(each.pk, each.review.child_id, due.on, where, due)


def to_confirm(user: User, _when: Deadlines) -> Iterator[Item]:
    """Yield the decisions that are said to be carried out."""
    for pk, child_id in said_done(user).prefetch_related(None).values_list("pk", "review__child_id"):
        yield Item(pk, child_id, None, address("after_review:decision", pk))


def register_reminders() -> None:
    """Register them. Called from `AppConfig.ready()`."""
    manager, answer, challenge = (Role.OPERATIONAL_MANAGER,), "after_review:to-answer", "after_review:to-challenge"
    one, many = "decision that may still be challenged", "decisions that may still be challenged"
    register(Source("decisions_to_challenge", manager, one, many, to_challenge, challenge, histories=of_decisions))
    one, many = "challenge of a decision to answer", "challenges of decisions to answer"
    register(Source("challenges_to_answer", (Role.IRO,), one, many, to_answer, answer))
    one, many = "decision said to be carried out", "decisions said to be carried out"
    register(Source("decisions_said_done", (Role.IRO,), one, many, to_confirm, "after_review:to-confirm"))
