"""Readings of findings about quality. What names a child is seen only by those who may see the child."""

from typing import Any

from django.db import models
from django.db.models import Q

from accounts.models import User
from accounts.visibility import Record, reach_of
from children.confidentiality import closed_to
from children.models import Child
from reviews.models import Review


class QualityQuerySet(models.QuerySet[Any]):
    """Findings that name no child."""

    def visible_to(self, user: User) -> "QualityQuerySet":
        """Return the findings whom this person, in the role they act in, may see."""
        return self.filter(reach_of(Record.QUALITY, user))


class ChecklistQuerySet(models.QuerySet[Any]):
    """Monitoring checklists."""

    def visible_to(self, user: User) -> "ChecklistQuerySet":
        """Return the checklists of the reviews that this person may see."""
        return self.filter(reach_of(Record.QUALITY, user), review__in=Review.objects.visible_to(user))


class GoodPracticeQuerySet(models.QuerySet[Any]):
    """Notes of good practice."""

    def visible_to(self, user: User) -> "GoodPracticeQuerySet":
        """Return the notes about no child, a child this person may see, or written by them and not closed to them."""
        about_theirs = Q(child__isnull=True) | Q(child__in=Child.objects.visible_to(user)) | Q(noted_by=user)
        closed = Child.objects.filter(closed_to(user)).values("pk")
        about_closed = Q(child__isnull=False, child__in=closed) | Q(review__isnull=False, review__child__in=closed)
        return self.filter(reach_of(Record.QUALITY, user) & about_theirs & ~about_closed)
