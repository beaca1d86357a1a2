"""Limits around a review written again after something they hang on has changed; each keeps its history."""

import datetime

from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from office.authority import working_calendar
from reviews.actions.steps import person
from reviews.clocks import COLUMN_OF, RECORD_CLOCKS, of_panels, of_records
from reviews.models import ClockChange, ClockKind, RecordOfReview, Review, SecurePanel


@action("reviews.recompute_record")
def recompute_record(*, record: RecordOfReview, why: str, by: Actor) -> RecordOfReview:
    """Compute the clocks of a record that still run again. What was sent or finished keeps the day that applied."""
    moved = list(of_records(RecordOfReview.objects.filter(pk=record.pk), working_calendar()))
    if moved:
        change(record, seen_version=record.version, **{COLUMN_OF[each.clock]: each.now_on for each in moved})
    for each in moved:
        _note(each.clock, each.was_on, each.now_on, why, by, record=record)
    return record


@action("reviews.restart_record")
def restart_record(*, review: Review, why: str, by: Actor) -> Review:
    """Start all clocks of a record again from a corrected day of completion. Reviews brought in may have no record."""
    record = RecordOfReview.objects.filter(review=review).first()
    if record is None:
        return review
    calendar, fresh = working_calendar(), {}
    for kind, column, _done, law in RECORD_CLOCKS:
        was_on, now_on = getattr(record, column), law(review.day_completed, calendar=calendar).on
        if was_on != now_on:
            fresh[column] = now_on
            _note(kind, was_on, now_on, why, by, record=record)
    if fresh:
        change(record, **fresh)
    return review


@action("reviews.recompute_panel")
def recompute_panel(*, panel: SecurePanel, why: str, by: Actor) -> SecurePanel:
    """Compute the limit of a panel to come again."""
    for each in of_panels(SecurePanel.objects.to_come().filter(pk=panel.pk), working_calendar()):
        change(panel, due_on=each.now_on, due_rule=each.rule, due_explanation=each.explanation)
        _note(each.clock, each.was_on, each.now_on, why, by, panel=panel)
    return panel


@action("reviews.note_moved_clock")
def note_moved_clock(
    *,
    of: Review | RecordOfReview,
    clock: ClockKind,
    was_on: datetime.date | None,
    now_on: datetime.date,
    why: str,
    by: Actor,
) -> Review | RecordOfReview:
    """Keep that a limit which hangs on a meeting, or on the sending of decisions, became another day.

    It is stored nowhere else. Once for each pair of days.
    """
    last = of.clock_changes.filter(clock=clock).last()
    if last is None or (last.was_on, last.now_on, last.why) != (was_on, now_on, why):
        _note(clock, was_on, now_on, why, by, **{"review" if isinstance(of, Review) else "record": of})
    return of


def _note(
    clock: ClockKind,
    was_on: datetime.date | None,
    now_on: datetime.date,
    why: str,
    by: Actor,
    **of: RecordOfReview | Review | SecurePanel,
) -> None:
    ClockChange.objects.create(clock=clock, was_on=was_on, now_on=now_on, why=why, by=person(by), **of)
