"""The day of the check half-way between two reviews: written when a review is planned, and again when its limit moves.

For the actions on reviews, each of which calls one of these within its own transaction.
"""

import datetime
from typing import Any

from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from office.authority import working_calendar
from reviews.due_dates import completed_days
from reviews.enums import ReviewKind, ReviewStatus
from reviews.models import MidpointCheck, Review
from statute.calendar import WorkingCalendar
from statute.preparation import midway_check

# The reviews of the ordinary sequences. What runs beside them has its own rhythm.
CHECKED_KINDS = (ReviewKind.LOOKED_AFTER, ReviewKind.SHORT_BREAKS)
NOT_HELD = (ReviewStatus.TO_ARRANGE, ReviewStatus.BOOKED)


def midpoint_columns(since_on: datetime.date, due_on: datetime.date, calendar: WorkingCalendar) -> dict[str, Any]:
    """Return the day between a completed review and the next limit as the columns of a check (MIDWAY)."""
    due = midway_check(since_on, due_on, calendar=calendar)
    return {"since_on": since_on, "due_on": due.on, "due_explanation": due.explanation}


def columns_of(review: Review) -> dict[str, Any] | None:
    """Return the columns of the check before a review as the facts now have them, or None where none is to be made."""
    if review.kind not in CHECKED_KINDS or review.status not in NOT_HELD or review.due_on is None:
        return None
    done = completed_days(review.period, review.kind, before=review)
    return midpoint_columns(done[-1], review.due_on, working_calendar()) if done else None


def plan_midpoint(review: Review, today: datetime.date) -> None:
    """Plan the check before a review that was just planned, unless its day has passed already."""
    columns = columns_of(review)
    if columns is not None and columns["due_on"] >= today:
        MidpointCheck.objects.create(review=review, **columns)


def keep_midpoint(review: Review) -> None:
    """Move the check with the limit of its review; let it lapse when the review is held or no longer due."""
    standing = MidpointCheck.objects.filter(review=review, done_on__isnull=True).first()
    if standing is not None:
        _fit(standing, review)


@action("reviews.recompute_midpoint")
def recompute_midpoint(*, check: MidpointCheck, by: Actor) -> MidpointCheck:
    """Compute the day of a check that is still to be made again, as its review now stands."""
    return _fit(check, check.review)


def _fit(standing: MidpointCheck, review: Review) -> MidpointCheck:
    columns = columns_of(review)
    fresh = {"has_lapsed": True} if columns is None else {"has_lapsed": False, **columns}
    if any(getattr(standing, name) != value for name, value in fresh.items()):
        change(standing, **fresh)
    return standing
