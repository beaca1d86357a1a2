"""Papers before a review: recorded as they come, and the social worker reminded of those that do not."""

import datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.verdict import RefusedError, insist, refused
from audit.actions import action
from audit.actors import Actor
from children.models import SocialWorkAllocation
from office.authority import working_calendar
from reviews.actions.steps import person
from reviews.enums import PaperKind, PaperState
from reviews.models import Paper, PaperChase, Review
from reviews.papers import may_chase, may_record_papers
from statute import preparation


@action("reviews.record_paper")
def record_paper(
    *, review: Review, kind: str, on: datetime.date | None, by: Actor, today: datetime.date, is_needed: bool = True
) -> Paper:
    """Record that a paper came, and when: in time or late by the booking that stands; or that it is not needed.

    Raises ValidationError, by field, for a day to come or none; RefusedError when the review is over.
    """
    insist(may_record_papers(review))
    if is_needed and on is None:
        raise ValidationError({"on": "Enter the day on which the paper came."})
    if on is not None and on > today:
        raise ValidationError({"on": "The day must not be in the future."})
    state = _state(review, on) if is_needed else PaperState.NOT_NEEDED
    paper, _made = Paper.objects.update_or_create(
        review=review, kind=PaperKind(kind), defaults={"state": state, "received_on": on if is_needed else None}
    )
    return paper


@action("reviews.take_back_paper")
def take_back_paper(*, review: Review, kind: str, by: Actor) -> Review:
    """Take back that a paper came or is not needed, recorded by mistake: it is waited for again."""
    insist(may_record_papers(review))
    Paper.objects.filter(review=review, kind=kind).update(state=PaperState.MISSING, received_on=None)
    return review


@action("reviews.judge_papers")
def judge_papers(*, review: Review, by: Actor) -> Review:
    """Say anew which papers came in time, by the last day that a moved booking gives them."""
    for paper in Paper.objects.filter(review=review, received_on__isnull=False):
        state = _state(review, paper.received_on)
        if state != paper.state:
            Paper.objects.filter(pk=paper.pk).update(state=state)
    return review


def _state(review: Review, on: datetime.date | None) -> PaperState:
    booking = review.bookings.current().first()
    if booking is None or on is None:
        return PaperState.IN_TIME
    due = preparation.papers_due(booking.on, calendar=working_calendar()).on
    return PaperState.IN_TIME if on <= due else PaperState.LATE


@action("reviews.chase_papers")
def chase_papers(*, review: Review, by: Actor, today: datetime.date) -> tuple[PaperChase, User]:
    """Keep that the child's social worker is reminded of the papers; once a day at most. The caller has the mail sent.

    Raises RefusedError when nobody is there to remind, their account is closed, or it was done today.
    """
    insist(may_chase(review))
    standing = SocialWorkAllocation.objects.filter(child=review.child_id, until_on__isnull=True)
    allocation = standing.select_related("social_worker").first()
    reader = allocation.social_worker if allocation else None
    if reader is None or not reader.is_active:
        raise RefusedError(refused("No social worker who could be reminded is recorded for this child."))
    if PaperChase.objects.filter(review=review, reader=reader, on=today).exists():
        raise RefusedError(refused(f"{reader} was reminded today already."))
    return PaperChase.objects.create(review=review, reader=reader, on=today, by=person(by)), reader
