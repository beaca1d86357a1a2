"""What is read for the social worker's pages: children with their next review, and decisions that were sent."""

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from children.models import Child, IROAllocation
from reviews.enums import DecisionStatus
from reviews.models import Booking, Decision, Review
from reviews.querysets import DecisionQuerySet


def my_children(user: User) -> QuerySet[Any]:
    """Return the children this person may see, with their IRO, next review, its booking and open decisions sent."""
    open_reviews = Review.objects.visible_to(user).open().filter(child=OuterRef("pk")).order_by("due_on", "pk")
    booking = Booking.objects.current().filter(review=OuterRef("review_id")).order_by("pk")
    iro = IROAllocation.objects.open().filter(child=OuterRef("pk"))
    sent = Q(reviews__decisions__status=DecisionStatus.OPEN, reviews__record__decisions_sent_on__isnull=False)
    return (
        Child.objects.visible_to(user)
        .current()
        .annotate(
            iro_name=Subquery(iro.values("iro__full_name")[:1]),
            review_id=Subquery(open_reviews.values("pk")[:1]),
            due_on=Subquery(open_reviews.values("due_on")[:1]),
            seen_on=Subquery(open_reviews.values("social_workers_view__on")[:1]),
            open_decisions=Count("reviews__decisions", filter=sent, distinct=True),
        )
        .annotate(booked_on=Subquery(booking.values("on")[:1]), booked_at=Subquery(booking.values("at")[:1]))
        .order_by("due_on", "last_name", "first_name", "pk")
    )


def decisions_sent(user: User) -> DecisionQuerySet:
    """Return the open decisions that were sent out, of the reviews this person may see, by target."""
    sent = Review.objects.visible_to(user).filter(record__decisions_sent_on__isnull=False)
    found: DecisionQuerySet = Decision.objects.open().filter(review__in=sent)
    return found.select_related("review__child").order_by("target_on", "pk")
