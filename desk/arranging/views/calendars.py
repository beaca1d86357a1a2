"""The week and the month of bookings, of one IRO or of all, with who is away and which days are holidays."""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import access
from accounts.models import User
from accounts.permissions import Capability
from audit.reading import saw_all
from design.formats import day
from design.formats import month as month_in_words
from desk.arranging import calendar_tables, presenters
from desk.arranging.calendar_rows import Diary, read_diary
from desk.arranging.views.lists import FIRST_YEAR, LAST_YEAR, WEEK, chair_of, iros, monday_of
from desk.deadlines import deadlines
from office import clock

C = Capability
ONE_DAY = datetime.timedelta(days=1)


@access(C.ARRANGE_REVIEWS)
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Show a week's bookings: a table of people and days, then day by day with what may be done."""
    today = clock.today()
    monday = monday_of(request.GET.get("week", ""), today)
    chair = chair_of(request.GET.get("iro", ""), today)
    diary, people = _diary(request, monday, monday + WEEK - ONE_DAY, chair, today)
    own = f"&iro={chair.pk}" if chair else ""
    caption = f"Week of {day(monday)}" + (f", {chair}" if chair else "")
    context = {
        "heading": "Booked reviews",
        "caption": caption,
        "sections": presenters.sections("calendar", {"calendar": len(diary.bookings)}),
        "grid": calendar_tables.week_grid(diary, people, f"{caption}: who is where"),
        "days": presenters.week(diary.bookings, deadlines(today)),
        "before": f"?week={monday - WEEK}{own}",
        "after": f"?week={monday + WEEK}{own}",
        "this_week": f"?week={today}{own}",
        "people": [(person.full_name, f"?week={monday}&iro={person.pk}") for person in iros(today)],
        "everyone": f"?week={monday}" if chair else "",
    }
    return render(request, "desk/arranging/calendar.html", context)


def first_of_month(asked: str, today: datetime.date) -> datetime.date:
    """Return the first day of the month that an address asks for ("2025-06"), or of this one where it asks for none."""
    try:
        first = datetime.date.fromisoformat(f"{asked}-01")
    except ValueError:
        first = today
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        first = today
    return first.replace(day=1)


@access(C.ARRANGE_REVIEWS)
@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """Show a month's bookings, week by week."""
    today = clock.today()
    first = first_of_month(request.GET.get("month", ""), today)
    following = (first + datetime.timedelta(days=32)).replace(day=1)
    before = (first - ONE_DAY).replace(day=1)
    chair = chair_of(request.GET.get("iro", ""), today)
    diary, people = _diary(request, first, following - ONE_DAY, chair, today)
    own = f"&iro={chair.pk}" if chair else ""
    caption = month_in_words(first) + (f", {chair}" if chair else "")
    context = {
        "heading": "Month of booked reviews",
        "caption": caption,
        "sections": presenters.sections("month", {}),
        "grid": calendar_tables.month_grid(diary, chair, f"{caption}: what is booked"),
        "away": [] if chair else calendar_tables.notes(diary, people),
        "before": f"?month={before:%Y-%m}{own}",
        "after": f"?month={following:%Y-%m}{own}",
        "this_month": f"?month={today:%Y-%m}{own}",
        "people": [(person.full_name, f"?month={first:%Y-%m}&iro={person.pk}") for person in iros(today)],
        "everyone": f"?month={first:%Y-%m}" if chair else "",
    }
    return render(request, "desk/arranging/month.html", context)


def _diary(
    request: HttpRequest, first: datetime.date, last: datetime.date, chair: User | None, today: datetime.date
) -> tuple[Diary, list[User]]:
    """Read some days, note what is seen, and return whose rows there are: the IROs, and others with a booking."""
    people: list[Any] = [chair] if chair else list(iros(today))
    diary = read_diary(request.user, first, last, people, chair)
    saw_all(request, (booking.review for booking in diary.bookings))
    known = {person.pk for person in people}
    others = {b.chair_id: b.chair for b in diary.bookings if b.chair_id not in known}
    return diary, [*people, *others.values()]
