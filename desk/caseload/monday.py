"""What an IRO must do, the most pressing first, formatted. Plain Python, so that a long caseload stays quick."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from design import components, formats
from design.components import Column, Table
from desk.caseload.rows import Caseload
from desk.deadlines import Deadlines, StoredLimit, limit_of_check, limit_of_dispute, limit_of_review
from desk.words import address, name_of
from disputes.enums import Stage
from disputes.limits import promised_reply, reply_history
from reviews.enums import ReviewSequence, ReviewStatus
from reviews.models import ClockKind
from statute.adjournments import adjournment_limit
from statute.due import Due
from statute.records import decisions_out, full_record

# A conversation needs an appointment: it is named this many working days before the review.
SPEAK_AHEAD_WORKING_DAYS = 10
# What falls due within so many working days is "this week".
WEEK_WORKING_DAYS = 5
# As many rows as fit one screen on a Monday morning.
ON_ONE_SCREEN = 8


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: for which child, what, by when, with the one link that does it."""

    child_id: int
    child: str
    what: Any
    by: datetime.date | None
    due: Any
    action: str
    href: str
    is_soon: bool
    # How the limit came to be that day.
    history: Sequence[str] = ()


def tasks_of(caseload: Caseload, user_id: int, when: Deadlines) -> list[Task]:
    """Return everything this IRO must do, the most pressing first."""
    week = when.calendar.add(when.today, WEEK_WORKING_DAYS)
    ahead = when.calendar.add(when.today, SPEAK_AHEAD_WORKING_DAYS)
    tasks = [
        *_before_and_at_reviews(caseload, when, week, ahead),
        *_after_reviews(caseload, when, week),
        *_half_way(caseload, week),
        *_before_changes(caseload),
    ]
    return sorted(tasks, key=lambda task: (task.by or datetime.date.max, task.child))


def _before_and_at_reviews(
    caseload: Caseload, when: Deadlines, week: datetime.date, ahead: datetime.date
) -> Iterable[Task]:
    for review in caseload.open_reviews:
        if review.due_on is None:
            continue
        child, meeting = name_of(review), review.booked__on or review.due_on
        due, history = limit_of_review(review), caseload.histories.get(review.pk, ())
        if not review.spoken_outcome and review.status in {ReviewStatus.TO_ARRANGE, ReviewStatus.BOOKED}:
            yield Task(
                review.child_id,
                child,
                f"Speak with {child.split()[0]} before the review",
                meeting,
                None if review.booked__on else due,
                "Record the conversation",
                address("log_review:speak", review.pk),
                meeting <= ahead,
                history,
            )
        task = _holding(review, child, due, when, week, is_begun=review.pk in caseload.begun)
        if task.due is not due:
            history = caseload.meeting_histories.get((review.pk, str(ClockKind.ADJOURNED)), [])
        yield replace(task, history=history) if task.due is not None else task


def _holding(review: Any, child: str, due: Any, when: Deadlines, week: datetime.date, *, is_begun: bool) -> Task:
    log = ("Go on logging the review" if is_begun else "Log the review", address("log_review:form", review.pk))
    sequence = ReviewSequence(review.sequence).label
    if review.status == ReviewStatus.ADJOURNED:
        limit = adjournment_limit(review.adjourned_on, calendar=when.calendar)
        what = "Complete the adjourned review"
        return Task(review.child_id, child, what, limit.on, limit, *log, limit.on <= week)
    if review.status == ReviewStatus.IN_SERIES:
        what = "Complete the series of meetings"
        return Task(review.child_id, child, what, review.due_on, due, *log, review.due_on <= week)
    if review.booked__on:
        at = f", {formats.clock(review.booked__at)}" if review.booked__at else ""
        what = f"Hold the {sequence.lower()}{at}"
        if review.booked__on > review.due_on:
            what = f"{what}: booked after its limit, {formats.day(review.due_on)}"
        return Task(review.child_id, child, what, review.booked__on, None, *log, review.booked__on <= week)
    what = f"Hold the {sequence.lower()}: no date is booked"
    book = log if is_begun else ("Book a date", address("arranging:book", review.pk))
    return Task(review.child_id, child, what, review.due_on, due, *book, review.due_on <= week)


def _after_reviews(caseload: Caseload, when: Deadlines, week: datetime.date) -> Iterable[Task]:
    for record in caseload.records:
        child = name_of(record, "review__child__")
        sent, full = (
            caseload.record_histories.get((record.pk, str(kind)), []) for kind in (ClockKind.DECISIONS, ClockKind.FULL)
        )
        if record.decisions_sent_on is None and record.decisions_due_on:
            yield Task(
                record.child_id,
                child,
                f"Send the decisions of {formats.day(record.completed_on)}",
                record.decisions_due_on,
                decisions_out(record.completed_on, calendar=when.calendar),
                "Send",
                address("log_review:decisions", record.review_id),
                record.decisions_due_on <= week,
                sent,
            )
        if record.finished_on is None and record.full_due_on:
            yield Task(
                record.child_id,
                child,
                f"Finish the record of {formats.day(record.completed_on)}",
                record.full_due_on,
                full_record(record.completed_on, calendar=when.calendar),
                "Write",
                address("log_review:record", record.review_id),
                record.full_due_on <= week,
                full,
            )


