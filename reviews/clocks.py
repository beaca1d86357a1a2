"""The limits around open reviews computed again from the facts: of records, challenges, meetings and panels."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, FilteredRelation, Q

from accounts.models import User
from children.models import Child
from office.authority import working_calendar
from office.calendar_effects import Effect
from reviews.enums import DecisionStanding, ReviewStatus
from reviews.models import RecordOfReview, Review, SecurePanel
from reviews.models.clocks import ClockKind
from statute import preparation, records
from statute.adjournments import adjournment_limit
from statute.calendar import BeyondKnownHolidays, WorkingCalendar
from statute.secure import next_panel

# Which column holds a clock of a record, which says that it has stopped, and the law's own function.
RECORD_CLOCKS: tuple[tuple[ClockKind, str, str, Any], ...] = (
    (ClockKind.DECISIONS, "decisions_due_on", "decisions_sent_on", records.decisions_out),
    (ClockKind.FULL, "full_due_on", "finished_on", records.full_record),
    (ClockKind.DISTRIBUTE, "distribute_due_on", "distributed_on", records.distribute),
)
# What comes before a booked meeting: counted back from its day, and stored nowhere.
BEFORE_MEETING: tuple[tuple[ClockKind, Any], ...] = (
    (ClockKind.CONFER, preparation.confer),
    (ClockKind.CONSULTATION, preparation.consultation_out),
    (ClockKind.PAPERS, preparation.papers_due),
)
COLUMN_OF = {kind: column for kind, column, _done, _law in RECORD_CLOCKS}


@dataclass(frozen=True)
class Moved:
    """A limit that runs and becomes another day: of a record, a review or a panel (`of`), with the child."""

    clock: ClockKind
    of: Any
    child: Child
    was_on: datetime.date | None
    now_on: datetime.date
    explanation: str = ""
    rule: str = ""


def completed_records() -> Any:
    """Return the records of completed reviews."""
    return RecordOfReview.objects.filter(review__status=ReviewStatus.COMPLETED)


def open_records() -> Any:
    """Return the records of completed reviews with a clock that still runs."""
    return completed_records().filter(distributed_on__isnull=True)


def of_records(found: Any, calendar: WorkingCalendar) -> Iterator[Moved]:
    """Yield the clocks of some records that run and would stand on another day. What has stopped keeps its day."""
    for record in found.select_related("review__child").defer("text").order_by("pk"):
        for kind, column, done, law in RECORD_CLOCKS:
            if getattr(record, done) is None:
                now_on = law(record.review.day_completed, calendar=calendar).on
                if now_on != getattr(record, column):
                    yield Moved(kind, record, record.review.child, getattr(record, column), now_on)


def of_panels(found: Any, calendar: WorkingCalendar) -> Iterator[Moved]:
    """Yield the panels to come, among some, whose limit would be another day; two queries."""
    panels = list(found.select_related("child", "episode").order_by("pk"))
    held: dict[int, list[datetime.date]] = defaultdict(list)
    episodes = [panel.episode_id for panel in panels]
    past = SecurePanel.objects.filter(episode__in=episodes, held_on__isnull=False).order_by("held_on")
    for episode, held_on in past.values_list("episode_id", "held_on"):
        held[episode].append(held_on)
    for panel in panels:
        due = next_panel(
            placement_started_on=panel.episode.started_on, panels_held_on=held[panel.episode_id], calendar=calendar
        )
        if due.on != panel.due_on:
            yield Moved(ClockKind.PANEL, panel, panel.child, panel.due_on, due.on, due.explanation, due.rule)


def of_challenges(found: Any, before: WorkingCalendar, after: WorkingCalendar) -> Iterator[Moved]:
    """Yield until when decisions that were sent may be challenged, where that differs between two calendars."""
    sent = found.filter(decisions_sent_on__isnull=False, review__decisions__standing=DecisionStanding.SENT).distinct()
    for record in sent.select_related("review__child").defer("text").order_by("pk"):
        was_on, now_on = (_day(records.challenge_by, record.decisions_sent_on, each) for each in (before, after))
        if now_on and was_on != now_on:
            yield Moved(ClockKind.CHALLENGE, record, record.review.child, was_on, now_on)


def of_reviews(found: Any, before: WorkingCalendar, after: WorkingCalendar) -> Iterator[Moved]:
    """Yield the limits that hang on a meeting and are not stored, where they differ between two calendars.

    They are the limit of an adjournment, and what comes before a booked meeting.
    """
    rows = (
        found.filter(status__in=[ReviewStatus.ADJOURNED, ReviewStatus.BOOKED])
        .select_related("child")
        .annotate(booked=FilteredRelation("bookings", condition=Q(bookings__is_current=True)))
        .order_by("pk")
    )
    for review in rows.annotate(booked_on=F("booked__on")):
        for kind, law, start in _hanging_on(review):
            was_on, now_on = (_day(law, start, each) for each in (before, after))
            if now_on and was_on != now_on:
                yield Moved(kind, review, review.child, was_on, now_on)


def _hanging_on(review: Any) -> Iterator[tuple[ClockKind, Any, datetime.date]]:
    if review.status == ReviewStatus.ADJOURNED:
        yield ClockKind.ADJOURNED, adjournment_limit, review.adjourned_on
    elif review.booked_on is not None:
        yield from ((kind, law, review.booked_on) for kind, law in BEFORE_MEETING)


def still_to_come(moved: Iterable[Moved], today: datetime.date) -> list[Moved]:
    """Return the limits that are not over under either calendar; what has passed is not moved."""
    return [each for each in moved if max(each.now_on, each.was_on or each.now_on) >= today]


def effects(calendar: WorkingCalendar, user: User) -> list[Effect]:
    """Return which clocks around the reviews that this person may see would become another day under a calendar."""
    visible, now = Review.objects.visible_to(user), working_calendar()
    today = user.acting_on or datetime.date.min
    panels = SecurePanel.objects.to_come().filter(child__in=Child.objects.visible_to(user))
    moved = [
        *of_records(open_records().filter(review__in=visible), calendar),
        *still_to_come(of_challenges(completed_records().filter(review__in=visible), now, calendar), today),
        *still_to_come(of_reviews(visible, now, calendar), today),
        *of_panels(panels, calendar),
    ]
    return [Effect(f"{each.child.called}: {words_of(each)}", each.was_on, each.now_on, each.child.pk) for each in moved]


def words_of(moved: Moved) -> str:
    """Return which limit it is, in words that follow a name and do not say that a placement is secure."""
    return moved.clock.label[:1].lower() + moved.clock.label[1:]


def _day(law: Any, start: datetime.date, calendar: WorkingCalendar) -> datetime.date | None:
    try:
        found: datetime.date = law(start, calendar=calendar).on
    except BeyondKnownHolidays:
        return None
    return found
