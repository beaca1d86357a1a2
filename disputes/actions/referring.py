"""Referral to Cafcass: at any time, with or without a dispute."""

import datetime

from accounts.models import User
from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from children.models import Child
from disputes import policies
from disputes.actions.steps import check_day
from disputes.models import CafcassReferral, Dispute


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

    Raises RefusedError; ValidationError for a day that cannot be.
    """
    on = on or today
    check_day(on, not_before=child.date_of_birth, today=today)
    return CafcassReferral.objects.create(child=child, dispute=dispute, referred_on=on, referred_by=by, reason=reason)


@action("disputes.record_referral_outcome")
def record_referral_outcome(
    *, referral: CafcassReferral, outcome: str, by: Actor, seen_version: int | None = None
) -> CafcassReferral:
    """Record what came of a referral to Cafcass. Raises RefusedError when it is recorded already, ConflictError."""
    insist(policies.outcome_may_be_recorded(referral))
    return change(referral, seen_version=seen_version, outcome=outcome)
