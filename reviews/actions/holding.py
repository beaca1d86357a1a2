"""Holding a review: adjourning it, one of a series of meetings, completing it with all the law needs."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from office.authority import working_calendar
from reviews.actions.planning import plan_next_review
from reviews.actions.speaking import keep_private_words, reason_of
from reviews.actions.steps import carry, person, step
from reviews.enums import DecisionStatus, ReviewMode, ReviewStatus
from reviews.facts import ReviewFacts
from reviews.models import (
    Attendance,
    Decision,
    Paper,
    ParentPart,
    RecordOfReview,
    Review,
    ReviewMeeting,
    StrategyTried,
)
from reviews.policies import may_adjourn, may_complete, problems
from statute import records
from statute.ages import age_band


@action("reviews.adjourn")
def adjourn_review(
    *,
    review: Review,
    on: datetime.date,
    chair: User,
    reason: str,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
) -> Review:
    """Adjourn a review whose meeting was opened on `on`: once, for at most 20 working days (ADJOURN-20WD).

    Raises RefusedError for a second adjournment; ValidationError, by field, without a reason or for a bad day.
    """
    insist(may_adjourn(review))
    if not reason:
        raise ValidationError({"adjourned_reason": "Say why the review was adjourned."})
    _check_meeting("adjourned_on", on, review, today)
    return step(
        review,
        ReviewStatus.ADJOURNED,
        by=by,
        on=on,
        why=reason,
        seen_version=seen_version,
        held_on=review.held_on or on,
        adjourned_on=on,
        adjourned_reason=reason,
        chair=chair,
    )


@action("reviews.record_meeting")
def record_meeting(
    *,
    review: Review,
    on: datetime.date,
    chair: User,
    by: Actor,
    today: datetime.date,
    note: str = "",
    seen_version: int | None = None,
) -> ReviewMeeting:
    """Record one meeting of a series. The first opens the review; only completing it ends its clock."""
    _check_meeting("held_on", on, review, today)
    first = min(on, review.held_on or on)
    if review.status == ReviewStatus.IN_SERIES:
        change(review, seen_version=seen_version, held_on=first, chair=chair)
    else:
        step(
            review,
            ReviewStatus.IN_SERIES,
            by=by,
            on=on,
            seen_version=seen_version,
            held_on=first,
            chair=chair,
            mode=ReviewMode.SERIES,
        )
    return ReviewMeeting.objects.create(review=review, held_on=on, note=note)


@action("reviews.complete")
def complete_review(
    *,
    review: Review,
    facts: ReviewFacts,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
    next_review_by: datetime.date | None = None,
    next_early_reason: str = "",
) -> Review:
    """Complete a review: facts, decisions and the record's clocks are written, and the next review is opened.

    Raises RefusedError when the state does not allow it, ValidationError with everything that is missing, by field,
    and ConflictError when the review has moved on. Then nothing is written.
    """
    insist(may_complete(review))
    calendar = working_calendar()
    missing = problems(facts, review, today=today, calendar=calendar)
    if missing:
        raise ValidationError(missing)
    step(
        review, ReviewStatus.COMPLETED, by=by, on=facts.completed_on, seen_version=seen_version, **row_of(review, facts)
    )
    write_parts(review, facts, by)
    for closed in facts.closed:
        carry(
            closed.decision,
            DecisionStatus(closed.status),
            by=by,
            on=facts.completed_on,
            outcome=closed.outcome,
            closed_at=review,
        )
    start_record(review)
    plan_next_review(period=review.period, by=by, today=today, review_by=next_review_by, early_reason=next_early_reason)
    return review


def row_of(review: Review, facts: ReviewFacts) -> dict[str, Any]:
    """Return facts as columns of a review."""
    return {
        "held_on": min(filter(None, (review.held_on, facts.first_meeting))),
        "completed_on": facts.completed_on,
        "chair": facts.chair,
        "mode": ReviewMode.SERIES if facts.meetings else facts.mode,
        "cover_reason": facts.cover_reason,
        "late_reason": facts.late_reason,
        "late_note": facts.late_note,
        "spoken_outcome": facts.spoken_outcome,
        "spoken_on": facts.spoken_on,
        "spoken_note": reason_of(facts.spoken_outcome, facts.spoken_note),
        "paper_reason": facts.paper_reason if facts.mode == ReviewMode.PAPER else "",
        "rights_told": facts.rights_told,
        "rights_note": facts.rights_note,
        "age_band": age_band(review.child.date_of_birth, facts.completed_on).value,
        "participation_code": facts.participation_code,
        "not_taking_part_reason": facts.not_taking_part_reason,
        "not_taking_part_note": facts.not_taking_part_note,
        "was_co_chaired": facts.was_co_chaired,
        "was_child_missing": facts.was_child_missing,
        "pathway_plan_looked_at": facts.pathway_plan_looked_at,
    }


def write_parts(review: Review, facts: ReviewFacts, by: Actor, *, is_invented: bool = False) -> None:
    """Write who took part and how, what the child said, papers, and decisions with those carried over."""
    keep_private_words(
        review, facts.spoken_outcome, facts.spoken_note, place=facts.spoken_place, is_invented=is_invented
    )
    made = {"review": review, "is_invented": is_invented}
    ReviewMeeting.objects.bulk_create(
        ReviewMeeting(held_on=day, note=note, told_at_the_end=True, **made) for day, note in facts.meetings
    )
    StrategyTried.objects.bulk_create(
        StrategyTried(**vars(tried), told_at_the_end=True, recorded_by=person(by), **made) for tried in facts.strategies
    )
    ParentPart.objects.bulk_create(ParentPart(**vars(part), **made) for part in facts.parents)
    Attendance.objects.bulk_create(Attendance(name=name, part=part, **made) for name, part in facts.attendances)
    for kind, state in facts.papers:
        # What was recorded as it came keeps its day.
        Paper.objects.update_or_create(
            review=review,
            kind=kind,
            defaults={"state": state},
            create_defaults={"state": state, "is_invented": is_invented},
        )
    for decision in facts.decisions:
        if decision.carried_from is not None:
            carry(decision.carried_from, DecisionStatus.CARRIED_OVER, by=by, on=facts.completed_on, closed_at=review)
        Decision.objects.create(
            text=decision.text,
            owner=decision.owner,
            target_on=decision.target_on,
            carried_from=decision.carried_from,
            owned_by=decision.carried_from.owned_by if decision.carried_from else None,
            **made,
        )


def start_record(review: Review, *, is_invented: bool = False) -> RecordOfReview:
    """Start the record's clocks from the day of completion (REC-DECISIONS-5WD, REC-FULL-15WD, REC-DISTRIB-20WD)."""
    return RecordOfReview.objects.create(review=review, is_invented=is_invented, **_clocks(review))


def _clocks(review: Review) -> dict[str, Any]:
    calendar, completed_on = working_calendar(), review.day_completed
    return {
        "decisions_due_on": records.decisions_out(completed_on, calendar=calendar).on,
        "full_due_on": records.full_record(completed_on, calendar=calendar).on,
        "distribute_due_on": records.distribute(completed_on, calendar=calendar).on,
    }


def _check_meeting(field: str, on: datetime.date, review: Review, today: datetime.date) -> None:
    if on > today:
        raise ValidationError({field: "The meeting must not be in the future."})
    if on < review.period.became_looked_after_on:
        raise ValidationError({field: "The meeting must not come before the child became looked after."})
