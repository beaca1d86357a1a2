"""What the pages of a child and of a review show of how the child and the parents take part."""

from typing import Any

from accounts.models import User
from children.models import Child
from design.components import Fact
from desk.child.rows import Scope
from desk.taking_part import presenters, rows
from reviews.heard import planned_last
from reviews.models import ParentPart, Review


def hearing_of(review: Review, scope: Scope) -> list[Fact]:
    """Return what the page of a review says of it; to who only arranges it, what was planned with the young person."""
    if scope.outcome:
        return presenters.hearing_facts(review, rows.read_heard(review), records=scope.logs_reviews)
    if scope.arranges and review.is_open:
        return presenters.arranging_facts(planned_last(review))
    return []


def family_of(child: Child, user: User) -> dict[str, Any]:
    """Return what the page of the people around a child says of the parents at reviews."""
    parts = rows.parts_of_child(child, user)
    twice = ParentPart.objects.stayed_away_twice_running().filter(pk__in=[part.pk for part in parts])
    names = [part.parent.full_name for part in twice.select_related("parent")]
    away = f"Invited to the last two reviews, and came to neither: {', '.join(names)}." if names else ""
    return {"further": presenters.family_table(parts), "stayed_away": away}
