"""What the keepers of lists and of the register read: a fixed number of queries, whatever the number of rows."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from accounts.models import RoleGrant, User
from accounts.permissions import Capability, may
from audit.models import AuditEvent
from audit.reading import events, events_about
from children.confidentiality import NEEDED_ON_A_LIST, in_conflict_with, iro_is_kept_out, restrictions_kept_by
from children.looking_up import LOOKED_UP_ONESELF
from children.models import Child, ConflictOfInterest, ListedPerson, Restriction, RestrictionRequest

READING = (AuditEvent.Kind.READ, AuditEvent.Kind.SEARCH, AuditEvent.Kind.EXPORT)
# What keepers do with the list itself is no reading of the record.
OWN_PAGES = "confidential:"


@dataclass
class Kept:
    """A restriction as its keeper sees it: the child only where the keeper may open the record."""

    restriction: Restriction
    is_open: bool
    listed: list[ListedPerson] = field(default_factory=list)
    attention: list[str] = field(default_factory=list)


def kept_by(user: User, today: datetime.date) -> list[Kept]:
    """Return the restrictions that somebody looks after, the first to be looked at again on top."""
    found = list(restrictions_kept_by(user).select_related("child").order_by("review_by", "pk"))
    return _described(found, user, today)


def described(restriction: Restriction, user: User, today: datetime.date) -> Kept:
    """Return one restriction as its keeper sees it."""
    return _described([restriction], user, today)[0]


def _described(found: list[Restriction], user: User, today: datetime.date) -> list[Kept]:
    children = [row.child_id for row in found]
    open_to = set(Child.objects.visible_to(user).filter(pk__in=children).values_list("pk", flat=True))
    lists: dict[int, list[ListedPerson]] = defaultdict(list)
    standing = ListedPerson.objects.standing().filter(restriction__in=found).select_related("user")
    for person in standing.order_by("user__full_name", "pk"):
        lists[person.restriction_id].append(person)
    held = _roles_of({person.user_id for people in lists.values() for person in people}, today)
    conflicts = _conflicts_of(found)
    without_iro = set(Child.objects.filter(iro_is_kept_out(), pk__in=children).values_list("pk", flat=True))
    rows = []
    for row in found:
        able = [
            person.user_id
            for person in lists[row.pk]
            if person.user.is_active and person.user_id not in conflicts[row.child_id]
        ]
        roles = {role for pk in able for role in held.get(pk, ())}
        attention = [f"No {role.label} who may open it" for role in NEEDED_ON_A_LIST if role not in roles]
        if row.child_id in without_iro:
            attention.append("The child’s IRO may not open it")
        rows.append(Kept(row, row.child_id in open_to, lists[row.pk], attention))
    return rows


def _roles_of(people: set[int], today: datetime.date) -> dict[int, set[str]]:
    held: dict[int, set[str]] = defaultdict(set)
    for pk, role in RoleGrant.objects.in_force(today).filter(user__in=people).values_list("user", "role"):
        held[pk].add(role)
    return held


def _conflicts_of(found: list[Restriction]) -> dict[int, set[int]]:
    """Return, by child, who has a conflict of interest with them or with their family."""
    families = {row.child.siblings_id for row in found if row.child.siblings_id}
    about = Q(child__in=[row.child_id for row in found]) | Q(siblings__in=families)
    by_child: dict[int, set[int]] = defaultdict(set)
    by_family: dict[int, set[int]] = defaultdict(set)
    rows = ConflictOfInterest.objects.standing().filter(about).values_list("user", "child", "siblings")
    for user, child, family in rows:
        by_child[child].add(user)
        by_family[family].add(user)
    return defaultdict(
        set,
        {
            row.child_id: by_child[row.child_id]
            | (by_family[row.child.siblings_id] if row.child.siblings_id else set())
            for row in found
        },
    )


def requests_to_answer(user: User) -> list[tuple[RestrictionRequest, bool]]:
    """Return the requests that wait for this keeper, and whether they may open the child's record."""
    if not may(user, Capability.RESTRICT_RECORDS):
        return []
    waiting = RestrictionRequest.objects.waiting().exclude(child__in=_not_mine(user))
    found = list(waiting.select_related("child", "asked_by"))
    visible = Child.objects.visible_to(user).filter(pk__in=[row.child_id for row in found])
    open_to = set(visible.values_list("pk", flat=True))
    return [(row, row.child_id in open_to) for row in found]


def _not_mine(user: User) -> Any:
    return Child.objects.filter(in_conflict_with(user)).values("pk")


