"""Authority to place a child for adoption: recorded, and ended."""

import datetime

from django.core.exceptions import ValidationError

from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change, take_turn
from children.enums import AuthorityEnd
from children.models import AdoptionAuthority, Child, PeriodOfCare
from children.policies import check_dates, may_end_authority, may_record_authority


@action("children.record_authority")
def record_authority(
    *,
    child: Child,
    ground: str,
    granted_on: datetime.date,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
) -> AdoptionAuthority:
    """Record that the authority may place a child for adoption, from a day, on a ground of `AuthorityGround`.

    The caller computes the limits of the reviews again. Raises RefusedError where the child is not looked after, has
    short breaks, or authority is there already; ValidationError, by field, for a day to come or before care began.
    """
    take_turn(child, seen_version=seen_version)
    period = _period_of(child)
    insist(may_record_authority(period, child.adoption_authorities.standing().first()))
    check_dates(child, today, granted_on=granted_on)
    authority = AdoptionAuthority(child=child, period=period, ground=ground, granted_on=granted_on)
    before = child.adoption_authorities.meant().order_by("-ended_on").first()
    if before and before.ended_on and granted_on < before.ended_on:
        raise ValidationError({"granted_on": f"Authority held before ended on {before.ended_on:%d/%m/%Y}."})
    authority.full_clean()
    authority.save()
    return authority


@action("children.end_authority")
def end_authority(
    *,
    authority: AdoptionAuthority,
    on: datetime.date,
    reason: str,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
) -> AdoptionAuthority:
    """Record that authority to place ended: revoked, consent withdrawn, another plan, or never given (a mistake).

    The caller computes the limits of the reviews again. Raises RefusedError where it has ended, or the child is placed
    for adoption; ValidationError, by field, for a day to come or before it was given. seen_version: of the child.
    """
    take_turn(authority.child, seen_version=seen_version)
    insist(may_end_authority(authority.child))
    if on > today:
        raise ValidationError({"on": "This day must not be in the future."})
    if on < authority.granted_on:
        raise ValidationError({"on": f"Authority was given on {authority.granted_on:%d/%m/%Y}. Enter a later day."})
    ended_on = authority.granted_on if reason == AuthorityEnd.MISTAKE else on
    return change(authority, ended_on=ended_on, ended_reason=reason)


def _period_of(child: Child) -> PeriodOfCare | None:
    return child.periods.open().first()
