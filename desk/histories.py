"""The histories of many limits at once: one query for each kind, however many rows a list has."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.db.models import F
from django.utils.safestring import SafeString

from design import formats
from desk.deadlines import Deadlines, limit_of_dispute, limit_of_panel, limit_of_record, limit_of_review
from disputes.limits import reply_history
from disputes.models import LimitChange, ResolutionStage
from office.histories import THE_SYSTEM, sentence_of
from reviews.clocks import BEFORE_MEETING
from reviews.meeting_ahead import MET, adjourned_until
from reviews.models import (
    Booking,
    ClockChange,
    ClockKind,
    DueDateChange,
    Postponement,
    RecordOfReview,
    Review,
    SecurePanel,
)
from statute.records import challenge_by

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


def of_record_clock(clock: ClockKind) -> Callable[[Collection[int]], ById]:
    """Return how to read the history of one clock of some records, by record."""

    def read(pks: Collection[int]) -> ById:
        return {pk: said for (pk, which), said in of_records(pks).items() if which == str(clock)}

    return read


def of_decisions(pks: Collection[int]) -> ById:
    """Return how the last day to challenge each of some decisions came to be that day."""
    found: dict[int, list[str]] = defaultdict(list)
    changes = ClockChange.objects.filter(clock=ClockKind.CHALLENGE, record__review__decisions__in=list(pks))
    for change in changes.annotate(decision=F("record__review__decisions")).select_related("by").order_by("pk"):
        found[change.decision].append(sentence_of(change))
    return found


def of_checks(pks: Collection[int]) -> ById:
    """Return the history of each of some checks half-way: that of the limit of its review."""
    found: dict[int, list[str]] = defaultdict(list)
    changes = DueDateChange.objects.filter(review__midpoint__in=list(pks)).select_related("by", "review__midpoint")
    for change in changes.order_by("pk"):
        found[change.review.midpoint.pk].append(sentence_of(change))
    return found


def of_replies(pks: Collection[int]) -> ById:
    """Return how the day to reply at the running stage of each of some disputes came to be."""
    running = ResolutionStage.objects.filter(dispute__in=list(pks), ended_on__isnull=True, reply_by__isnull=False)
    found = {}
    for stage in running.select_related("entered_by"):
        which, who = stage.get_stage_display(), stage.entered_by.full_name if stage.entered_by else ""
        if stage.reply_by is not None:
            found[stage.dispute_id] = reply_history(
                formats.within_sentence(which), stage.entered_on, stage.reply_by, who
            )
    return found


def of_days(pks: Collection[int]) -> ById:
    """Return how the day of the meeting of each of some reviews moved: what is counted from it moved with it.

    Two queries. Why it was moved is told on the page of the review, to those who may read it.
    """
    found: dict[int, list[str]] = defaultdict(list)
    put_off = Postponement.objects.filter(review__in=list(pks), now_on__isnull=False).select_related("by")
    known = {(each.review_id, each.was_on, each.now_on): each for each in put_off.order_by("pk")}
    # The next meeting of a review that has begun is another one: nothing was moved.
    stood = Booking.objects.filter(review__in=list(pks)).exclude(moved_because=MET)
    rows = stood.order_by("review_id", "pk").values_list("review_id", "on")
    for (review, was_on), (following, now_on) in pairwise(rows):
        if review == following and was_on != now_on:
            said = f"{formats.day(was_on)} became {formats.day(now_on)}: the meeting was moved"
            found[review].append(f"{said}{_noted(known.get((review, was_on, now_on)))}")
    return found


def _noted(change: Postponement | None) -> str:
    if change is None:
        return ""
    return f" ({formats.day(change.at)}, {change.by.full_name if change.by else THE_SYSTEM})"


@dataclass(frozen=True)
class Past:
    """The histories of the limits around one child."""

    days: ById = field(default_factory=dict)
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
    """Read the histories of the limits around a child, by the ids of what they are of: six queries."""
    return Past(of_days(reviews), of_meetings(reviews), of_records(records), of_panels(panels), of_disputes(disputes))


def before_meeting(past: Past, pk: int) -> dict[ClockKind, list[str]]:
    """Return the history of each limit before the meeting of a review: with its day, and by the bank holidays."""
    return {kind: [*past.days.get(pk, ()), *past.meeting(pk, kind)] for kind, _law in BEFORE_MEETING}


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


def opened_last_days(reviews: Iterable[Any], when: Deadlines) -> Mapping[int, SafeString]:
    """Return the last lawful days of some open reviews as they are shown: of one that was adjourned, its further limit.

    Three queries. reviews: that the caller found among those that the person may see.
    """
    found = list(reviews)
    past = of_meetings([review.pk for review in found if review.adjourned_on])
    shown = dict(opened_limits([review.pk for review in found], when))
    for review in found:
        until = adjourned_until(review, when.calendar)
        if until is not None:
            history = past.get((review.pk, str(ClockKind.ADJOURNED)), ())
            shown[review.pk] = when.opened(until, history=history)
    return shown


def opened_clocks(records: Iterable[RecordOfReview], clocks: Iterable[ClockKind], when: Deadlines) -> OpenedClocks:
    """Return clocks of some records as they are shown, by record and clock. Each has its review at hand. One query."""
    found, shown = list(records), {}
    past = of_records([record.pk for record in found])
    for clock in clocks:
        for record in found:
            due = limit_of_record(record.review, clock, when)
            shown[record.pk, clock] = when.opened(due, history=past.get((record.pk, str(clock)), ()))
    return shown


def opened_clock(record: RecordOfReview, clock: ClockKind, when: Deadlines) -> SafeString:
    """Return one clock of one record as it is shown: nothing where its review is not completed."""
    return opened_clocks([record], [clock], when)[record.pk, clock]


def opened_challenges(records: Iterable[RecordOfReview], when: Deadlines) -> Mapping[int, SafeString]:
    """Return until when the decisions of some records, which were sent, may be challenged, by record. One query."""
    found = [record for record in records if record.decisions_sent_on is not None]
    past = of_records([record.pk for record in found])
    return {
        record.pk: when.opened(
            challenge_by(record.decisions_sent_on, calendar=when.calendar),
            history=past.get((record.pk, str(ClockKind.CHALLENGE)), ()),
        )
        for record in found
    }


def opened_panels(panels: Iterable[SecurePanel], when: Deadlines, *, says_why: bool) -> Mapping[int, SafeString]:
    """Return the limits of some panels as they are shown. One query. says_why: to who may know of the placement."""
    found = list(panels)
    past = of_panels([panel.pk for panel in found])
    return {
        panel.pk: when.opened(limit_of_panel(panel, says_why=says_why), history=past.get(panel.pk, ()))
        for panel in found
    }


def opened_disputes(disputes: Iterable[Any], when: Deadlines) -> Mapping[int, SafeString]:
    """Return the limits of some disputes (or of rows of their columns) as they are shown. One query."""
    found = list(disputes)
    past = of_disputes([each.pk for each in found])
    return {each.pk: when.opened(limit_of_dispute(each), history=past.get(each.pk, ())) for each in found}


def opened_before_meeting(pk: int, on: datetime.date, when: Deadlines) -> Mapping[ClockKind, SafeString]:
    """Return what comes before the meeting of a review, which is on a day, as it is shown. Three queries."""
    past = before_meeting(Past(days=of_days([pk]), meetings=of_meetings([pk])), pk)
    return {
        kind: when.opened(law(on, calendar=when.calendar), history=past[kind])
        for kind, law in BEFORE_MEETING
        if when.calendar.knows(on)
    }