def _half_way(caseload: Caseload, week: datetime.date) -> Iterable[Task]:
    for check in caseload.between.checks:
        yield Task(
            check.review__child_id,
            name_of(check, "review__child__"),
            "Check half-way to the next review",
            check.due_on,
            limit_of_check(check),
            "Check",
            address("between:midpoint", check.pk),
            check.due_on <= week,
            # It lies half-way to the limit of its review, and moves with that.
            caseload.histories.get(check.review_id, ()),
        )


def _before_changes(caseload: Caseload) -> Iterable[Task]:
    """Return the changes that need a review first: to be answered, then to be booked. Until then each is urgent."""
    reviews = {review.pk: review for review in caseload.open_reviews}
    for event in caseload.between.changes:
        name = f"{event.child.called} {event.child.last_name}"
        kind = formats.within_sentence(event.get_kind_display().removeprefix("Proposed: "))
        review = reviews.get(event.review_id)
        if event.answered_on is None:
            href, tag = address("between:answer", event.pk), components.tag("Review before change", "red")
            said = components.lines(f"Hold a review before this is done: {kind}. Say by when", tag)
            yield Task(event.child_id, name, said, None, None, "Answer", href, is_soon=True)
        elif review is not None and not review.booked__on:
            what = f"Book the review that is needed before this is done: {kind}"
            href, history = address("arranging:book", review.pk), caseload.histories.get(review.pk, ())
            by, due = review.due_on, limit_of_review(review)
            yield Task(event.child_id, name, what, by, due, "Book a date", href, is_soon=True, history=history)


def told_table(events: Sequence[Any]) -> Table:
    """Return what the IRO was told and has not answered: each asks whether the review should come earlier."""
    return Table(
        caption=f"Told to me: {formats.counted(len(events), 'event')} to answer",
        columns=["Child", "What happened", "When", Column("Action", hidden=True)],
        rows=[
            [
                components.link(f"{event.child.called} {event.child.last_name}", address("child:page", event.child_id)),
                components.lines(
                    event.get_kind_display(),
                    components.tag("Review before change", "red") if event.source_of_law else "",
                ),
                formats.day(event.on),
                components.link("Answer", address("between:answer", event.pk), hidden=f"for {event.child}"),
            ]
            for event in events
        ],
        stack=True,
        id="told-to-me",
    )


def waiting_of(caseload: Caseload, when: Deadlines) -> list[Task]:
    """Return the open disputes with what each waits for, those that wait for the IRO first."""
    tasks = [_dispute(each, caseload.dispute_histories.get(each.pk, ()), when) for each in caseload.disputes]
    return sorted(tasks, key=lambda task: (not task.is_soon, task.by or datetime.date.max, task.child))


def _dispute(dispute: Any, history: Sequence[str], when: Deadlines) -> Task:
    stage, asked = Stage(dispute.stage).label, dispute.running__addressed_to__full_name or "somebody"
    due: Due | StoredLimit | None = limit_of_dispute(dispute)
    by, mine = dispute.resolve_by, True
    if dispute.is_answered:
        what = "answered: settle it, or take it further"
    elif dispute.running__reply_by is None:
        what = "settle it, or take it further"
    else:
        by, since = dispute.running__reply_by, dispute.running__entered_on
        due = promised_reply(since, by, calendar=when.calendar)
        history = reply_history(formats.within_sentence(stage), since, by, dispute.running__entered_by__full_name or "")
        mine = by < when.today
        what = f"no reply from {asked}: take it further" if mine else f"{asked} is to reply"
    href = address("disputes:detail", dispute.pk)
    return Task(
        dispute.child_id, name_of(dispute), f"{stage}, {what}", by, due, "Open", href, is_soon=mine, history=history
    )


def task_table(caption: str, tasks: Sequence[Task], when: Deadlines, *, table_id: str = "") -> Table:
    """Return tasks as a table: child, what, by when, one action."""
    return Table(
        caption=caption,
        columns=["Child", "What", "By when", Column("Action", hidden=True)],
        rows=[
            [
                components.link(task.child, address("child:page", task.child_id)),
                task.what,
                by_when(task, when),
                components.link(task.action, task.href, hidden=f"for {task.child}"),
            ]
            for task in tasks
        ],
        stack=True,
        id=table_id,
    )


def by_when(task: Task, when: Deadlines) -> SafeString:
    """Return the day of a task with how far away it is; a limit opens its working."""
    if task.by is None:
        return components.quiet("No limit yet")
    shown = when.opened(task.due, history=task.history) if task.due is not None else components.NOTHING
    words = components.NOTHING if shown else SafeString(formats.day(task.by))
    late = components.deadline_status("overdue") if task.by < when.today else components.NOTHING
    return format_html("{}{} {} {}", shown, words, components.quiet(when.distance(task.by)), late)
