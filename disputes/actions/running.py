"""Raising a dispute, taking it to a later stage, and what is written meanwhile."""

import datetime
from collections.abc import Iterable

from accounts.models import User
from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from children.models import Child
from children.policies import may_be_given
from disputes import policies
from disputes.actions.steps import check_day, end_stage, enter, limit_fields, note_status, person, running_stage
from disputes.models import Dispute, DisputeIssue, LimitChange, Reply
from disputes.transitions import is_formal
from reviews.models import IssueType, Review


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
    Raises RefusedError; ValidationError for a day that cannot be.
    """
    on = on or today
    insist(policies.may_enter(None, stage, skip_reason))
    insist(policies.may_be_addressed(stage, is_addressed=addressed_to is not None))
    if addressed_to is not None:
        insist(may_be_given(child, addressed_to))
    check_day(on, not_before=child.date_of_birth, today=today)
    dispute = Dispute.objects.create(
        child=child,
        review=review,
        raised_by=by,
        summary=summary,
        stage=stage,
        child_told=child_told,
        child_told_note=child_told_note,
        **limit_fields([(stage, on)]),
    )
    DisputeIssue.objects.bulk_create([DisputeIssue(dispute=dispute, issue=issue) for issue in issues])
    enter(dispute, since=None, stage=stage, on=on, addressed_to=addressed_to, skip_reason=skip_reason, by=by)
    note_status(dispute, "", on=on, by=by)
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

    Raises RefusedError; ValidationError for a day that cannot be; ConflictError when the dispute has changed since
    `seen_version`.
    """
    on = on or today
    insist(policies.may_be_escalated(dispute))
    insist(policies.may_enter(dispute.stage, stage, skip_reason))
    insist(policies.may_be_addressed(stage, is_addressed=addressed_to is not None))
    if addressed_to is not None:
        insist(may_be_given(dispute.child, addressed_to))
    running, since = running_stage(dispute), dispute.stage
    check_day(on, not_before=running.entered_on, today=today)
    starts_clock = dispute.resolve_by is None and is_formal(stage)
    limit = limit_fields([(stage, on)]) if starts_clock else {}
    change(dispute, seen_version=seen_version, stage=stage, **limit)
    end_stage(running, on)
    enter(dispute, since=since, stage=stage, on=on, addressed_to=addressed_to, skip_reason=skip_reason, by=by)
    return dispute


@action("disputes.reply")
def reply(*, dispute: Dispute, text: str, by: User, today: datetime.date, on: datetime.date | None = None) -> Dispute:
    """Add a reply, or a note of the IRO, to the running stage's thread. Nothing that was written is ever changed.

    Raises RefusedError; ValidationError for a day that cannot be.
    """
    on = on or today
    insist(policies.may_be_replied_to(dispute))
    running = running_stage(dispute)
    check_day(on, not_before=running.entered_on, today=today)
    Reply.objects.create(stage=running, by=by, on=on, text=text)
    return dispute


@action("disputes.recompute_limit")
def recompute_limit(*, dispute: Dispute, by: Actor, why: str = "Computed again") -> Dispute:
    """Write the limit of the formal process again from its stages. Appends to its history when the day differs."""
    fields = limit_fields(dispute.stages.values_list("stage", "entered_on"))
    was_on = dispute.resolve_by
    if fields and fields["resolve_by"] != was_on:
        now_on = fields["resolve_by"]
        LimitChange.objects.create(dispute=dispute, was_on=was_on, now_on=now_on, why=why, by=person(by))
    return change(dispute, **fields) if fields else dispute
