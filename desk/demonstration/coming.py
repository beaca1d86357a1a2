"""What is still to come on the demonstration's day: the next reviews, booked or to arrange, and the new arrivals."""

import datetime
from collections import defaultdict

from accounts.models import User
from audit.actors import Actor
from children.actions import (
    allocate_iro,
    allocate_social_worker,
    bring_in_stay,
    record_person,
    register_child,
    start_period_of_care,
)
from children.enums import AllocationReason, CareKind, Relationship
from children.models import Child
from desk.demonstration import staff, words
from desk.demonstration.care import Household
from desk.demonstration.dice import dice
from desk.demonstration.meetings import PARTICIPATION_AGE
from desk.demonstration.reviewing import time_of_slot
from desk.demonstration.staff import Cast
from reviews.actions import book_review, bring_in_review, move_booking, plan_next_review, record_conversation
from reviews.enums import RecordSource, SpokenOutcome
from reviews.facts import ReviewFacts
from reviews.models import Review, Venue
from statute.ages import age_on
from statute.calendar import WorkingCalendar

BOOKED_AHEAD = datetime.timedelta(days=70)
MEETINGS_A_DAY = 3
MOVED = (
    "The school asked for a day after its inspection.",
    "The young person has an exam that morning.",
    "The carer is away until the week after.",
)
# The two who came since the year ended: days of the demonstration, never of the published year.
CAME_FIRST = {
    "local_id": "HX0209",
    "first_name": "Juno",
    "last_name": "Wickersand",
    "sex": "F",
    "date_of_birth": datetime.date(2006, 6, 14),
    "ethnicity": "WBRI",
    "is_invented": True,
}
CAME_LAST = {
    "local_id": "HX0210",
    "first_name": "Idris",
    "last_name": "Foxhollow",
    "sex": "M",
    "date_of_birth": datetime.date(1996, 11, 2),
    "ethnicity": "OOTH",
    "is_uasc": True,
    "language": "Tigrinya",
    "needs_interpreter": True,
    "is_invented": True,
}


class Diary:
    """Which chair has how many meetings on which day."""

    def __init__(self) -> None:
        self._taken: dict[tuple[int, datetime.date], int] = defaultdict(int)

    def is_free(self, chair: User, day: datetime.date) -> bool:
        """Say whether a chair has no meeting at all on a day."""
        return not self._taken[chair.pk, day]

    def take(self, chair: User, days: list[datetime.date]) -> tuple[datetime.date, datetime.time] | None:
        """Return the first of the days on which the chair is free, with the time, or None."""
        for day in days:
            slot = self._taken[chair.pk, day]
            if slot < MEETINGS_A_DAY:
                self._taken[chair.pk, day] += 1
                return day, time_of_slot(slot)
        return None


def plan_reviews(homes: dict[str, Household], *, day: datetime.date, calendar: WorkingCalendar, by: Actor) -> None:
    """Open the next review of every child in care, and book most of those that are near."""
    diary, venues, moved = Diary(), list(Venue.objects.all()), list(MOVED)
    for home in homes.values():
        if home.period.ceased_on:
            continue
        if home.kind == CareKind.SHORT_BREAKS:
            _short_breaks(home, calendar, day, by)
        last = home.child.reviews.completed().order_by("completed_on").last()
        since = last.completed_on if last else home.period.became_looked_after_on
        review = plan_next_review(period=home.period, by=by, today=since, checks_from=day)
        if review is None or review.plan_by is None or review.plan_by > day + BOOKED_AHEAD:
            continue
        _book(review, home, diary, venues, moved, day=day, calendar=calendar, by=by)


