"""One generated child at a time: a life in care with its reviews, as rows that wait to be written in bulk."""

import datetime
import random
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.db.models import Model

from accounts.models import Team, User
from children.actions import searchable
from children.enums import AllocationReason, Relationship
from children.models import Child, Episode, IROAllocation, PeriodOfCare, PersonAroundChild, SocialWorkAllocation
from desk.demonstration import words
from desk.demonstration.afterwards import standing_by
from desk.demonstration.dice import dice, weighted
from disputes.enums import DisputeStatus, Effect, Stage
from disputes.models import Dispute, DisputeIssue, DisputeStatusChange, ResolutionStage
from reviews import enums
from reviews.due_dates import columns, limit, sequence_of
from reviews.models import (
    Booking,
    Decision,
    DueDateChange,
    IssueType,
    Paper,
    ParentPart,
    RecordOfReview,
    Review,
    ReviewStatusChange,
    StrategyTried,
    Venue,
)
from statute import disputes as dispute_law
from statute import records
from statute.ages import age_band, age_on, birthday
from statute.calendar import WorkingCalendar
from statute.codes import PLACEMENT, REASON_EPISODE_CEASED

DAY = datetime.timedelta(days=1)
LONGEST_CARE = 5 * 365
# What is kept of a review beside its outcome: of these last years everything, of older ones nothing more.
IN_FULL = datetime.timedelta(days=2 * 365)
LATE, LEFT_OVERDUE, IN_DISPUTE, NO_IRO = 0.03, 0.04, 0.05, 0.005
BOOKED_AHEAD = datetime.timedelta(days=56)
ETHNICITIES = (("WBRI", 50), ("BAFR", 9), ("BCRB", 8), ("MWBC", 8), ("APKN", 5), ("AIND", 4), ("OOTH", 8), ("WOTH", 8))
CODES = (("PN1", 60), ("PN2", 4), ("PN3", 4), ("PN4", 2), ("PN5", 6), ("PN6", 18), ("PN7", 6))
NO_PART, UNDER_FOUR = "PN7", "PN0"
PARTICIPATION_AGE, ADULT = 4, 18
STATUSES = (("V2", 35), ("C1", 30), ("C2", 35))
NEEDS = (("N1", 60), ("N2", 5), ("N4", 12), ("N5", 15), ("N8", 8))
# Fostered, in a home, living more independently, with parents: the codes of now and of 2011, whichever was in use.
PLACES = ((("U6", "Q2"), 70), (("K2",), 14), (("P2", "U6", "Q2"), 10), (("P1",), 6))
PAPERS = ((enums.PaperState.IN_TIME, 8), (enums.PaperState.LATE, 1), (enums.PaperState.MISSING, 1))
LEAVING = ("E4A", "E4", "E8")
TIMES = (datetime.time(9, 30), datetime.time(11, 30), datetime.time(14), datetime.time(15, 45))


@dataclass
class Bundle:
    """Rows by table. Written in this order, each table finds its parents already there."""

    rows: dict[type[Model], list[Any]] = field(
        default_factory=lambda: {
            model: []
            for model in (
                Child,
                PersonAroundChild,
                PeriodOfCare,
                Episode,
                IROAllocation,
                SocialWorkAllocation,
                Review,
                ReviewStatusChange,
                DueDateChange,
                Booking,
                ParentPart,
                StrategyTried,
                Paper,
                Decision,
                RecordOfReview,
                Dispute,
                DisputeIssue,
                ResolutionStage,
                DisputeStatusChange,
            )
        }
    )

    def add(self, row: Model) -> None:
        """Let a row wait to be written."""
        self.rows[type(row)].append(row)

    def write(self) -> None:
        """Write every row."""
        for model, rows in self.rows.items():
            model._base_manager.bulk_create(rows)  # noqa: SLF001 - Django's documented name


@dataclass
class Staffing:
    """Who and what the children of an authority are given."""

    iros: list[User]
    workers: list[User]
    teams: list[Team]
    managers: list[User]
    venues: list[Venue]
    issues: list[IssueType]
    rows: Bundle = field(default_factory=Bundle)


@dataclass
class Life:
    """One child's chance, days and people."""

    chance: random.Random
    child: Child
    period: PeriodOfCare
    iro: User
    parent: PersonAroundChild
    today: datetime.date
    calendar: WorkingCalendar
    staffing: Staffing

    def add(self, row: Model) -> None:
        """Let a row wait to be written."""
        self.staffing.rows.add(row)


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
    _reviews(life)
    if chance.random() < IN_DISPUTE:
        _dispute(life)


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


