"""Restricting a record to those on a list, keeping the list, looking at it again, lifting it; asking for it."""

import datetime
from collections.abc import Sequence

from django.core.exceptions import ValidationError

from accounts.enums import Role
from accounts.models import User
from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from children.confidentiality import kept_out_of, missing_from
from children.enums import RequestAnswer, RestrictionGround
from children.models import Child, ListedPerson, Restriction, RestrictionRequest
from children.policies import (
    may_answer,
    may_ask_to_restrict,
    may_be_listed,
    may_keep,
    may_leave_list,
    may_restrict,
)

# A restriction is looked at again within so many days. Source: the access model, restricted records, rule 1.
LOOKED_AT_WITHIN = datetime.timedelta(days=90)
SAY_WHY = "Say why."


def last_day_to_look_again(today: datetime.date) -> datetime.date:
    """Return the last day by which a restriction set or looked at today must be looked at again."""
    return today + LOOKED_AT_WITHIN


@action("children.restrict")
def restrict(
    *,
    child: Child,
    ground: str,
    explanation: str,
    listed: Sequence[User],
    review_by: datetime.date,
    by: Actor,
    today: datetime.date,
) -> Restriction:
    """Close a child's record to everyone but those on a list. A request that waits is answered by it.

    Raises RefusedError when the record is restricted already; ValidationError, by field, without an explanation, for a
    day that is past or over 90 days away, and for a list without an IRO and a manager or with somebody in conflict.
    """
    insist(may_restrict(child))
    if not explanation.strip():
        raise ValidationError({"explanation": "Explain why the record is restricted."})
    _check_day(review_by, today)
    _check_list(child, listed, by, today)
    restriction = _close(
        child, ground=ground, explanation=explanation, listed=listed, review_by=review_by, by=by, today=today
    )
    for request in child.restriction_requests.waiting():
        change(request, answered_on=today, answered_by_id=_pk(by), answer=RequestAnswer.RESTRICTED, answer_note="")
    return restriction


@action("children.restrict_by_default")
def restrict_by_default(*, child: Child, explanation: str, by: Actor, today: datetime.date) -> Restriction:
    """Close the record of a child who turns out to be a relative of staff: at once, to all but IRO and managers.

    The list is the child's IRO and the IRO managers, without anybody in conflict with the child; it may lack one of
    them, and the keepers are shown that. Raises RefusedError when the record is restricted already.
    """
    insist(may_restrict(child))
    iros = User.objects.filter(iro_allocations__in=child.iro_allocations.open())
    managers = User.objects.with_role(Role.MANAGER, today)
    people = (iros | managers).distinct().filter(is_active=True).exclude(kept_out_of(child))
    return _close(
        child,
        ground=RestrictionGround.STAFF_RELATIVE,
        explanation=explanation,
        listed=list(people),
        review_by=last_day_to_look_again(today),
        by=by,
        today=today,
    )


@action("children.put_on_list")
def put_on_list(*, restriction: Restriction, person: User, by: Actor, today: datetime.date) -> ListedPerson:
    """Let somebody open a restricted record.

    Raises RefusedError for a restriction that was lifted, for somebody in conflict with the child, and for oneself
    where the record is closed; ValidationError for somebody who is on the list already.
    """
    insist(may_keep(restriction, by) & may_be_listed(restriction.child, person, by))
    if restriction.listed.standing().filter(user=person).exists():
        raise ValidationError({"person": f"{person} is already on the list."})
    return ListedPerson.objects.create(restriction=restriction, user=person, added_on=today, added_by_id=_pk(by))


@action("children.take_off_list")
def take_off_list(*, person: ListedPerson, by: Actor, today: datetime.date) -> ListedPerson:
    """Close a restricted record to somebody again. Raises RefusedError where no IRO or no manager would remain."""
    insist(may_keep(person.restriction, by) & may_leave_list(person, today))
    person.removed_on, person.removed_by_id = today, _pk(by)
    person.save(update_fields=["removed_on", "removed_by"])
    return person


