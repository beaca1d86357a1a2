"""What the state of a dispute allows. Who may do it is a matter of `permissions`."""

import datetime

from accounts.verdict import ALLOWED, Verdict, refused
from design.formats import day
from disputes.enums import DisputeStatus, Stage
from disputes.models import CafcassReferral, Dispute
from disputes.transitions import is_formal, later_stages, may_become, skipped_between

ENDED = refused("This dispute has ended. If it was closed by mistake, open it again first.")


def _is_open(dispute: Dispute) -> Verdict:
    return ALLOWED if dispute.status == DisputeStatus.OPEN else ENDED


def may_be_replied_to(dispute: Dispute) -> Verdict:
    """Say whether anything can be added to the thread: only while the dispute is open."""
    return _is_open(dispute)


def may_be_escalated(dispute: Dispute) -> Verdict:
    """Say whether there is a further stage to go to."""
    if not _is_open(dispute):
        return ENDED
    if not later_stages(dispute.stage):
        return refused(
            "This dispute is at the last stage of the protocol. The child’s case can be referred to Cafcass."
        )
    return ALLOWED


def may_enter(stage: str | None, wanted: str, skip_reason: str) -> Verdict:
    """Say whether a dispute at `stage` (None: just being raised) may go to `wanted`, with the reason for any skip."""
    if Stage(wanted) not in later_stages(stage):
        return refused("Choose a stage that comes after the present one.")
    if skipped_between(stage, wanted) and not skip_reason.strip():
        return refused("Say why a stage was left out.")
    return ALLOWED


def may_be_addressed(stage: str, *, is_addressed: bool) -> Verdict:
    """Say whether a stage has the addressee it needs: a formal stage is addressed to somebody."""
    if is_formal(stage) and not is_addressed:
        return refused("Choose who must reply at this stage.")
    return ALLOWED


def may_be_resolved(dispute: Dispute) -> Verdict:
    """Say whether the dispute can be resolved now."""
    return ALLOWED if may_become(dispute.status, DisputeStatus.RESOLVED) else ENDED


def may_be_withdrawn(dispute: Dispute) -> Verdict:
    """Say whether the dispute can be withdrawn now."""
    return ALLOWED if may_become(dispute.status, DisputeStatus.WITHDRAWN) else ENDED


def may_be_reopened(dispute: Dispute) -> Verdict:
    """Say whether the dispute can be opened again: only one that has ended."""
    if may_become(dispute.status, DisputeStatus.OPEN):
        return ALLOWED
    return refused("This dispute is open already.")


def outcome_may_be_recorded(referral: CafcassReferral) -> Verdict:
    """Say whether the outcome of a referral is still to be recorded."""
    return refused("The outcome of this referral is recorded already.") if referral.outcome else ALLOWED


def may_happen_on(on: datetime.date, *, not_before: datetime.date | None, today: datetime.date) -> Verdict:
    """Say whether something can have happened on a day: not to come, and not before what it follows."""
    if on > today:
        return refused("The date must be today or in the past.")
    if not_before and on < not_before:
        return refused(f"The date must be {day(not_before)} or later.")
    return ALLOWED
