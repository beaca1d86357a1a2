"""Whose the work on a review is: one answer for an IRO's page and for their mail.

Nothing moves the chair of a booking or of a review when an IRO is away, leaves, or is replaced. So what a child's
reviews ask is with whoever answers for the child now as well, and nobody's work is forgotten with them.
"""

import datetime
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from accounts.enums import Role
from accounts.models import User
from desk.cover.away import away
from reviews.models import Booking, RecordOfReview, Review


def open_reviews_of(user: User, children: Any) -> "QuerySet[Any]":
    """Return the open reviews that are this person's to hold, each once, with their booking.

    Those of the children for whom they answer, and those that they chair or are booked to chair. children: the ids of
    the children for whom they answer, or a query for them.
    """
    # These only find keys by their indexes; the records come through the door below.
    # nosemgrep: record-past-the-door - see above
    of_my_children = Review.objects.open().filter(child__in=children).order_by().values("pk")
    # nosemgrep: record-past-the-door - see above
    chaired = Review.objects.open().filter(chair=user).order_by().values("pk")
    booked = Booking.objects.current().filter(chair=user).order_by().values("review")
    found: QuerySet[Any] = Review.objects.visible_to(user).open().filter(pk__in=of_my_children.union(chaired, booked))
    return found.annotate(booked=FilteredRelation("bookings", condition=Q(bookings__is_current=True)))


def records_of(user: User, children: Any, today: datetime.date) -> "QuerySet[Any]":
    """Return the records that are this person's to finish, or whose decisions are theirs to send.

    Those of the reviews that they chaired; and of a child for whom they answer, where who chaired cannot: their account
    is closed, they are no longer an IRO, or they are away. children: as above.
    """
    unfinished = RecordOfReview.objects.filter(Q(decisions_sent_on__isnull=True) | Q(finished_on__isnull=True))
    able = User.objects.active().with_role(Role.IRO, today).exclude(away(today))
    own = unfinished.filter(review__chair=user).order_by().values("review")
    left = unfinished.filter(review__child__in=children).exclude(review__chair__in=able).order_by().values("review")
    mine = Review.objects.visible_to(user).completed().filter(pk__in=own.union(left))
    found: QuerySet[Any] = RecordOfReview.objects.filter(review__in=mine)
    return found