@action("children.look_at_restriction_again")
def look_at_restriction_again(
    *,
    restriction: Restriction,
    explanation: str,
    review_by: datetime.date,
    seen_version: int,
    by: Actor,
    today: datetime.date,
) -> Restriction:
    """Leave a restriction in force, say why it is still needed, and until when.

    Raises RefusedError when it was lifted, ValidationError, by field, for a day past or over 90 days away, without an
    explanation, or where the list lacks an IRO or a manager; ConflictError when it has moved on.
    """
    insist(may_keep(restriction, by))
    if not explanation.strip():
        raise ValidationError({"explanation": "Say why the restriction is still needed."})
    _check_day(review_by, today)
    people = User.objects.filter(pk__in=restriction.listed.standing().values("user"))
    if lacking := missing_from(people, restriction.child, today):
        raise ValidationError(f"The list has no {lacking[0].label} who may open the record. Add one first.")
    return change(restriction, seen_version=seen_version, explanation=explanation, review_by=review_by)


@action("children.lift_restriction")
def lift_restriction(
    *, restriction: Restriction, because: str, seen_version: int, by: Actor, today: datetime.date
) -> Restriction:
    """Open a restricted record to the roles again, with the reason.

    Raises RefusedError when it was lifted, ValidationError without a reason, ConflictError when it has moved on.
    """
    insist(may_keep(restriction, by))
    if not because.strip():
        raise ValidationError({"because": "Say why the restriction is lifted."})
    return change(restriction, seen_version=seen_version, lifted_on=today, lifted_because=because, lifted_by_id=_pk(by))


@action("children.ask_to_restrict")
def ask_to_restrict(
    *, child: Child, ground: str, explanation: str, by: User, today: datetime.date
) -> RestrictionRequest:
    """Ask whoever keeps restrictions to restrict a record. Raises RefusedError when it is, or was asked for."""
    insist(may_ask_to_restrict(child))
    if not explanation.strip():
        raise ValidationError({"explanation": SAY_WHY})
    return RestrictionRequest.objects.create(
        child=child, ground=ground, explanation=explanation, asked_on=today, asked_by=by
    )


@action("children.decline_to_restrict")
def decline_to_restrict(
    *, request: RestrictionRequest, note: str, seen_version: int, by: Actor, today: datetime.date
) -> RestrictionRequest:
    """Answer a request: the record stays as it is. Raises RefusedError when answered, ValidationError without why."""
    insist(may_answer(request))
    if not note.strip():
        raise ValidationError({"note": SAY_WHY})
    return change(
        request,
        seen_version=seen_version,
        answered_on=today,
        answered_by_id=_pk(by),
        answer=RequestAnswer.DECLINED,
        answer_note=note,
    )


def _pk(by: Actor) -> int | None:
    return by.pk if isinstance(by, User) else None


def _close(
    child: Child,
    *,
    ground: str,
    explanation: str,
    listed: Sequence[User],
    review_by: datetime.date,
    by: Actor,
    today: datetime.date,
) -> Restriction:
    restriction = Restriction.objects.create(
        child=child, ground=ground, explanation=explanation, set_on=today, set_by_id=_pk(by), review_by=review_by
    )
    ListedPerson.objects.bulk_create(
        ListedPerson(restriction=restriction, user=person, added_on=today, added_by_id=_pk(by)) for person in listed
    )
    return restriction


def _check_day(review_by: datetime.date, today: datetime.date) -> None:
    last = last_day_to_look_again(today)
    if not today < review_by <= last:
        raise ValidationError({"review_by": f"Enter a day from tomorrow to {last:%d/%m/%Y}, 90 days from today."})


def _check_list(child: Child, listed: Sequence[User], by: Actor, today: datetime.date) -> None:
    for person in listed:
        if not (verdict := may_be_listed(child, person, by)):
            raise ValidationError({"listed": verdict.reason})
    if lacking := missing_from(listed, child, today):
        who = " and ".join(f"one {role.label}" for role in lacking)
        raise ValidationError({"listed": f"Choose at least {who} whom nothing keeps out."})
