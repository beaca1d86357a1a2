"""What is read from the log for the pages about looking: events, by whom, about whom."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from accounts.permissions import Capability, may
from audit.models import AuditEvent
from audit.reading import events, events_about
from children.models import Child

Kind = AuditEvent.Kind
# What counts as having looked: reading, finding, taking away, changing. A refusal showed nothing.
LOOKS = (Kind.READ, Kind.SEARCH, Kind.EXPORT, Kind.WRITE)
# Whose access the IRO manager answers for.
OF_THE_SERVICE = (Role.IRO, Role.MANAGER, Role.SUPPORT_WORKER, Role.CONSULTATION_OFFICER)


@dataclass(frozen=True)
class Asked:
    """What narrows a list of events: some people, a kind of event, days (both included)."""

    people: tuple[int, ...] | None = None
    kind: str = ""
    first: datetime.date | None = None
    last: datetime.date | None = None


def day_begins(day: datetime.date) -> datetime.datetime:
    """Return the moment at which a day begins in London."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def narrowed(events: "QuerySet[AuditEvent]", asked: Asked) -> "QuerySet[AuditEvent]":
    """Return the events that were asked for."""
    if asked.people is not None:
        events = events.filter(actor_id__in=asked.people)
    if asked.kind:
        events = events.filter(kind=asked.kind)
    if asked.first:
        events = events.filter(at__gte=day_begins(asked.first))
    if asked.last:
        events = events.filter(at__lt=day_begins(asked.last + datetime.timedelta(days=1)))
    return events


def looks_at(child_id: int) -> "QuerySet[AuditEvent]":
    """Return the events in which somebody saw or changed something of a child, the latest first."""
    return events_about(child_id).filter(kind__in=LOOKS)


def events_open_to(user: User) -> "QuerySet[AuditEvent]":
    """Return the events this person may read: all, or those of the service where they are the IRO manager."""
    if not may(user, Capability.SEE_ACCESS_LOG):
        return events().none()
    if may(user, Capability.SEE_MISUSE_REPORT):
        return events()
    return events().filter(acting_role__in=OF_THE_SERVICE)


def people_named(words: str) -> tuple[int, ...]:
    """Return the ids of the people whose name or address holds the words."""
    named = User.objects.filter(Q(full_name__icontains=words) | Q(email__iexact=words))
    return tuple(named.values_list("pk", flat=True))


def names_of(ids: Iterable[int | None]) -> dict[int, str]:
    """Return people's names by id, in one query."""
    return dict(User.objects.filter(pk__in={pk for pk in ids if pk}).values_list("pk", "full_name"))


def local_ids_of(ids: Iterable[int], reader: User) -> dict[int, str]:
    """Return the authority's own ids of children, never their names, in one query: of all for whoever keeps the log.

    Others are told the ids of the children whom they may see.
    """
    keeps_the_log = may(reader, Capability.SEE_MISUSE_REPORT)
    children = Child.objects.all() if keeps_the_log else Child.objects.visible_to(reader)
    return dict(children.filter(pk__in=set(ids)).values_list("pk", "local_id"))


def by_person(child_id: int) -> "QuerySet[Any, Any]":
    """Return who looked at a child's record, in which role, how often, first and last."""
    return (
        looks_at(child_id)
        .filter(actor_id__isnull=False)
        .order_by()
        .values("actor_id", "acting_role")
        .annotate(
            looked=Count("pk", filter=~Q(kind=Kind.WRITE)),
            changed=Count("pk", filter=Q(kind=Kind.WRITE)),
            first=Min("at"),
            last=Max("at"),
        )
        .order_by("-last")
    )
