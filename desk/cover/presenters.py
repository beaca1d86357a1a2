"""Cover, and reviews that a colleague chairs, in tables."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from children.answering import not_covered
from children.models import Child, IROCover
from design.components import Column, Table, lines, link, quiet, tag
from design.formats import clock, counted, day
from reviews.models import Booking

ACTIONS = Column("What can be done", hidden=True)


def initials(child: Child) -> str:
    """Return a child's initials and id: enough for who is in the room, and no name."""
    return f"{child.first_name[:1]}{child.last_name[:1]} {child.local_id}"


def cover_table(page_obj: Any, today: datetime.date) -> Table:
    """Return cover that runs or is to come, with the child fetched."""
    rows = [
        [
            cover.iro.full_name,
            cover.covered_by.full_name,
            link(str(cover.child), reverse("child:page", args=[cover.child_id]))
            if cover.child
            else "All their children",
            lines(
                f"{day(cover.from_on)} to {day(cover.until_on)}", tag("Now", "blue") if cover.from_on <= today else ""
            ),
            cover.reason,
            _ways(cover),
        ]
        for cover in page_obj
    ]
    columns = ["Who is away", "Covered by", "For", "Days", "Why", ACTIONS]
    return Table(caption=counted(page_obj.paginator.count, "arrangement"), columns=columns, rows=rows, stack=True)


def _ways(cover: IROCover) -> SafeString:
    hidden = f"the cover for {cover.iro}"
    links = [
        link("Change", reverse("cover:change", args=[cover.pk]), hidden=hidden),
        link("End", reverse("cover:end", args=[cover.pk]), hidden=hidden),
    ]
    return format_html_join(SafeString(" "), "{}", ((each,) for each in links))


def left_out(cover: IROCover, seen: Iterable[Child]) -> str:
    """Return the sentence that says which children cover leaves out, of those whom the reader may see; or nothing."""
    visible = {child.pk for child in seen}
    names = [str(child) for child in not_covered(cover) if child.pk in visible]
    if not names:
        return ""
    who = f"{names[0]} is" if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]} are"
    return (
        f"{who} not covered: the record is closed to {cover.covered_by}, or they once worked with the child. "
        "Arrange cover by somebody else."
    )


def booking_table(bookings: Iterable[Booking]) -> Table:
    """Return colleagues' reviews of today: no name, and no place but a venue of the service."""
    rows = [
        [
            clock(booking.at),
            booking.venue.name if booking.venue else "Somewhere else",
            booking.chair.full_name,
            initials(booking.review.child),
            link(
                "I am chairing this review",
                reverse("cover:chair", args=[booking.review_id]),
                hidden=f"{initials(booking.review.child)}",
            ),
        ]
        for booking in bookings
    ]
    columns = ["Time", "Where", "Chair", "Child", ACTIONS]
    return Table(caption=counted(len(rows), "review"), columns=columns, rows=rows, stack=True)


def taken_table(page_obj: Any) -> Table:
    """Return the reviews whose chair a colleague took on the day."""
    rows = [
        [
            link(str(booking.review.child), reverse("child:review", args=[booking.review_id])),
            lines(day(booking.on), quiet(clock(booking.at))),
            booking.chair.full_name,
            booking.was_chair,
            booking.taken_because,
        ]
        for booking in page_obj
    ]
    columns = ["Child", "Review", "Chaired by", "Instead of", "Why"]
    return Table(caption=counted(page_obj.paginator.count, "review"), columns=columns, rows=rows, stack=True)
