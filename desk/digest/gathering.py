"""What waits for one person today, from every source of their role, looked up afresh."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from accounts.enums import Role
from accounts.models import RoleGrant, User
from children.models import Child
from desk.deadlines import Deadlines
from desk.digest.models import DigestPreferences, How, Occasion, Reminded
from desk.digest.sources import Item, Source, sources_of

Key = tuple[str, int, str, datetime.date | None]


@dataclass(frozen=True)
class Part:
    """What waits of one sort, the earliest first. fresh: how many of them nobody has told the person of yet."""

    source: Source
    items: tuple[Item, ...]
    fresh: int = 0

    @property
    def number(self) -> int:
        """Return how many wait."""
        return len(self.items)

    @property
    def sentence(self) -> str:
        """Return how many wait, in words."""
        return self.source.sentence(self.number)


@dataclass(frozen=True)
class OfRole:
    """What waits for somebody in one of their roles."""

    role: Role
    parts: tuple[Part, ...]


def occasion_of(item: Item, today: datetime.date) -> Occasion:
    """Return on which occasion somebody is told of a thing today."""
    if item.by is None:
        return Occasion.WAITING
    if item.by < today:
        return Occasion.PAST
    return Occasion.TODAY if item.by == today else Occasion.NEAR


def key_of(source: Source, item: Item, today: datetime.date) -> Key:
    """Return what is kept of a reminder: the thing, the occasion and the day."""
    return source.name, item.pk, occasion_of(item, today).value, item.by


def parts_for(user: User, sources: Iterable[Source], when: Deadlines) -> list[Part]:
    """Return what waits for somebody in the role they act in. Nothing of a child who died."""
    found = {source: list(source.items(user, when)) for source in sources}
    silent = _died({item.child_id for items in found.values() for item in items if item.child_id})
    parts = []
    for source, items in found.items():
        living = [item for item in items if item.child_id not in silent]
        if living:
            parts.append(Part(source, tuple(sorted(living, key=lambda item: (item.by or datetime.date.max, item.pk)))))
    return parts


def _died(children: set[int]) -> set[int]:
    # nosemgrep: record-past-the-door - only takes away what the sources, which start at the door, have found
    return set(Child.objects.filter(pk__in=children, died_on__isnull=False).values_list("pk", flat=True))


def roles_of(user: User, today: datetime.date) -> list[Role]:
    """Return the roles that somebody holds today."""
    held = RoleGrant.objects.in_force(today).filter(user=user).order_by("pk").values_list("role", flat=True)
    return [Role(role) for role in dict.fromkeys(held)]


def chosen_by(user: User) -> DigestPreferences:
    """Return what somebody chose about their mail; the usual where they chose nothing."""
    return DigestPreferences.objects.filter(reader=user).first() or DigestPreferences(reader=user)


def starts_week(when: Deadlines) -> bool:
    """Say whether today is the first working day of its week."""
    monday = when.today - datetime.timedelta(days=when.today.weekday())
    return when.calendar.add(monday - datetime.timedelta(days=1), 1) == when.today


def told_by_mail(sources: Iterable[Source], chosen: DigestPreferences, *, weekly: bool) -> list[Source]:
    """Return the sources that a mail of today tells of. weekly: whether what comes once a week comes today."""
    wanted = {How.DAILY, How.WEEKLY} if weekly else {How.DAILY}
    return [source for source in sources if how_of(source, chosen) in wanted]


def how_of(source: Source, chosen: DigestPreferences) -> str:
    """Return how often somebody is told of a source by mail; what is a duty is never off."""
    how = chosen.how(source.name)
    return How.DAILY if source.is_duty and how == How.OFF else how


def for_mail(user: User, when: Deadlines) -> list[OfRole]:
    """Return what today's mail to somebody says, role by role, with how much of it is new."""
    chosen, weekly, found = chosen_by(user), starts_week(when), []
    for role in roles_of(user, when.today):
        user.act_as(role, on=when.today, at=timezone.now(), only_reading=True)
        parts = parts_for(user, told_by_mail(sources_of(role), chosen, weekly=weekly), when)
        if parts:
            found.append(OfRole(role, tuple(parts)))
    user.acting_role = ""
    return _with_fresh(user, found, when.today)


def _with_fresh(user: User, found: Sequence[OfRole], today: datetime.date) -> list[OfRole]:
    told = set(
        Reminded.objects.filter(reader=user, source__in={part.source.name for each in found for part in each.parts})
        .order_by()
        .values_list("source", "item", "occasion", "by_on")
    )

    def counted(part: Part) -> Part:
        new = sum(key_of(part.source, item, today) not in told for item in part.items)
        return Part(part.source, part.items, new)

    return [OfRole(each.role, tuple(counted(part) for part in each.parts)) for each in found]
