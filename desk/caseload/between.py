"""What waits for an IRO between reviews: checks half-way, what they were told, when each child was last spoken to."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from reviews.enums import OPEN_STATUSES
from reviews.models import ContactWithChild, MidpointCheck, SignificantEvent

NAMES = ("child__first_name", "child__last_name", "child__preferred_name")


@dataclass(frozen=True, slots=True)
class Between:
    """Checks still to be made, the day of those that were, events without an answer, the last contacts."""

    checks: list[Any] = field(default_factory=list)
    checked_on: dict[int, datetime.date] = field(default_factory=dict)  # review -> when
    events: list[SignificantEvent] = field(default_factory=list)
    in_touch_on: dict[int, datetime.date] = field(default_factory=dict)  # child -> when last spoken to
    changes: list[SignificantEvent] = field(default_factory=list)  # that need a review before they are made


def read_between(mine: list[int]) -> Between:
    """Read it of some children: four queries, however many."""
    rows = (
        # nosemgrep: record-past-the-door - of children whom the reader sees
        MidpointCheck.objects.filter(review__child__in=mine, review__status__in=OPEN_STATUSES, has_lapsed=False)
        .order_by("due_on", "pk")
        .values_list(
            "pk",
            "review_id",
            "review__child_id",
            "due_on",
            "due_explanation",
            "done_on",
            *(f"review__{name}" for name in NAMES),
            named=True,
        )
    )
    checks = list(rows)
    # nosemgrep: record-past-the-door - of children whom the reader sees
    events = SignificantEvent.objects.waiting().filter(child__in=mine).select_related("child").order_by("on", "pk")
    # nosemgrep: record-past-the-door - of children whom the reader sees
    asking = SignificantEvent.objects.asking_for_a_review().filter(child__in=mine).select_related("child")
    return Between(
        changes=list(asking.order_by("on", "pk")),
        checks=[row for row in checks if row.done_on is None],
        checked_on={row.review_id: row.done_on for row in checks if row.done_on},
        events=list(events),
        # nosemgrep: record-past-the-door - of children whom the reader sees
        in_touch_on=ContactWithChild.objects.filter(child__in=mine).last_spoken(),
    )
