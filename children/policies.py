"""What a child's records allow. Knows the record, never the person."""

import datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.verdict import ALLOWED, Verdict, refused
from children.models import Child, PeriodOfCare
from statute.codes import (
    LEGAL_STATUS,
    PLACEMENT,
    PLACEMENT_PROVIDER,
    REASON_EPISODE_CEASED,
    REASON_NEW_EPISODE,
    REASON_PLACEMENT_CHANGE,
    CodeList,
)

SHORT_BREAK_STATUSES = frozenset({"V3", "V4"})
EPISODE_CODES: dict[str, CodeList] = {
    "legal_status": LEGAL_STATUS,
    "placement": PLACEMENT,
    "provider": PLACEMENT_PROVIDER,
    "reason_new": REASON_NEW_EPISODE,
    "reason_ended": REASON_EPISODE_CEASED,
    "reason_placement_change": REASON_PLACEMENT_CHANGE,
}


def may_start_care(open_period: PeriodOfCare | None, *, died_on: datetime.date | None) -> Verdict:
    """Say whether a period of care may begin."""
    if died_on is not None:
        return refused(f"It is recorded that this child died on {died_on:%d/%m/%Y}.")
    if open_period is None:
        return ALLOWED
    return refused("This child is already looked after. Record a change of status or placement instead.")


def may_change_care(open_period: PeriodOfCare | None) -> Verdict:
    """Say whether a move, a change of status or the end of care may be recorded."""
    return ALLOWED if open_period else refused("This child is not looked after now.")


def may_be_iro(child: Child, person: User) -> Verdict:
    """Say whether somebody is independent of a child's case (regulation 46): no worker of it, no manager of one."""
    allocations = child.social_work_allocations.all()
    if allocations.filter(social_worker=person).exists():
        return refused(f"{person} is or was this child's social worker, so cannot be the IRO.")
    if allocations.open().filter(team__managements__manager=person, team__managements__until_on__isnull=True).exists():
        return refused(f"{person} manages the team that answers for this child, so cannot be the IRO.")
    return ALLOWED


def check_codes(day: datetime.date, **codes: str) -> None:
    """Raise ValidationError, by field, for a national code that is unknown or not in use on `day`. Empty is allowed."""
    problems = {
        name: f"The code {code} was not in use on {day:%d/%m/%Y}. Choose one that was."
        for name, code in codes.items()
        if code and not EPISODE_CODES[name].is_valid_on(code, day)
    }
    if problems:
        raise ValidationError(problems)


def check_dates(child: Child, today: datetime.date, **days: datetime.date | None) -> None:
    """Raise ValidationError, by field, for a day before the child's birth or after `today`."""
    problems = {}
    for name, day in days.items():
        if day is None:
            continue
        if day < child.date_of_birth:
            problems[name] = "This day must not come before the child was born."
        elif day > today:
            problems[name] = "This day must not be in the future."
    if problems:
        raise ValidationError(problems)
