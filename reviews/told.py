"""Who is sent the decisions of a review: the managers of the child's team, their deputies and the social worker."""

import datetime
from dataclasses import dataclass

from accounts.models import ManagerDeputy, TeamManagement, User
from children.confidentiality import kept_out_of
from children.models import SocialWorkAllocation
from reviews.enums import ToldAs
from reviews.models import Review


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who is told, and as what."""

    person: User
    told_as: ToldAs


def social_work_of(review: Review) -> SocialWorkAllocation | None:
    """Return which team and social worker answer for what a review decided, or None where nobody does.

    They are those of the child now. For a child who left care, whose allocations ended with it, they are those who
    answered when the review was completed, or else the first who did after it. After a death it is nobody.
    """
    allocations = review.child.social_work_allocations.select_related("social_worker")
    standing = allocations.open().first()
    if standing is not None or review.completed_on is None or review.child.died_on:
        return standing
    return allocations.filter(from_on__lte=review.completed_on).last() or allocations.first()


def managers_of(review: Review, on: datetime.date) -> list[User]:
    """Return who answers, on a day, for the team that answers for what a review decided."""
    return _managers(social_work_of(review), on)


def _managers(work: SocialWorkAllocation | None, on: datetime.date) -> list[User]:
    if work is None:
        return []
    managed = TeamManagement.objects.in_force(on).filter(team=work.team_id).values("manager")
    return list(User.objects.active().filter(pk__in=managed))


def who_is_told(review: Review, on: datetime.date) -> list[Told]:
    """Return who is sent the decisions of a review on a day, each once; nobody to whom the record is closed."""
    work = social_work_of(review)
    managers = _managers(work, on)
    standing_in = ManagerDeputy.objects.in_force(on).filter(manager__in=managers).values("deputy")
    found = [Told(person, ToldAs.MANAGER) for person in managers]
    found += [Told(person, ToldAs.DEPUTY) for person in User.objects.active().filter(pk__in=standing_in)]
    if work is not None and work.social_worker is not None and work.social_worker.is_active:
        found.append(Told(work.social_worker, ToldAs.SOCIAL_WORKER))
    closed_to = set(User.objects.filter(kept_out_of(review.child), pk__in=[each.person.pk for each in found]))
    first: dict[int, Told] = {}
    for each in found:
        if each.person not in closed_to:
            first.setdefault(each.person.pk, each)
    return list(first.values())


def stood_in_for(person: User, review: Review, on: datetime.date) -> User | None:
    """Return the manager for whom somebody acts about a review as a deputy; None for a manager of the child's team."""
    managers = managers_of(review, on)
    if person in managers:
        return None
    row = (
        ManagerDeputy.objects.in_force(on).filter(deputy=person, manager__in=managers).select_related("manager").first()
    )
    return row.manager if row else None
