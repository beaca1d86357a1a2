"""A series of meetings that runs long: said wherever the review is opened, and never a refusal."""

import datetime

from design import formats
from office.authority import working_calendar
from reviews.enums import ReviewMode, ReviewStatus
from reviews.models import Review
from statute.reviews import series_should_end_by


def long_series(review: Review, on: datetime.date) -> str:
    """Return the warning about a series that has run longer than 20 working days on a day, or nothing.

    on: today for one that is under way; the day of completion for one that was completed.
    """
    is_series = review.status == ReviewStatus.IN_SERIES or review.mode == ReviewMode.SERIES
    if not is_series or review.held_on is None:
        return ""
    calendar = working_calendar()
    if not calendar.knows(review.held_on) or on <= series_should_end_by(review.held_on, calendar=calendar):
        return ""
    first, last = formats.day(review.held_on), formats.day(series_should_end_by(review.held_on, calendar=calendar))
    return (
        f"This series of meetings has run longer than 20 working days: it began on {first}, and they ended on {last}. "
        "The day it is completed is the day that counts."
    )
