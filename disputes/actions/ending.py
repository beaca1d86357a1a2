"""Ending a dispute, and opening it again where it was closed by mistake."""

import datetime

from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from disputes import policies
from disputes.actions.steps import check_day, end_stage, note_status, running_stage
from disputes.enums import DisputeStatus
from disputes.models import Dispute


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
    running, was = running_stage(dispute), dispute.status
    check_day(on, not_before=running.entered_on, today=today)
    change(dispute, seen_version=seen_version, status=status, resolved_on=on, resolution=why, effect=effect)
    end_stage(running, on)
    note_status(dispute, was, on=on, by=by, why=why, effect=effect)
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

    Raises RefusedError, ValidationError, ConflictError.
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
    """Withdraw a dispute, with the reason. Raises RefusedError, ValidationError, ConflictError."""
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
    note_status(dispute, was, on=today, by=by, why=reason)
    return dispute
