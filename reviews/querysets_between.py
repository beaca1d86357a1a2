"""Readings of what happens between reviews, named as sentences. Pages start at the children that `visible_to` lets in.

For lists, digests and figures: what waits for an answer, which checks are to be made, who was last spoken to when.
"""

import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, Max, OuterRef, Q

from children.models import Child
from reviews.enums_between import REVIEW_BEFORE_CHANGE, SPOKEN_CHANNELS, EarlierAnswer

if TYPE_CHECKING:
    from accounts.models import User


class MidpointQuerySet(models.QuerySet[Any]):
    """Checks half-way between reviews."""

    def visible_to(self, user: "User") -> "MidpointQuerySet":
        """Return the checks of the children whom this person may see."""
        return self.filter(review__child__in=Child.objects.visible_to(user))

    def waiting(self) -> "MidpointQuerySet":
        """Return the checks that are still to be made."""
        return self.filter(done_on__isnull=True, has_lapsed=False)

    def due_by(self, day: datetime.date) -> "MidpointQuerySet":
        """Return the checks still to be made whose day has come by a day."""
        return self.waiting().filter(due_on__lte=day)


class EventQuerySet(models.QuerySet[Any]):
    """What the IRO is told."""

    def visible_to(self, user: "User") -> "EventQuerySet":
        """Return the events about the children whom this person may see."""
        return self.filter(child__in=Child.objects.visible_to(user))

    def standing(self) -> "EventQuerySet":
        """Return the events that were not recorded by mistake."""
        return self.filter(withdrawn_on__isnull=True)

    def waiting(self) -> "EventQuerySet":
        """Return the events to which no IRO has answered."""
        return self.standing().filter(answered_on__isnull=True, child__died_on__isnull=True)

    def asking_for_a_review(self) -> "EventQuerySet":
        """Return the changes that are proposed and that the law wants considered at a review before they are made.

        They ask until a review was completed since they were told, or the IRO has answered that none is to come
        earlier. Source: regulations 14, 17(d) and 32, Children Act 1989 s.22D.
        """
        from reviews.models import Review  # noqa: PLC0415 - models import this module

        # nosemgrep: record-past-the-door - asks only whether there is one; the events come through the door
        held = Review.objects.completed().filter(child=OuterRef("child"), completed_on__gte=OuterRef("told_on"))
        asking = self.standing().filter(kind__in=REVIEW_BEFORE_CHANGE, child__died_on__isnull=True)
        unanswered = Q(answered_on__isnull=True) | Q(earlier=EarlierAnswer.YES)
        return asking.filter(unanswered).filter(~Exists(held))


class ContactQuerySet(models.QuerySet[Any]):
    """How IROs and children were in touch."""

    def visible_to(self, user: "User") -> "ContactQuerySet":
        """Return the contacts with the children whom this person may see."""
        return self.filter(child__in=Child.objects.visible_to(user))

    def standing(self) -> "ContactQuerySet":
        """Return the contacts that were not recorded by mistake."""
        return self.filter(withdrawn_on__isnull=True)

    def spoken(self) -> "ContactQuerySet":
        """Return the contacts in which the IRO spoke with the child, rather than wrote."""
        return self.standing().filter(channel__in=SPOKEN_CHANNELS)

    def last_spoken(self) -> dict[int, datetime.date]:
        """Return by child when they were last spoken to. One query."""
        return dict(self.spoken().order_by().values_list("child").annotate(last=Max("on")))
