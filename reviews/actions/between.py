"""Between two reviews: the check half-way, what the IRO is told and answers, how they were in touch with the child."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from children.models import Child
from children.policies import check_dates
from reviews.actions.afterwards import close_decision
from reviews.actions.planning import ask_for_earlier_review, open_earlier_review
from reviews.actions.steps import person
from reviews.enums import DecisionStatus, EarlyReason
from reviews.enums_between import EarlierAnswer, EventKind, Progress
from reviews.models import ContactWithChild, Decision, MidpointCheck, MidpointFinding, Review, SignificantEvent
from reviews.policies_between import may_answer, may_check, may_raise, may_withdraw

FOUND_DONE = "Found carried out at the mid-point check"


@dataclass(frozen=True)
class Considered:
    """What the IRO answered when asked to consider an earlier review: why, and by which day if yes."""

    reason: str
    review_by: datetime.date | None = None

    @property
    def answer(self) -> EarlierAnswer:
        """Return yes where there is a day, else no."""
        return EarlierAnswer.NO if self.review_by is None else EarlierAnswer.YES


@action("reviews.check_midpoint")
def check_midpoint(
    *,
    check: MidpointCheck,
    findings: Mapping[Decision, str],
    spoke_with_child: bool,
    considered: Considered,
    by: User,
    today: datetime.date,
    note: str = "",
    seen_version: int | None = None,
) -> MidpointCheck:
    """Record the check half-way: where each open decision is, and whether the review should come earlier.

    findings: decision -> `Progress`; one found carried out is closed. Raises RefusedError for a check that was made or
    has lapsed; ValidationError, by field, without a reason or for a day that cannot be.
    """
    insist(may_check(check))
    _needs_reason(considered)
    change(
        check,
        seen_version=seen_version,
        done_on=today,
        done_by=by,
        spoke_with_child=spoke_with_child,
        earlier=considered.answer,
        earlier_reason=considered.reason,
        note=note,
    )
    for decision, progress in findings.items():
        MidpointFinding.objects.create(check_made=check, decision=decision, progress=progress)
        if progress == Progress.DONE and decision.status == DecisionStatus.OPEN:
            close_decision(
                decision=decision, status=DecisionStatus.DONE, on=today, outcome=FOUND_DONE, by=by, today=today
            )
    if considered.review_by is not None:
        _bring_forward(check.review, considered, EarlyReason.IRO_ASKED, by, today)
    return check


@action("reviews.note_concern")
def note_concern(*, finding: MidpointFinding, by: Actor, today: datetime.date) -> MidpointFinding:
    """Note that a concern was raised about a decision from the check half-way. Raises RefusedError the second time."""
    insist(may_raise(finding))
    return change(finding, concern_on=today)


@action("reviews.tell_of_event")
def tell_of_event(
    *,
    child: Child,
    kind: str,
    on: datetime.date,
    what: str,
    by: Actor,
    today: datetime.date,
    decision: Decision | None = None,
) -> SignificantEvent:
    """Tell the IRO of a significant event, or of a change that is proposed. It waits until the IRO answers.

    by: who tells, or a job of the system. decision: which was not carried out. Raises ValidationError, by field.
    """
    check_dates(child, today, on=on)
    if not what.strip():
        raise ValidationError({"what": "Say what happened."})
    return SignificantEvent.objects.create(
        child=child, kind=kind, on=on, what=what, told_on=today, told_by=person(by), decision=decision
    )


@action("reviews.answer_event")
def answer_event(
    *,
    event: SignificantEvent,
    wishes_known: bool,
    considered: Considered,
    by: User,
    today: datetime.date,
    wishes_note: str = "",
    seen_version: int | None = None,
) -> SignificantEvent:
    """Answer an event: were the child's wishes ascertained, and should the review come earlier (regulation 45(4)).

    Where no review is open, since none falls due before the 18th birthday, one is opened. Raises RefusedError for an
    event that was answered; ValidationError, by field, without a reason, or for a day that cannot be.
    """
    insist(may_answer(event))
    _needs_reason(considered)
    review = None
    if considered.review_by is not None:
        review = Review.objects.open().looked_after().filter(child=event.child).order_by("due_on", "pk").first()
        review = review or Review.objects.open().filter(child=event.child).order_by("due_on", "pk").first()
        early = EarlyReason.PLAN_CHANGED if event.source_of_law else EarlyReason.IRO_ASKED
        if review is None:
            review = _open_earlier(event.child, considered, early, by, today)
        else:
            _bring_forward(review, considered, early, by, today)
    return change(
        event,
        seen_version=seen_version,
        answered_on=today,
        answered_by=by,
        wishes_known=wishes_known,
        wishes_note=wishes_note,
        earlier=considered.answer,
        earlier_reason=considered.reason,
        review=review,
    )


@action("reviews.withdraw_event")
def withdraw_event(
    *, event: SignificantEvent, because: str, by: Actor, today: datetime.date, seen_version: int | None = None
) -> SignificantEvent:
    """Take back an event that was recorded by mistake. It stays readable, and asks nothing any longer."""
    insist(may_withdraw(event))
    return change(event, seen_version=seen_version, withdrawn_on=today, withdrawn_because=because)


@action("reviews.keep_contact")
def keep_contact(
    *,
    child: Child,
    channel: str,
    on: datetime.date,
    child_asked: bool,
    by: User,
    today: datetime.date,
    note: str = "",
) -> ContactWithChild:
    """Record that the IRO and the child were in touch. Raises ValidationError, by field, for a day that cannot be."""
    check_dates(child, today, on=on)
    return ContactWithChild.objects.create(
        child=child, channel=channel, on=on, child_asked=child_asked, note=note, by_whom=by
    )


@action("reviews.withdraw_contact")
def withdraw_contact(
    *, contact: ContactWithChild, because: str, by: Actor, today: datetime.date, seen_version: int | None = None
) -> ContactWithChild:
    """Take back a contact that was recorded by mistake. It counts nowhere and stays readable."""
    insist(may_withdraw(contact))
    return change(contact, seen_version=seen_version, withdrawn_on=today, withdrawn_because=because)


def failed_decision_words(decision: Decision) -> str:
    """Return what the IRO is told of a decision whose target has passed."""
    return f"Not carried out by {decision.target_on:%d/%m/%Y}: {decision.text}"[:1000]


def told_kind_of_change(reason_new: str) -> EventKind:
    """Return which event a new episode is, by the national code of why it began: a move, or a change of status."""
    return EventKind.STATUS_CHANGE if reason_new == "L" else EventKind.PLACEMENT_MOVE


def _needs_reason(considered: Considered) -> None:
    if not considered.reason.strip():
        raise ValidationError({"reason": "Say why the review comes earlier, or why it need not."})


def _open_earlier(child: Child, considered: Considered, early: EarlyReason, by: User, today: datetime.date) -> Review:
    period = child.periods.filter(ceased_on__isnull=True).last()
    if period is None:
        raise ValidationError({"review_by": "The child is not looked after any more: no review can come earlier."})
    return open_earlier_review(
        period=period, review_by=considered.review_by, reason=early, note=considered.reason, by=by, today=today
    )


def _bring_forward(review: Review, considered: Considered, early: EarlyReason, by: User, today: datetime.date) -> None:
    if considered.review_by is None:
        return
    ask_for_earlier_review(
        review=review, review_by=considered.review_by, reason=early, note=considered.reason, by=by, today=today
    )
