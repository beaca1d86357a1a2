"""What speaks against a meeting, said before it is booked. Each is a sentence that somebody may accept knowingly.

What may not be at all (a day gone by, a record closed to the chair, a review that is over) is not here: the actions
refuse it.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence

from accounts.models import User
from design.formats import clock, day
from office.timekeeping.models import MIDDAY, WEEKDAYS, Leave, PartOfDay
from reviews.enums import TogetherWay
from reviews.meeting_ahead import adjourned_until
from reviews.models import Venue
from reviews.slots import Slot, minute_of
from reviews.surroundings import Rival, Surroundings, around
from statute.school import may_be_a_school_day

Check = Callable[[Slot, Surroundings, str], Iterator[str]]


def clashes_between(slots: Sequence[Slot], user: User, *, way: str = "") -> list[list[str]]:
    """Return for each slot the sentences that speak against it, in the same few queries for any number of slots.

    user: who books; whose review stands in the way is told only to those who may see it. way: how brothers and sisters
    are held together (`TogetherWay`); in one meeting they do not stand in each other's way.
    """
    if not slots:
        return []
    found = around(slots, user)
    return [list(dict.fromkeys(said for check in CHECKS for said in check(slot, found, way))) for slot in slots]


def _overlapping(slot: Slot, found: Surroundings, way: str) -> list[Rival]:
    return [
        rival
        for rival in found.rivals
        if rival.review.pk != slot.review.pk
        and slot.overlaps(rival.on, rival.at, rival.minutes)
        and not (rival.is_wanted and way == TogetherWay.JOINTLY)
    ]


def _chair_is_elsewhere(slot: Slot, found: Surroundings, way: str) -> Iterator[str]:
    for rival in _overlapping(slot, found, way):
        if rival.chair_id == slot.chair.pk:
            yield f"{slot.chair} already has {rival.called} at {clock(rival.at)} that day"


def _room_is_taken(slot: Slot, found: Surroundings, way: str) -> Iterator[str]:
    if slot.venue is None or slot.venue.is_video:
        return
    for rival in _overlapping(slot, found, way):
        if rival.venue_id == slot.venue.pk and rival.chair_id != slot.chair.pk:
            yield f"{slot.venue} is taken at {clock(rival.at)} that day"


def _after_the_limit(slot: Slot, found: Surroundings, _way: str) -> Iterator[str]:
    until = adjourned_until(slot.review, found.calendar)
    if until is not None:
        if slot.on > until.on:
            yield f"That is after {day(until.on)}, by which the adjourned review must be completed"
    elif slot.review.due_on and slot.on > slot.review.due_on:
        yield f"That is after the last lawful day, {day(slot.review.due_on)}"


def _no_working_day(slot: Slot, found: Surroundings, _way: str) -> Iterator[str]:
    if found.calendar.knows(slot.on) and not found.calendar.is_working_day(slot.on):
        named = next((f" ({holiday.name})" for holiday in found.calendar.holidays if holiday.on == slot.on), "")
        yield f"{day(slot.on)} is not a working day{named}"


def _chair_is_away(slot: Slot, found: Surroundings, _way: str) -> Iterator[str]:
    for leave in found.leave.get(slot.chair.pk, ()):
        if leave.from_on <= slot.on <= leave.until_on and _is_in_part(slot, leave):
            when = {PartOfDay.MORNING: "that morning", PartOfDay.AFTERNOON: "that afternoon"}
            yield f"{slot.chair} is away {when.get(PartOfDay(leave.part), 'that day')}"


def _is_in_part(slot: Slot, leave: Leave) -> bool:
    if leave.part == PartOfDay.MORNING:
        return slot.begins < minute_of(MIDDAY)
    return leave.part == PartOfDay.WHOLE or slot.ends > minute_of(MIDDAY)


def _chair_does_not_work(slot: Slot, found: Surroundings, _way: str) -> Iterator[str]:
    hours = found.pattern_of(slot.chair, slot.on)
    if hours is None:
        return
    weekday = WEEKDAYS[slot.on.weekday()]
    if slot.on.weekday() not in hours:
        yield f"{slot.chair} does not work on {weekday}s"
        return
    begins, ends = hours[slot.on.weekday()]
    if slot.begins < minute_of(begins) or slot.ends > minute_of(ends):
        yield f"{slot.chair} works from {clock(begins)} to {clock(ends)} on {weekday}s"


def _chair_does_not_cover(slot: Slot, found: Surroundings, _way: str) -> Iterator[str]:
    if not found.may_chair(slot):
        yield f"{slot.chair} is not the IRO of {slot.review.child}, and does not cover for the IRO that day"


def _room_does_not_do(slot: Slot, found: Surroundings, way: str) -> Iterator[str]:
    needs, venue = found.needs.get(slot.review.pk), slot.venue
    if needs is None or venue is None or venue.is_video:
        return
    if venue.room_for and needs.people_expected and venue.room_for < needs.people_expected:
        yield f"{venue} has room for {venue.room_for} people, and {needs.people_expected} are expected"
    if needs.step_free and not venue.is_step_free:
        yield f"{venue} {_steps(venue)}, and the meeting needs a place without steps"


def _steps(venue: Venue) -> str:
    return "is not known to be without steps" if venue.is_step_free is None else "has steps"


def _not_the_days_wanted(slot: Slot, found: Surroundings, _way: str) -> Iterator[str]:
    needs = found.needs.get(slot.review.pk)
    if needs and needs.earliest_on and slot.on < needs.earliest_on:
        yield f"That is before the earliest day wanted, {day(needs.earliest_on)}"
    if needs and needs.latest_on and slot.on > needs.latest_on:
        yield f"That is after the latest day wanted, {day(needs.latest_on)}"
    if needs and needs.minutes_wanted and slot.minutes < needs.minutes_wanted:
        yield f"{needs.minutes_wanted} minutes are wanted for this meeting"


def in_school_hours(slot: Slot, begins: datetime.time | None, ends: datetime.time | None) -> bool:
    """Say whether a slot falls into a school day, as far as the authority has said when that begins and ends."""
    if begins is None or ends is None:
        return False
    return slot.begins < minute_of(ends) and minute_of(begins) < slot.ends


def _child_is_at_school(slot: Slot, found: Surroundings, _way: str) -> Iterator[str]:
    begins, ends = found.settings.school_day_begins, found.settings.school_day_ends
    if not in_school_hours(slot, begins, ends) or not _may_be_school(slot, found):
        return
    yield f"{slot.review.child} is of school age, and that is in school hours ({clock(begins)} to {clock(ends)})"


def _may_be_school(slot: Slot, found: Surroundings) -> bool:
    is_working_day = not found.calendar.knows(slot.on) or found.calendar.is_working_day(slot.on)
    return is_working_day and may_be_a_school_day(slot.review.child.date_of_birth, slot.on)


def _against_their_wishes(slot: Slot, found: Surroundings, _way: str) -> Iterator[str]:
    begins, ends = found.settings.school_day_begins, found.settings.school_day_ends
    for wishes in found.wishes.get(slot.review.child_id, ()):
        who = wishes.get_said_by_display()
        if wishes.after_school and in_school_hours(slot, begins, ends) and _may_be_school(slot, found):
            yield f"{who} wishes it outside school hours"
        if wishes.not_in_school and _is_school(slot):
            yield f"{who} does not wish it at school"
        if wishes.not_by_video and slot.venue and slot.venue.is_video:
            yield f"{who} does not wish it by video"


def _is_school(slot: Slot) -> bool:
    return slot.venue.is_school if slot.venue else "school" in slot.place.lower()


def _family_is_elsewhere(slot: Slot, found: Surroundings, way: str) -> Iterator[str]:
    family = slot.review.child.siblings_id
    for rival in _overlapping(slot, found, way):
        if family and rival.review.child.siblings_id == family:
            yield f"The review of a brother or sister is at {clock(rival.at)} that day"


def _social_worker_is_elsewhere(slot: Slot, found: Surroundings, way: str) -> Iterator[str]:
    theirs = found.social_workers.get(slot.review.child_id)
    for rival in _overlapping(slot, found, way):
        others = found.social_workers.get(rival.review.child_id)
        if theirs and others and theirs.pk == others.pk:
            yield f"The social worker, {theirs}, is wanted at {rival.called} at {clock(rival.at)} that day"


def _no_time_for_the_way(slot: Slot, found: Surroundings, _way: str) -> Iterator[str]:
    for rival in found.rivals:
        if slot.venue is None or rival.on != slot.on or rival.chair_id != slot.chair.pk or rival.venue_id is None:
            continue
        takes = found.journeys.get(frozenset((slot.venue.pk, rival.venue_id)), 0)
        begins = minute_of(rival.at)
        gap = begins - slot.ends if begins >= slot.ends else slot.begins - begins - rival.minutes
        if 0 <= gap < takes:
            there = f"{rival.called} at {rival.where} at {clock(rival.at)}"
            yield f"{slot.chair} has {there}; the way takes {takes} minutes"


CHECKS: tuple[Check, ...] = (
    _chair_is_elsewhere,
    _room_is_taken,
    _after_the_limit,
    _no_working_day,
    _chair_is_away,
    _chair_does_not_work,
    _chair_does_not_cover,
    _room_does_not_do,
    _not_the_days_wanted,
    _child_is_at_school,
    _against_their_wishes,
    _family_is_elsewhere,
    _social_worker_is_elsewhere,
    _no_time_for_the_way,
)
