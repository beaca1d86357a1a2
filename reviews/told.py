"""Who is sent the decisions of a review: the managers of the child's team, their deputies and the social worker."""

import datetime
from dataclasses import dataclass

from accounts.models import ManagerDeputy, TeamManagement, User
from children.confidentiality import kept_out_of
from children.models import Child
from reviews.enums import ToldAs


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who is told, and as what."""

    person: User
    told_as: ToldAs


def managers_of(child: Child, on: datetime.date) -> list[User]:
    """Return who answers, on a day, for the team that answers for a child."""
    teams = child.social_work_allocations.open().values("team")
    managed = TeamManagement.objects.in_force(on).filter(team__in=teams).values("manager")
    return list(User.objects.active().filter(pk__in=managed))


def who_is_told(child: Child, on: datetime.date) -> list[Told]:
    """Return who is sent a child's decisions on a day, each once; nobody to whom the record is closed."""
    managers = managers_of(child, on)
    standing_in = ManagerDeputy.objects.in_force(on).filter(manager__in=managers).values("deputy")
    workers = child.social_work_allocations.open().values("social_worker")
    found = [Told(person, ToldAs.MANAGER) for person in managers]
    found += [Told(person, ToldAs.DEPUTY) for person in User.objects.active().filter(pk__in=standing_in)]
    found += [Told(person, ToldAs.SOCIAL_WORKER) for person in User.objects.active().filter(pk__in=workers)]
    closed_to = set(User.objects.filter(kept_out_of(child), pk__in=[each.person.pk for each in found]))
    first: dict[int, Told] = {}
    for each in found:
        if each.person not in closed_to:
            first.setdefault(each.person.pk, each)
    return list(first.values())


def stood_in_for(person: User, child: Child, on: datetime.date) -> User | None:
    """Return the manager for whom somebody acts about a child as a deputy; None for a manager of the child's team."""
    managers = managers_of(child, on)
    if person in managers:
        return None
    row = (
        ManagerDeputy.objects.in_force(on).filter(deputy=person, manager__in=managers).select_related("manager").first()
    )
    return row.manager if row else None
