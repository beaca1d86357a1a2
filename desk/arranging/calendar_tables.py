"""A week and a month of bookings as tables; on a phone each row is a list."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from accounts.models import User
from design.components import Table, lines, link, quiet, tag
from design.formats import clock, day, weekday
from desk.arranging.calendar_rows import Diary
from reviews.models import Booking

WEEK = datetime.timedelta(days=7)
WORKING_DAYS = 5
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def _entry(booking: Booking, *, with_chair: bool = False) -> Any:
    """Return one booking in a cell: when, whose, where."""
    child = booking.review.child
    after = booking.review.due_on is not None and booking.on > booking.review.due_on
    return lines(
        link(f"{clock(booking.at)} {child}", reverse("child:page", args=[child.pk])),
        quiet(f"{booking.where}, {booking.chair.full_name}" if with_chair else booking.where),
        tag("After the limit", "red") if after else "",
    )


def _free(diary: Diary, on: datetime.date) -> str:
    return diary.holidays.get(on, "")


def week_grid(diary: Diary, people: Sequence[User], caption: str) -> Table:
    """Return a week: a row for each person, a column for each day."""
    days = diary.days()
    rows = [
        [
            person.full_name,
            *(
                lines(
                    *(_entry(booking) for booking in diary.booked(on, person.pk)),
                    quiet(diary.away(person.pk, on) or _free(diary, on)),
                )
                for on in days
            ),
        ]
        for person in people
    ]
    columns = ["IRO", *(weekday(on) for on in days)]
    return Table(caption=caption, columns=columns, rows=rows, stack=True, id="week")


def month_grid(diary: Diary, person: User | None, caption: str) -> Table:
    """Return a month: a row for each week, a column for each weekday, and one for the weekend where needed."""
    monday = diary.first - datetime.timedelta(days=diary.first.weekday())
    rows, has_weekend = [], any(on.weekday() >= WORKING_DAYS for on in diary.days())
    while monday <= diary.last:
        cells: list[Any] = [f"Week of {day(monday)}"]
        cells += [_day(diary, person, monday + datetime.timedelta(days=number)) for number in range(WORKING_DAYS)]
        if has_weekend:
            cells.append(lines(*(_day(diary, person, monday + datetime.timedelta(days=number)) for number in (5, 6))))
        # A month that begins on a weekend without a booking has no row for it.
        if any(cells[1:]):
            rows.append(cells)
        monday += WEEK
    columns = ["Week", *NAMES, *(["Weekend"] if has_weekend else [])]
    return Table(caption=caption, columns=columns, rows=rows, stack=True, id="month")


def _day(diary: Diary, person: User | None, on: datetime.date) -> Any:
    booked = diary.booked(on)
    if not diary.first <= on <= diary.last or (on.weekday() >= WORKING_DAYS and not booked):
        return ""
    away = diary.away(person.pk, on) if person else ""
    entries = [_entry(booking, with_chair=person is None) for booking in booked]
    return lines(quiet(f"{on.day} {on:%B}"), *entries, quiet(away), quiet(_free(diary, on)))


def notes(diary: Diary, people: Sequence[User]) -> list[str]:
    """Return what a calendar of everybody says beside its table: who is away on which of its days."""
    said = []
    for person in people:
        away = [on for on in diary.days() if diary.away(person.pk, on).startswith("Away")]
        if away:
            said.append(f"{person.full_name}: {', '.join(day(on) for on in away)}")
    return said
