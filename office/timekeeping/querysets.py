"""Readings of people's time, named as sentences."""

import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from accounts.enums import Role
from accounts.models import User
from accounts.permissions import Capability, may

# Whose time a booking is held against.
WORKS_BY_THE_CALENDAR = (Role.IRO, Role.SUPPORT_WORKER, Role.MANAGER)


def whose_time(user: User, on: datetime.date) -> "models.QuerySet[User]":
    """Return the people whose working pattern somebody may keep: themselves; the manager, everybody of the service."""
    if may(user, Capability.KEEP_TIME_OF_ALL):
        return _of_the_service(on, *WORKS_BY_THE_CALENDAR)
    return User.objects.filter(pk=user.pk)


def whose_leave(user: User, on: datetime.date) -> "models.QuerySet[User]":
    """Return the people whose leave somebody may enter: as their working pattern, and a support worker any IRO's."""
    own = whose_time(user, on)
    if not may(user, Capability.ENTER_LEAVE_OF_IROS):
        return own
    return User.objects.filter(Q(pk=user.pk) | Q(pk__in=_of_the_service(on, Role.IRO).values("pk")))


def _of_the_service(on: datetime.date, *roles: Role) -> "models.QuerySet[User]":
    holders = [User.objects.with_role(role, on).values("pk") for role in roles]
    held = Q()
    for each in holders:
        held |= Q(pk__in=each)
    found: models.QuerySet[User] = User.objects.active().filter(held)
    return found


class PatternQuerySet(models.QuerySet[Any]):
    """Working patterns."""

    def in_force_between(self, first: datetime.date, last: datetime.date) -> "PatternQuerySet":
        """Return the patterns in force on at least one of the days, both included."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=first), from_on__lte=last)

    def not_over(self, today: datetime.date) -> "PatternQuerySet":
        """Return the pattern in force, and those to come."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=today))


class LeaveQuerySet(models.QuerySet[Any]):
    """Leave."""

    def touching(self, first: datetime.date, last: datetime.date) -> "LeaveQuerySet":
        """Return the leave that falls on at least one of the days, both included."""
        return self.filter(from_on__lte=last, until_on__gte=first)

    def whole_day(self, on: datetime.date) -> "LeaveQuerySet":
        """Return the leave that takes the whole of a day."""
        return self.touching(on, on).filter(part="whole")

    def not_over(self, today: datetime.date) -> "LeaveQuerySet":
        """Return the leave that runs and that is to come."""
        return self.filter(until_on__gte=today)
