"""Readings of the office's own records, named as sentences."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When

from accounts.models import User
from accounts.permissions import Capability, may


class JobQuerySet(models.QuerySet[Any]):
    """Work in the background."""

    def visible_to(self, user: User) -> "JobQuerySet":
        """Return the jobs that this person may see: all of them with the right to, otherwise their own."""
        return self.all() if may(user, Capability.SEE_JOBS) else self.filter(requested_by=user)

    def claimable(self, now: datetime.datetime, first: Iterable[str] = ()) -> "JobQuerySet":
        """Return what waits for a worker: what is queued and may start, and what runs under a lease that ran out.

        first: the kinds that come before all others, whenever they were asked for.
        """
        urgent = Case(When(kind__in=list(first), then=Value(0)), default=Value(1), output_field=IntegerField())
        waiting = Q(state="queued") & (Q(lease_until__isnull=True) | Q(lease_until__lte=now))
        return self.filter(waiting | Q(state="running", lease_until__lte=now)).order_by(urgent, "id")

    def open(self) -> "JobQuerySet":
        """Return the jobs that are not finished."""
        return self.filter(state__in=["queued", "running"])
