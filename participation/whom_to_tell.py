"""Who is told of a safety alert: those who answer for the child and the duty at once, the others one after another."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from accounts.enums import Role
from accounts.models import ManagerDeputy, RoleGrant, TeamManagement, User
from children.confidentiality import kept_out_of
from children.models import Child, IROAllocation, IROCover, SocialWorkAllocation
from office.duty.people import AT_ONCE, IN_ORDER, MAY_ACT, arrangements, named
from participation.enums_alerts import ToldAs


@dataclass(frozen=True)
class Reader:
    """Somebody to tell, in which of their roles, and why."""

    person: User
    role: Role
    reason: ToldAs


@dataclass(frozen=True)
class Ladder:
    """Who is told of what one child said: all of the first step at once, then the others one by one."""

    at_once: tuple[Reader, ...]
    in_order: tuple[Reader, ...]

    def next_after(self, told: Iterable[int]) -> Reader | None:
        """Return the next person who was not told yet, by the ids of those who were; None where all were."""
        known = set(told)
        # Somebody who has come to answer for the child since stands before those further away.
        return next((each for each in (*self.at_once, *self.in_order) if each.person.pk not in known), None)


def ladder_for(child: Child, today: datetime.date) -> Ladder:
    """Return who is to be told about a child on a day, in order.

    Nobody whose account is closed, who no longer holds the role, or to whom the child's record is closed.
    """
    out = set(User.objects.filter(kept_out_of(child)).values_list("pk", flat=True))
    held = _roles_held(today)

    def able(readers: Iterable[Reader]) -> list[Reader]:
        return [
            each
            for each in readers
            if each.person.is_active and each.person.pk not in out and each.role in held.get(each.person.pk, ())
        ]

    duty, managers = arrangements(), list(_managers(today))
    on_duty = able(_as(ToldAs.DUTY, named(duty, AT_ONCE), held))
    if not on_duty:
        on_duty = able(Reader(person, Role.MANAGER, ToldAs.IN_PLACE_OF_DUTY) for person in managers)
    at_once = (*able(_of_iro(child, today)), *able(_of_team(child, today)), *on_duty)
    nexts = able(_as(ToldAs.NEXT, named(duty, IN_ORDER), held))
    rest = able(Reader(person, Role.MANAGER, ToldAs.NEXT) for person in managers)
    return Ladder(at_once, (*nexts, *rest))


def _roles_held(today: datetime.date) -> dict[int, set[str]]:
    held: dict[int, set[str]] = {}
    rows = RoleGrant.objects.in_force(today).filter(role__in=MAY_ACT, user__is_active=True)
    for person, role in rows.values_list("user_id", "role"):
        held.setdefault(person, set()).add(role)
    return held


def _managers(today: datetime.date) -> Iterable[User]:
    return User.objects.active().with_role(Role.MANAGER, today).order_by("full_name", "pk")


def _as(reason: ToldAs, people: Iterable[User], held: dict[int, set[str]]) -> Iterator[Reader]:
    """Yield people in the first of their roles that acts on alerts."""
    for person in people:
        role = next((role for role in MAY_ACT if role in held.get(person.pk, ())), None)
        if role is not None:
            yield Reader(person, role, reason)


def _of_iro(child: Child, today: datetime.date) -> Iterator[Reader]:
    standing = IROAllocation.objects.open().filter(child=child).select_related("iro").first()
    if standing is None:
        return
    yield Reader(standing.iro, Role.IRO, ToldAs.IRO)
    # As `answered_for_by` has it, asked once for all who cover: of this child or of all, never their own social worker.
    worked = SocialWorkAllocation.objects.filter(child=child, social_worker__isnull=False).values("social_worker")
    covers = IROCover.objects.in_force(today).filter(Q(child__isnull=True) | Q(child=child), iro=standing.iro)
    for cover in covers.exclude(covered_by__in=worked).select_related("covered_by").order_by("pk"):
        yield Reader(cover.covered_by, Role.IRO, ToldAs.COVER)


def _of_team(child: Child, today: datetime.date) -> Iterator[Reader]:
    standing = SocialWorkAllocation.objects.open().filter(child=child).select_related("social_worker").first()
    if standing is None:
        return
    if standing.social_worker is not None:
        yield Reader(standing.social_worker, Role.SOCIAL_WORKER, ToldAs.SOCIAL_WORKER)
    team = TeamManagement.objects.in_force(today).filter(team=standing.team_id)
    standing_in = ManagerDeputy.objects.in_force(today).filter(manager__in=team.values("manager"))
    deputies: dict[int, list[User]] = {}
    for each in standing_in.select_related("deputy"):
        deputies.setdefault(each.manager_id, []).append(each.deputy)
    for management in team.select_related("manager"):
        yield Reader(management.manager, Role.OPERATIONAL_MANAGER, ToldAs.TEAM_MANAGER)
        for deputy in deputies.get(management.manager_id, ()):
            yield Reader(deputy, Role.OPERATIONAL_MANAGER, ToldAs.DEPUTY)