def _reviews(life: Life) -> None:
    """Hold each review some days before its limit, a few late, until today or the end of care; then one stands open."""
    chance, period = life.chance, life.period
    last_day = (period.ceased_on or life.today) - DAY
    done: list[datetime.date] = []
    standing: list[Decision] = []
    while True:
        due = limit(period=period, kind=enums.ReviewKind.LOOKED_AFTER, completed_on=done, calendar=life.calendar)
        if due is None:
            break
        is_late = chance.random() < LATE
        slack = chance.randint(1, 14) if is_late else -chance.randint(0, 4 if not done else 20)
        on = max(life.calendar.on_or_before(due.on + datetime.timedelta(days=slack)), period.became_looked_after_on)
        on = max(on, done[-1] + DAY) if done else on
        left_open = due.on > life.today - IN_FULL and period.ceased_on is None and chance.random() < LEFT_OVERDUE
        stays_open = left_open and due.on + datetime.timedelta(days=60) > life.today
        if on > last_day or stays_open:
            if period.ceased_on is None:
                _open_review(life, done, columns(due))
            break
        review = Review(
            child=life.child,
            period=period,
            sequence=sequence_of(enums.ReviewKind.LOOKED_AFTER, len(done)),
            status=enums.ReviewStatus.COMPLETED,
            source=enums.RecordSource.BROUGHT_IN,
            held_on=on,
            completed_on=on,
            chair=life.iro,
            late_reason=chance.choice(enums.LateReason.values) if on > due.on else "",
            is_invented=True,
            **columns(due),
        )
        life.add(review)
        standing = _held(life, review, on, standing)
        done.append(on)


def _held(life: Life, review: Review, on: datetime.date, standing: list[Decision]) -> list[Decision]:
    """Say how the child took part, and of the last years everything else; return the decisions that now stand."""
    chance, child = life.chance, life.child
    review.age_band = age_band(child.date_of_birth, on).value
    under_four = age_on(child.date_of_birth, on) < PARTICIPATION_AGE
    review.participation_code = UNDER_FOUR if under_four else weighted(chance, CODES)
    review.spoken_outcome = enums.SpokenOutcome.OBSERVED if under_four else enums.SpokenOutcome.SEEN
    review.spoken_on = max(on - datetime.timedelta(days=chance.randint(1, 6)), life.period.became_looked_after_on)
    life.add(ReviewStatusChange(review=review, became=review.status, why="Generated", on=on))
    if on <= life.today - IN_FULL:
        return []
    if review.participation_code == NO_PART:
        review.not_taking_part_reason = chance.choice(enums.NotTakingPartReason.values)
        strategy = chance.choice(sorted(words.STRATEGIES))
        life.add(StrategyTried(review=review, strategy=strategy, is_invented=True))
    life.add(_parent_part(life, review))
    for kind in (enums.PaperKind.SOCIAL_WORK_REPORT, enums.PaperKind.CARE_PLAN):
        state = weighted(chance, PAPERS)
        life.add(Paper(review=review, kind=kind, state=state, is_invented=True))
    for decision in standing:
        decision.status, decision.closed_on = enums.DecisionStatus.DONE, on
    record = _record(life, review, on)
    life.add(record)
    return _decisions(life, review, on, standing_by(record.decisions_sent_on, life.today, life.calendar))


def _parent_part(life: Life, review: Review) -> ParentPart:
    drawn = life.chance.random()
    part = ParentPart(review=review, parent=life.parent, was_invited=drawn < 0.8, is_invented=True)
    if drawn >= 0.8:
        part.not_invited_reason = life.chance.choice(enums.NotInvitedReason.values)
    elif drawn < 0.6:
        part.attended, part.views_route = True, enums.ViewsRoute.IN_PERSON
    else:
        part.attended, part.views_route = False, enums.ViewsRoute.SOCIAL_WORKER
        part.not_attending_reason = life.chance.choice(enums.NotAttendingReason.values)
    return part


