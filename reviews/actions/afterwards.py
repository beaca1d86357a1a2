"""After the review: decisions sent, the record written and finished, decisions carried out."""

import datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.verdict import insist, refused
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from reviews.actions.sending_out import list_recipients
from reviews.actions.steps import carry, stand
from reviews.enums import DecisionStanding, DecisionStatus, ProgressKind
from reviews.models import Decision, DecisionProgress, DecisionsTold, RecordOfReview, Review
from reviews.policies import may_close, may_send_decisions, may_write
from reviews.policies_afterwards import may_reopen, may_report
from reviews.told import who_is_told


@action("reviews.send_decisions")
def send_decisions(
    *,
    record: RecordOfReview,
    on: datetime.date,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
) -> RecordOfReview:
    """Send the decisions to the managers, their deputies and the social worker: five working days to challenge begin.

    Who was told stays on record. A day before today says that they left by another way then.
    """
    insist(may_send_decisions(record))
    check_day(record, on, today)
    change(record, seen_version=seen_version, decisions_sent_on=on)
    for decision in record.review.decisions.filter(standing=DecisionStanding.PROPOSED):
        stand(decision, DecisionStanding.SENT, by=by, on=on)
    DecisionsTold.objects.bulk_create(
        DecisionsTold(record=record, person=each.person, told_as=each.told_as, on=on)
        for each in who_is_told(record.review, on)
    )
    return record


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
    """Finish the record: it is released to the support worker, who distributes it to those who are listed with it.

    Raises RefusedError for a finished one; ValidationError, by field, for an empty one or a day that cannot be.
    """
    insist(may_write(record))
    check_day(record, on, today)
    if not text.strip():
        raise ValidationError({"text": "Write the record before you finish it."})
    change(record, seen_version=seen_version, text=text, finished_on=on)
    list_recipients(record=record, by=by)
    return record


@action("reviews.add_decision")
def add_decision(
    *,
    review: Review,
    text: str,
    owner: str,
    target_on: datetime.date,
    by: Actor,
) -> Decision:
    """Add a decision to a completed review whose decisions were not sent yet.

    Raises ValidationError, by field, for a target before the review; RefusedError once the decisions were sent.
    """
    record = getattr(review, "record", None)
    if record is not None and record.decisions_sent_on:
        insist(refused("The decisions of this review were sent already."))
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

    Raises RefusedError for one that is closed, or frozen; ValidationError, by field, for a day that cannot be.
    """
    insist(may_close(decision))
    if status == DecisionStatus.NO_LONGER_NEEDED and not outcome:
        raise ValidationError({"outcome": "Say why it is no longer needed."})
    if on > today or on < decision.review.day_completed:
        raise ValidationError({"on": "The day must lie between the review and today."})
    return carry(decision, DecisionStatus(status), by=by, on=on, seen_version=seen_version, outcome=outcome)


@action("reviews.reopen_decision")
def reopen_decision(
    *, decision: Decision, why: str, by: Actor, today: datetime.date, seen_version: int | None = None
) -> Decision:
    """Open a decision again that was closed by mistake, with the reason; what was said of it stays on record."""
    insist(may_reopen(decision))
    if not why:
        raise ValidationError({"why": "Say why it is open again."})
    return carry(
        decision, DecisionStatus.OPEN, by=by, on=today, why=why, seen_version=seen_version, outcome="", closed_at=None
    )


@action("reviews.name_owner")
def name_owner(*, decision: Decision, owned_by: User | None, by: Actor, seen_version: int | None = None) -> Decision:
    """Say who of those with an account carries a decision out: they are reminded of it."""
    insist(may_report(decision) if decision.standing != DecisionStanding.PROPOSED else may_close(decision))
    return change(decision, seen_version=seen_version, owned_by=owned_by)


@action("reviews.report_progress")
def report_progress(
    *, decision: Decision, text: str, says_done: bool, by: User, today: datetime.date
) -> DecisionProgress:
    """Report how far a decision has come, or that it was carried out: then it stands open until the IRO confirms."""
    insist(may_report(decision))
    kind = ProgressKind.SAID_DONE if says_done else ProgressKind.PROGRESS
    return _say(decision, kind, text, by, today)


@action("reviews.say_not_yet")
def say_not_yet(*, decision: Decision, text: str, by: User, today: datetime.date) -> DecisionProgress:
    """Say that a decision is not carried out yet although it was said to be: what is missing."""
    insist(may_report(decision))
    return _say(decision, ProgressKind.NOT_YET, text, by, today)


def _say(decision: Decision, kind: ProgressKind, text: str, by: User, today: datetime.date) -> DecisionProgress:
    if not text.strip():
        raise ValidationError({"text": "Say how far it has come."})
    return DecisionProgress.objects.create(decision=decision, kind=kind, text=text, on=today, by=by)


def check_day(record: RecordOfReview, on: datetime.date, today: datetime.date) -> None:
    """Refuse a day on which nothing can have happened to a record. Raises ValidationError."""
    if on > today:
        raise ValidationError({"on": "The day must not be in the future."})
    if on < record.review.day_completed:
        raise ValidationError({"on": "The day must not come before the review was completed."})
