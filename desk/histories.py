"""The histories of many limits at once: one query for each kind, however many rows a list has."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

from desk.deadlines import Deadlines, limit_of_record, limit_of_review
from disputes.models import LimitChange
from office.histories import sentence_of
from reviews.models import ClockChange, ClockKind, DueDateChange, RecordOfReview, Review

ById = Mapping[int, list[str]]
ByClock = Mapping[tuple[int, str], list[str]]
OpenedClocks = Mapping[tuple[int, ClockKind], SafeString]
LIMIT = ("due_on", "plan_by", "due_rule", "due_strength", "due_source", "due_explanation", "due_is_provisional")


def of_reviews(pks: Collection[int]) -> ById:
    """Return the history of the limit of each of some reviews."""
    return _by_id(DueDateChange.objects.filter(review__in=list(pks)), "review_id")


def of_disputes(pks: Collection[int]) -> ById:
    """Return the history of the limit of each of some disputes."""
    return _by_id(LimitChange.objects.filter(dispute__in=list(pks)), "dispute_id")


def of_panels(pks: Collection[int]) -> ById:
    """Return the history of the limit of each of some panels."""
    return _by_id(ClockChange.objects.filter(panel__in=list(pks)), "panel_id")


def of_records(pks: Collection[int]) -> ByClock:
    """Return the history of each clock of some records, by record and clock."""
    return _by_clock(ClockChange.objects.filter(record__in=list(pks)), "record_id")


def of_meetings(pks: Collection[int]) -> ByClock:
    """Return the history of the limits that hang on the meetings of some reviews, by review and clock."""
    return _by_clock(ClockChange.objects.filter(review__in=list(pks)), "review_id")


@dataclass(frozen=True)
class Past:
    """The histories of the limits around one child."""

    meetings: ByClock = field(default_factory=dict)
    records: ByClock = field(default_factory=dict)
    panels: ById = field(default_factory=dict)
    disputes: ById = field(default_factory=dict)

    def meeting(self, pk: int, clock: ClockKind) -> list[str]:
        """Return the history of a limit that hangs on the meeting of a review."""
        return self.meetings.get((pk, str(clock)), [])

    def record(self, pk: int, clock: ClockKind) -> list[str]:
        """Return the history of a clock of a record."""
        return self.records.get((pk, str(clock)), [])


def around(
    *,
    reviews: Collection[int] = (),
    records: Collection[int] = (),
    panels: Collection[int] = (),
    disputes: Collection[int] = (),
) -> Past:
    """Read the histories of the limits around a child, by the ids of what they are of: four queries."""
    return Past(of_meetings(reviews), of_records(records), of_panels(panels), of_disputes(disputes))


def _by_id(changes: Any, key: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for change in changes.select_related("by").order_by("pk"):
        found[getattr(change, key)].append(sentence_of(change))
    return found


def _by_clock(changes: Any, key: str) -> dict[tuple[int, str], list[str]]:
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for change in changes.select_related("by").order_by("pk"):
        found[getattr(change, key), str(change.clock)].append(sentence_of(change))
    return found


def opened_limits(pks: Iterable[int | None], when: Deadlines) -> Mapping[int, SafeString]:
    """Return the limits of some reviews as they are shown: each opens its working and its history. Two queries.

    pks: of reviews that the caller found among those that the person may see.
    """
    asked = [pk for pk in pks if pk is not None]
    past = of_reviews(asked)
    # nosemgrep: record-past-the-door - the ids come through the door
    rows = Review.objects.filter(pk__in=asked, due_on__isnull=False).order_by().values_list("pk", *LIMIT, named=True)
    return {row.pk: when.opened(limit_of_review(row), history=past.get(row.pk, ())) for row in rows}


def opened_clocks(records: Iterable[RecordOfReview], clocks: Iterable[ClockKind], when: Deadlines) -> OpenedClocks:
    """Return clocks of some records as they are shown, by record and clock. Each has its review at hand. One query."""
    found, shown = list(records), {}
    past = of_records([record.pk for record in found])
    for clock in clocks:
        for record in found:
            due = limit_of_record(record.review, clock, when)
            shown[record.pk, clock] = when.opened(due, history=past.get((record.pk, str(clock)), ()))
    return shown
