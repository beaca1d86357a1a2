"""What is read about how children and parents take part."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from accounts.models import User
from children.models import Child, IROAllocation, PersonAroundChild
from children.querysets import ChildQuerySet
from participation.models import SupportQuestion
from reviews.invited import is_parent
from reviews.models import (
    Invitation,
    OfferToMeet,
    OutcomeRelayed,
    ParentPart,
    PlanningMeeting,
    Review,
    StrategyTried,
)


@dataclass(frozen=True)
class Heard:
    """What was recorded around one review of how the child and the parents are heard."""

    plans: list[PlanningMeeting]
    tried: list[StrategyTried]
    support: list[SupportQuestion]
    offers: list[OfferToMeet]
    parts: list[ParentPart]
    invitations: dict[int, Invitation]
    parents: list[PersonAroundChild]


def parents_of(child: Child) -> list[PersonAroundChild]:
    """Return the parents on record, and who else holds parental responsibility."""
    return [person for person in child.people.filter(is_current=True) if is_parent(person)]


def standing_relays() -> "Prefetch[Any, Any, Any]":
    """Return the reading of what was relayed of each parent's part, mistakes apart."""
    return Prefetch("relayed", queryset=OutcomeRelayed.objects.standing(), to_attr="told")


def read_heard(review: Review) -> Heard:
    """Read what was recorded around a review that this person may see: a fixed number of queries."""
    invitations = review.invitations.filter(part="parent").select_related("person")
    return Heard(
        plans=list(review.planning_meetings.standing().select_related("recorded_by")),
        tried=list(review.strategies.standing().select_related("recorded_by")),
        support=list(review.support_questions.select_related("recorded_by")),
        offers=list(review.offers_to_meet.standing().select_related("parent")),
        parts=list(review.parents.select_related("parent").prefetch_related(standing_relays())),
        invitations={each.person_id: each for each in invitations},
        parents=parents_of(review.child),
    )


def parts_of_child(child: Child, user: User) -> list[ParentPart]:
    """Return the parents' parts in a child's completed reviews that this person may see, the newest first."""
    seen = Review.objects.visible_to(user).completed().filter(child=child)
    found = ParentPart.objects.filter(review__in=seen).select_related("parent", "review")
    return list(found.prefetch_related(standing_relays()).order_by("-review__completed_on", "-review__pk", "pk"))


def stayed_away(user: User, children: ChildQuerySet) -> QuerySet[Any]:
    """Return the parts of parents who stayed away twice running, of these children, as far as this person may see them.

    Each has `before_on`, the day of the review before, and `iro_name`. In order of the child's name.
    """
    iro = IROAllocation.objects.open().filter(child=OuterRef("review__child")).values("iro__full_name")[:1]
    seen = Review.objects.visible_to(user)
    earlier = seen.filter(pk=OuterRef("before")).values("completed_on")
    found = ParentPart.objects.stayed_away_twice_running().filter(review__in=seen, review__child__in=children.current())
    named = ("review__child__last_name", "review__child__first_name", "review__child", "pk")
    return (
        found.annotate(before_on=Subquery(earlier), iro_name=Subquery(iro))
        .select_related("review__child", "parent")
        .order_by(*named)
    )
