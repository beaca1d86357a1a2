"""After the review: decisions sent, the record written, finished and distributed, decisions carried out."""

import datetime

from django.core.exceptions import ValidationError

from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from reviews.enums import DecisionStatus
from reviews.models import Decision, RecordOfReview, Review
from reviews.policies import may_close, may_distribute, may_send_decisions, may_write


@action("reviews.send_decisions")
def send_decisions(
    *,
    record: RecordOfReview,
    on: datetime.date,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
) -> RecordOfReview:
    """Record that the decisions were sent: the manager's five working days to challenge begin."""
    insist(may_send_decisions(record))
    _check(record, on, today)
    return change(record, seen_version=seen_version, decisions_sent_on=on)


@action("reviews.write_record")
def write_record(
    *,
    record: RecordOfReview,
    text: str,
    by: Actor,
    seen_version: int | None = None,
) -> RecordOfReview:
    """Keep what is written so far. Raises RefusedError for a finished record: it is not rewritten."""
    insist(may_write(record))
    return change(record, seen_version=seen_version, text=text)


@action("reviews.finish_record")
def finish_record(
    *,
    record: RecordOfReview,
    text: str,
    on: datetime.date,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
) -> RecordOfReview:
    """Finish the record: it is released to the support worker, who distributes it.

    Raises RefusedError for a finished one; ValidationError, by field, for an empty one or a day that cannot be.
    """
    insist(may_write(record))
    _check(record, on, today)
    if not text.strip():
        raise ValidationError({"text": "Write the record before you finish it."})
    return change(record, seen_version=seen_version, text=text, finished_on=on)


@action("reviews.distribute_record")
def distribute_record(
    *,
    record: RecordOfReview,
    on: datetime.date,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
) -> RecordOfReview:
    """Record that the record went out. Raises RefusedError for one that is not finished, or that went out before."""
    insist(may_distribute(record))
    _check(record, on, today)
    if record.finished_on and on < record.finished_on:
        raise ValidationError({"on": f"The record was finished on {record.finished_on:%d/%m/%Y}."})
    return change(record, seen_version=seen_version, distributed_on=on)


@action("reviews.add_decision")
def add_decision(
    *,
    review: Review,
    text: str,
    owner: str,
    target_on: datetime.date,
    by: Actor,
) -> Decision:
    """Add a decision to a completed review. Raises ValidationError, by field, for a target before the review."""
    if target_on < review.day_completed:
        raise ValidationError({"target_on": "The target must not come before the review."})
    decision = Decision(review=review, text=text, owner=owner, target_on=target_on)
    decision.full_clean()
    decision.save()
    return decision


@action("reviews.close_decision")
def close_decision(
    *,
    decision: Decision,
    status: str,
    on: datetime.date,
    by: Actor,
    today: datetime.date,
    outcome: str = "",
    seen_version: int | None = None,
) -> Decision:
    """Record that a decision was carried out, or is no longer needed (which needs a word why).

    Raises RefusedError for one that is closed; ValidationError, by field, for a day that cannot be.
    """
    insist(may_close(decision))
    if status == DecisionStatus.NO_LONGER_NEEDED and not outcome:
        raise ValidationError({"outcome": "Say why it is no longer needed."})
    if on > today or on < decision.review.day_completed:
        raise ValidationError({"on": "The day must lie between the review and today."})
    return change(decision, seen_version=seen_version, status=status, closed_on=on, outcome=outcome)


def _check(record: RecordOfReview, on: datetime.date, today: datetime.date) -> None:
    if on > today:
        raise ValidationError({"on": "The day must not be in the future."})
    if on < record.review.day_completed:
        raise ValidationError({"on": "The day must not come before the review was completed."})
