"""What is recorded of people's time: working patterns and leave."""

import datetime
from collections.abc import Mapping

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from office.timekeeping.models import Leave, WorkingHours, WorkingPattern
from office.timekeeping.policies import may_change_leave, may_change_pattern

# Weekday (0 is Monday) -> when the day begins and ends.
Hours = Mapping[int, tuple[datetime.time, datetime.time]]
ONE_DAY = datetime.timedelta(days=1)


@action("office.begin_pattern")
def begin_working_pattern(
    *, person: User, from_on: datetime.date, hours: Hours, by: Actor, until_on: datetime.date | None = None
) -> WorkingPattern:
    """Begin another working week; the one that ran until now ends the day before.

    Raises ValidationError, by field, for a week without a day, and where another pattern begins on or after that day.
    """
    _check(hours)
    if person.working_patterns.filter(from_on__gte=from_on).exists():
        raise ValidationError({"from_on": "A working pattern from that day or later is recorded. Change that one."})
    person.working_patterns.in_force_between(from_on, from_on).update(until_on=from_on - ONE_DAY)
    pattern = WorkingPattern(person=person, from_on=from_on, until_on=until_on)
    pattern.full_clean(exclude=["person"], validate_unique=False)
    pattern.save()
    _keep(pattern, hours)
    return pattern


@action("office.change_pattern")
def change_working_pattern(
    *,
    pattern: WorkingPattern,
    from_on: datetime.date,
    until_on: datetime.date | None,
    hours: Hours,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
) -> WorkingPattern:
    """Correct the hours of a working week, or until when it runs. Raises ValidationError, by field, for an overlap."""
    insist(may_change_pattern(pattern, today))
    _check(hours)
    if until_on and until_on < from_on:
        raise ValidationError({"until_on": "The last day must not come before the first."})
    others = pattern.person.working_patterns.exclude(pk=pattern.pk)
    if others.in_force_between(from_on, until_on or datetime.date.max).exists():
        raise ValidationError({"from_on": "Another working pattern is in force on some of these days."})
    change(pattern, seen_version=seen_version, from_on=from_on, until_on=until_on)
    pattern.hours.all().delete()
    _keep(pattern, hours)
    return pattern


def _check(hours: Hours) -> None:
    if not hours:
        raise ValidationError("Enter the hours of at least one day.")


def _keep(pattern: WorkingPattern, hours: Hours) -> None:
    for weekday, (begins, ends) in sorted(hours.items()):
        WorkingHours.objects.create(pattern=pattern, weekday=weekday, begins=begins, ends=ends)


@action("office.enter_leave")
def enter_leave(
    *,
    person: User,
    from_on: datetime.date,
    until_on: datetime.date,
    kind: str,
    by: Actor,
    part: str = "whole",
    note: str = "",
) -> Leave:
    """Enter that somebody is away. Raises ValidationError, by field, for days that are leave already."""
    _check_leave(person, from_on, until_on)
    entered = by if isinstance(by, User) else None
    leave = Leave(
        person=person, from_on=from_on, until_on=until_on, kind=kind, part=part, note=note, entered_by=entered
    )
    leave.full_clean(exclude=["person", "entered_by"])
    leave.save()
    return leave


@action("office.change_leave")
def change_leave(
    *,
    leave: Leave,
    from_on: datetime.date,
    until_on: datetime.date,
    kind: str,
    by: Actor,
    today: datetime.date,
    part: str = "whole",
    note: str = "",
    seen_version: int | None = None,
) -> Leave:
    """Change leave that is not over. Raises RefusedError for leave that is, ValidationError as `enter_leave`."""
    insist(may_change_leave(leave, today))
    _check_leave(leave.person, from_on, until_on, apart_from=leave)
    fields = {"from_on": from_on, "until_on": until_on, "kind": kind, "part": part, "note": note}
    Leave(person_id=leave.person_id, **fields).full_clean(exclude=["person", "entered_by"])
    return change(leave, seen_version=seen_version, **fields)


@action("office.remove_leave")
def remove_leave(*, leave: Leave, by: Actor, today: datetime.date) -> None:
    """Take back leave that is not over: the person works after all."""
    insist(may_change_leave(leave, today))
    leave.delete()


def _check_leave(
    person: User, from_on: datetime.date, until_on: datetime.date, apart_from: Leave | None = None
) -> None:
    if until_on < from_on:
        raise ValidationError({"until_on": "The last day must not come before the first."})
    others = person.leave.touching(from_on, until_on).exclude(pk=apart_from.pk if apart_from else None)
    if others.exists() and not _are_other_halves(others, from_on, until_on):
        raise ValidationError({"from_on": "Leave is entered for some of these days already. Change that instead."})


def _are_other_halves(others: "object", from_on: datetime.date, until_on: datetime.date) -> bool:
    """Say whether what is there are half days alone: a morning may stand beside an afternoon."""
    return from_on == until_on and all(other.part != "whole" for other in others)  # type: ignore[attr-defined]  # a queryset of leave