def nameable_by(user: User) -> Any:
    """Return the children whose record a keeper may name by its id: any but those they are in conflict with."""
    return Child.objects.exclude(pk__in=_not_mine(user))


@dataclass
class Entry:
    """An entry of the register, as its keeper sees it."""

    conflict: ConflictOfInterest
    child: Child | None  # only where the keeper may open the record
    is_placed: bool
    is_own: bool


def register_for(user: User, *, ended: bool) -> list[Entry]:
    """Return the entries of the register that stand, or that have ended, what is to be found first.

    What is about a child with whom the keeper is in conflict themselves is left to another keeper, but for their own
    declaration, which says only what they typed.
    """
    closed = Child.objects.filter(pk__in=_not_mine(user))
    families = closed.filter(siblings__isnull=False).values("siblings")
    rows = ConflictOfInterest.objects.filter(ended_on__isnull=not ended)
    theirs = Q(child__in=closed.values("pk")) | Q(siblings__isnull=False, siblings__in=families)
    found = list(rows.filter(Q(user=user) | ~Q(theirs)).select_related("user").order_by("-declared_on", "-pk"))
    visible = Child.objects.visible_to(user).filter(pk__in=[row.child_id for row in found if row.child_id])
    children = {child.pk: child for child in visible}
    entries = [
        Entry(
            row,
            children.get(row.child_id),
            is_placed=bool(row.child_id or row.siblings_id),
            is_own=row.user_id == user.pk,
        )
        for row in found
    ]
    return sorted(entries, key=lambda each: each.is_placed or each.conflict.looked_for_on is not None)


def declared_about(user: User) -> list[ConflictOfInterest]:
    """Return the conflicts of interest of one person, whoever declared them."""
    return list(ConflictOfInterest.objects.filter(user=user))


@dataclass
class Reads:
    """How often somebody on its list read a restricted record within a week, and when last."""

    person: str
    child_id: int
    times: int
    last: datetime.datetime


def reads_between(user: User, since: datetime.datetime, until: datetime.datetime) -> list[Reads]:
    """Return who on their lists read the restricted records that this keeper looks after, the most reads first."""
    children = set(restrictions_kept_by(user).values_list("child", flat=True))
    listed = ListedPerson.objects.filter(restriction__lifted_on__isnull=True, restriction__child__in=children)
    on_list = set(listed.values_list("restriction__child", "user"))
    people = {pk for _child, pk in on_list}
    looks = events_about(*children).filter(at__gte=since, at__lt=until, kind__in=READING, actor_id__in=people)
    found: dict[tuple[int, int], tuple[int, datetime.datetime]] = {}
    for actor, seen, at in (
        looks.exclude(verb__startswith=OWN_PAGES).order_by("at").values_list("actor_id", "child_ids", "at")
    ):
        for child in children.intersection(seen):
            if actor is not None and (child, actor) in on_list:
                found[child, actor] = (found.get((child, actor), (0, at))[0] + 1, at)
    names = dict(User.objects.filter(pk__in={actor for _child, actor in found}).values_list("pk", "full_name"))
    rows = [Reads(names[actor], child, times, last) for (child, actor), (times, last) in found.items()]
    return sorted(rows, key=lambda row: (-row.times, row.person))


@dataclass
class Tried:
    """That somebody looked themselves up, or tried to open a record with which they are in conflict."""

    person: str
    what: str
    at: datetime.datetime


def tried(since: datetime.datetime) -> list[Tried]:
    """Return who looked themselves up, or was refused a record with which they are in conflict; the latest first."""
    mine: dict[int, set[int]] = defaultdict(set)
    conflicts = ConflictOfInterest.objects.filter(child__isnull=False).values_list("user", "child")
    for user, child in conflicts:
        mine[user].add(child)
    refused = events().filter(kind=AuditEvent.Kind.REFUSED, at__gte=since)
    rows = refused.filter(Q(verb=LOOKED_UP_ONESELF) | Q(actor_id__in=list(mine))).order_by("-at")
    found = []
    for actor, verb, seen, at in rows.values_list("actor_id", "verb", "child_ids", "at"):
        if verb == LOOKED_UP_ONESELF:
            found.append((actor, "Looked up their own name", at))
        elif actor is not None and mine[actor].intersection(seen):
            found.append((actor, "Tried to open a record with which they have a conflict of interest", at))
    names = dict(User.objects.filter(pk__in={actor for actor, _what, _at in found}).values_list("pk", "full_name"))
    return [Tried(names.get(actor, ""), what, at) for actor, what, at in found]
