"""Which review comes next and by when; asking for an earlier one; ending one that will not be held."""

import datetime

from django.core.exceptions import ValidationError

from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from children.models import Child, PeriodOfCare
from office.authority import working_calendar
from reviews.actions.inviting import withdraw_all_invitations
from reviews.actions.midpoints import keep_midpoint, plan_midpoint
from reviews.actions.steps import person, step
from reviews.due_dates import (
    adoption_at,
    adoption_of,
    columns,
    completed_days,
    counted,
    kind_for,
    limit,
    limit_of,
    scheduled_for,
    sequence_of,
)
from reviews.early import BEFORE_AN_EVENT, Early, day_asked_for, does_not_fit
from reviews.enums import EarlyReason, EndedReason, ReviewStatus
from reviews.models import DueDateChange, Review, ReviewStatusChange
from reviews.policies import may_complete, may_open_earlier
from statute.ages import ADULT_AGE, birthday

EARLY_WORDS: dict[str, str] = {value: label[:1].lower() + label[1:] for value, label in EarlyReason.choices}


@action("reviews.plan_next")
def plan_next_review(
    *,
    period: PeriodOfCare,
    by: Actor,
    today: datetime.date,
    review_by: datetime.date | None = None,
    early_reason: str = "",
    checks_from: datetime.date | None = None,
    early_event_on: datetime.date | None = None,
) -> Review | None:
    """Open the next review of a period of care, with its limit. None where none falls due before the 18th birthday.

    checks_from: for reviews known from earlier records: no mid-point check is planned for a day before this one.
    """
    adoption = adoption_of(period)
    kind = kind_for(period.kind, adoption)
    done = completed_days(period, kind)
    due = limit(
        period=period,
        kind=kind,
        completed_on=done,
        calendar=working_calendar(),
        early=Early(review_by, early_reason, early_event_on),
        adoption=adoption,
    )
    if due is None:
        return None
    review = Review.objects.create(
        child=period.child,
        period=period,
        kind=kind,
        sequence=sequence_of(kind, len(counted(kind, done, adoption))),
        review_by=review_by,
        early_reason=early_reason,
        early_event_on=early_event_on,
        **columns(due),
    )
    ReviewStatusChange.objects.create(review=review, was="", became=review.status, on=today, by=person(by))
    DueDateChange.objects.create(
        review=review, was_on=None, now_on=review.due_on, rule=review.due_rule, why="First computed", by=person(by)
    )
    plan_midpoint(review, checks_from or today)
    return review


@action("reviews.recompute_due")
def recompute_due(*, review: Review, why: str, by: Actor) -> Review:
    """Compute an open review's limit again from the facts. Appends a row to its history when the day differs.

    Tells nobody: the caller does. Returns the review, unchanged where the limit is the same.
    """
    due = limit_of(review, working_calendar())
    fresh = columns(due)
    was_on = review.due_on
    before = completed_days(review.period, review.kind, before=review)
    adoption = adoption_at(review)
    sequence = sequence_of(review.kind, len(counted(review.kind, before, adoption)))
    if sequence != review.sequence or any(getattr(review, name) != value for name, value in fresh.items()):
        change(review, sequence=sequence, **fresh)
    keep_midpoint(review)
    if was_on != review.due_on:
        DueDateChange.objects.create(
            review=review, was_on=was_on, now_on=review.due_on, rule=review.due_rule, why=why, by=person(by)
        )
    return review


@action("reviews.ask_for_earlier")
def ask_for_earlier_review(
    *,
    review: Review,
    reason: str,
    by: Actor,
    today: datetime.date,
    review_by: datetime.date | None = None,
    event_on: datetime.date | None = None,
    note: str = "",
    seen_version: int | None = None,
) -> Review:
    """Bring an open review forward, by the rule of its trigger. Nothing can push a date back (regulation 33(3)).

    review_by: the day that the IRO asks for. event_on: the day before which the law wants the review (the end of a
    remand, a release, the end of accommodation, a change), or on which a visitor raised a worry. Raises RefusedError
    for a review that is over; ValidationError, by field, for a day in the past or after the limit that stands.
    """
    insist(may_complete(review))
    calendar = working_calendar()
    scheduled = limit_of(review, calendar)
    day = review_by
    if scheduled is not None:
        day = day_asked_for(reason, review_by=review_by, event_on=event_on, scheduled=scheduled, calendar=calendar)
    check_asked(review.child, reason, day, event_on, today)
    _check_earlier(review, reason, day, event_on)
    change(
        review,
        seen_version=seen_version,
        review_by=day,
        early_reason=reason,
        early_note=note,
        early_event_on=event_on,
    )
    return recompute_due(review=review, why=f"Brought forward: {EARLY_WORDS.get(reason, reason)}", by=by)


