"""Readings of safety alerts, named as sentences. Every page starts at `visible_to`."""

import datetime
from typing import Any

from django.db import models
from django.db.models import Case, IntegerField, Value, When

from accounts.models import User
from accounts.visibility import Record, reach_of
from participation.enums_alerts import OPEN_ALERTS, AlertStatus, SafetyGrade

STATUS_ORDER = (AlertStatus.RAISED, AlertStatus.ACKNOWLEDGED, AlertStatus.CLOSED)


class AlertQuerySet(models.QuerySet[Any]):
    """Safety alerts."""

    def visible_to(self, user: User) -> "AlertQuerySet":
        """Return the alerts which this person, in the role they act in, may see."""
        return self.filter(reach_of(Record.SAFETY_ALERT, user))

    def open(self) -> "AlertQuerySet":
        """Return the alerts that are not closed."""
        return self.filter(status__in=OPEN_ALERTS)

    def unacknowledged(self) -> "AlertQuerySet":
        """Return the alerts that nobody has acknowledged."""
        return self.filter(status=AlertStatus.RAISED)

    def to_escalate(self, at: datetime.datetime) -> "AlertQuerySet":
        """Return the alerts of which the next person is to be told by an instant. A death silences them."""
        return self.unacknowledged().filter(escalate_at__lte=at, child__died_on__isnull=True)

    def most_pressing_first(self) -> "AlertQuerySet":
        """Order: open before closed, not acknowledged before acknowledged, serious first, the oldest first."""
        place = Case(
            *(When(status=status, then=Value(number)) for number, status in enumerate(STATUS_ORDER)),
            output_field=IntegerField(),
        )
        grave = Case(When(grade=SafetyGrade.SERIOUS, then=Value(0)), default=Value(1), output_field=IntegerField())
        return self.alias(place=place, grave=grave).order_by("place", "grave", "raised_at", "pk")
