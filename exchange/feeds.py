"""The reviews somebody is booked for, as a calendar: whom it is about, only those can tell who know the id.

An entry holds initials and the authority's own id, the time, and the venue where it is one of the service's. It names
nobody, and says neither which kind of review it is nor anything of where the child lives: a calendar travels to
telephones and to other companies' computers.
"""

import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from accounts.enums import Role
from accounts.models import User
from children.models import Child, Episode
from children.names import fold
from exchange.models import CalendarFeed
from exchange.permissions import may_have_feed
from reviews.models import Booking, Review

HERE = ZoneInfo("Europe/London")
PAST_DAYS = 28
COMING_DAYS = 366
ELSEWHERE = "See the booking"
REFRESH = datetime.timedelta(hours=1)
HOUR = datetime.timedelta(hours=1)


def is_alive(feed: CalendarFeed, owner: User, today: datetime.date) -> bool:
    """Say whether a feed still stands: not ended, its role still held, its owner's account open.

    owner: who it belongs to, acting in its role.
    """
    grant = feed.grant
    held = grant.from_on <= today and (grant.until_on is None or today <= grant.until_on)
    return feed.ended_at is None and held and bool(may_have_feed(owner))


def bookings_for(user: User, today: datetime.date) -> "QuerySet[Booking]":
    """Return what stands in somebody's calendar: an IRO's own meetings, and all there are for who arranges them."""
    first, last = today - datetime.timedelta(days=PAST_DAYS), today + datetime.timedelta(days=COMING_DAYS)
    found = Booking.objects.current().filter(review__in=Review.objects.visible_to(user), on__gte=first, on__lte=last)
    if user.acting_role == Role.IRO:
        found = found.filter(chair=user)
    return found.select_related("review__child", "venue").order_by("on", "at", "pk")


def initials(child: Child) -> str:
    """Return a child's initials, of the name they go by."""
    return "".join(word[0].upper() for word in (*child.called.split(), *child.last_name.split()) if word)


def place_of(booking: Booking, placements: list[tuple[str, str]]) -> str:
    """Return the venue's name, unless it is where the child lives. What was typed for elsewhere is never told.

    placements: of the child's running episodes, with whom and at which address.
    """
    if booking.venue is None:
        return ELSEWHERE
    name = fold(booking.venue.name)
    homes = [fold(part) for placement in placements for part in placement if part.strip()]
    return ELSEWHERE if any(name in home or home in name for home in homes) else booking.venue.name


def homes_of(bookings: list[Booking]) -> dict[int, list[tuple[str, str]]]:
    """Return, for the children of bookings, with whom and at which address each lives now."""
    homes: dict[int, list[tuple[str, str]]] = {}
    children = {booking.review.child_id for booking in bookings}
    rows = Episode.objects.open().filter(child__in=children)
    for child_id, placed_with, address in rows.values_list("child_id", "placed_with", "placement_address"):
        homes.setdefault(child_id, []).append((placed_with, address))
    return homes


def london() -> Timezone:
    """Return Europe/London with both of its changes, so that a meeting at 10 is at 10 in June and in January."""
    zone = Timezone()
    zone.add("tzid", "Europe/London")
    for kind, name, began, before, after, month in (
        (TimezoneDaylight, "BST", datetime.datetime(1981, 3, 29, 1), 0 * HOUR, HOUR, 3),  # noqa: DTZ001 - local by definition
        (TimezoneStandard, "GMT", datetime.datetime(1996, 10, 27, 2), HOUR, 0 * HOUR, 10),  # noqa: DTZ001 - local by definition
    ):
        change = kind()
        change.add("dtstart", began)
        change.add("tzoffsetfrom", before)
        change.add("tzoffsetto", after)
        change.add("tzname", name)
        change.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(change)
    return zone


def calendar_of(bookings: list[Booking], *, now: datetime.datetime, site: str) -> bytes:
    """Return bookings as an iCalendar file (RFC 5545).

    now: the moment it is made, aware. site: scheme and host of the service, which an entry's link leads to.
    """
    calendar = Calendar()
    for name, value in (
        ("version", "2.0"),
        ("prodid", "-//IRO service//Reviews//EN"),
        ("method", "PUBLISH"),
        ("x-wr-calname", "IRO reviews"),
        ("x-wr-timezone", "Europe/London"),
        ("x-published-ttl", "PT1H"),
    ):
        calendar.add(name, value)
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    calendar.add_component(london())
    homes = homes_of(bookings)
    for booking in bookings:
        calendar.add_component(_entry(booking, homes.get(booking.review.child_id, []), now, site))
    return bytes(calendar.to_ical())


def _entry(booking: Booking, placements: list[tuple[str, str]], now: datetime.datetime, site: str) -> Event:
    child = booking.review.child
    begins = datetime.datetime.combine(booking.on, booking.at, HERE)
    entry = Event()
    entry.add("uid", f"review-{booking.review_id}@iro-service")
    entry.add("dtstamp", now)
    entry.add("dtstart", begins)
    # By the clock on the wall, as it was booked: nobody meets in the hour that comes twice.
    entry.add("dtend", begins + datetime.timedelta(minutes=booking.minutes))
    entry.add("summary", f"Review: {initials(child)}, {child.local_id}")
    entry.add("location", place_of(booking, placements))
    entry.add("url", f"{site}/child/review/{booking.review_id}/")
    entry.add("class", "CONFIDENTIAL")
    return entry
