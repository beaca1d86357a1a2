"""What stands in a calendar of some days: bookings, who is away, who does not work, bank holidays. Seven queries."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from desk.arranging.rows import bookings_between
from office.authority import working_calendar
from office.models import Leave, WorkingPattern
from office.timekeeping.models import PartOfDay
from reviews.models import Booking

ONE_DAY = datetime.timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class Diary:
    """Everything of some days, by person and day."""

    first: datetime.date
    last: datetime.date
    bookings: Sequence[Booking]
    holidays: dict[datetime.date, str]
    leave: dict[int, list[Leave]]
    patterns: dict[int, list[WorkingPattern]]

    def days(self) -> list[datetime.date]:
        """Return the days: weekdays, and those of the weekend on which something is booked."""
        every = [self.first + ONE_DAY * number for number in range((self.last - self.first).days + 1)]
        booked = {booking.on for booking in self.bookings}
        return [on for on in every if on.weekday() < SATURDAY or on in booked]

    def booked(self, on: datetime.date, chair_id: int | None = None) -> list[Booking]:
        """Return what is booked on a day, of one chair or of all."""
        return [b for b in self.bookings if b.on == on and chair_id in (None, b.chair_id)]

    def away(self, person_id: int, on: datetime.date) -> str:
        """Say that somebody is away on a day, or does not work on it; nothing where they are there."""
        for leave in self.leave.get(person_id, ()):
            if leave.from_on <= on <= leave.until_on:
                part = "" if leave.part == PartOfDay.WHOLE else f" {leave.part}"
                return f"Away{part}"
        pattern = self._pattern(person_id, on)
        if pattern is None or any(hours.weekday == on.weekday() for hours in pattern.hours.all()):
            return ""
        return "Does not work"

    def _pattern(self, person_id: int, on: datetime.date) -> WorkingPattern | None:
        found = self.patterns.get(person_id, [])
        return next((p for p in found if p.from_on <= on and (p.until_on is None or on <= p.until_on)), None)


def read_diary(
    user: User, first: datetime.date, last: datetime.date, people: Sequence[User], chair: User | None
) -> Diary:
    """Read the calendar of some days, both included. people: whose time is shown beside the bookings."""
    ids = [person.pk for person in people]
    leave: dict[int, list[Leave]] = defaultdict(list)
    for each in Leave.objects.filter(person__in=ids).touching(first, last):
        leave[each.person_id].append(each)
    patterns: dict[int, list[WorkingPattern]] = defaultdict(list)
    for pattern in (
        WorkingPattern.objects.filter(person__in=ids).in_force_between(first, last).prefetch_related("hours")
    ):
        patterns[pattern.person_id].append(pattern)
    holidays = {h.on: h.name for h in working_calendar().holidays_between(first - ONE_DAY, last)}
    return Diary(first, last, list(bookings_between(user, first, last, chair)), holidays, leave, patterns)