@action("reviews.open_earlier")
def open_earlier_review(
    *,
    period: PeriodOfCare,
    reason: str,
    by: Actor,
    today: datetime.date,
    review_by: datetime.date | None = None,
    event_on: datetime.date | None = None,
    note: str = "",
) -> Review:
    """Open a review that is asked for where none falls due before the 18th birthday (regulation 33(3), REV-AGE18).

    Days as for `ask_for_earlier_review`. Raises RefusedError where care is over or a review is open; ValidationError,
    by field, for a day in the past, or one that is not before the birthday.
    """
    insist(may_open_earlier(period))
    calendar = working_calendar()
    scheduled = scheduled_for(period, calendar)
    day = day_asked_for(reason, review_by=review_by, event_on=event_on, scheduled=scheduled, calendar=calendar)
    check_asked(period.child, reason, day, event_on, today)
    review = plan_next_review(
        period=period, by=by, today=today, review_by=day, early_reason=reason, early_event_on=event_on
    )
    if review is None:
        turns = f"{birthday(period.child.date_of_birth, ADULT_AGE):%d/%m/%Y}"
        raise ValidationError({_field(reason, event_on): f"A review is held before the 18th birthday, {turns}."})
    return change(review, early_note=note)


def check_asked(
    child: Child, reason: str, day: datetime.date | None, event_on: datetime.date | None, today: datetime.date
) -> None:
    """Refuse, by field, a reason that is not for this child, and a day that cannot be: none said, or gone by."""
    latest = child.episodes.order_by("-started_on", "-pk").first()
    if latest and (misfit := does_not_fit(reason, latest.legal_status)):
        raise ValidationError({"reason": misfit})
    field = _field(reason, event_on)
    if day is None:
        raise ValidationError({field: "Enter the day."})
    if day < today:
        by_event = field == "event_on"
        soon = "The day before it has passed: the review cannot come first any more. Ask for the earliest day there is."
        raise ValidationError({field: soon if by_event else "The day must not be in the past."})
    if reason == EarlyReason.NOT_SAFEGUARDED and event_on is not None and event_on > today:
        raise ValidationError({"event_on": "The day the worry was raised must be today or in the past."})


def _field(reason: str, event_on: datetime.date | None) -> str:
    """Return which of the two days decides: that of the event before which the review comes, or the one asked for."""
    return "event_on" if event_on is not None and reason in BEFORE_AN_EVENT else "review_by"


def _check_earlier(review: Review, reason: str, day: datetime.date | None, event_on: datetime.date | None) -> None:
    """Refuse, by field, a day that is no earlier than the limit that stands."""
    if review.due_on and day and day > review.due_on:
        field, due = _field(reason, event_on), f"{review.due_on:%d/%m/%Y}"
        sentence = f"The review is already due by {due}, before that: nothing has to be brought forward."
        raise ValidationError(
            {field: sentence if field == "event_on" else f"The review is already due by {due}. Choose an earlier day."}
        )


@action("reviews.end")
def end_review(
    *,
    review: Review,
    reason: str,
    on: datetime.date,
    by: Actor,
    note: str = "",
    seen_version: int | None = None,
) -> Review:
    """End an open review without holding it; its booking falls. Reasons: `EndedReason`; "other" needs a note.

    While the child is still in care another is opened by the same limit: a child in care is never without one.
    """
    if reason == EndedReason.OTHER and not note:
        raise ValidationError({"note": "Say why the review ended without being held."})
    review.bookings.current().update(is_current=False, moved_because="The review ended without being held")
    step(
        review,
        ReviewStatus.ENDED,
        by=by,
        on=on,
        why=EndedReason(reason).label,
        seen_version=seen_version,
        ended_on=on,
        ended_reason=reason,
        ended_note=note,
    )
    withdraw_all_invitations(review=review, why=EndedReason(reason).label, by=by)
    if review.period.ceased_on is None and not Review.objects.open().filter(period=review.period).exists():
        plan_next_review(
            period=review.period,
            by=by,
            today=on,
            review_by=review.review_by,
            early_reason=review.early_reason,
            early_event_on=review.early_event_on,
        )
    return review


@action("reviews.end_all_open")
def end_open_reviews(*, child: Child, reason: str, on: datetime.date, by: Actor) -> Child:
    """End every open review of a child who left care, and let panels on secure accommodation lapse."""
    for review in child.reviews.open():
        end_review(review=review, reason=reason, on=on, by=by)
    child.secure_panels.to_come().update(lapsed_because=EndedReason(reason).label)
    return child
