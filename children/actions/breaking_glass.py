"""Opening a child's record outside what one may see: to read, one child, two hours; then somebody else judges it."""

import datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.verdict import RefusedError, insist, refused
from audit.actions import action
from audit.versions import change
from children import permissions
from children.enums import GlassVerdict
from children.models import BreakGlass, Child
from children.models.confidentiality import SHORTEST_EXPLANATION
from statute.calendar import WorkingCalendar

# Source of both: the access model, break-glass.
OPEN_FOR = datetime.timedelta(hours=2)
JUDGED_WITHIN_WORKING_DAYS = 3


@action("children.break_glass")
def break_glass(
    *,
    child: Child,
    reason: str,
    explanation: str,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    calendar: WorkingCalendar,
) -> BreakGlass:
    """Open one child's record, to read it for two hours; the caller tells those who judge it, at once.

    at: the real moment, aware. Raises RefusedError for who may not, who knows the child privately, who has one open or
    one waiting past its day, and where there are not two others to be told; ValidationError without an explanation.
    """
    # Two requests of one person wait here for each other, so that one record is opened at a time.
    User.objects.select_for_update().get(pk=by.pk)
    insist(permissions.may_break_glass(by, today, at))
    if permissions.is_in_conflict(by, child):
        raise RefusedError(refused("This record cannot be opened."))
    if len(permissions.judges_of(child, by, today)) < permissions.TOLD_AT_LEAST:
        raise RefusedError(refused(permissions.NOBODY_TO_TELL))
    if len(explanation.strip()) < SHORTEST_EXPLANATION:
        raise ValidationError({"explanation": f"Explain why in at least {SHORTEST_EXPLANATION} characters."})
    return BreakGlass.objects.create(
        child=child,
        user=by,
        acting_role=by.acting_role,
        reason=reason,
        explanation=explanation.strip(),
        opened_at=at,
        closes_at=at + OPEN_FOR,
        verdict_due_on=calendar.add(today, JUDGED_WITHIN_WORKING_DAYS),
    )


@action("children.end_broken_glass")
def end_broken_glass(*, opening: BreakGlass, by: User, at: datetime.datetime) -> BreakGlass:
    """Close a record before its two hours are over. Who opened it may; ended already, nothing happens."""
    if opening.closes_at <= at:
        return opening
    return change(opening, closes_at=max(at, opening.opened_at))


@action("children.judge_broken_glass")
def judge_broken_glass(
    *, opening: BreakGlass, verdict: str, note: str, by: User, today: datetime.date, seen_version: int
) -> BreakGlass:
    """Say whether a record was opened with good reason.

    Raises RefusedError for who opened it and for a second verdict; ValidationError for "not justified" without a note;
    ConflictError when it was judged meanwhile.
    """
    insist(permissions.may_judge(by, opening))
    if verdict == GlassVerdict.NOT_JUSTIFIED and not note.strip():
        raise ValidationError({"note": "Say what was wrong, and what happens now."})
    return change(
        opening,
        seen_version=seen_version,
        verdict=verdict,
        verdict_note=note.strip(),
        verdict_on=today,
        verdict_by=by,
    )