def _decisions(life: Life, review: Review, on: datetime.date, stands: str) -> list[Decision]:
    age = age_on(life.child.date_of_birth, on)
    fitting = [d for d in words.DECISIONS if d[0] <= age < d[1]]
    made = [
        Decision(
            review=review,
            text=text,
            owner=owner,
            target_on=on + datetime.timedelta(days=2 * within),
            standing=stands,
            is_invented=True,
        )
        for _, _, owner, within, text in life.chance.sample(fitting, 2)
    ]
    for decision in made:
        life.add(decision)
        if decision.target_on < life.today and life.chance.random() < 0.8:
            decision.status, decision.closed_on = enums.DecisionStatus.DONE, decision.target_on
    return [decision for decision in made if decision.status == enums.DecisionStatus.OPEN]


def _record(life: Life, review: Review, on: datetime.date) -> RecordOfReview:
    calendar, chance = life.calendar, life.chance
    sent, finished, distributed = (calendar.add(on, chance.randint(*span)) for span in ((1, 6), (7, 16), (16, 21)))
    is_finished = finished < life.today
    return RecordOfReview(
        review=review,
        text="Generated." if is_finished else "",
        decisions_due_on=records.decisions_out(on, calendar=calendar).on,
        decisions_sent_on=sent if sent < life.today else None,
        full_due_on=records.full_record(on, calendar=calendar).on,
        finished_on=finished if is_finished else None,
        distribute_due_on=records.distribute(on, calendar=calendar).on,
        distributed_on=distributed if distributed < life.today else None,
        is_invented=True,
    )


def _open_review(life: Life, done: list[datetime.date], due: dict[str, Any]) -> None:
    """Let the next review stand open: booked where it is near and its day is not over, else to arrange."""
    chance, today = life.chance, life.today
    review = Review(
        child=life.child,
        period=life.period,
        sequence=sequence_of(enums.ReviewKind.LOOKED_AFTER, len(done)),
        is_invented=True,
        **due,
    )
    life.add(review)
    life.add(ReviewStatusChange(review=review, became=review.status, on=done[-1] if done else today))
    life.add(DueDateChange(review=review, now_on=review.due_on, rule=review.due_rule, why="First computed"))
    plan_by = due["plan_by"]
    if plan_by and today < plan_by < today + BOOKED_AHEAD and chance.random() < 0.7:
        review.status = enums.ReviewStatus.BOOKED
        life.add(ReviewStatusChange(review=review, was=enums.ReviewStatus.TO_ARRANGE, became=review.status, on=today))
        on = max(life.calendar.add(plan_by, -chance.randint(1, 5)), today)
        life.add(
            Booking(
                review=review,
                on=on,
                at=chance.choice(TIMES),
                venue=chance.choice(life.staffing.venues),
                chair=life.iro,
                is_invented=True,
            )
        )


def _dispute(life: Life) -> None:
    """Raise one dispute in the last months: resolved, or still at stage 1 or before."""
    chance = life.chance
    raised_on = max(life.today - datetime.timedelta(days=chance.randint(0, 200)), life.period.became_looked_after_on)
    stage = chance.choice((Stage.PRE_PROTOCOL, Stage.STAGE_1, Stage.STAGE_1))
    is_over = raised_on < life.today - datetime.timedelta(days=20)
    ended_on = raised_on + datetime.timedelta(days=chance.randint(5, 20)) if is_over else None
    due = dispute_law.resolve_by(raised_on, calendar=life.calendar) if stage == Stage.STAGE_1 else None
    dispute = Dispute(
        child=life.child,
        raised_by=life.iro,
        summary="The care plan is out of date. The IRO asks for it to be brought up to date.",
        stage=stage,
        status=DisputeStatus.RESOLVED if is_over else DisputeStatus.OPEN,
        resolve_by=due.on if due else None,
        resolve_by_explanation=due.explanation if due else "",
        resolved_on=ended_on,
        resolution="The plan was brought up to date." if is_over else "",
        effect=Effect.FULL if is_over else "",
        is_invented=True,
    )
    life.add(dispute)
    life.add(DisputeIssue(dispute=dispute, issue=chance.choice(life.staffing.issues)))
    life.add(
        ResolutionStage(
            dispute=dispute,
            stage=stage,
            entered_on=raised_on,
            addressed_to=chance.choice(life.staffing.managers),
            reply_by=dispute_law.stage_reply_by(raised_on, calendar=life.calendar).on,
            ended_on=ended_on,
            stages_skipped=1 if stage == Stage.STAGE_1 else 0,
            skip_reason="Talked over before." if stage == Stage.STAGE_1 else "",
        )
    )
    life.add(DisputeStatusChange(dispute=dispute, became=DisputeStatus.OPEN, on=raised_on))
