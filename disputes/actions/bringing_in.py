"""Disputes that earlier records tell of, with the days they give."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accounts.models import User
from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from children.models import Child
from disputes import policies
from disputes.actions.steps import end_stage, enter, limit_fields, note_status, person
from disputes.enums import DisputeStatus
from disputes.models import Dispute, DisputeIssue, DisputeStatusChange, Reply
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
        **limit_fields([(past.stage, past.entered_on) for past in stages]),
    )
    DisputeIssue.objects.bulk_create([DisputeIssue(dispute=dispute, issue=issue) for issue in issues])
    _bring_in_stages(dispute, stages, by=by)
    opened_on = stages[0].entered_on
    DisputeStatusChange.objects.create(dispute=dispute, became=DisputeStatus.OPEN, on=opened_on, by=person(by))
    if end:
        note_status(dispute, DisputeStatus.OPEN, on=end.on, by=by, why=end.resolution, effect=end.effect)
    return dispute


def _bring_in_stages(dispute: Dispute, stages: Sequence[PastStage], *, by: Actor) -> None:
    """Record past stages one after the other, each ending where the next began unless the records say otherwise."""
    since = None
    ends = [*(past.entered_on for past in stages[1:]), dispute.resolved_on]
    for past, next_on in zip(stages, ends, strict=True):
        insist(policies.may_enter(since, past.stage, past.skip_reason))
        entered = enter(
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
            end_stage(entered, ended_on)
        since = past.stage
