"""What waits for the manager beside the work on reviews: a line each on the service today, and the way to it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from accounts.models import RoleGrant, User
from children.permissions import openings_shown_to
from design.formats import counted
from desk.cover.chairing import SHOWN_FOR, chairs_taken


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits: in words, and where it is done."""

    words: str
    href: str


def waiting_for(user: User, today: datetime.date) -> list[Waiting]:
    """Return what waits for this manager today: a fixed number of queries."""
    return [*_records_opened(user, today), *_roles_ending(today), *_chairs_taken(user, today)]


def _records_opened(user: User, today: datetime.date) -> Iterator[Waiting]:
    late = Count("pk", filter=Q(verdict_due_on__lt=today))
    found = openings_shown_to(user).without_verdict().exclude(user=user).aggregate(all=Count("pk"), late=late)
    if found["all"]:
        words = f"{counted(found['all'], 'record')} opened in an emergency: say whether it was justified"
        words += f" ({found['late']} overdue)" if found["late"] else ""
        yield Waiting(words, reverse("break_glass:opened"))


def _roles_ending(today: datetime.date) -> Iterator[Waiting]:
    number = RoleGrant.objects.ending_soon(today).count()
    if number:
        words = f"{counted(number, 'role ends', 'roles end')} within two weeks"
        yield Waiting(words, f"{reverse('accounts:staff')}?ending=soon")


def _chairs_taken(user: User, today: datetime.date) -> Iterator[Waiting]:
    number = chairs_taken(user, today).count()
    if number:
        days = counted(SHOWN_FOR.days, "day")
        words = f"{counted(number, 'review')} chaired by a colleague in the last {days}"
        yield Waiting(words, reverse("cover:taken"))
