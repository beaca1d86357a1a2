"""The next meeting of a review that has begun: one that was adjourned resumes, a series goes on.

Such a review keeps its status while its next meeting is booked: it was opened, and only completing it ends its clock.
"""

import datetime

from django.db.models import Max

from reviews.enums import ReviewStatus
from reviews.models import Booking, Review
from reviews.taking_back import BEGUN
from statute.adjournments import adjournment_limit
from statute.calendar import WorkingCalendar
from statute.due import Due

# Why a booking stands no more whose meeting was held, where the next one is booked. Nothing was moved.
MET = "The meeting was held, and the review goes on"


def has_begun(review: Review) -> bool:
    """Say whether a review was opened and still has to be completed, at a further meeting."""
    return review.status in BEGUN


def booking_ahead(review: Review) -> Booking | None:
    """Return the booking of a meeting that is still to be held, or None: one that was adjourned or held is none."""
    found: Booking | None = review.bookings.ahead().select_related("venue", "chair").first()
    return found


def is_booked(review: Review) -> bool:
    """Say whether a meeting is booked that is still to be held. Asks the database only of a review that has begun."""
    if has_begun(review):
        return Booking.objects.ahead().filter(review=review).exists()
    return review.status == ReviewStatus.BOOKED


def last_met(review: Review) -> datetime.date | None:
    """Return the day of the last meeting that was held of a review, or None where none was."""
    last = review.meetings.standing().aggregate(last=Max("held_on"))["last"]
    return max(filter(None, (last, review.adjourned_on)), default=None)


def adjourned_until(review: Review, calendar: WorkingCalendar) -> Due | None:
    """Return by when an adjourned review is completed, with its working, or None for one not adjourned."""
    return adjournment_limit(review.adjourned_on, calendar=calendar) if review.adjourned_on else None


def last_day(review: Review, calendar: WorkingCalendar) -> datetime.date | None:
    """Return the last lawful day to complete an open review: of one that was adjourned, the end of its 20 days."""
    due = adjourned_until(review, calendar)
    return due.on if due else review.due_on
