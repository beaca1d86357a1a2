"""The support worker's lists as rows of cells. Neither legal status nor what a review found is shown here."""

import datetime
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from design.components import Column, Table, deadline_status, figure, lines, link, quiet, select_cell
from design.formats import clock, counted, day, weekday
from desk.arranging.rows import BeforeChange
from desk.deadlines import Deadlines
from desk.histories import opened_clocks, opened_last_days, opened_limits, opened_panels
from reviews.enums import ReviewStatus
from reviews.meeting_ahead import last_day
from reviews.models import Booking, ClockKind, RecordOfReview, SecurePanel
from reviews.policies import may_book

WEEK = datetime.timedelta(days=7)


def _person(child: Any) -> Any:
    return lines(link(str(child), reverse("child:page", args=[child.pk])), quiet(child.local_id))


def to_arrange(caption: str, reviews: Iterable[Any], when: Deadlines) -> Table:
    """Return the reviews to arrange, each with its last lawful day, the day to plan by, and the slack there is."""
    found, rows = list(reviews), []
    shown = opened_last_days(found, when)
    for review in found:
        limit = review.last_on
        rows.append(
            [
                _person(review.child),
                lines(review.get_sequence_display(), *how_it_stands(review)),
                shown.get(review.pk, "no limit"),
                when.distance(limit) if limit else "",
                deadline_status(when.status(limit)) if limit else deadline_status("no_longer_due"),
                lines(review.iro_name or "no IRO yet", quiet(review.team_name or "")),
                _way_to_a_day(review),
                "" if review.stood_on else select_cell("review", review.pk, f"Choose {review.child}"),
            ]
        )
    columns = ["Child", "Review", "Last lawful day", "Slack", "Status", "IRO and team", Column("Action", hidden=True)]
    columns.append("Choose")
    return Table(caption=caption, columns=columns, rows=rows, stack=True)


def how_it_stands(review: Any) -> list[str]:
    """Return in words what is to arrange of a review that has begun; nothing of one that is to be opened.

    review: a row of the reviews to arrange.
    """
    said = []
    if review.status == ReviewStatus.ADJOURNED:
        said.append(f"Adjourned: to resume by {day(review.last_on)}")
    elif review.status == ReviewStatus.IN_SERIES:
        said.append("Series: next meeting")
    if review.stood_on:
        said.append(f"Was booked for {day(review.stood_on)}, and nothing is recorded of it")
    return said


def _way_to_a_day(review: Any) -> Any:
    """Return the way to book a day; where one was booked that passed, to move it."""
    if review.stood_on:
        return link("Move", reverse("arranging:move", args=[review.pk]), hidden=f"the booking of {review.child}")
    return link("Book", reverse("arranging:book", args=[review.pk]), hidden=f"a day for {review.child}")


def counts(found: dict[str, int], today: datetime.date) -> list[Any]:
    """Return how many reviews are to arrange by when, each with the way to those rows."""
    here, monday = reverse("arranging:to-arrange"), today - datetime.timedelta(days=today.weekday())
    return [
        figure(
            found["passed"], "past the last lawful day", f"{here}?limit=passed", colour="red" if found["passed"] else ""
        ),
        figure(found["this_week"], "due this week", f"{here}?limit={monday}"),
        figure(found["next_week"], "due next week", f"{here}?limit={monday + WEEK}"),
        figure(found["later"], "due later"),
    ]


def panels(found: Iterable[SecurePanel], when: Deadlines) -> Table:
    """Return the extra panels to arrange. Why a panel is needed is not the support worker's to read."""
    panels = list(found)
    shown = opened_panels(panels, when, says_why=False)
    rows = [
        [
            _person(panel.child),
            lines(shown[panel.pk], quiet(when.distance(panel.due_on))),
            deadline_status(when.status(panel.due_on)),
        ]
        for panel in panels
    ]
    caption = f"{counted(len(rows), 'extra panel')} to arrange"
    return Table(caption=caption, columns=["Child", "Last lawful day", "Status"], rows=rows, stack=True)


