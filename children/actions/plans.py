"""Recording visits, assessments and plans, and taking back what was recorded by mistake."""

import datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.verdict import insist, refused
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from children.enums import DutyKind
from children.models import Child, DutyDone
from children.policies import check_dates


@action("children.record_duty")
def record_duty(
    *,
    child: Child,
    kind: str,
    done_on: datetime.date,
    by: Actor,
    today: datetime.date,
    who: str = "",
    outcome: str = "",
) -> DutyDone:
    """Record that a visit, an assessment or a plan was made. A visit says whether the child was seen.

    Raises ValidationError, by field, for a day that cannot be, or a visit without its outcome.
    """
    check_dates(child, today, done_on=done_on)
    if kind == DutyKind.VISIT and not outcome:
        raise ValidationError({"outcome": "Say whether the child was seen."})
    return DutyDone.objects.create(
        child=child,
        kind=kind,
        done_on=done_on,
        who=who,
        outcome=outcome if kind == DutyKind.VISIT else "",
        recorded_by=by if isinstance(by, User) else None,
    )


@action("children.withdraw_duty")
def withdraw_duty(
    *, duty: DutyDone, because: str, by: Actor, today: datetime.date, seen_version: int | None = None
) -> DutyDone:
    """Take back what was recorded by mistake. It counts nowhere and stays readable. Raises RefusedError once it was."""
    if duty.withdrawn_on:
        insist(refused("This was taken back already."))
    return change(duty, seen_version=seen_version, withdrawn_on=today, withdrawn_because=because)
