"""Every limit that runs for one child, each with its working and its history."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from design import components, formats
from design.components import Table
from desk.child.rows import Now, Scope
from desk.deadlines import (
    Deadlines,
    StoredLimit,
    limit_of_check,
    limit_of_dispute,
    limit_of_panel,
    limit_of_review,
)
from desk.histories import Past, before_meeting
from desk.kinds.nights import Nights
from desk.kinds.panels import arranged_words
from disputes.limits import promised_reply, reply_history
from disputes.models import Dispute
from reviews.clocks import BEFORE_MEETING
from reviews.enums import ReviewKind, ReviewStatus
from reviews.models import ClockKind, RecordOfReview, Review, SecurePanel
from statute import preparation, records
from statute.adjournments import adjournment_limit
from statute.short_breaks import SB_TO_FULL

NO_PAST = Past()


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit that runs: what must happen, by when, and how that day came about."""

    what: str
    due: Any
    history: Sequence[str] = ()
    # Where the person may record that it was done.
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a child for the clocks, as far as the person may see it."""

    now: Now
    when: Deadlines
    scope: Scope
    history: Sequence[str] = ()
    last_completed_on: datetime.date | None = None
    records_open: Sequence[RecordOfReview] = ()
    panels: Sequence[SecurePanel] = ()
    disputes: Sequence[Dispute] = ()
    nights: Nights | None = None
    # How the limits came to be the days they are.
    past: Past = NO_PAST


Source = Callable[[Reading], Iterator[Clock]]


def clocks_of(reading: Reading) -> list[Clock]:
    """Return the running limits of a child, of every kind, the nearest first."""
    found = [clock for source in SOURCES for clock in source(reading)]
    return sorted(found, key=lambda clock: clock.due.on)


def _of_the_iro(reading: Reading) -> Iterator[Clock]:
    now, when = reading.now, reading.when
    if now.iro is None and now.period and now.period.ceased_on is None:
        due = preparation.appoint_iro(now.period.became_looked_after_on, calendar=when.calendar, name=now.child.called)
        yield Clock("Appoint an IRO", due)


def name_of_review(review: Review) -> str:
    """Return which review it is, within a sentence: its place in the sequence, and its kind where it is another."""
    which = review.get_sequence_display().lower()
    kind = review.get_kind_display().lower()
    return which if review.kind == ReviewKind.LOOKED_AFTER else which.replace("review", kind)


def _of_the_review(reading: Reading) -> Iterator[Clock]:
    now, when, last_completed_on, past = reading.now, reading.when, reading.last_completed_on, reading.past
    review = now.review
    if review is None or review.due_on is None:
        return
    yield Clock(f"Complete the {name_of_review(review)}", limit_of_review(review), reading.history)
    if review.status == ReviewStatus.ADJOURNED:
        due = adjournment_limit(review.adjourned_on, calendar=when.calendar)
        yield Clock("Complete the adjourned review", due, past.meeting(review.pk, ClockKind.ADJOURNED))
    if now.booking and review.status == ReviewStatus.BOOKED:
        yield from _before_the_meeting(now.booking.on, when, before_meeting(past, review.pk))
    check = getattr(review, "midpoint", None)
    if last_completed_on and check and not check.done_on and not check.has_lapsed:
        yield Clock("Check between reviews", limit_of_check(check), reading.history)


def _before_the_meeting(on: datetime.date, when: Deadlines, past: Mapping[ClockKind, list[str]]) -> Iterator[Clock]:
    """What is still to come. Nobody records whether these were done, so none is called overdue."""
    found = [(kind, law(on, calendar=when.calendar)) for kind, law in BEFORE_MEETING]
    yield from (Clock(kind.label, due, past[kind]) for kind, due in found if due.on >= when.today)


def _of_records(reading: Reading) -> Iterator[Clock]:
    when, past = reading.when, reading.past
    for record in reading.records_open:
        on, calendar = record.review.completed_on, when.calendar
        of = f"of the review of {formats.day(on)}"
        if record.decisions_sent_on is None:
            sent = past.record(record.pk, ClockKind.DECISIONS)
            yield Clock(f"Send the decisions {of}", records.decisions_out(on, calendar=calendar), sent)
        else:
            challenge = records.challenge_by(record.decisions_sent_on, calendar=calendar)
            if challenge.on >= when.today:
                moved = past.record(record.pk, ClockKind.CHALLENGE)
                yield Clock(f"Manager may challenge the decisions {of}", challenge, moved)
        if record.finished_on is None:
            full = past.record(record.pk, ClockKind.FULL)
            yield Clock(f"Finish the record {of}", records.full_record(on, calendar=calendar), full)
        out = past.record(record.pk, ClockKind.DISTRIBUTE)
        yield Clock(f"Distribute the record {of}", records.distribute(on, calendar=calendar), out)


def _of_panels(reading: Reading) -> Iterator[Clock]:
    for panel in reading.panels:
        note, says_why = arranged_words(panel), reading.scope.legal_status
        due = limit_of_panel(panel, says_why=says_why)
        if not says_why:
            where = reverse("kinds:arrange-panel", args=[panel.pk]) if reading.scope.arranges else ""
            yield Clock("Extra panel needed", due, reading.past.panels.get(panel.pk, ()), where, note)
            continue
        where = reverse("kinds:panel", args=[panel.pk]) if reading.scope.logs_reviews or reading.scope.corrects else ""
        yield Clock("Hold the panel on secure accommodation", due, reading.past.panels.get(panel.pk, ()), where, note)


def _of_stays(reading: Reading) -> Iterator[Clock]:
    nights = reading.nights
    if nights is not None and nights.too_many_on:
        rule, on = SB_TO_FULL, nights.too_many_on
        due = StoredLimit(on, None, rule.id, rule.strength, rule.source, f"{formats.day(on)}: {nights.sentence}", False)
        yield Clock("The short breaks become full looked-after status", due)


def _of_disputes(reading: Reading) -> Iterator[Clock]:
    when, past = reading.when, reading.past
    for dispute in reading.disputes:
        if dispute.resolve_by:
            yield Clock("Resolve the dispute", limit_of_dispute(dispute), past.disputes.get(dispute.pk, ()))
        for stage in dispute.stages.all():
            if stage.ended_on is None and stage.reply_by:
                which, who = stage.get_stage_display(), stage.entered_by.full_name if stage.entered_by else ""
                reply = promised_reply(stage.entered_on, stage.reply_by, calendar=when.calendar)
                moved = reply_history(formats.within_sentence(which), stage.entered_on, stage.reply_by, who)
                yield Clock(f"Reply at {which}", reply, moved)


# Each source yields the running limits of one kind: whoever keeps another clock adds a line.
SOURCES: tuple[Source, ...] = (
    _of_the_iro,
    _of_the_review,
    _of_records,
    _of_panels,
    _of_stays,
    _of_disputes,
)


def clock_table(clocks: Sequence[Clock], when: Deadlines) -> Table:
    """Return the clocks as a table; each day opens its working."""
    return Table(
        caption=f"{formats.counted(len(clocks), 'clock')} running",
        columns=["What", "By when", "Days left"],
        rows=[
            [
                components.lines(
                    components.link(clock.what, clock.href) if clock.href else clock.what,
                    components.quiet(clock.note),
                ),
                when.opened(clock.due, history=clock.history),
                when.tagged(clock.due.on),
            ]
            for clock in clocks
        ],
        stack=True,
    )


def panel_table(panels: Iterable[SecurePanel]) -> Table:
    """Return the panels that sat, newest first."""
    rows = [
        [
            components.link(formats.day(panel.held_on), reverse("kinds:panel", args=[panel.pk])),
            "Yes" if panel.criteria_met else "No",
            panel.recommendation,
            panel.decision or components.quiet("Not recorded yet"),
            formats.day(panel.told_on) or components.quiet("Not recorded yet"),
        ]
        for panel in panels
    ]
    columns = ["Panel sat on", "Criteria met", "Recommended", "The authority decided", "Outcome told on"]
    return Table(caption=formats.counted(len(rows), "panel"), columns=columns, rows=rows, stack=True)


def done_table(records_done: Iterable[RecordOfReview]) -> Table:
    """Return the clocks of records that have stopped, with whether they were kept."""
    rows = []
    for record in records_done:
        steps = (
            ("Decisions sent", record.decisions_due_on, record.decisions_sent_on),
            ("Record finished", record.full_due_on, record.finished_on),
            ("Record distributed", record.distribute_due_on, record.distributed_on),
        )
        for what, due_on, done_on in steps:
            if done_on:
                late = bool(due_on and done_on > due_on)
                rows.append(
                    [
                        f"{what}, review of {formats.day(record.review.completed_on)}",
                        formats.day(due_on),
                        formats.day(done_on),
                        components.deadline_status("done_late" if late else "done_on_time"),
                    ]
                )
    columns = ["What", "Was due", "Done", "Status"]
    return Table(caption="Clocks that have stopped", columns=columns, rows=rows, stack=True)
