"""The one door to case records. Each app registers what its roles may reach; `visible_to` joins what it finds.

A reach is a callable from the user to a `Q` over the record's own model. Several of one role are joined with OR.
A role without a reach for a record fails `manage.py check`: nobody is forgotten, nobody sees by accident.
A bar takes away again what a role would reach: a restricted child, a conflict of interest. It holds for every role
alike, and a kind of record without a bar fails `manage.py check` too.
"""

from collections import defaultdict
from collections.abc import Callable
from enum import StrEnum
from functools import reduce
from operator import and_, or_

from django.db.models import Q

from accounts.enums import Role
from accounts.models import User


class Record(StrEnum):
    """The kinds of record that have a door of their own."""

    CHILD = "child"
    REVIEW = "review"
    CONSULTATION = "consultation"
    SAFETY_ALERT = "safety alert"
    DISPUTE = "dispute"
    QUALITY = "quality"


Reach = Callable[[User], Q]
_reaches: dict[tuple[Record, Role], list[Reach]] = defaultdict(list)
_bars: dict[Record, list[Reach]] = defaultdict(list)


def everything(_user: User) -> Q:
    """Reach all records of the kind."""
    return Q(pk__isnull=False)


def nothing(_user: User) -> Q:
    """Reach none."""
    return Q(pk__in=[])


def register_reach(record: Record, reach: Reach, *roles: Role) -> None:
    """Let `roles` reach the records of a kind that `reach` describes. Called from `AppConfig.ready()`."""
    for role in roles:
        _reaches[record, role].append(reach)


def register_bar(record: Record, bar: Reach) -> None:
    """Close to everybody the records of a kind that `bar` describes for them. Called from `AppConfig.ready()`."""
    _bars[record].append(bar)


def reach_of(record: Record, user: User) -> Q:
    """Return what this person, in the role they act in, may see of a kind of record."""
    if not user.is_active or not user.acting_role:
        return nothing(user)
    reaches = _reaches.get((record, Role(user.acting_role)), [])
    if not reaches:
        return nothing(user)
    reached = reduce(or_, (reach(user) for reach in reaches), nothing(user))
    return reduce(and_, (~bar(user) for bar in _bars[record]), reached)


def reaches_records(role: Role) -> bool:
    """Say whether a role reaches any record at all, of whatever kind."""
    return any(reach is not nothing for record in Record for reach in _reaches.get((record, role), []))


def unregistered() -> list[tuple[Record, Role]]:
    """Return every pair of record and role for which no app said anything."""
    return [(record, role) for record in Record for role in Role if not _reaches.get((record, role))]


def unbarred() -> list[Record]:
    """Return every kind of record of which no app said what is closed even to the roles that reach it."""
    return [record for record in Record if not _bars.get(record)]
