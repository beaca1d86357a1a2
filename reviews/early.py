"""Bringing a review forward: each trigger by its own rule of the law. None can push a date back. Source: reg 33(3)."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from reviews.enums import EarlyReason
from statute import early_reviews as law
from statute.calendar import WorkingCalendar
from statute.due import Due

ONE_DAY = datetime.timedelta(days=1)
# The reasons that name an event before which the review must come; with the others the IRO names a day, or none does.
BEFORE_AN_EVENT = frozenset(
    {
        EarlyReason.REMAND_ENDS,
        EarlyReason.RELEASE,
        EarlyReason.CARE_TO_CEASE,
        EarlyReason.PLAN_CHANGED,
        EarlyReason.PLACEMENT_TO_END,
        EarlyReason.OTHER_PLACEMENT,
        EarlyReason.PLACE_WITH_PARENT,
    }
)
# Changes that the law wants considered at a review first, without a number of days: regs 14, 17(d) and 32, s.22D.
BEFORE_A_CHANGE = frozenset(
    {
        EarlyReason.PLAN_CHANGED,
        EarlyReason.PLACEMENT_TO_END,
        EarlyReason.OTHER_PLACEMENT,
        EarlyReason.PLACE_WITH_PARENT,
    }
)
# Whether the child is in care is asked when a review is brought forward: a trigger that does not fit is refused there.
BEFORE_BY_LAW: dict[str, Callable[[Due, datetime.date, WorkingCalendar], Due]] = {
    EarlyReason.REMAND_ENDS: lambda due, on, calendar: law.early_before_remand_ends(due, on, calendar=calendar),
    EarlyReason.RELEASE: lambda due, on, calendar: law.early_before_release(due, on, in_care=True, calendar=calendar),
    EarlyReason.CARE_TO_CEASE: lambda due, on, calendar: law.early_before_accommodation_ends(
        due, on, in_care=False, going_to_parent=False, calendar=calendar
    ),
}
# Care orders, interim and full, and the orders that suspend them. Source: the national return.
IN_CARE = frozenset({"C1", "C2", "D1", "E1"})
NOT_FOR_THIS_CHILD = {
    EarlyReason.RELEASE: "Only for a child in care. Choose that you ask for it, with the day before the release.",
    EarlyReason.CARE_TO_CEASE: "Only for a child who is not in care. Choose that you ask for it.",
}


def does_not_fit(reason: str, legal_status: str) -> str:
    """Return why a trigger is not one for a child of this legal status, or nothing. Source: reg 33(3)(d) and (e)."""
    wants_care = {EarlyReason.RELEASE: True, EarlyReason.CARE_TO_CEASE: False}.get(EarlyReason(reason))
    if wants_care is None or not legal_status or (legal_status in IN_CARE) == wants_care:
        return ""
    return NOT_FOR_THIS_CHILD[EarlyReason(reason)]


@dataclass(frozen=True)
class Early:
    """Why a review is brought forward. review_by: the day asked for, or the last before the event.

    event_on: the day of the event, or that on which a visitor raised the worry; None where only a day was named.
    """

    review_by: datetime.date | None = None
    reason: str = ""
    event_on: datetime.date | None = None

    def is_spent(self, last_completed_on: datetime.date | None) -> bool:
        """Say whether a review was completed on the day asked for or after it."""
        return last_completed_on is not None and self.review_by is not None and self.review_by <= last_completed_on


NOT_EARLY = Early()


def brought_forward(scheduled: Due, early: Early, *, calendar: WorkingCalendar) -> Due:
    """Return the limit as the trigger has it: its own rule and working where it is earlier, else unchanged."""
    if early.review_by is None:
        return scheduled
    event = early.event_on or early.review_by + ONE_DAY
    if early.reason in BEFORE_BY_LAW:
        return BEFORE_BY_LAW[early.reason](scheduled, event, calendar)
    if early.reason == EarlyReason.NOT_SAFEGUARDED and early.event_on is not None:
        return _after_a_worry(scheduled, early.event_on, early.review_by, calendar)
    return law.early_at_iro_request(scheduled, early.review_by, calendar=calendar)


def _after_a_worry(
    scheduled: Due, raised_on: datetime.date, review_by: datetime.date, calendar: WorkingCalendar
) -> Due:
    suggested = law.early_after_visitor_concern(scheduled, raised_on, calendar=calendar)
    if suggested.on == review_by:
        return suggested
    return law.early_after_visitor_concern(scheduled, raised_on, calendar=calendar, review_by=review_by)


def day_asked_for(
    reason: str,
    *,
    review_by: datetime.date | None,
    event_on: datetime.date | None,
    scheduled: Due,
    calendar: WorkingCalendar,
) -> datetime.date | None:
    """Return the day by which a trigger wants the review; None where what it needs was not said.

    Before an event: the day before. After a visitor's worry: the day the IRO sets, else 10 working days are suggested.
    """
    if reason in BEFORE_AN_EVENT and event_on is not None:
        return min(event_on - ONE_DAY, review_by) if review_by else event_on - ONE_DAY
    if reason == EarlyReason.NOT_SAFEGUARDED and event_on is not None and review_by is None:
        return law.early_after_visitor_concern(scheduled, event_on, calendar=calendar).on
    return review_by
