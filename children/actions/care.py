"""The child's record and care: what is known, when care begins, changes and ceases."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import DateField, F, Value
from django.db.models.functions import Greatest

from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change, take_turn
from children.enums import AuthorityEnd, CareKind
from children.models import Child, Episode, PeriodOfCare
from children.names import fold
from children.policies import (
    SHORT_BREAK_STATUSES,
    check_codes,
    check_dates,
    may_change_care,
    may_start_care,
)

STILL_LOOKED_AFTER = "X1"
DIED = "E2"
ADOPTED = frozenset({"E11", "E12"})
NAMES = ("first_name", "last_name", "preferred_name", "former_names")
CORRECTABLE = frozenset(
    {
        *NAMES,
        "pronouns",
        "sex",
        "date_of_birth",
        "date_of_birth_disputed",
        "ethnicity",
        "language",
        "needs_interpreter",
        "communication_needs",
        "is_uasc",
    },
)


def searchable(**names: str) -> str:
    """Return the folded names by which a child is found."""
    return fold(" ".join(names.get(part, "") for part in NAMES))


def open_period_of(child: Child) -> PeriodOfCare | None:
    """Return the child's open period of care, or None."""
    return child.periods.open().first()


@action("children.register")
def register_child(*, by: Actor, **facts: Any) -> Child:
    """Make a record for a child not known before. `facts` are fields of Child.

    Raises ValidationError, by field, when a fact is missing or the local id is taken.
    """
    child = Child(**facts, search_name=searchable(**{k: v for k, v in facts.items() if k in NAMES}))
    child.full_clean()
    child.save()
    return child


@action("children.correct")
def correct_child(*, child: Child, seen_version: int, by: Actor, **facts: Any) -> Child:
    """Correct facts about a child. A corrected date of birth moves due dates: the caller recomputes them.

    Raises ConflictError when the record has moved on, ValidationError for a birth after care began, ValueError for a
    field that is not correctable.
    """
    unknown = set(facts) - CORRECTABLE
    if unknown:
        message = f"not correctable: {', '.join(sorted(unknown))}"
        raise ValueError(message)
    born, first = facts.get("date_of_birth", child.date_of_birth), child.periods.first()
    if first and born > first.became_looked_after_on:
        raise ValidationError(
            {"date_of_birth": f"The child became looked after on {first.became_looked_after_on:%d/%m/%Y}."}
        )
    names = {part: facts.get(part, getattr(child, part)) for part in NAMES}
    return change(child, seen_version=seen_version, search_name=searchable(**names), **facts)


@action("children.start_period_of_care")
def start_period_of_care(
    *,
    child: Child,
    on: datetime.date,
    legal_status: str,
    by: Actor,
    today: datetime.date,
    placement: str = "",
    provider: str = "",
    category_of_need: str = "",
    seen_version: int | None = None,
    **placed: Any,
) -> PeriodOfCare:
    """Record that a child became looked after, or began a series of short breaks (legal status V3 or V4).

    Raises RefusedError when a period is open; ValidationError, by field, for an unlawful day or code.
    """
    take_turn(child, seen_version=seen_version)
    insist(may_start_care(open_period_of(child), died_on=child.died_on))
    check_dates(child, today, on=on)
    check_codes(on, legal_status=legal_status, placement=placement, provider=provider)
    kind = CareKind.SHORT_BREAKS if legal_status in SHORT_BREAK_STATUSES else CareKind.LOOKED_AFTER
    period = PeriodOfCare(child=child, kind=kind, became_looked_after_on=on)
    period.full_clean()
    period.save()
    Episode.objects.create(
        period=period,
        child=child,
        started_on=on,
        reason_new="S",
        legal_status=legal_status,
        placement=placement,
        provider=provider,
        category_of_need=category_of_need,
        **placed,
    )
    return period


