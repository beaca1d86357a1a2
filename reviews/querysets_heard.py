"""Readings of how children and parents are heard around reviews, named as sentences."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from reviews.enums import ReviewStatus

# Invited, and stayed away.
STAYED_AWAY = Q(was_invited=True, attended=False, parent__isnull=False)


class NotWithdrawnQuerySet(models.QuerySet[Any]):
    """Records that may be taken back as mistakes, and then keep their row."""

    def standing(self) -> "NotWithdrawnQuerySet":
        """Return those that nobody has taken back."""
        return self.filter(withdrawn_because="")


class ParentPartQuerySet(models.QuerySet[Any]):
    """The parts of parents in reviews."""

    def stayed_away_twice_running(self) -> "ParentPartQuerySet":
        """Return the parts in a child's last completed review of parents who stayed away then, and from the one before.

        To both they were invited. A parent who is not on record cannot be known again, and is not among them.
        """
        from reviews.models import Review  # noqa: PLC0415 - models import this module

        held = Review.objects.filter(child=OuterRef("review__child"), status=ReviewStatus.COMPLETED)
        last = held.order_by("-completed_on", "-pk").values("pk")
        again = self.model._default_manager.filter(  # noqa: SLF001 - Django's documented name
            STAYED_AWAY, review=OuterRef("before"), parent=OuterRef("parent")
        )
        return (
            self.filter(STAYED_AWAY, review=Subquery(last[:1]))
            .annotate(before=Subquery(last[1:2]))
            .filter(Exists(again))
        )
