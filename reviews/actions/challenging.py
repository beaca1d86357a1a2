"""Challenging decisions: made in time, answered by the IRO, taken back; and silence, which makes decisions final."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from office.authority import working_calendar
from reviews.actions.steps import note, person, stand
from reviews.enums import ChallengeAnswer, ChangeOf, DecisionStanding, DecisionStatus, ReviewStatus
from reviews.models import Decision, DecisionChallenge, RecordOfReview
from reviews.policies_afterwards import (
    last_day_to_challenge,
    may_answer,
    may_challenge,
    may_take_back_challenge,
)
from reviews.told import stood_in_for

WITHDRAWN = "Withdrawn after a challenge"
ANSWERS_OF_THE_IRO = (ChallengeAnswer.KEPT, ChallengeAnswer.REWORDED, ChallengeAnswer.WITHDRAWN)


@action("reviews.challenge_decisions")
def challenge_decisions(
    *, decisions: Sequence[Decision], text: str, by: User, today: datetime.date
) -> list[DecisionChallenge]:
    """Challenge decisions of one review, within five working days of their sending. They are frozen until answered.

    Raises RefusedError for one that cannot be challenged (any longer); ValidationError, by field, without a reason.
    """
    if not decisions:
        raise ValidationError({"decisions": "Choose which decisions you challenge."})
    if not text.strip():
        raise ValidationError({"text": "Say what you challenge, and why."})
    calendar = working_calendar()
    for decision in decisions:
        insist(may_challenge(decision, today=today, calendar=calendar))
    made_for = stood_in_for(by, decisions[0].review, today)
    return [_challenge(decision, text, by, made_for, today) for decision in decisions]


def _challenge(
    decision: Decision, text: str, by: User, made_for: User | None, today: datetime.date
) -> DecisionChallenge:
    stand(decision, DecisionStanding.CHALLENGED, by=by, on=today)
    return DecisionChallenge.objects.create(
        decision=decision, made_by=by, made_for=made_for, made_on=today, text=text, was_text=decision.text
    )


@action("reviews.answer_challenge")
def answer_challenge(
    *,
    challenge: DecisionChallenge,
    answer: str,
    reason: str,
    by: Actor,
    today: datetime.date,
    wording: str = "",
    seen_version: int | None = None,
) -> DecisionChallenge:
    """Answer a challenge: the decision is kept, reads otherwise from now on (both wordings stay), or is withdrawn.

    Raises RefusedError for one that was answered; ValidationError, by field, without a reason or the new words.
    """
    insist(may_answer(challenge))
    decision = challenge.decision
    _check_answer(decision, answer, reason, wording)
    words = wording if answer == ChallengeAnswer.REWORDED else ""
    _write_answer(challenge, answer, reason, became_text=words, by=by, today=today, seen_version=seen_version)
    why = ChallengeAnswer(answer).label
    if answer == ChallengeAnswer.WITHDRAWN:
        _withdraw(decision, by, today)
        return challenge
    fields: dict[str, Any] = {"text": wording} if answer == ChallengeAnswer.REWORDED else {}
    stand(decision, DecisionStanding.FINAL, by=by, on=today, why=why, **fields)
    return challenge


def _withdraw(decision: Decision, by: Actor, today: datetime.date) -> None:
    """End both lives of a decision in one write: the database refuses a withdrawn one that is still to be done."""
    ended: dict[str, Any] = {"status": DecisionStatus.NO_LONGER_NEEDED, "closed_on": today, "outcome": WITHDRAWN}
    was = decision.status
    stand(decision, DecisionStanding.WITHDRAWN, by=by, on=today, why=WITHDRAWN, **ended)
    note(decision, ChangeOf.CARRYING_OUT, was, DecisionStatus.NO_LONGER_NEEDED, why=WITHDRAWN, on=today, by=by)


@action("reviews.take_back_challenge")
def take_back_challenge(
    *, challenge: DecisionChallenge, reason: str, by: User, today: datetime.date, seen_version: int | None = None
) -> DecisionChallenge:
    """Take a challenge back that was made by mistake, or that was settled: the time to challenge runs on.

    Raises RefusedError for one that was answered, or that somebody else made; ValidationError without a reason.
    """
    insist(may_take_back_challenge(challenge, by))
    if not reason.strip():
        raise ValidationError({"reason": "Say why you take it back."})
    _write_answer(challenge, ChallengeAnswer.TAKEN_BACK, reason, by=by, today=today, seen_version=seen_version)
    stand(challenge.decision, DecisionStanding.SENT, by=by, on=today, why=ChallengeAnswer.TAKEN_BACK.label)
    return challenge


@action("reviews.let_decisions_stand")
def let_decisions_stand(*, record: RecordOfReview, by: Actor, today: datetime.date) -> RecordOfReview:
    """Make the decisions of a review final that nobody challenged in time: silence lets them stand (REC-CHALLENGE-5WD).

    May run twice, and does nothing while the time still runs. What was challenged waits for the IRO's answer.
    """
    last = last_day_to_challenge(record, working_calendar())
    if last is None or today <= last or record.review.status != ReviewStatus.COMPLETED:
        return record
    told = record.told.count()
    why = f"Nobody challenged it by {last:%d/%m/%Y}; it was sent to {told} {'person' if told == 1 else 'people'}"
    for decision in record.review.decisions.filter(standing=DecisionStanding.SENT):
        stand(decision, DecisionStanding.FINAL, by=by, on=last + datetime.timedelta(days=1), why=why)
    return record


def _write_answer(
    challenge: DecisionChallenge,
    answer: str,
    reason: str,
    *,
    by: Actor,
    today: datetime.date,
    seen_version: int | None,
    became_text: str = "",
) -> None:
    change(
        challenge,
        seen_version=seen_version,
        answer=answer,
        answer_text=reason,
        became_text=became_text,
        answered_on=today,
        answered_by=person(by),
    )


def _check_answer(decision: Decision, answer: str, reason: str, wording: str) -> None:
    found = {}
    if answer not in ANSWERS_OF_THE_IRO:
        found["answer"] = "Say what becomes of the decision."
    if not reason.strip():
        found["reason"] = "Say why."
    if answer == ChallengeAnswer.REWORDED and wording.strip() in ("", decision.text):
        found["wording"] = "Write the decision as it reads from now on."
    if found:
        raise ValidationError(found)