def _book(
    review: Review,
    home: Household,
    diary: Diary,
    venues: list[Venue],
    moved: list[str],
    *,
    day: datetime.date,
    calendar: WorkingCalendar,
    by: Actor,
) -> None:
    """Book a review some days before its limit; one in six is left to arrange, some are moved."""
    chance = dice("booking ahead", home.row.local_id)
    if chance.random() < 0.17:
        return
    last = review.plan_by or day
    days = [d for d in (calendar.add(last, -n) for n in range(1, 15)) if d >= day]
    chance.shuffle(days)
    # Every IRO whose diary allows it has a meeting on the day itself.
    today = [day] if day in days and diary.is_free(home.iro, day) else []
    slot = diary.take(home.iro, [*today, *days, last])
    if slot is None:
        return
    on, at = slot
    venue = chance.choice(venues)
    if moved and on < last and chance.random() < 0.1:
        later = diary.take(home.iro, [d for d in (last, calendar.add(last, -1)) if d > on])
        book_review(
            review=review, on=on, at=at, chair=home.iro, venue=venue, by=by, today=day, minutes=90, is_invented=True
        )
        if later:
            move_booking(
                review=review,
                on=later[0],
                at=later[1],
                chair=home.iro,
                venue=venue,
                because=moved.pop(),
                by=by,
                today=day,
            )
        return
    book_review(
        review=review,
        on=on,
        at=at,
        chair=home.iro,
        venue=venue,
        by=by,
        today=day,
        minutes=chance.choice((60, 90)),
        is_invented=True,
    )
    if (
        on <= calendar.add(day, 6)
        and age_on(home.row.date_of_birth, day) >= PARTICIPATION_AGE
        and chance.random() < 0.5
    ):
        note = chance.choice(words.SEEN_NOTES)
        spoken_on = calendar.add(day, -chance.randint(2, 6))
        record_conversation(review=review, outcome=SpokenOutcome.SEEN, on=spoken_on, note=note, by=by, today=day)


def _short_breaks(home: Household, calendar: WorkingCalendar, day: datetime.date, by: Actor) -> None:
    """Invent the stays of a series of short breaks, and its own reviews: three months in, then every six."""
    chance = dice("short breaks", home.row.local_id)
    begun = home.period.became_looked_after_on
    stay = begun
    while stay < day:
        bring_in_stay(
            period=home.period,
            started_on=stay,
            ended_on=stay + datetime.timedelta(days=2),
            setting=home.carer or "Kestrel View",
            by=by,
        )
        stay += datetime.timedelta(days=28)
    done: list[datetime.date] = []
    on = calendar.on_or_before(begun + datetime.timedelta(days=chance.randint(75, 88)))
    while on < day:
        facts = ReviewFacts(completed_on=on, chair=home.iro, participation_code="PN1")
        bring_in_review(
            period=home.period,
            facts=facts,
            completed_before=done,
            by=by,
            source=RecordSource.BROUGHT_IN,
            parts_are_invented=True,
            is_invented=True,
        )
        done.append(on)
        on = calendar.on_or_before(on + datetime.timedelta(days=chance.randint(150, 178)))


def new_arrivals(cast: Cast, *, day: datetime.date, by: Actor) -> list[Child]:
    """Record the two who came since the year ended: one on the bank holiday, one on the day, who has no IRO yet."""
    yesterday = day - datetime.timedelta(days=1)
    first = register_child(by=by, **CAME_FIRST)
    _into_care(first, cast, staff.COURT, on=yesterday, day=day, by=by, legal_status="L2", placement="Q2")
    record_person(
        child=first,
        full_name="Clover Wickersand",
        relationship=Relationship.MOTHER,
        has_parental_responsibility=True,
        phone="07700 900417",
        is_invented=True,
        by=by,
    )
    allocate_iro(child=first, iro=cast.by_ref["S03"], on=day, reason=AllocationReason.NEW, by=by)
    last = register_child(by=by, **CAME_LAST)
    _into_care(last, cast, staff.LEAVING_CARE, on=day, day=day, by=by, legal_status="V2", placement="Q2")
    return [first, last]


def _into_care(
    child: Child,
    cast: Cast,
    team: str,
    *,
    on: datetime.date,
    day: datetime.date,
    by: Actor,
    legal_status: str,
    placement: str,
) -> None:
    chance = dice("arrival", child.local_id)
    period = start_period_of_care(
        child=child,
        on=on,
        legal_status=legal_status,
        placement=placement,
        provider="PR1",
        category_of_need="N1" if legal_status != "V2" else "N8",
        placed_with=f"{chance.choice(words.FIRST_NAMES)} {chance.choice(words.LAST_NAMES)}",
        placement_address=f"{chance.randint(1, 90)} {chance.choice(words.STREETS)}, Harrow",
        is_out_of_area=False,
        is_invented=True,
        today=day,
        by=by,
    )
    plan_next_review(period=period, by=by, today=day)
    allocate_social_worker(
        child=child,
        team=cast.teams[team],
        social_worker=chance.choice(cast.social_workers[team]),
        on=on,
        is_invented=True,
        by=by,
    )
