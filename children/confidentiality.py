"""Which children are closed to somebody whatever their role, and which they opened by breaking the glass.

Two things close a record: a restriction, to everyone who is not on its list; and a conflict of interest, to the person
whose it is. Breaking the glass opens a restricted record for reading, never one with a conflict of interest.
"""

import datetime
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.enums import Role
from accounts.models import RoleGrant, User
from accounts.permissions import Capability, may
from accounts.visibility import Reach, nothing
from children.models import BreakGlass, Child, ConflictOfInterest, IROAllocation, ListedPerson, Restriction

# What stands in a service-wide list in place of a record that its reader may not open: no link, no name.
RESTRICTED_RECORD = "Restricted record"
# What stands for a brother or sister whom the reader may not see.
ANOTHER_CHILD = "Another child"
# At least one of each stands on every list. Source: the access model, restricted records, rule 2.
NEEDED_ON_A_LIST = (Role.IRO, Role.MANAGER)


def in_conflict_with(user: User) -> Q:
    """Return the condition, over children, that the register says this person must not see them."""
    mine = ConflictOfInterest.objects.standing().filter(user=user)
    families = mine.filter(siblings__isnull=False).values("siblings")
    children = mine.filter(child__isnull=False).values("child")
    return Q(pk__in=children) | Q(siblings__isnull=False, siblings__in=families)


def opened_by(user: User) -> "QuerySet[BreakGlass]":
    """Return the opening of a record that this person uses now: on a page of that record, to read, while it lasts.

    Elsewhere (a list, a search, a feed, a job) `user.break_glass_id` is not set, and nothing is opened.
    """
    if user.break_glass_id is None or not user.only_reading or user.acting_at is None:
        return BreakGlass.objects.none()
    still = BreakGlass.objects.open_at(user.acting_at).filter(user=user, acting_role=user.acting_role)
    return still.filter(pk=user.break_glass_id)


def closed_to(user: User) -> Q:
    """Return the condition, over children, that their record is closed to this person."""
    listed = ListedPerson.objects.standing().filter(user=user).values("restriction")
    restricted = Restriction.objects.in_force().exclude(pk__in=listed).values("child")
    closed = Q(pk__in=restricted)
    if user.break_glass_id is not None:
        closed &= ~Q(pk__in=opened_by(user).values("child"))
    return closed | in_conflict_with(user)


def closed_through(path: str) -> Reach:
    """Return the bar for a kind of record that names its child at `path` ("child", say)."""

    def bar(user: User) -> Q:
        return Q(**{f"{path}__in": Child.objects.filter(closed_to(user)).values("pk")})

    return bar


def opened_child(user: User) -> Q:
    """Reach the child whose record I opened by breaking the glass, while it is open and only to read."""
    return Q(pk__in=opened_by(user).values("child")) if user.break_glass_id is not None else nothing(user)


def opened_through(path: str) -> Reach:
    """Return the reach, for a kind of record that names its child at `path`, of what I opened by breaking the glass."""

    def reach(user: User) -> Q:
        return (
            Q(**{f"{path}__in": opened_by(user).values("child")}) if user.break_glass_id is not None else nothing(user)
        )

    return reach


# From the child's side: who is kept out ------------------------------------------------------------------------------
def conflicts_about(child: Child) -> "QuerySet[ConflictOfInterest]":
    """Return the conflicts of interest on the register with a child, or with the child's family."""
    about = Q(child=child)
    if child.siblings_id:
        about |= Q(siblings=child.siblings_id)
    found: QuerySet[ConflictOfInterest] = ConflictOfInterest.objects.standing().filter(about)
    return found


def restriction_of(child: Child) -> Restriction | None:
    """Return the restriction in force on a child's record, or None."""
    found: Restriction | None = Restriction.objects.in_force().filter(child=child).first()
    return found


def kept_out_of(child: Child) -> Q:
    """Return the condition, over people, that a child's record is closed to them. One small query."""
    out = Q(pk__in=conflicts_about(child).values("user"))
    restriction = restriction_of(child)
    if restriction is not None:
        out |= ~Q(pk__in=restriction.listed.standing().values("user"))
    return out


def missing_from(people: Iterable[User], child: Child, today: datetime.date) -> list[Role]:
    """Return which of the roles that every list needs nobody of these holds whose account is open, without conflict."""
    able = User.objects.active().filter(pk__in=[person.pk for person in people])
    able = able.exclude(pk__in=conflicts_about(child).values("user"))
    held = set(RoleGrant.objects.in_force(today).filter(user__in=able).values_list("role", flat=True))
    return [role for role in NEEDED_ON_A_LIST if role not in held]


def siblings_seen(child: Child, user: User) -> tuple[list[Child], int]:
    """Return the brothers and sisters whom somebody may see, and how many others there are. Two queries at most."""
    if child.siblings_id is None:
        return [], 0
    family = Child.objects.filter(siblings=child.siblings_id).exclude(pk=child.pk)
    seen: list[Child] = list(family.visible_to(user))
    return seen, family.count() - len(seen)


# From the keeper's side: what is kept, and what needs somebody ------------------------------------------------------
def restrictions_kept_by(user: User, *, lifted_too: bool = False) -> "QuerySet[Restriction]":
    """Return the restrictions in force that this person may look after: none with which they are in conflict.

    lifted_too: also those that were lifted, for whoever sends a form that was opened before.

    Keeping a list does not open the record: a keeper who is not on it sees the child's id and who is on the list.
    """
    if not may(user, Capability.RESTRICT_RECORDS):
        return Restriction.objects.none()
    conflicting = Child.objects.filter(in_conflict_with(user)).values("pk")
    kept = Restriction.objects.all() if lifted_too else Restriction.objects.in_force()
    found: QuerySet[Restriction] = kept.exclude(child__in=conflicting)
    return found


def iro_is_kept_out() -> Q:
    """Return the condition, over children, that their IRO may not open their record: they need another one."""
    mine = IROAllocation.objects.filter(child=OuterRef("pk"), until_on__isnull=True)
    conflicts = ConflictOfInterest.objects.standing().filter(user=OuterRef("iro"))
    in_conflict = mine.filter(
        Exists(conflicts.filter(child=OuterRef("child")))
        | Exists(conflicts.filter(siblings=OuterRef("child__siblings")))
    )
    listed = ListedPerson.objects.standing().filter(user=OuterRef("iro"), restriction__child=OuterRef("child"))
    closed = Restriction.objects.in_force().filter(child=OuterRef("child"))
    unlisted = mine.filter(Exists(closed), ~Exists(listed.filter(restriction__lifted_on__isnull=True)))
    return Q(Exists(in_conflict)) | Q(Exists(unlisted))
