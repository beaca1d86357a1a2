"""What completing a review would lead to: the next due date and the clocks that start, each with its working."""

import datetime
from dataclasses import dataclass

from reviews.due_dates import adoption_of, completed_days, limit
from reviews.models import Review
from statute import records
from statute.calendar import WorkingCalendar
from statute.due import Due


@dataclass(frozen=True, slots=True)
class Outlook:
    """What follows from a day of completion. `next_due` is None where no review falls due before 18."""

    completed_on: datetime.date
    next_due: Due | None
    clocks: tuple[tuple[str, Due], ...]


def outlook(review: Review, completed_on: datetime.date | None, calendar: WorkingCalendar) -> Outlook | None:
    """Return what completing a review on a day would lead to; None for a day on which it cannot be completed."""
    if completed_on is None or completed_on < review.period.became_looked_after_on or not calendar.knows(completed_on):
        return None
    done = [day for day in completed_days(review.period, review.kind, before=review) if day <= completed_on]
    try:
        following = limit(
            period=review.period,
            kind=review.kind,
            completed_on=[*done, completed_on],
            calendar=calendar,
            adoption=adoption_of(review.period),
        )
        clocks = (
            ("The decisions are sent", records.decisions_out(completed_on, calendar=calendar)),
            ("The record is finished", records.full_record(completed_on, calendar=calendar)),
            ("The record is distributed, by the support worker", records.distribute(completed_on, calendar=calendar)),
        )
    except ValueError:  # a year whose working days cannot be known
        return None
    return Outlook(completed_on, following, clocks)
