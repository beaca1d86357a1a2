"""Everything that happens to a dispute. Who may do it is asked beside the views; the record's state is asked here."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from children.models import Child
from disputes import policies
from disputes.enums import DisputeStatus
from disputes.limits import formal_limit, reply_limit
from disputes.models import CafcassReferral, Dispute, DisputeIssue, DisputeStatusChange, Reply, ResolutionStage
from disputes.transitions import is_formal, skipped_between
from office.versions import change
from reviews.models import IssueType, Review


@dataclass(frozen=True)
class PastReply:
    """Something that earlier records say was answered at a stage."""

    by: User
    on: datetime.date
    text: str


@dataclass(frozen=True)
class PastStage:
    """A stage that earlier records tell of. `skip_reason` says why stages before it were left out, where any were."""

    stage: str
    entered_on: datetime.date
    ended_on: datetime.date | None = None
    addressed_to: User | None = None
    skip_reason: str = ""
    replies: Sequence[PastReply] = ()


@dataclass(frozen=True)
class PastEnd:
    """How earlier records say a dispute ended: resolved (with its `Effect` where known) or withdrawn."""

    on: datetime.date
    resolution: str
    effect: str = ""
    status: str = DisputeStatus.RESOLVED


def _person(by: Actor) -> User | None:
    """Return who acts, where it is a person."""
    return by if isinstance(by, User) else None


def _limit_fields(stages: Iterable[tuple[str, datetime.date]]) -> dict[str, Any]:
    """Return the columns that hold the limit of the formal process, or none while it is informal."""
    due = formal_limit(stages)
    return {"resolve_by": due.on, "resolve_by_explanation": due.explanation} if due else {}


def _note_status(dispute: Dispute, was: str, *, on: datetime.date, by: Actor, why: str = "", effect: str = "") -> None:
    """Append the step to the history that nobody can change."""
    DisputeStatusChange.objects.create(
        dispute=dispute, was=was, became=dispute.status, why=why, effect=effect, on=on, by=_person(by)
    )


def _enter(
    dispute: Dispute,
    *,
    since: str | None,
    stage: str,
    on: datetime.date,
    addressed_to: User | None,
    skip_reason: str,
    by: Actor,
) -> ResolutionStage:
    """Open a stage, counting the stages passed over since the one before (`since`; None: since the beginning)."""
    skipped = skipped_between(since, stage)
    return ResolutionStage.objects.create(
        dispute=dispute,
        stage=stage,
        entered_on=on,
        addressed_to=addressed_to,
        reply_by=reply_limit(on).on,
        stages_skipped=len(skipped),
        skip_reason=skip_reason.strip() if skipped else "",
        entered_by=_person(by),
    )


def _running(dispute: Dispute) -> ResolutionStage:
    """Return the stage that runs; an open dispute always has one."""
    return dispute.stages.get(ended_on__isnull=True)


def _end_stage(stage: ResolutionStage, on: datetime.date) -> None:
    stage.ended_on = on
    stage.save(update_fields=["ended_on"])


@action("disputes.raise")
def raise_dispute(
    *,
    child: Child,
    stage: str,
    issues: Iterable[IssueType],
    summary: str,
    addressed_to: User | None,
    by: User,
    today: datetime.date,
    on: datetime.date | None = None,
    review: Review | None = None,
    skip_reason: str = "",
    child_told: bool | None = None,
    child_told_note: str = "",
) -> Dispute:
    """Raise a concern about a child's care at a stage of the protocol; `by` is the person who raises it.

    on: the day it was raised, today unless said otherwise. A formal stage starts the clock of 20 working days
    (DISPUTE-20WD) and is addressed to somebody; a start beyond pre-protocol says why (`skip_reason`).
    Raises RefusedError.
    """
    on = on or today
    insist(policies.may_enter(None, stage, skip_reason))
    insist(policies.may_be_addressed(stage, is_addressed=addressed_to is not None))
    insist(policies.may_happen_on(on, not_before=child.date_of_birth, today=today))
    dispute = Dispute.objects.create(
        child=child,
        review=review,
        raised_by=by,
        summary=summary,
        stage=stage,
        child_told=child_told,
        child_told_note=child_told_note,
        **_limit_fields([(stage, on)]),
    )
    DisputeIssue.objects.bulk_create([DisputeIssue(dispute=dispute, issue=issue) for issue in issues])
    _enter(dispute, since=None, stage=stage, on=on, addressed_to=addressed_to, skip_reason=skip_reason, by=by)
    _note_status(dispute, "", on=on, by=by)
    return dispute


@action("disputes.escalate")
def escalate(
    *,
    dispute: Dispute,
    stage: str,
    addressed_to: User | None,
    by: Actor,
    today: datetime.date,
    on: datetime.date | None = None,
    skip_reason: str = "",
    seen_version: int | None = None,
) -> Dispute:
    """Take a dispute to a later stage; one that leaves stages out says why. The formal clock is never started again.

    Raises RefusedError; ConflictError when the dispute has changed since `seen_version`.
    """
    on = on or today
    insist(policies.may_be_escalated(dispute))
    insist(policies.may_enter(dispute.stage, stage, skip_reason))
    insist(policies.may_be_addressed(stage, is_addressed=addressed_to is not None))
    running, since = _running(dispute), dispute.stage
    insist(policies.may_happen_on(on, not_before=running.entered_on, today=today))
    starts_clock = dispute.resolve_by is None and is_formal(stage)
    limit = _limit_fields([(stage, on)]) if starts_clock else {}
    change(dispute, seen_version=seen_version, stage=stage, **limit)
    _end_stage(running, on)
    _enter(dispute, since=since, stage=stage, on=on, addressed_to=addressed_to, skip_reason=skip_reason, by=by)
    return dispute


@action("disputes.reply")
def reply(*, dispute: Dispute, text: str, by: User, today: datetime.date, on: datetime.date | None = None) -> Dispute:
    """Add a reply, or a note of the IRO, to the running stage's thread. Nothing that was written is ever changed.

    Raises RefusedError.
    """
    on = on or today
    insist(policies.may_be_replied_to(dispute))
    running = _running(dispute)
    insist(policies.may_happen_on(on, not_before=running.entered_on, today=today))
    Reply.objects.create(stage=running, by=by, on=on, text=text)
    return dispute


def _close(
    dispute: Dispute,
    status: DisputeStatus,
    *,
    why: str,
    effect: str,
    on: datetime.date,
    by: Actor,
    today: datetime.date,
    seen_version: int | None,
) -> Dispute:
    running, was = _running(dispute), dispute.status
    insist(policies.may_happen_on(on, not_before=running.entered_on, today=today))
    change(dispute, seen_version=seen_version, status=status, resolved_on=on, resolution=why, effect=effect)
    _end_stage(running, on)
    _note_status(dispute, was, on=on, by=by, why=why, effect=effect)
    return dispute


@action("disputes.resolve")
def resolve(
    *,
    dispute: Dispute,
    resolution: str,
    effect: str,
    by: Actor,
    today: datetime.date,
    on: datetime.date | None = None,
    seen_version: int | None = None,
) -> Dispute:
    """Record how a dispute was resolved and what that changed for the child (`Effect`).

    Raises RefusedError, ConflictError.
    """
    insist(policies.may_be_resolved(dispute))
    return _close(
        dispute,
        DisputeStatus.RESOLVED,
        why=resolution,
        effect=effect,
        on=on or today,
        by=by,
        today=today,
        seen_version=seen_version,
    )


@action("disputes.withdraw")
def withdraw(
    *,
    dispute: Dispute,
    reason: str,
    by: Actor,
    today: datetime.date,
    on: datetime.date | None = None,
    seen_version: int | None = None,
) -> Dispute:
    """Withdraw a dispute, with the reason. Raises RefusedError, ConflictError."""
    insist(policies.may_be_withdrawn(dispute))
    return _close(
        dispute,
        DisputeStatus.WITHDRAWN,
        why=reason,
        effect="",
        on=on or today,
        by=by,
        today=today,
        seen_version=seen_version,
    )


@action("disputes.reopen")
def reopen(
    *, dispute: Dispute, reason: str, by: Actor, today: datetime.date, seen_version: int | None = None
) -> Dispute:
    """Open again a dispute that was closed by mistake, at the stage where it stood. Its clock runs on as it was.

    Raises RefusedError, ConflictError.
    """
    insist(policies.may_be_reopened(dispute))
    was = dispute.status
    change(dispute, seen_version=seen_version, status=DisputeStatus.OPEN, resolved_on=None, resolution="", effect="")
    last = dispute.stages.get(stage=dispute.stage)
    last.ended_on = None
    last.save(update_fields=["ended_on"])
    _note_status(dispute, was, on=today, by=by, why=reason)
    return dispute


@action("disputes.refer_to_cafcass")
def refer_to_cafcass(
    *,
    child: Child,
    reason: str,
    by: User,
    today: datetime.date,
    on: datetime.date | None = None,
    dispute: Dispute | None = None,
) -> CafcassReferral:
    """Record that `by` referred the child's case to Cafcass: at any time, with or without a dispute (CA 1989 s.25B(3)).

    Raises RefusedError.
    """
    on = on or today
    insist(policies.may_happen_on(on, not_before=child.date_of_birth, today=today))
    return CafcassReferral.objects.create(child=child, dispute=dispute, referred_on=on, referred_by=by, reason=reason)


@action("disputes.record_referral_outcome")
def record_referral_outcome(
    *, referral: CafcassReferral, outcome: str, by: Actor, seen_version: int | None = None
) -> CafcassReferral:
    """Record what came of a referral to Cafcass. Raises RefusedError when it is recorded already, ConflictError."""
    insist(policies.outcome_may_be_recorded(referral))
    return change(referral, seen_version=seen_version, outcome=outcome)


@action("disputes.recompute_limit")
def recompute_limit(*, dispute: Dispute, by: Actor) -> Dispute:
    """Write the limit of the formal process again from its stages, after the bank holidays have changed."""
    fields = _limit_fields(dispute.stages.values_list("stage", "entered_on"))
    return change(dispute, **fields) if fields else dispute


@action("disputes.bring_in")
def bring_in_dispute(
    *,
    child: Child,
    raised_by: User,
    summary: str,
    issues: Iterable[IssueType],
    stages: Sequence[PastStage],
    by: Actor,
    end: PastEnd | None = None,
    review: Review | None = None,
    child_told: bool | None = None,
    child_told_note: str = "",
    is_invented: bool = False,
) -> Dispute:
    """Record a dispute that earlier records tell of, with the days they give; no clock is asked.

    stages: in order, at least one; each ends where the next begins, and the last with the dispute, unless it says so.
    end: how it ended; None for one that is still open.
    Raises RefusedError where a stage was left out without a reason, IntegrityError where the days make no sense.
    """
    ended = (
        {"status": end.status, "resolved_on": end.on, "resolution": end.resolution, "effect": end.effect} if end else {}
    )
    dispute = Dispute.objects.create(
        child=child,
        review=review,
        raised_by=raised_by,
        summary=summary,
        stage=stages[-1].stage,
        child_told=child_told,
        child_told_note=child_told_note,
        is_invented=is_invented,
        **ended,
        **_limit_fields([(past.stage, past.entered_on) for past in stages]),
    )
    DisputeIssue.objects.bulk_create([DisputeIssue(dispute=dispute, issue=issue) for issue in issues])
    _bring_in_stages(dispute, stages, by=by)
    opened_on = stages[0].entered_on
    DisputeStatusChange.objects.create(dispute=dispute, became=DisputeStatus.OPEN, on=opened_on, by=_person(by))
    if end:
        _note_status(dispute, DisputeStatus.OPEN, on=end.on, by=by, why=end.resolution, effect=end.effect)
    return dispute


def _bring_in_stages(dispute: Dispute, stages: Sequence[PastStage], *, by: Actor) -> None:
    """Record past stages one after the other, each ending where the next began unless the records say otherwise."""
    since = None
    ends = [*(past.entered_on for past in stages[1:]), dispute.resolved_on]
    for past, next_on in zip(stages, ends, strict=True):
        insist(policies.may_enter(since, past.stage, past.skip_reason))
        entered = _enter(
            dispute,
            since=since,
            stage=past.stage,
            on=past.entered_on,
            addressed_to=past.addressed_to,
            skip_reason=past.skip_reason,
            by=by,
        )
        for answer in past.replies:
            Reply.objects.create(stage=entered, by=answer.by, on=answer.on, text=answer.text)
        ended_on = past.ended_on or next_on
        if ended_on:
            _end_stage(entered, ended_on)
        since = past.stage
