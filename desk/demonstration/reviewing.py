"""The reviews of the demonstration: those that were held, what became of their decisions, and those to come."""

import datetime
import random
from collections import defaultdict
from dataclasses import replace

from audit.actors import Actor
from desk.demonstration import afterwards, words
from desk.demonstration.care import Household
from desk.demonstration.dice import dice, weighted
from desk.demonstration.meetings import FIRST_FULL_YEAR, meeting_of
from desk.demonstration.published import Published
from reviews.actions import bring_in_review, close_decision
from reviews.due_dates import limit
from reviews.enums import DecisionStatus, ReviewKind
from reviews.facts import DecisionFacts
from reviews.models import Booking, Decision, RecordOfReview, Review, Venue
from statute import records
from statute.calendar import WorkingCalendar

START_TIMES = (datetime.time(9, 30), datetime.time(11, 30), datetime.time(14), datetime.time(15, 45))
MINUTES = (60, 75, 90)
A_FEW_DAYS = datetime.timedelta(days=4)


def bring_in_reviews(
    published: Published, homes: dict[str, Household], *, day: datetime.date, calendar: WorkingCalendar, by: Actor
) -> dict[str, Review]:
    """Record every published review, with what is invented around it. Returns them by their published ref."""
    made: dict[str, Review] = {}
    for local_id, home in homes.items():
        made |= _of_child(published, local_id, home, day=day, calendar=calendar, by=by)
    days = {row.ref: row.completed_on for rows in published.reviews.values() for row in rows}
    recent = [(review, days[ref]) for ref, review in made.items() if days[ref].year >= FIRST_FULL_YEAR]
    RecordOfReview.objects.bulk_create(_record(review, on, day, calendar) for review, on in recent)
    afterwards.what_followed([review for review, _ in recent], day, calendar, by=by)
    venues = [Venue.objects.create(name=name, is_video=is_video) for name, is_video in words.VENUES]
    Booking.objects.bulk_create(_bookings([review for review, _ in recent], venues))
    return made


def _of_child(
    published: Published,
    local_id: str,
    home: Household,
    *,
    day: datetime.date,
    calendar: WorkingCalendar,
    by: Actor,
) -> dict[str, Review]:
    made: dict[str, Review] = {}
    done: list[datetime.date] = []
    standing: list[Decision] = []
    for row in sorted(published.reviews.get(local_id, ()), key=lambda review: review.completed_on):
        due = limit(period=home.period, kind=ReviewKind.LOOKED_AFTER, completed_on=done, calendar=calendar)
        meeting = meeting_of(home, row, earlier=done, limit_on=due.on if due else None, calendar=calendar)
        chance = dice("decisions before", row.ref)
        carried = [decision for decision in standing if chance.random() < 0.18]
        left = [decision for decision in standing if decision not in carried]
        _settle(left, chance, since=done[-1] if done else row.completed_on, before=row.completed_on, by=by)
        # What was decided last time is carried over or settled, not decided again in the same words.
        before = {decision.text for decision in standing}
        fresh = tuple(decision for decision in meeting.facts.decisions if decision.text not in before)
        facts = replace(meeting.facts, decisions=(*_carry(carried, row.completed_on, calendar), *fresh))
        review = bring_in_review(
            period=home.period, facts=facts, completed_before=done, parts_are_invented=True, by=by, **meeting.known
        )
        standing = list(review.decisions.all()) if facts.decisions else []
        made[row.ref] = review
        done.append(row.completed_on)
    chance = dice("decisions now", local_id)
    if done and home.period.ceased_on:
        _settle(standing, chance, since=done[-1], before=home.period.ceased_on, by=by)
    elif done:
        lapsed = [d for d in standing if d.target_on < day and chance.random() < 0.85]
        _settle(lapsed, chance, since=done[-1], before=day - A_FEW_DAYS, by=by)
    return made


def _carry(carried: list[Decision], on: datetime.date, calendar: WorkingCalendar) -> tuple[DecisionFacts, ...]:
    """Return decisions of last time as decisions of this review, with a new target."""
    return tuple(
        DecisionFacts(text=d.text, owner=d.owner, target_on=calendar.add(on, 20), carried_from=d) for d in carried
    )


def _settle(
    decisions: list[Decision], chance: random.Random, *, since: datetime.date, before: datetime.date, by: Actor
) -> None:
    """Close decisions of the review of a day, some days around their target and no later than another day."""
    for decision in decisions:
        on = min(decision.target_on + datetime.timedelta(days=chance.randint(-12, 3)), before)
        _close(decision, max(on, since), chance, by)


def _close(decision: Decision, on: datetime.date, chance: random.Random, by: Actor) -> None:
    status = weighted(chance, [(DecisionStatus.DONE, 9), (DecisionStatus.NO_LONGER_NEEDED, 1)])
    outcome = chance.choice(words.DONE if status == DecisionStatus.DONE else words.NO_LONGER_NEEDED)
    close_decision(decision=decision, status=status, on=on, outcome=outcome, by=by, today=on)


def _record(review: Review, completed: datetime.date, day: datetime.date, calendar: WorkingCalendar) -> RecordOfReview:
    """Invent when decisions, record and distribution were done: mostly in time, and nothing from the day on."""
    chance = dice("record", review.child.local_id, completed)
    sent = calendar.add(completed, chance.randint(1, 5) if chance.random() < 0.95 else chance.randint(6, 9))
    finished = calendar.add(completed, chance.randint(6, 14) if chance.random() < 0.92 else chance.randint(16, 19))
    distributed = max(
        finished, calendar.add(completed, chance.randint(13, 19) if chance.random() < 0.9 else chance.randint(21, 24))
    )
    is_finished = finished < day
    return RecordOfReview(
        review=review,
        text=_text(review, chance, is_finished=is_finished) if sent < day else "",
        decisions_due_on=records.decisions_out(completed, calendar=calendar).on,
        decisions_sent_on=sent if sent < day else None,
        full_due_on=records.full_record(completed, calendar=calendar).on,
        finished_on=finished if is_finished else None,
        distribute_due_on=records.distribute(completed, calendar=calendar).on,
        distributed_on=distributed if is_finished and distributed < day else None,
        is_invented=True,
    )


def _text(review: Review, chance: random.Random, *, is_finished: bool) -> str:
    """Write a record of a few sentences; an unfinished one breaks off after the first."""
    sentences = chance.sample(words.RECORD_SENTENCES, 4 if is_finished else 1)
    return " ".join(sentence.format(name=review.child.called) for sentence in sentences)


def _bookings(reviews: list[Review], venues: list[Venue]) -> list[Booking]:
    """Invent when and where the reviews of the year were booked, each chair in one place at a time."""
    taken: dict[tuple[object, object], int] = defaultdict(int)
    bookings = []
    for review in reviews:
        chance = dice("booking", review.child.local_id, review.completed_on)
        slot = taken[review.chair, review.held_on]
        taken[review.chair, review.held_on] += 1
        at, minutes, venue = time_of_slot(slot), chance.choice(MINUTES), chance.choice(venues)
        booking = Booking(review=review, at=at, minutes=minutes, venue=venue, chair=review.chair, is_invented=True)
        booking.on = review.held_on or review.period.became_looked_after_on
        bookings.append(booking)
    return bookings


def time_of_slot(number: int) -> datetime.time:
    """Return the time of a chair's first, second, ... meeting of a day; beyond four, every two hours from seven."""
    return START_TIMES[number] if number < len(START_TIMES) else datetime.time(17 + (number - len(START_TIMES)) % 4)
