"""Readings of findings about quality. What names a child is seen only by those who may see the child."""

from typing import Any

from django.db import models
from django.db.models import Q

from accounts.models import User
from accounts.visibility import Record, reach_of
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
        """Return the notes about no child, and those about a child whom this person may see now."""
        visible = Child.objects.visible_to(user).values("pk")
        about_theirs = Q(child__isnull=True) | Q(child__in=visible)
        of_their_reviews = Q(review__isnull=True) | Q(review__child__in=visible)
        return self.filter(reach_of(Record.QUALITY, user), about_theirs & of_their_reviews)
