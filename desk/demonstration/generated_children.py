"""One generated child at a time: a life in care with its reviews, as rows that wait to be written in bulk."""

import datetime
import random
from itertools import pairwise

from children.actions import searchable
from children.enums import AllocationReason, Relationship
from children.models import Child, Episode, IROAllocation, PeriodOfCare, PersonAroundChild, SocialWorkAllocation
from desk.demonstration import words
from desk.demonstration.dice import dice, weighted
from desk.demonstration.generated_life import ADULT, DAY, IN_DISPUTE, NO_IRO, Life, Staffing
from desk.demonstration.generated_reviews import dispute_of, reviews_of
from statute.ages import birthday
from statute.calendar import WorkingCalendar
from statute.codes import PLACEMENT, REASON_EPISODE_CEASED

LONGEST_CARE = 5 * 365
ETHNICITIES = (("WBRI", 50), ("BAFR", 9), ("BCRB", 8), ("MWBC", 8), ("APKN", 5), ("AIND", 4), ("OOTH", 8), ("WOTH", 8))
STATUSES = (("V2", 35), ("C1", 30), ("C2", 35))
NEEDS = (("N1", 60), ("N2", 5), ("N4", 12), ("N5", 15), ("N8", 8))
# Fostered, in a home, living more independently, with parents: the codes of now and of 2011, whichever was in use.
PLACES = ((("U6", "Q2"), 70), (("K2",), 14), (("P2", "U6", "Q2"), 10), (("P1",), 6))
LEAVING = ("E4A", "E4", "E8")


def history(
    staffing: Staffing, seed: int, number: int, *, has_left: bool, today: datetime.date, calendar: WorkingCalendar
) -> None:
    """Generate one child with everything that happened until today, as rows of the bundle."""
    chance = dice("child", number, seed=str(seed))
    child = _child(chance, f"G{seed}-{number + 1:06d}", today)
    began, ceased = _days(chance, child, today, has_left=has_left)
    period = PeriodOfCare(child=child, became_looked_after_on=began, ceased_on=ceased)
    if ceased:
        period.reason_ceased = next(code for code in LEAVING if REASON_EPISODE_CEASED.is_valid_on(code, ceased))
    parent = PersonAroundChild(
        child=child,
        full_name=f"{chance.choice(words.FIRST_NAMES)} {child.last_name}",
        relationship=Relationship.MOTHER,
        has_parental_responsibility=True,
        is_invented=True,
    )
    life = Life(chance, child, period, staffing.iros[number % len(staffing.iros)], parent, today, calendar, staffing)
    for row in (child, parent, period):
        life.add(row)
    _episodes(life)
    _allocations(life, number)
    reviews_of(life)
    if chance.random() < IN_DISPUTE:
        dispute_of(life)


def _child(chance: random.Random, local_id: str, today: datetime.date) -> Child:
    first = chance.choice(words.FIRST_NAMES)
    last = f"{chance.choice(words.LAST_NAMES)}-{chance.choice(words.LAST_NAMES)}"
    return Child(
        local_id=local_id,
        first_name=first,
        last_name=last,
        search_name=searchable(first_name=first, last_name=last),
        sex=chance.choice("MF"),
        date_of_birth=today - datetime.timedelta(days=chance.randint(30, ADULT * 365 - 10)),
        ethnicity=weighted(chance, ETHNICITIES),
        is_uasc=chance.random() < 0.06,
        is_invented=True,
    )


def _days(
    chance: random.Random, child: Child, today: datetime.date, *, has_left: bool
) -> tuple[datetime.date, datetime.date | None]:
    """Return when care began and, for a child who left, when it ceased."""
    # Many stay for a short time and few for long.
    longest = min(LONGEST_CARE, (today - child.date_of_birth).days)
    began = today - datetime.timedelta(days=int(longest * chance.random() ** 1.6))
    if not has_left:
        return began, None
    began = max(child.date_of_birth, began - datetime.timedelta(days=200))
    if began >= today - DAY:
        began = child.date_of_birth
    ceased = began + datetime.timedelta(days=chance.randint(1, max(1, (today - began).days - 1)))
    return began, min(ceased, birthday(child.date_of_birth, ADULT))


def _episodes(life: Life) -> None:
    """One to three episodes: a change of status, a move."""
    chance, period = life.chance, life.period
    end = period.ceased_on or life.today
    length = (end - period.became_looked_after_on).days
    moves = chance.choice((0, 0, 1, 1, 2)) if length > 30 else 0
    days = [period.became_looked_after_on]
    days += sorted(days[0] + datetime.timedelta(days=d) for d in chance.sample(range(5, length - 1), moves))
    status, need = weighted(chance, STATUSES), weighted(chance, NEEDS)
    for number, (on, until) in enumerate(pairwise([*days, None])):
        place, address = weighted(chance, PLACES), f"{chance.randint(1, 99)} {chance.choice(words.STREETS)}"
        assert on is not None  # noqa: S101 - only the end may be open; for the type checker
        last = until is None
        life.add(
            Episode(
                period=period,
                child=life.child,
                started_on=on,
                ended_on=period.ceased_on if last else until,
                reason_new="S" if number == 0 else "P",
                legal_status=status,
                category_of_need=need,
                placement=next((code for code in place if PLACEMENT.is_valid_on(code, on)), ""),
                provider="PR1",
                reason_ended=period.reason_ceased if last else "X1",
                reason_placement_change="" if last else "CARPL",
                placed_with=f"{chance.choice(words.FIRST_NAMES)} {chance.choice(words.LAST_NAMES)}",
                placement_address=address,
                is_out_of_area=chance.random() < 0.35,
                is_invented=True,
            )
        )


def _allocations(life: Life, number: int) -> None:
    began, ceased = life.period.became_looked_after_on, life.period.ceased_on
    teams, workers = life.staffing.teams, life.staffing.workers
    life.add(
        SocialWorkAllocation(
            child=life.child,
            social_worker=workers[number % len(workers)],
            team=teams[number % len(teams)],
            from_on=began,
            until_on=ceased,
            is_invented=True,
        )
    )
    if ceased is None and life.chance.random() < NO_IRO:
        return
    life.add(
        IROAllocation(
            child=life.child,
            iro=life.iro,
            from_on=began,
            until_on=ceased,
            reason=AllocationReason.NEW,
            is_invented=True,
        )
    )
