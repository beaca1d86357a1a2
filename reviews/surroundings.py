"""What meetings are held against: what stands around some slots, read in the same few queries for any number."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from accounts.models import User
from children.models import IROAllocation, IROCover, SocialWorkAllocation
from office.authority import authority, working_calendar
from office.models import AuthoritySettings, Leave, WorkingPattern
from reviews.models import ArrangingNeeds, Booking, Journey, Review, ReviewWishes
from reviews.slots import Slot
from statute.calendar import WorkingCalendar

Hours = dict[int, tuple[datetime.time, datetime.time]]


@dataclass(frozen=True)
class Rival:
    """Another meeting of the same days: one that is booked, or one of those that are wanted together."""

    review: Review
    on: datetime.date
    at: datetime.time
    minutes: int
    chair_id: int
    venue_id: int | None
    called: str  # the child, where the person who books may see whose it is
    where: str
    is_wanted: bool = False

    @classmethod
    def booked(cls, booking: Booking, *, is_seen: bool) -> "Rival":
        """Return a booking as a rival."""
        called = str(booking.review.child) if is_seen else "another review"
        return cls(
            booking.review,
            booking.on,
            booking.at,
            booking.minutes,
            booking.chair_id,
            booking.venue_id,
            called,
            booking.where,
        )

    @classmethod
    def wanted(cls, slot: Slot) -> "Rival":
        """Return one of the slots as a rival of the others."""
        venue_id = slot.venue.pk if slot.venue else None
        called, where = str(slot.review.child), slot.venue.name if slot.venue else slot.place
        return cls(slot.review, slot.on, slot.at, slot.minutes, slot.chair.pk, venue_id, called, where, is_wanted=True)


@dataclass(frozen=True)
class Surroundings:
    """Everything that may speak against a slot."""

    calendar: WorkingCalendar
    settings: AuthoritySettings
    rivals: Sequence[Rival]
    leave: dict[int, list[Leave]]  # chair -> leave
    patterns: dict[int, list[tuple[WorkingPattern, Hours]]]  # chair -> weeks
    iros: dict[int, int]  # child -> IRO
    covers: Sequence[IROCover]
    social_workers: dict[int, User]  # child -> social worker
    wishes: dict[int, list[ReviewWishes]]  # child -> wishes that stand
    needs: dict[int, ArrangingNeeds]  # review -> what its meeting needs
    journeys: dict[frozenset[int], int]  # two venues -> minutes

    def pattern_of(self, chair: User, on: datetime.date) -> Hours | None:
        """Return the hours by weekday of the week that a chair works on a day, or None where nobody has said."""
        for pattern, hours in self.patterns.get(chair.pk, ()):
            if pattern.from_on <= on and (pattern.until_on is None or on <= pattern.until_on):
                return hours
        return None

    def may_chair(self, slot: Slot) -> bool:
        """Say whether who chairs is the child's IRO, or covers for the IRO that day; or the child has none."""
        iro_id = self.iros.get(slot.review.child_id)
        if iro_id is None or iro_id == slot.chair.pk:
            return True
        return any(
            cover.iro_id == iro_id
            and cover.covered_by_id == slot.chair.pk
            and cover.child_id in (None, slot.review.child_id)
            and cover.from_on <= slot.on <= cover.until_on
            for cover in self.covers
        )


def around(slots: Sequence[Slot], user: User) -> Surroundings:
    """Read what stands around some slots. Whose review stands in the way is told only to those who may see it."""
    days = sorted({slot.on for slot in slots})
    chairs = {slot.chair.pk for slot in slots}
    children = {slot.review.child_id for slot in slots}
    rivals = _rivals(slots, days, user)
    of_rivals = {rival.review.child_id for rival in rivals}
    covers = IROCover.objects.filter(covered_by__in=chairs, from_on__lte=days[-1], until_on__gte=days[0])
    allocated = IROAllocation.objects.open().filter(child__in=children)
    return Surroundings(
        calendar=working_calendar(),
        settings=authority(),
        rivals=rivals,
        leave=_grouped(Leave.objects.filter(person__in=chairs).touching(days[0], days[-1]), "person_id"),
        patterns=_patterns(chairs, days),
        iros=dict(allocated.values_list("child", "iro")),
        covers=list(covers),
        social_workers=_social_workers(children | of_rivals),
        wishes=_grouped(ReviewWishes.objects.standing().filter(child__in=children), "child_id"),
        needs={each.review_id: each for each in ArrangingNeeds.objects.filter(review__in=[s.review.pk for s in slots])},
        journeys=_journeys(slots, rivals),
    )


def _rivals(slots: Sequence[Slot], days: list[datetime.date], user: User) -> list[Rival]:
    wanted = [slot.review.pk for slot in slots]
    bookings = list(
        Booking.objects.current()
        .filter(on__in=days)
        .exclude(review__in=wanted)
        .select_related("review__child", "venue")
    )
    ids = [booking.review_id for booking in bookings]
    seen = set(Review.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    booked = [Rival.booked(booking, is_seen=booking.review_id in seen) for booking in bookings]
    return booked + [Rival.wanted(slot) for slot in slots]


def _grouped(rows: Any, key: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def _patterns(chairs: set[int], days: list[datetime.date]) -> dict[int, list[tuple[WorkingPattern, Hours]]]:
    found: dict[int, list[tuple[WorkingPattern, Hours]]] = defaultdict(list)
    rows = WorkingPattern.objects.filter(person__in=chairs).in_force_between(days[0], days[-1])
    for pattern in rows.prefetch_related("hours"):
        hours = {each.weekday: (each.begins, each.ends) for each in pattern.hours.all()}
        found[pattern.person_id].append((pattern, hours))
    return found


def _social_workers(children: set[int]) -> dict[int, User]:
    rows = SocialWorkAllocation.objects.open().filter(child__in=children, social_worker__isnull=False)
    return {row.child_id: row.social_worker for row in rows.select_related("social_worker") if row.social_worker}


def _journeys(slots: Sequence[Slot], rivals: Sequence[Rival]) -> dict[frozenset[int], int]:
    venues = {slot.venue.pk for slot in slots if slot.venue} | {rival.venue_id for rival in rivals if rival.venue_id}
    rows = Journey.objects.filter(Q(one__in=venues) & Q(other__in=venues))
    return {frozenset((row.one_id, row.other_id)): row.minutes for row in rows}
