"""Sentences about forms."""

import datetime
from typing import Any, Self

from django.db import models

from accounts.models import User
from accounts.visibility import Record, reach_of
from participation.enums import UNANSWERED, VersionStatus
from reviews.models import Review


class FormVersionQuerySet(models.QuerySet[Any]):
    """Versions of forms."""

    def in_use(self) -> Self:
        """Return those that are published now."""
        return self.filter(status=VersionStatus.PUBLISHED)


class AskedFormQuerySet(models.QuerySet[Any]):
    """Forms that somebody was asked to fill."""

    def visible_to(self, user: User) -> Self:
        """Return those of the reviews that this person may see. What is in one opens by a policy of its own."""
        return self.filter(review__in=Review.objects.visible_to(user))

    def unanswered(self) -> Self:
        """Return those that can still be filled, by their status."""
        return self.filter(status__in=UNANSWERED)

    def past_their_day(self, today: datetime.date) -> Self:
        """Return those whose last day is over and that were never sent in."""
        return self.unanswered().filter(expires_on__lt=today)


class ConsultationQuerySet(models.QuerySet[Any]):
    """Consultation forms that came in."""

    def visible_to(self, user: User) -> Self:
        """Return the forms whom this person, in the role they act in, may see."""
        return self.filter(reach_of(Record.CONSULTATION, user))

    def of_children(self) -> Self:
        """Return those that children filled."""
        return self.filter(person__isnull=True)
