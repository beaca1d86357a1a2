"""The register of conflicts of interest: declared, resolved to a child, ended. Access ends with the declaration."""

import datetime

from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.models import User
from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor, SystemJob
from audit.versions import change
from children.actions.restricting import restrict_by_default
from children.enums import RESTRICTS_BY_DEFAULT, ConflictRelation
from children.models import Child, ConflictOfInterest
from children.policies import may_end_conflict, may_place, may_restrict
from children.tasks import request_notice_of_conflict

BY_DEFAULT = SystemJob("relatives of staff are restricted")


@action("children.declare_conflict")
def declare_conflict(
    *,
    user: User,
    about: str,
    relation: str,
    by: Actor,
    today: datetime.date,
    nature: str = "",
    is_whole_family: bool = False,
) -> ConflictOfInterest:
    """Put on the register that somebody must not see a child or a family: from now on they do not.

    about: the authority's own id of the child, or whom it is about in words. Whoever declares is answered alike
    whether or not there is such a record; one that stands already stays as it is. Relatives are restricted at once.
    Raises ValidationError, by field, when it does not say whom, or how they know each other.
    """
    about = " ".join(about.split())
    if not about:
        raise ValidationError({"about": "Enter the id of the child, or say whom it is about."})
    if relation == ConflictRelation.OTHER and not nature.strip():
        raise ValidationError({"nature": "Say how you know each other."})
    child = Child.objects.filter(local_id__iexact=about).first()
    standing = ConflictOfInterest.objects.standing().filter(user=user)
    known = standing.filter(Q(child=child) if child else Q(described_as__iexact=about, child__isnull=True)).first()
    if known is not None and (known.is_whole_family or not is_whole_family):
        return known
    facts = {"is_whole_family": is_whole_family, "siblings_id": _family(child, is_whole_family)}
    if known is not None:
        conflict: ConflictOfInterest = change(known, **facts)
    else:
        conflict = ConflictOfInterest.objects.create(
            user=user,
            child=child,
            described_as=about,
            relation=relation,
            nature=nature,
            declared_on=today,
            declared_by_id=by.pk if isinstance(by, User) else None,
            **facts,
        )
    _follow(conflict, today)
    return conflict


@action("children.place_conflict")
def place_conflict(
    *,
    conflict: ConflictOfInterest,
    child: Child,
    is_whole_family: bool,
    seen_version: int,
    by: Actor,
    today: datetime.date,
) -> ConflictOfInterest:
    """Say which child a description on the register means; access ends at once, relatives are restricted.

    Raises RefusedError when that is known or the conflict has ended, ConflictError when the entry has moved on.
    """
    insist(may_place(conflict))
    if ConflictOfInterest.objects.standing().filter(user=conflict.user_id, child=child).exists():
        raise ValidationError({"local_id": "This conflict of interest is already on the register."})
    facts = {"is_whole_family": is_whole_family, "siblings_id": _family(child, is_whole_family)}
    placed = change(conflict, seen_version=seen_version, child_id=child.pk, **facts)
    _follow(placed, today)
    return placed


@action("children.meet_declarations")
def meet_declarations(*, child: Child, by: Actor, today: datetime.date) -> Child:
    """Close a new record to those who declared a conflict of interest by its id before there was one."""
    by_id = ConflictOfInterest.objects.standing().filter(child__isnull=True, described_as__iexact=child.local_id)
    for conflict in by_id:
        _follow(change(conflict, child_id=child.pk, siblings_id=_family(child, conflict.is_whole_family)), today)
    return child


@action("children.find_nobody")
def find_nobody(
    *, conflict: ConflictOfInterest, seen_version: int, by: Actor, today: datetime.date
) -> ConflictOfInterest:
    """Note that there is no record of whom a declaration describes. It stays on the register.

    Raises RefusedError when it is known whom it means, ConflictError when the entry has moved on.
    """
    insist(may_place(conflict))
    return change(conflict, seen_version=seen_version, looked_for_on=today)


@action("children.end_conflict")
def end_conflict(
    *, conflict: ConflictOfInterest, because: str, seen_version: int, by: Actor, today: datetime.date
) -> ConflictOfInterest:
    """End a conflict of interest, with the reason: the person may see again what their role reaches.

    Raises RefusedError when it has ended or is one's own, ValidationError without a reason, ConflictError when the
    entry has moved on.
    """
    insist(may_end_conflict(conflict, by))
    if not because.strip():
        raise ValidationError({"because": "Say why the conflict of interest has ended."})
    ended_by = by.pk if isinstance(by, User) else None
    return change(conflict, seen_version=seen_version, ended_on=today, ended_because=because, ended_by_id=ended_by)


def _family(child: Child | None, is_whole_family: bool) -> int | None:
    return child.siblings_id if child is not None and is_whole_family else None


def _follow(conflict: ConflictOfInterest, today: datetime.date) -> None:
    """Restrict the records of relatives, and tell the managers where somebody now needs another IRO."""
    children = list(children_of(conflict))
    if conflict.relation in RESTRICTS_BY_DEFAULT:
        for child in children:
            if may_restrict(child):
                explanation = "A member of staff declared that this child is a relative of theirs."
                restrict_by_default(child=child, explanation=explanation, by=BY_DEFAULT, today=today)
    if any(child.iro_allocations.open().filter(iro=conflict.user_id).exists() for child in children):
        request_notice_of_conflict(conflict, today)


def children_of(conflict: ConflictOfInterest) -> "list[Child]":
    """Return the children whom a conflict of interest is about."""
    about = Q(pk=conflict.child_id)
    if conflict.siblings_id:
        about |= Q(siblings=conflict.siblings_id)
    return list(Child.objects.filter(about))