@action("children.change_episode")
def change_episode(
    *,
    child: Child,
    on: datetime.date,
    reason_new: str,
    by: Actor,
    today: datetime.date,
    reason_placement_change: str = "",
    seen_version: int | None = None,
    **facts: Any,
) -> Episode:
    """Record a move or a change of status: the running episode ends and a new one begins the same day.

    Facts not given stay as they were. Never moves a review date: placement and legal status do not (REV-NEXT-NOBREAK).
    Raises RefusedError when the child is not looked after; ValidationError, by field, for an unlawful day or code.
    """
    take_turn(child, seen_version=seen_version)
    insist(may_change_care(open_period_of(child)))
    check_dates(child, today, on=on)
    running = child.episodes.open().get()
    if on <= running.started_on:
        raise ValidationError(
            {"on": f"This day must come after {running.started_on:%d/%m/%Y}, when the last change was."}
        )
    kept = (
        "legal_status",
        "placement",
        "provider",
        "category_of_need",
        "placed_with",
        "placement_address",
        "is_out_of_area",
        "host_authority",
    )
    values = {name: facts.get(name, getattr(running, name)) for name in kept}
    check_codes(
        on,
        reason_new=reason_new,
        reason_placement_change=reason_placement_change,
        **{name: values[name] for name in ("legal_status", "placement", "provider") if name in facts},
    )
    running.ended_on, running.reason_ended = on, STILL_LOOKED_AFTER
    running.reason_placement_change = reason_placement_change
    running.save(update_fields=["ended_on", "reason_ended", "reason_placement_change"])
    return Episode.objects.create(period=running.period, child=child, started_on=on, reason_new=reason_new, **values)


@action("children.cease_care")
def cease_care(
    *,
    child: Child,
    on: datetime.date,
    reason: str,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
) -> PeriodOfCare:
    """Record that a child ceased to be looked after: episode, period and allocations end that day.

    `reason` is the national code (E2 records the death too). Open reviews are ended by the caller. A death may lie
    before the day from which an IRO or social worker was recorded: such an allocation ends on the day it began.
    Raises RefusedError when the child is not looked after; ValidationError, by field, for an unlawful day or code.
    """
    take_turn(child, seen_version=seen_version)
    insist(may_change_care(open_period_of(child)))
    check_dates(child, today, on=on)
    check_codes(on, reason_ended=reason)
    running = child.episodes.open().get()
    period = running.period
    if on <= running.started_on:
        raise ValidationError(
            {"on": f"This day must come after {running.started_on:%d/%m/%Y}, when the last change was."}
        )
    if reason != DIED:
        _not_before_standing(child, on)
    running.ended_on, running.reason_ended = on, reason
    running.save(update_fields=["ended_on", "reason_ended"])
    period.ceased_on, period.reason_ceased = on, reason
    period.save(update_fields=["ceased_on", "reason_ceased"])
    for allocations in (child.iro_allocations, child.social_work_allocations):
        allocations.open().update(until_on=Greatest(F("from_on"), Value(on, output_field=DateField())))
    ended = AuthorityEnd.ORDER_MADE if reason in ADOPTED else AuthorityEnd.LEFT_CARE
    for authority in child.adoption_authorities.standing():
        change(authority, ended_on=max(on, authority.granted_on), ended_reason=ended)
    if reason == DIED:
        change(child, died_on=on)
    return period


def _not_before_standing(child: Child, on: datetime.date) -> None:
    """Raise ValidationError where an allocation that stands would end before it began."""
    began = [*child.iro_allocations.open(), *child.social_work_allocations.open()]
    latest = max((allocation.from_on for allocation in began), default=on)
    if on < latest:
        raise ValidationError(
            {"on": f"The IRO or social worker was recorded from {latest:%d/%m/%Y}. Enter that day or a later one."}
        )


@action("children.bring_in_episode")
def bring_in_episode(*, period: PeriodOfCare, by: Actor, **facts: Any) -> Episode:
    """Record an episode known from earlier records, running or ended. `facts` are fields of Episode."""
    return Episode.objects.create(period=period, child=period.child, **facts)


@action("children.bring_in_period")
def bring_in_period(*, child: Child, by: Actor, **facts: Any) -> PeriodOfCare:
    """Record a period of care known from earlier records, open or ended. `facts` are fields of PeriodOfCare."""
    return PeriodOfCare.objects.create(child=child, **facts)