def to_book_before(found: Sequence[BeforeChange], when: Deadlines) -> Table:
    """Return the reviews to book before a change. Which change it is, is for the IRO and the social worker."""
    limits = opened_limits([each.review.pk for each in found if each.review and each.is_answered], when)
    rows = [
        [
            _person(each.event.child),
            day(each.event.told_on),
            limits.get(each.review.pk if each.review else 0, quiet("The IRO has not said yet by when")),
            f"Booked for {day(each.booking.on)}" if each.booking else "Not booked",
            _way_to_book(each),
        ]
        for each in found
    ]
    caption = f"{counted(len(rows), 'review')} to book before a change"
    columns = ["Child", "Told on", "Last lawful day", "How it stands", Column("Action", hidden=True)]
    return Table(caption=caption, columns=columns, rows=rows, stack=True, id="before-a-change")


def _way_to_book(each: BeforeChange) -> Any:
    if each.review is None or not may_book(each.review):
        return ""
    name, words = ("move", "Move") if each.booking else ("book", "Book")
    return link(words, reverse(f"arranging:{name}", args=[each.review.pk]), hidden=f"the review of {each.event.child}")


def week(bookings: Sequence[Booking], when: Deadlines) -> list[Table]:
    """Return one table per day of a week that has bookings."""
    tables, shown = [], opened_last_days([booking.review for booking in bookings], when)
    for on, found in groupby(bookings, key=lambda booking: booking.on):
        rows = [_booking(booking, shown.get(booking.review_id, "no limit"), when) for booking in found]
        caption = f"{weekday(on)}: {counted(len(rows), 'review')}"
        columns = ["Time", "Child", "IRO", "Where", "Limit", Column("Actions", hidden=True)]
        tables.append(Table(caption=caption, columns=columns, rows=rows, stack=True, id=f"day-{on}"))
    return tables


def _booking(booking: Any, limit: Any, when: Deadlines) -> list[Any]:
    review, name = booking.review, str(booking.review.child)
    until = datetime.datetime.combine(booking.on, booking.at) + datetime.timedelta(minutes=booking.minutes)
    last = last_day(review, when.calendar)
    late = last is not None and booking.on > last
    actions = lines(
        link("Move", reverse("arranging:move", args=[review.pk]), hidden=name),
        link("Cancel", reverse("arranging:cancel-booking", args=[review.pk]), hidden=name),
        link("Invitations", reverse("inviting:review", args=[review.pk]), hidden=f"for {name}"),
    )
    return [
        f"{clock(booking.at)} to {clock(until.time())}",
        _person(review.child),
        booking.chair.full_name,
        booking.where,
        lines(limit, deadline_status("overdue") if late else ""),
        actions if booking.is_ahead else review.get_status_display(),
    ]


def to_distribute(caption: str, records: Iterable[RecordOfReview], when: Deadlines) -> Table:
    """Return the finished records that wait to be sent out."""
    found = list(records)
    shown = opened_clocks(found, [ClockKind.DISTRIBUTE], when)
    rows = [
        [
            _person(record.review.child),
            record.review.chair.full_name,
            day(record.review.completed_on),
            format_html("{}{}", shown[record.pk, ClockKind.DISTRIBUTE], quiet(when.distance(record.distribute_due_on))),
            deadline_status(when.status(record.distribute_due_on)),
            link(
                "Open and send out",
                reverse("arranging:distribute", args=[record.pk]),
                hidden=f"the record of {record.review.child}",
            ),
        ]
        for record in found
    ]
    columns = ["Child", "IRO", "Review completed", "Send out by", "Status", Column("Action", hidden=True)]
    return Table(caption=caption, columns=columns, rows=rows, stack=True)


def sections(current: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Return the support worker's lists as tabs with their counts."""
    names = [
        ("to-arrange", "To arrange", "arranging:to-arrange"),
        ("calendar", "Booked", "arranging:calendar"),
        ("month", "Month", "arranging:month"),
        ("invitations", "Invitations", "inviting:list"),
        ("papers", "Papers", "inviting:papers"),
        ("undelivered", "Mail that did not arrive", "inviting:undelivered"),
        ("to-distribute", "Records to send out", "arranging:to-distribute"),
        ("short-breaks", "Short breaks", "kinds:short-breaks"),
    ]
    return [
        {
            "text": f"{text} ({counts[key]})" if key in counts else text,
            "href": reverse(address),
            "current": key == current,
        }
        for key, text, address in names
    ]
