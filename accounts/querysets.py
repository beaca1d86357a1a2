"""Readings of staff, named as sentences."""

import datetime
from typing import TYPE_CHECKING, Self

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from accounts.models import User


class UserQuerySet(models.QuerySet["User"]):
    """People who work here."""

    def active(self) -> "UserQuerySet":
        """Return those whose account is open."""
        return self.filter(is_active=True)

    def with_role(self, role: str, on: datetime.date) -> "UserQuerySet":
        """Return those who hold a role on a day."""
        from accounts.models import RoleGrant  # noqa: PLC0415 - models import this module

        return self.filter(pk__in=RoleGrant.objects.in_force(on).filter(role=role).values("user"))


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]  # made at run time
    """Makes accounts; the actions call it."""

    def create_user(self, *, email: str, full_name: str, password: str | None = None) -> "User":
        """Make an account; without a password it cannot sign in until one is set through the reset link."""
        user: User = self.model(email=self.normalize_email(email).lower(), full_name=full_name)
        user.set_password(password)
        user.save()
        return user


class InForceQuerySet(models.QuerySet):  # type: ignore[type-arg]  # shared by several models
    """Rows with `from_on` and `until_on`, both inclusive."""

    def in_force(self, on: datetime.date) -> Self:
        """Return the rows in force on a day."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on)


# So long before a role ends, whoever gives roles is told.
ENDS_SOON = datetime.timedelta(days=14)


class RoleGrantQuerySet(InForceQuerySet):
    """Who holds which role."""

    def ending_soon(self, today: datetime.date) -> Self:
        """Return the roles held today, by people whose account is open, that end within two weeks."""
        return self.in_force(today).filter(until_on__lte=today + ENDS_SOON, user__is_active=True)


class PostQuerySet(InForceQuerySet):
    """Posts of the service."""

    def of_iros(self) -> "PostQuerySet":
        """Return the posts of Independent Reviewing Officers."""
        return self.filter(kind="iro")
