"""Opening a record and telling others at once: both, or neither."""

import datetime

from django.urls import reverse

from accounts.models import User
from audit.actions import action
from audit.actors import SystemJob
from children import actions as children
from children.models import BreakGlass, Child
from children.permissions import judges_of
from desk.telling import Notice, tell
from statute.calendar import WorkingCalendar


@action("break_glass.open")
def open_record(
    *,
    child: Child,
    reason: str,
    explanation: str,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    calendar: WorkingCalendar,
    site: str,
) -> BreakGlass:
    """Open a record for two hours and tell everybody who may judge it. Raises what `children.break_glass` raises.

    site: the scheme and host that the link in the mail begins with.
    """
    opening = children.break_glass(
        child=child, reason=reason, explanation=explanation, by=by, at=at, today=today, calendar=calendar
    )
    path = reverse("break_glass:judge", args=[opening.pk])
    for reader in judges_of(child, by, today):
        # The system tells them: they are told also when whoever opened the record loses every right a moment later.
        tell(reader, Notice.RECORD_OPENED, about=opening.pk, path=path, site=site, by=SystemJob("broken glass"))
    return opening
