"""Mending a review that was logged wrongly, with the reason, and the history kept."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from children.models import Child
from reviews.actions.inviting import withdraw_all_invitations
from reviews.actions.planning import plan_next_review, recompute_due
from reviews.actions.recomputing import restart_record
from reviews.actions.steps import person, step
from reviews.enums import OPEN_STATUSES, ReviewStatus
from reviews.meeting_ahead import is_booked
from reviews.models import Review, ReviewCorrection
from reviews.policies import NO_PART, may_correct, may_void, too_early
from statute.ages import age_band
from statute.codes.participation import allowed_participation_codes

CORRECTABLE = frozenset(
    {
        "held_on",
        "completed_on",
        "chair",
        "participation_code",
        "not_taking_part_reason",
        "not_taking_part_note",
        "spoken_outcome",
        "spoken_on",
        "spoken_note",
        "was_co_chaired",
        "was_child_missing",
        "late_reason",
        "late_note",
        "cover_reason",
    },
)


@action("reviews.correct")
def correct_review(
    *,
    review: Review,
    why: str,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
    **facts: Any,
) -> Review:
    """Correct facts of a completed review. Each change is kept beside what was there; later limits are recomputed.

    Raises ValidationError, by field, without a reason or for facts that cannot be; ValueError for an unknown field.
    """
    insist(may_correct(review))
    unknown = set(facts) - CORRECTABLE
    if unknown:
        message = f"not correctable: {', '.join(sorted(unknown))}"
        raise ValueError(message)
    changed = {name: value for name, value in facts.items() if getattr(review, name) != value}
    _check(review, changed, why, today)
    before = {name: getattr(review, name) for name in changed}
    if "completed_on" in changed:
        changed["age_band"] = age_band(review.child.date_of_birth, changed["completed_on"]).value
    change(review, seen_version=seen_version, **changed)
    ReviewCorrection.objects.bulk_create(
        ReviewCorrection(
            review=review, field=name, was=str(was or ""), became=str(changed[name] or ""), why=why, by=person(by)
        )
        for name, was in before.items()
    )
    if "completed_on" in changed:
        restart_record(review=review, why="The day of completion was corrected", by=by)
    _recompute_what_follows(review, "A review before it was corrected", by)
    return review


@action("reviews.void")
def void_review(
    *,
    review: Review,
    why: str,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
) -> Review:
    """Mark a review as entered by mistake. It counts nowhere, stays readable, and what follows it is recomputed."""
    insist(may_void(review))
    if not why:
        raise ValidationError({"why": "Say why this review is voided."})
    was_ended, was_booked = review.status == ReviewStatus.ENDED, is_booked(review)
    cleared = {"ended_on": None, "ended_reason": ""} if was_ended else {}
    step(review, ReviewStatus.VOIDED, by=by, on=today, why=why, seen_version=seen_version, **cleared)
    review.bookings.current().update(is_current=False, moved_because="The review was entered by mistake")
    if was_booked:
        withdraw_all_invitations(review=review, why="The review was entered by mistake", by=by)
    _recompute_what_follows(review, "A review before it was voided", by)
    still_open = Review.objects.open().filter(period=review.period).exists()
    if review.period.ceased_on is None and not still_open:
        plan_next_review(period=review.period, by=by, today=today)
    return review


@action("reviews.recompute_age_bands")
def recompute_age_bands(*, child: Child, by: Actor) -> Child:
    """Find anew how old a child was at each completed review, after the date of birth was corrected.

    Raises ValidationError where a participation code does not fit that age: PN0 is for children under four.
    """
    for review in Review.objects.completed().filter(child=child):
        band = age_band(child.date_of_birth, review.day_completed)
        if review.participation_code not in allowed_participation_codes(band):
            sentence = (
                f"The review of {review.day_completed:%d/%m/%Y} was logged for a child of another age. Ask the manager "
                "to void it, correct the date of birth, then have the review logged again."
            )
            raise ValidationError({"date_of_birth": sentence})
        if review.age_band != band.value:
            change(review, age_band=band.value)
    return child


def _recompute_what_follows(review: Review, why: str, by: Actor) -> None:
    # Of whatever kind: adoption reviews and looked-after ones count for each other.
    others = Review.objects.filter(period=review.period).exclude(pk=review.pk)
    following = Q(status__in=OPEN_STATUSES)
    # A review that was never completed stood before no completed one: theirs keep the limit they were closed with.
    if review.completed_on is not None:
        following |= Q(status=ReviewStatus.COMPLETED, completed_on__gte=review.completed_on)
    for other in others.filter(following).order_by("completed_on", "id"):
        recompute_due(review=other, why=why, by=by)


def _check(review: Review, changed: dict[str, Any], why: str, today: datetime.date) -> None:
    found = {}
    if not changed:
        found["__all__"] = "Nothing was changed."
    if not why:
        found["why"] = "Say why this is corrected."
    found |= _day_problems(review, changed, today)
    completed = changed.get("completed_on", review.day_completed)
    code = changed.get("participation_code", review.participation_code)
    if not found and code not in allowed_participation_codes(age_band(review.child.date_of_birth, completed)):
        found["participation_code"] = "This code does not fit the child's age that day."
    reason = changed.get("not_taking_part_reason", review.not_taking_part_reason)
    if not found and changed.get("participation_code") == NO_PART and not reason:
        found["not_taking_part_reason"] = "Say why the child took no part."
    if found:
        raise ValidationError(found)


def _day_problems(review: Review, changed: dict[str, Any], today: datetime.date) -> dict[str, str]:
    completed = changed.get("completed_on", review.day_completed)
    held = changed.get("held_on", review.held_on or completed)
    ceased = review.period.ceased_on
    if completed > today:
        return {"completed_on": "The day must not be in the future."}
    if "completed_on" in changed and ceased and completed > ceased:
        return {"completed_on": f"The child ceased to be looked after on {ceased:%d/%m/%Y}."}
    if "completed_on" in changed and (sentence := too_early(review, completed)):
        return {"completed_on": sentence}
    if held > completed:
        return {"held_on": "The first meeting must not come after the day the review was completed."}
    if held < review.period.became_looked_after_on:
        return {"held_on": "The review must not come before the child became looked after."}
    return {}
