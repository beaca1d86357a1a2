"""Readings of what has left the system, named as sentences."""

import datetime
from typing import Any

from django.db import models

from accounts.models import User

# A file that nobody fetched within a day is not wanted any more.
KEPT_FOR = datetime.timedelta(days=1)


class TakenListQuerySet(models.QuerySet[Any]):
    """Lists that were taken away."""

    def visible_to(self, user: User) -> "TakenListQuerySet":
        """Return the lists that this person took, in the role in which they act now."""
        return self.filter(requested_by=user, requested_role=user.acting_role)

    def kept_too_long(self, now: datetime.datetime) -> "TakenListQuerySet":
        """Return the lists whose file has been kept for its time."""
        return self.exclude(file="").filter(made_at__lte=now - KEPT_FOR)


class CalendarFeedQuerySet(models.QuerySet[Any]):
    """Calendar feeds."""

    def standing(self) -> "CalendarFeedQuerySet":
        """Return the feeds that nobody has ended."""
        return self.filter(ended_at__isnull=True)

    def of(self, user: User) -> "CalendarFeedQuerySet":
        """Return a person's feeds in the role in which they act now."""
        return self.filter(user=user, grant__role=user.acting_role)
