"""A day, time and place wanted for a review: what is booked, and what is held against everything that stands."""

import datetime
from dataclasses import dataclass, replace
from typing import Any

from accounts.models import User
from reviews.models import Booking, Review, Venue


def minute_of(at: datetime.time) -> int:
    """Return how many minutes of the day have passed."""
    return at.hour * 60 + at.minute


@dataclass(frozen=True)
class Slot:
    """A day, time and place wanted for a review, and who chairs."""

    review: Review
    on: datetime.date
    at: datetime.time
    minutes: int
    chair: User
    venue: Venue | None = None
    place: str = ""

    @property
    def begins(self) -> int:
        """Return the minute of the day at which it begins."""
        return minute_of(self.at)

    @property
    def ends(self) -> int:
        """Return the minute of the day at which it ends."""
        return self.begins + self.minutes

    @property
    def until(self) -> datetime.time:
        """Return the time at which it ends."""
        return (datetime.datetime.combine(self.on, self.at) + datetime.timedelta(minutes=self.minutes)).time()

    def overlaps(self, on: datetime.date, at: datetime.time, minutes: int) -> bool:
        """Say whether it overlaps another meeting."""
        return self.on == on and minute_of(at) < self.ends and self.begins < minute_of(at) + minutes

    def as_booked(self) -> dict[str, Any]:
        """Return it as the actions of booking and moving take it."""
        names = ("on", "at", "minutes", "venue", "place", "chair")
        return {name: getattr(self, name) for name in names}


def shifted(bookings: list[Booking], first: Slot, standing: Booking) -> list[Slot]:
    """Return where the others that are held together go when one of them moves: as far from it as they are now.

    bookings: of the others. first: where the one goes. standing: where it is now. What would begin before or after the
    day goes to the same time as the one.
    """
    slots = []
    for booking in bookings:
        begins = first.begins + minute_of(booking.at) - minute_of(standing.at)
        at = datetime.time(*divmod(begins, 60)) if 0 <= begins < 24 * 60 else first.at
        slots.append(replace(first, review=booking.review, at=at, minutes=booking.minutes))
    return slots


def one_after_the_other(reviews: list[Review], first: Slot, minutes: dict[int, int]) -> list[Slot]:
    """Return a slot for each review, each beginning when the one before it ends.

    minutes: review id -> how long; where nobody said, as long as the first.
    """
    slots: list[Slot] = []
    begins = first.begins
    for review in reviews:
        lasts = minutes.get(review.pk, first.minutes)
        at = datetime.time(*divmod(min(begins, 24 * 60 - 1), 60))
        slots.append(replace(first, review=review, at=at, minutes=lasts))
        begins += lasts
    return slots
