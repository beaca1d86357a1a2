"""Dates that have moved: which of those that somebody may see, what they were, what moved them, when and by whom."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q

from accounts.models import User
from children.models import Child
from desk.words import address
from disputes.models import Dispute, LimitChange
from reviews.enums import DecisionStanding
from reviews.models import ClockChange, ClockKind, DueDateChange, RecordOfReview, Review

KINDS: tuple[tuple[str, Any], ...] = (("due", DueDateChange), ("clock", ClockChange), ("limit", LimitChange))


@dataclass(frozen=True)
class Moved:
    """A date that moved: about whom, which it is, where it stands, and the row that says how it moved."""

    child: Child
    what: str
    href: str
    change: Any


def newest() -> dict[str, int]:
    """Return the id of the newest change of each kind: what comes later has not been told."""
    return {name: model.objects.aggregate(last=Max("pk"))["last"] or 0 for name, model in KINDS}


def visible_changes(user: User) -> dict[str, Any]:
    """Return by kind the changes of open limits that this person may see. Nothing of a child who died."""
    visible = Review.objects.visible_to(user).filter(child__died_on__isnull=True)
    children = Child.objects.visible_to(user).filter(died_on__isnull=True)
    runs = (
        Q(clock=ClockKind.DECISIONS, record__decisions_sent_on__isnull=True)
        | Q(clock=ClockKind.FULL, record__finished_on__isnull=True)
        | Q(clock=ClockKind.DISTRIBUTE, record__distributed_on__isnull=True)
        | Q(clock=ClockKind.CHALLENGE, record__in=_challengeable())
    )
    of_reviews = Q(review__in=visible.open())
    of_panels = Q(panel__child__in=children, panel__held_on__isnull=True, panel__lapsed_because="")
    of_disputes = Dispute.objects.visible_to(user).open().filter(child__died_on__isnull=True)
    return {
        "due": DueDateChange.objects.filter(was_on__isnull=False, review__in=visible.open()),
        "clock": ClockChange.objects.filter(Q(runs, record__review__in=visible) | of_reviews | of_panels),
        "limit": LimitChange.objects.filter(dispute__in=of_disputes),
    }


def _challengeable() -> Any:
    """Return the records of which some decision may still be challenged."""
    # nosemgrep: record-past-the-door - narrowed to the reviews that the person may see by who asks
    return RecordOfReview.objects.filter(review__decisions__standing=DecisionStanding.SENT).values("pk")


def number_new(user: User, told: Mapping[str, int], since: datetime.datetime) -> int:
    """Return how many dates somebody may see have moved and were not told to them, by others than themselves.

    told: the newest change that they were told of, by kind. since: how far back for who was never told.
    """
    number = 0
    for name, changes in visible_changes(user).items():
        new = changes.filter(pk__gt=told[name]) if name in told else changes.filter(at__gte=since)
        number += new.exclude(by=user).count()
    return number


def moved_for(user: User, since: datetime.datetime) -> list[Moved]:
    """Return the dates that have moved since a moment, of those somebody may see, the newest first: three queries."""
    found = [each for name, changes in visible_changes(user).items() for each in _rows(name, changes, since)]
    return sorted(found, key=lambda each: each.change.at, reverse=True)


def _rows(name: str, changes: Any, since: datetime.datetime) -> Iterator[Moved]:
    recent = changes.filter(at__gte=since).select_related("by")
    if name == "due":
        for each in recent.select_related("review__child"):
            what = each.review.get_sequence_display()
            yield Moved(each.review.child, what, address("child:review", each.review_id), each)
    elif name == "limit":
        for each in recent.select_related("dispute__child"):
            yield Moved(each.dispute.child, "Resolve the dispute", address("disputes:detail", each.dispute_id), each)
    else:
        for each in recent.select_related("record__review__child", "review__child", "panel__child"):
            yield _around(each)


def _around(each: ClockChange) -> Moved:
    review = each.record.review if each.record else each.review
    child = review.child if review else each.panel.child if each.panel else None
    if child is None:
        message = f"change {each.pk} is of nothing"
        raise ValueError(message)
    href = address("child:review", review.pk) if review else address("child:clocks", child.pk)
    return Moved(child, each.get_clock_display(), href, each)
