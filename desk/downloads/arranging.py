"""The support worker's lists as rows. Neither legal status nor what a review found stands in them."""

import datetime
from functools import partial

from accounts.models import User
from children.looking_up import found_by
from design.formats import clock, day
from desk.arranging.forms import ToArrangeFilter
from desk.arranging.presenters import how_it_stands
from desk.arranging.rows import bookings_of_week, records_to_distribute
from desk.arranging.views.lists import chair_of, iros, listed_to_arrange, monday_of
from exchange.lists import Params, Row, Sheet
from office.authority import working_calendar
from reviews.enums import ReviewStatus
from reviews.meeting_ahead import last_day

TO_ARRANGE = ("Child", "Id", "Review", "Last lawful day", "Plan by", "IRO", "Team")
BOOKED = ("Child", "Id", "Day", "From", "Minutes", "IRO", "Where", "Last lawful day")
TO_DISTRIBUTE = ("Child", "Id", "IRO", "Review completed", "Send out by")


def to_arrange(user: User, params: Params, today: datetime.date) -> Sheet:
    """Return the open reviews without a date, and those that have begun without one for their next meeting."""
    filters = ToArrangeFilter(params or None, iros=iros(today), today=today)
    rows = [
        Row(
            review.pk,
            review.child_id,
            (
                str(review.child),
                review.child.local_id,
                ". ".join([review.get_sequence_display(), *how_it_stands(review)]),
                day(review.last_on, empty="No limit"),
                day(None if review.status == ReviewStatus.ADJOURNED else review.plan_by),
                review.iro_name or "",
                review.team_name or "",
            ),
        )
        for review in listed_to_arrange(user, filters, partial(found_by, user))
    ]
    return Sheet("Reviews to arrange", TO_ARRANGE, rows)


def booked(user: User, params: Params, today: datetime.date) -> Sheet:
    """Return the reviews that are booked in a week."""
    monday, chair = monday_of(params.get("week", ""), today), chair_of(params.get("iro", ""), today)
    calendar = working_calendar()
    rows = [
        Row(
            booking.review_id,
            booking.review.child_id,
            (
                str(booking.review.child),
                booking.review.child.local_id,
                day(booking.on),
                clock(booking.at),
                booking.minutes,
                booking.chair.full_name,
                booking.where,
                day(last_day(booking.review, calendar), empty="No limit"),
            ),
        )
        for booking in bookings_of_week(user, monday, chair)
    ]
    return Sheet(f"Booked reviews, week of {day(monday)}" + (f", {chair}" if chair else ""), BOOKED, rows)


def to_distribute(user: User, _params: Params, _today: datetime.date) -> Sheet:
    """Return the finished records that wait to be sent out."""
    rows = [
        Row(
            record.review_id,
            record.review.child_id,
            (
                str(record.review.child),
                record.review.child.local_id,
                record.review.chair.full_name,
                day(record.review.completed_on),
                day(record.distribute_due_on),
            ),
        )
        for record in records_to_distribute(user)
    ]
    return Sheet("Records to send out", TO_DISTRIBUTE, rows)
