"""Every limit that runs for one child, each with its working and its history."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from design import components, formats
from design.components import Table
from desk.child.rows import Now
from desk.deadlines import Deadlines, StoredLimit, limit_of_review
from disputes.models import Dispute
from reviews.enums import ReviewStatus
from reviews.models import RecordOfReview, SecurePanel
from statute import preparation, records
from statute.adjournments import adjournment_limit
from statute.disputes import DISPUTE_20WD, stage_reply_by
from statute.secure import SEC_1ST_1M


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit that runs: what must happen, by when, and how that day came about."""

    what: str
    due: Any
    history: Sequence[str] = ()
    # Where the person may record that it was done.
    href: str = ""


def clocks_of(
    now: Now,
    when: Deadlines,
    *,
    history: Sequence[str],
    last_completed_on: datetime.date | None,
    records_open: Iterable[RecordOfReview],
    panels: Iterable[SecurePanel],
    sees_legal_status: bool,
    disputes: Iterable[Dispute],
) -> list[Clock]:
    """Return the running limits of a child, the nearest first."""
    found = [
        *_of_the_iro(now, when),
        *_of_the_review(now, when, history, last_completed_on),
        *_of_records(records_open, when),
        *_of_panels(panels, sees_legal_status=sees_legal_status),
        *_of_disputes(disputes, when),
    ]
    return sorted(found, key=lambda clock: clock.due.on)


def _of_the_iro(now: Now, when: Deadlines) -> Iterator[Clock]:
    if now.iro is None and now.period and now.period.ceased_on is None:
        due = preparation.appoint_iro(now.period.became_looked_after_on, calendar=when.calendar, name=now.child.called)
        yield Clock("Appoint an IRO", due)


def _of_the_review(
    now: Now, when: Deadlines, history: Sequence[str], last_completed_on: datetime.date | None
) -> Iterator[Clock]:
    review = now.review
    if review is None or review.due_on is None:
        return
    yield Clock(f"Complete the {review.get_sequence_display().lower()}", limit_of_review(review), history)
    if review.status == ReviewStatus.ADJOURNED:
        due = adjournment_limit(review.adjourned_on, calendar=when.calendar)
        yield Clock("Complete the adjourned review", due)
    if now.booking and review.status == ReviewStatus.BOOKED:
        yield from _before_the_meeting(now.booking.on, when)
    check = getattr(review, "midpoint", None)
    if last_completed_on and check and not check.done_on and not check.has_lapsed:
        rule = preparation.MIDWAY
        explanation = check.due_explanation
        halfway = StoredLimit(check.due_on, None, rule.id, rule.strength, rule.source, explanation, provisional=False)
        yield Clock("Check between reviews", halfway, history)


def _before_the_meeting(meeting_on: datetime.date, when: Deadlines) -> Iterator[Clock]:
    """What is still to come. Nobody records whether these were done, so none is called overdue."""
    found = (
        ("Social worker and IRO confer", preparation.confer(meeting_on, calendar=when.calendar)),
        ("Send the consultation papers", preparation.consultation_out(meeting_on, calendar=when.calendar)),
        ("Papers reach the IRO", preparation.papers_due(meeting_on, calendar=when.calendar)),
    )
    yield from (Clock(what, due) for what, due in found if due.on >= when.today)


def _of_records(records_open: Iterable[RecordOfReview], when: Deadlines) -> Iterator[Clock]:
    for record in records_open:
        on, calendar = record.review.completed_on, when.calendar
        of = f"of the review of {formats.day(on)}"
        if record.decisions_sent_on is None:
            yield Clock(f"Send the decisions {of}", records.decisions_out(on, calendar=calendar))
        else:
            challenge = records.challenge_by(record.decisions_sent_on, calendar=calendar)
            if challenge.on >= when.today:
                yield Clock(f"Manager may challenge the decisions {of}", challenge)
        if record.finished_on is None:
            yield Clock(f"Finish the record {of}", records.full_record(on, calendar=calendar))
        yield Clock(f"Distribute the record {of}", records.distribute(on, calendar=calendar))


def _of_panels(panels: Iterable[SecurePanel], *, sees_legal_status: bool) -> Iterator[Clock]:
    for panel in panels:
        rule = SEC_1ST_1M
        if not sees_legal_status:
            # Who arranges panels needs the day, not that the placement is secure.
            due = StoredLimit(panel.due_on, None, "", rule.strength, "", f"Due {formats.day(panel.due_on)}", False)
            yield Clock("Extra panel needed", due)
            continue
        due = StoredLimit(
            panel.due_on, None, "SEC-1ST-1M or SEC-NEXT-3M", rule.strength, rule.source, panel.due_explanation, False
        )
        where = reverse("service:hold-panel", args=[panel.pk])
        yield Clock("Hold the panel on secure accommodation", due, href=where)


def _of_disputes(disputes: Iterable[Dispute], when: Deadlines) -> Iterator[Clock]:
    for dispute in disputes:
        if dispute.resolve_by:
            rule = DISPUTE_20WD
            due = StoredLimit(
                dispute.resolve_by, None, rule.id, rule.strength, rule.source, dispute.resolve_by_explanation, False
            )
            yield Clock("Resolve the dispute", due)
        for stage in dispute.stages.all():
            if stage.ended_on is None and stage.reply_by:
                days = when.settings.stage_reply_working_days
                reply = stage_reply_by(stage.entered_on, calendar=when.calendar, working_days=days)
                yield Clock(f"Reply at {stage.get_stage_display()}", reply)


def clock_table(clocks: Sequence[Clock], when: Deadlines) -> Table:
    """Return the clocks as a table; each day opens its working."""
    return Table(
        caption=f"{formats.counted(len(clocks), 'clock')} running",
        columns=["What", "By when", "Days left"],
        rows=[
            [
                components.link(clock.what, clock.href) if clock.href else clock.what,
                when.opened(clock.due, history=clock.history),
                when.tagged(clock.due.on),
            ]
            for clock in clocks
        ],
        stack=True,
    )


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
