"""The limit of a review, computed from facts by `statute` and written to its row: the only place that does so."""

import datetime
from collections.abc import Sequence
from typing import Any

from children.enums import CareKind
from children.models import PeriodOfCare
from reviews.enums import ReviewKind, ReviewSequence
from reviews.models import Review
from statute import reviews as law
from statute import short_breaks
from statute.calendar import WorkingCalendar
from statute.due import Due

KIND_OF_CARE: dict[str, ReviewKind] = {
    CareKind.LOOKED_AFTER: ReviewKind.LOOKED_AFTER,
    CareKind.SHORT_BREAKS: ReviewKind.SHORT_BREAKS,
}
SECOND_IN_SEQUENCE = 1


def sequence_of(kind: str, completed: int) -> ReviewSequence:
    """Return where the review stands that follows so many completed ones. Short breaks have no second step."""
    if completed == 0:
        return ReviewSequence.FIRST
    if completed == SECOND_IN_SEQUENCE and kind == ReviewKind.LOOKED_AFTER:
        return ReviewSequence.SECOND
    return ReviewSequence.LATER


def completed_days(period: PeriodOfCare, kind: str, *, before: Review | None = None) -> list[datetime.date]:
    """Return the days on which this period's reviews of a kind were completed, oldest first.

    before: leave out this review and what was completed on or after its own completion.
    """
    done = Review.objects.completed().filter(period=period, kind=kind)
    if before is not None:
        done = done.exclude(pk=before.pk)
        if before.completed_on:
            done = done.filter(completed_on__lt=before.completed_on)
    return list(done.order_by("completed_on").values_list("completed_on", flat=True))


def limit(
    *,
    period: PeriodOfCare,
    kind: str,
    completed_on: Sequence[datetime.date],
    calendar: WorkingCalendar,
    review_by: datetime.date | None = None,
) -> Due | None:
    """Return the limit of the next review of a period of care, or None where none falls due before 18."""
    child = period.child
    if kind == ReviewKind.SHORT_BREAKS:
        due = short_breaks.next_review(
            first_placement_on=period.became_looked_after_on, completed_on=completed_on, calendar=calendar
        )
        return law.unless_adult(due, child.date_of_birth)
    return law.next_review(
        became_looked_after_on=period.became_looked_after_on,
        completed_on=completed_on,
        calendar=calendar,
        date_of_birth=child.date_of_birth,
        review_by=review_by,
        name=child.called,
    )


def limit_of(review: Review, calendar: WorkingCalendar) -> Due | None:
    """Return the limit of a review as the facts now have it."""
    return limit(
        period=review.period,
        kind=review.kind,
        completed_on=completed_days(review.period, review.kind, before=review),
        calendar=calendar,
        review_by=review.review_by,
    )


def columns(due: Due | None) -> dict[str, Any]:
    """Return a limit as the columns of a review."""
    if due is None:
        return {
            "due_on": None,
            "plan_by": None,
            "due_rule": law.REV_AGE18.id,
            "due_strength": "",
            "due_source": "",
            "due_explanation": "No review falls due before the 18th birthday.",
            "due_is_provisional": False,
        }
    return {
        "due_on": due.on,
        "plan_by": due.plan_by,
        "due_rule": due.rule,
        "due_strength": due.strength.value,
        "due_source": due.source,
        "due_explanation": due.explanation,
        "due_is_provisional": due.provisional,
    }
