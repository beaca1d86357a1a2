"""Whom the arrangements name, and who may be named."""

import datetime
from collections.abc import Sequence

from accounts.enums import Role
from accounts.models import RoleGrant, User
from office.duty.models import DutyArrangements

# Who acts on a safety alert, in the order in which somebody who holds several of these roles is told.
# Source: the access model, roles x capabilities, "Safety alert".
MAY_ACT = (Role.MANAGER, Role.IRO, Role.OPERATIONAL_MANAGER, Role.SOCIAL_WORKER)
AT_ONCE = ("duty_first", "duty_second")
IN_ORDER = ("next_first", "next_second", "next_third")


def arrangements() -> DutyArrangements:
    """Return the duty arrangements; empty ones with the usual hours where nobody has made any."""
    named = DutyArrangements.objects.select_related(*AT_ONCE, *IN_ORDER)
    return named.filter(pk=1).first() or DutyArrangements(pk=1)


def named(row: DutyArrangements, places: Sequence[str]) -> list[User]:
    """Return the people named in some places, in their order."""
    return [person for place in places if (person := getattr(row, place)) is not None]


def able_to_act(today: datetime.date) -> list[User]:
    """Return who may be named: an open account, and one of the roles that act on an alert, today."""
    held = RoleGrant.objects.in_force(today).filter(role__in=MAY_ACT).values("user")
    return list(User.objects.active().filter(pk__in=held))
