"""The reviews of one generated child: held and to come, with parents, papers, decisions, records and a dispute."""

import datetime
from typing import Any

from desk.demonstration import words
from desk.demonstration.afterwards import standing_by
from desk.demonstration.dice import weighted
from desk.demonstration.generated_life import DAY, LATE, LEFT_OVERDUE, PARTICIPATION_AGE, Life
from disputes.enums import DisputeStatus, Effect, Stage
from disputes.models import Dispute, DisputeIssue, DisputeStatusChange, ResolutionStage
from reviews import enums
from reviews.due_dates import columns, limit, sequence_of
from reviews.models import (
    Booking,
    Decision,
    DueDateChange,
    Paper,
    ParentPart,
    RecordOfReview,
    Review,
    ReviewStatusChange,
    StrategyTried,
)
from statute import disputes as dispute_law
from statute import records
from statute.ages import age_band, age_on

# What is kept of a review beside its outcome: of these last years everything, of older ones nothing more.
IN_FULL = datetime.timedelta(days=2 * 365)
BOOKED_AHEAD = datetime.timedelta(days=56)
CODES = (("PN1", 60), ("PN2", 4), ("PN3", 4), ("PN4", 2), ("PN5", 6), ("PN6", 18), ("PN7", 6))
NO_PART, UNDER_FOUR = "PN7", "PN0"
PAPERS = ((enums.PaperState.IN_TIME, 8), (enums.PaperState.LATE, 1), (enums.PaperState.MISSING, 1))
TIMES = (datetime.time(9, 30), datetime.time(11, 30), datetime.time(14), datetime.time(15, 45))


def reviews_of(life: Life) -> None:
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


def dispute_of(life: Life) -> None:
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
