"""What is read for the pages after a review, always through what the person may see."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import ManagerDeputy, User
from reviews.enums import DecisionStanding, ReviewStatus
from reviews.models import Decision, DecisionChallenge, Filing, RecordOfReview, RecordRecipient, Review
from reviews.told import who_is_told
from statute.calendar import WorkingCalendar
from statute.records import challenge_by


def sent_days_still_open(user: User, calendar: WorkingCalendar, today: datetime.date) -> list[datetime.date]:
    """Return the days on which decisions were sent that this person sees and that may still be challenged."""
    seen = RecordOfReview.objects.filter(
        review__in=Review.objects.visible_to(user), review__decisions__standing=DecisionStanding.SENT
    )
    days = set(seen.filter(decisions_sent_on__isnull=False).values_list("decisions_sent_on", flat=True))
    return sorted(day for day in days if day and challenge_by(day, calendar=calendar).on >= today)


def challengeable(user: User, days: Iterable[datetime.date]) -> "QuerySet[Any]":
    """Return the decisions that this person may still challenge, those first whose time ends first."""
    return (
        Decision.objects.open()
        .may_be_challenged(days)
        .filter(review__in=Review.objects.visible_to(user))
        .select_related("review__child", "review__record", "review__chair")
        .order_by("review__record__decisions_sent_on", "review", "pk")
    )


def challenges_seen(user: User) -> "QuerySet[Any]":
    """Return the challenges that this person may see."""
    found: QuerySet[Any] = DecisionChallenge.objects.filter(decision__review__in=Review.objects.visible_to(user))
    return found.select_related("decision__review__child", "made_by", "made_for", "answered_by")


def decisions_seen(user: User) -> "QuerySet[Any]":
    """Return the decisions of the reviews that this person may see, with what their page needs."""
    found: QuerySet[Any] = Decision.objects.filter(review__in=Review.objects.visible_to(user))
    return found.select_related("review__child", "review__record", "review__chair", "owned_by", "carried_from")


def said_done(user: User) -> "QuerySet[Any]":
    """Return the decisions said to be carried out that wait for this person to confirm it."""
    found: QuerySet[Any] = decisions_seen(user).said_done().order_by("target_on", "pk")
    return found.prefetch_related("progress__by")


def times_carried(decision: Decision) -> int:
    """Return how often a decision was carried over from one review to the next. A query for each time."""
    times, earlier = 0, decision.carried_from
    while earlier is not None:
        times, earlier = times + 1, earlier.carried_from
    return times


def finished_records(user: User) -> "QuerySet[Any]":
    """Return the finished records of the reviews that this person may see."""
    found: QuerySet[Any] = RecordOfReview.objects.filter(
        finished_on__isnull=False, review__status=ReviewStatus.COMPLETED, review__in=Review.objects.visible_to(user)
    )
    return found.select_related("review__child", "review__chair", "review__letter")


def not_filed(user: User) -> "QuerySet[Any]":
    """Return the finished records that nobody filed, the oldest first; none of a child who has died."""
    filed = Filing.objects.filter(record=OuterRef("pk"), undone_on__isnull=True)
    found = finished_records(user).filter(~Exists(filed), review__child__died_on__isnull=True)
    return found.order_by("finished_on", "pk")


def recipients_seen(user: User) -> "QuerySet[Any]":
    """Return who gets the finished records that this person may see."""
    found: QuerySet[Any] = RecordRecipient.objects.filter(record__in=finished_records(user))
    return found.select_related("record__review__child", "record__review__chair", "record__review__letter")


def told_beforehand(review: Review, today: datetime.date) -> list[str]:
    """Return to whom the decisions of a review would be sent today, in words."""
    return [f"{each.person.full_name} ({each.told_as.label.lower()})" for each in who_is_told(review, today)]


def deputies_of(manager: User) -> "QuerySet[ManagerDeputy]":
    """Return who stood in, stands in or will stand in for a team manager."""
    return ManagerDeputy.objects.filter(manager=manager).select_related("deputy")


def own_challenge(decision: Decision, user: User) -> DecisionChallenge | None:
    """Return this person's challenge of a decision that was not answered yet, or None."""
    return decision.challenges.filter(answer="", made_by=user).first()
