"""Who answers for a child: the IRO, the social worker and team."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import Team, User
from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import take_turn
from children.actions.care import open_period_of
from children.enums import AllocationReason
from children.models import Child, IROAllocation, SocialWorkAllocation
from children.policies import may_be_iro, may_change_care


@action("children.bring_in_allocation")
def bring_in_allocation(*, child: Child, by: Actor, **facts: Any) -> IROAllocation:
    """Record an allocation known from earlier records, standing or ended. `facts` are fields of IROAllocation."""
    return IROAllocation.objects.create(child=child, **facts)


@action("children.allocate_iro")
def allocate_iro(
    *,
    child: Child,
    iro: User,
    on: datetime.date,
    reason: str,
    by: Actor,
    note: str = "",
    seen_version: int | None = None,
) -> IROAllocation:
    """Give a child an IRO, or another one: the allocation that stands ends the day the new one begins.

    Raises RefusedError when the child is not looked after; ValidationError, by field, when nothing would change, when
    the day comes before the allocation that stands began, or when "other" is given without a note.
    """
    take_turn(child, seen_version=seen_version)
    insist(may_change_care(open_period_of(child)))
    insist(may_be_iro(child, iro))
    standing = child.iro_allocations.open().first()
    if reason == AllocationReason.OTHER and not note:
        raise ValidationError({"note": "Say why."})
    if standing and standing.iro_id == iro.pk:
        raise ValidationError({"iro": f"{iro} is already this child's IRO. Choose someone else."})
    if standing and on < standing.from_on:
        raise ValidationError({"on": f"This day must not come before {standing.from_on:%d/%m/%Y}."})
    child.iro_allocations.open().update(until_on=on)
    allocated_by = by if isinstance(by, User) else None
    return IROAllocation.objects.create(
        child=child, iro=iro, from_on=on, reason=reason, note=note, allocated_by=allocated_by
    )


@action("children.allocate_social_worker")
def allocate_social_worker(
    *,
    child: Child,
    team: Team,
    on: datetime.date,
    by: Actor,
    social_worker: User | None = None,
    is_invented: bool = False,
    seen_version: int | None = None,
) -> SocialWorkAllocation:
    """Record which social worker and team answer for a child; the allocation that stands ends that day.

    Raises ValidationError for a day before the allocation that stands began.
    """
    take_turn(child, seen_version=seen_version)
    standing = child.social_work_allocations.open().first()
    if standing and on < standing.from_on:
        raise ValidationError({"on": f"This day must not come before {standing.from_on:%d/%m/%Y}."})
    child.social_work_allocations.open().update(until_on=on)
    return SocialWorkAllocation.objects.create(
        child=child, team=team, social_worker=social_worker, from_on=on, is_invented=is_invented
    )
