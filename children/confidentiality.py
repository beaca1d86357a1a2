"""Which children are closed to somebody whatever their role, and which they opened by breaking the glass.

Two things close a record: a restriction, to everyone who is not on its list; and a conflict of interest, to the person
whose it is. Breaking the glass opens a restricted record for reading, never one with a conflict of interest.
"""

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.visibility import Reach, nothing
from children.models import BreakGlass, Child, ConflictOfInterest, ListedPerson, Restriction


def in_conflict_with(user: User) -> Q:
    """Return the condition, over children, that the register says this person must not see them."""
    mine = ConflictOfInterest.objects.standing().filter(user=user)
    families = mine.filter(siblings__isnull=False).values("siblings")
    children = mine.filter(child__isnull=False).values("child")
    return Q(pk__in=children) | Q(siblings__isnull=False, siblings__in=families)


def opened_by(user: User) -> "QuerySet[BreakGlass]":
    """Return the openings of records that this person may use now: to read, while they last."""
    if not user.only_reading or user.acting_at is None:
        return BreakGlass.objects.none()
    return BreakGlass.objects.open_at(user.acting_at).filter(user=user, acting_role=user.acting_role)


def closed_to(user: User) -> Q:
    """Return the condition, over children, that their record is closed to this person."""
    listed = ListedPerson.objects.standing().filter(user=user).values("restriction")
    restricted = Restriction.objects.in_force().exclude(pk__in=listed).values("child")
    opened = opened_by(user).values("child")
    return (Q(pk__in=restricted) & ~Q(pk__in=opened)) | in_conflict_with(user)


def closed_through(path: str) -> Reach:
    """Return the bar for a kind of record that names its child at `path` ("child", say)."""

    def bar(user: User) -> Q:
        return Q(**{f"{path}__in": Child.objects.filter(closed_to(user)).values("pk")})

    return bar


def opened_child(user: User) -> Q:
    """Reach the child whose record I opened by breaking the glass, while it is open and only to read."""
    return Q(pk__in=opened_by(user).values("child")) if user.only_reading else nothing(user)


def opened_through(path: str) -> Reach:
    """Return the reach, for a kind of record that names its child at `path`, of what I opened by breaking the glass."""

    def reach(user: User) -> Q:
        return Q(**{f"{path}__in": opened_by(user).values("child")}) if user.only_reading else nothing(user)

    return reach
