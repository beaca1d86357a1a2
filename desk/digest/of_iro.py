"""What may wait for an IRO: reviews to hold, children to speak with, what comes after a review, decisions, disputes."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef

from accounts.enums import Role
from accounts.models import User
from children.models import IROAllocation
from desk.caseload.monday import SPEAK_AHEAD_WORKING_DAYS, WEEK_WORKING_DAYS
from desk.caseload.whose import open_reviews_of, records_of
from desk.deadlines import Deadlines, limit_of_dispute, limit_of_panel, limit_of_review
from desk.digest.sources import Item, Source
from desk.histories import of_disputes, of_panels, of_record_clock, of_reviews
from desk.words import address
from disputes.models import Dispute
from reviews.enums import ReviewStatus
from reviews.models import ClockKind, Decision, Review, SecurePanel
from statute.adjournments import adjournment_limit
from statute.records import decisions_out, full_record

TO_COME = (ReviewStatus.TO_ARRANGE, ReviewStatus.BOOKED)


def in_a_week(when: Deadlines) -> datetime.date:
    """Return the last day of what is called this week."""
    return when.calendar.add(when.today, WEEK_WORKING_DAYS)


def _answered(user: User) -> Any:
    return IROAllocation.objects.answered_for_by(user, user.acting_on).values("child")


def _open_reviews(user: User) -> Any:
    """Return the open reviews that are mine to hold: as on my caseload."""
    mine = open_reviews_of(user, _answered(user)).filter(due_on__isnull=False)
    return mine.annotate(booked_on=F("booked__on"))


def to_hold(user: User, when: Deadlines) -> Iterator[Item]:
    """Yield the reviews to hold, or to go on with, within the week."""
    week = in_a_week(when)
    for review in _open_reviews(user):
        due: Any = limit_of_review(review)
        by = review.booked_on or review.due_on
        if review.status == ReviewStatus.ADJOURNED and review.adjourned_on:
            due = adjournment_limit(review.adjourned_on, calendar=when.calendar)
            by = due.on
        if by <= week:
            shown = due if due and by == due.on else None
            yield Item(review.pk, review.child_id, by, address("log_review:form", review.pk), shown)


def to_speak(user: User, when: Deadlines) -> Iterator[Item]:
    """Yield the reviews that are near and before which nobody has spoken with the child in private."""
    ahead = when.calendar.add(when.today, SPEAK_AHEAD_WORKING_DAYS)
    for review in _open_reviews(user).filter(status__in=TO_COME, spoken_outcome=""):
        by = review.booked_on or review.due_on
        if by <= ahead:
            shown = None if review.booked_on else limit_of_review(review)
            yield Item(review.pk, review.child_id, by, address("log_review:speak", review.pk), shown)


def _records(user: User, when: Deadlines) -> Any:
    """Return the records that are mine to finish, or whose decisions are mine to send: as on my caseload."""
    mine = records_of(user, _answered(user), when.today)
    return mine.annotate(child_id=F("review__child_id"), completed_on=F("review__completed_on"))


def to_send(user: User, when: Deadlines) -> Iterator[Item]:
    """Yield the records whose decisions have not gone out."""
    unsent = _records(user, when).filter(decisions_sent_on__isnull=True, decisions_due_on__isnull=False)
    for each in unsent.defer("text"):
        due = decisions_out(each.completed_on, calendar=when.calendar)
        yield Item(each.pk, each.child_id, each.decisions_due_on, address("log_review:decisions", each.review_id), due)


def to_finish(user: User, when: Deadlines) -> Iterator[Item]:
    """Yield the records to be finished within the week."""
    near = _records(user, when).filter(finished_on__isnull=True, full_due_on__lte=in_a_week(when))
    for each in near.defer("text"):
        due = full_record(each.completed_on, calendar=when.calendar)
        yield Item(each.pk, each.child_id, each.full_due_on, address("log_review:record", each.review_id), due)


def decisions_near(user: User, when: Deadlines) -> Iterator[Item]:
    """Yield the decisions to carry out of my children whose target day is near or past."""
    answered = IROAllocation.objects.answered_for_by(user, user.acting_on).filter(child=OuterRef("child"))
    mine = Review.objects.visible_to(user).filter(Exists(answered))
    near = Decision.objects.due_by(in_a_week(when)).filter(review__in=mine)
    for pk, child_id, target_on in near.values_list("pk", "review__child_id", "target_on"):
        yield Item(pk, child_id, target_on, address("child:decisions", child_id))


def disputes_near(user: User, when: Deadlines) -> Iterator[Item]:
    """Yield the disputes that I raised and whose limit is near or past."""
    mine = Dispute.objects.visible_to(user).open().filter(raised_by=user, resolve_by__lte=in_a_week(when))
    for each in mine:
        yield Item(each.pk, each.child_id, each.resolve_by, address("disputes:detail", each.pk), limit_of_dispute(each))


def panels_near(user: User, when: Deadlines) -> Iterator[Item]:
    """Yield the panels to hold soon on the placements of my children."""
    near = SecurePanel.objects.to_come().filter(child__in=_answered(user), due_on__lte=when.soon_until)
    for panel in near:
        due = limit_of_panel(panel, says_why=True)
        yield Item(panel.pk, panel.child_id, panel.due_on, address("service:hold-panel", panel.pk), due)


IRO = (Role.IRO,)
CASELOAD = "caseload:mine"
SOURCES = (
    Source(
        "speak_before",
        IRO,
        "child to speak with before a review",
        "children to speak with before a review",
        to_speak,
        CASELOAD,
        is_duty=True,
        histories=of_reviews,
    ),
    Source(
        "reviews_to_hold",
        IRO,
        "review to hold this week",
        "reviews to hold this week",
        to_hold,
        CASELOAD,
        is_duty=True,
        histories=of_reviews,
    ),
    Source(
        "decisions_to_send",
        IRO,
        "review whose decisions are to be sent",
        "reviews whose decisions are to be sent",
        to_send,
        CASELOAD,
        is_duty=True,
        histories=of_record_clock(ClockKind.DECISIONS),
    ),
    Source(
        "records_to_finish",
        IRO,
        "record to finish this week",
        "records to finish this week",
        to_finish,
        CASELOAD,
        is_duty=True,
        histories=of_record_clock(ClockKind.FULL),
    ),
    Source(
        "panels_to_hold",
        IRO,
        "panel to hold soon",
        "panels to hold soon",
        panels_near,
        is_duty=True,
        histories=of_panels,
    ),
    Source(
        "decisions_near",
        IRO,
        "decision whose target day is near or past",
        "decisions whose target day is near or past",
        decisions_near,
        CASELOAD,
    ),
    Source(
        "disputes_near_limit",
        IRO,
        "dispute near its limit or past it",
        "disputes near their limit or past it",
        disputes_near,
        "disputes:list",
        histories=of_disputes,
    ),
)
