"""The rows of an IRO's working day, formatted. Plain Python, so that a long caseload stays quick."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from design import components, formats
from design.components import Column, Table
from desk.caseload.rows import Caseload, Matters, Past, Placement
from desk.deadlines import Deadlines, StoredLimit, limit_of_check, limit_of_dispute, limit_of_review
from desk.words import address, name_of, placement_words
from disputes.enums import Stage
from disputes.limits import promised_reply, reply_history
from reviews.enums import ReviewSequence, ReviewStatus
from reviews.models import ClockKind
from statute.adjournments import adjournment_limit
from statute.ages import age_on
from statute.codes import participation_sentence
from statute.due import Due
from statute.records import decisions_out, full_record

# A conversation needs an appointment: it is named this many working days before the review.
SPEAK_AHEAD_WORKING_DAYS = 10
# What falls due within so many working days is "this week".
WEEK_WORKING_DAYS = 5
# As many rows as fit one screen on a Monday morning.
ON_ONE_SCREEN = 8
WEEKS_SHOWN = 5


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


# Monday --------------------------------------------------------------------------------------------------------------
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


# My children ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class ChildLine:
    """One child of the caseload: what filters and sorting ask for, and the cells."""

    child_id: int
    name: str
    due_on: datetime.date | None
    is_booked: bool
    is_spoken_to: bool
    spoken_on: datetime.date | None
    has_matters: bool
    cells: tuple[Any, ...]


def lines_of(caseload: Caseload, when: Deadlines) -> list[ChildLine]:
    """Return the children of a caseload as lines, in the order of their names."""
    nexts: dict[int, Any] = {}
    for review in caseload.open_reviews:
        nexts.setdefault(review.child_id, review)
    return [_line(child, nexts.get(child.pk), caseload, when) for child in caseload.children]


def _line(child: Any, review: Any, caseload: Caseload, when: Deadlines) -> ChildLine:
    name, past = name_of(child, ""), caseload.past.get(child.pk, Past())
    matters, disputed = caseload.matters.get(child.pk, Matters()), caseload.disputes_of.get(child.pk, 0)
    in_touch_on = caseload.between.in_touch_on.get(child.pk)
    spoken_on = max(filter(None, (past.spoken_on, review.spoken_on if review else None, in_touch_on)), default=None)
    due_on = review.due_on if review else None
    return ChildLine(
        child_id=child.pk,
        name=name,
        due_on=due_on,
        is_booked=bool(review and (review.booked__on or review.held_on)),
        is_spoken_to=bool(review and review.spoken_outcome),
        spoken_on=spoken_on,
        has_matters=bool(matters.open or disputed),
        cells=(
            components.lines(
                components.link(name, address("child:page", child.pk)),
                components.quiet(f"{age_on(child.date_of_birth, when.today)} years old"),
                components.quiet(_communication(child)),
                components.tag(_covering(caseload.covered[child.pk]), "blue") if child.pk in caseload.covered else "",
            ),
            _placement(caseload.placements.get(child.pk), past),
            components.lines(_next_review(review, when, _history(review, caseload)), _checked(review, caseload)),
            components.lines(formats.day(spoken_on) or "Never", _spoken_note(review, when)),
            components.lines(
                participation_sentence(past.participation_code) if past.participation_code else "No review yet",
                components.quiet(formats.day(past.completed_on)),
            ),
            _open_matters(child.pk, matters, disputed),
        ),
    )


def _covering(cover: tuple[str, datetime.date]) -> str:
    name, until_on = cover
    return f"Covering for {name} until {formats.day(until_on)}"


def _communication(child: Any) -> Any:
    parts = [child.communication_needs] if child.communication_needs else []
    if child.needs_interpreter:
        parts.append(f"{child.language or 'Interpreter'}, with an interpreter" if child.language else "Interpreter")
    return "; ".join(parts)


def _placement(placement: Placement | None, past: Past) -> SafeString:
    if placement is None:
        return components.quiet("Not recorded")
    moved = placement.moved_on and past.completed_on and placement.moved_on > past.completed_on
    return components.lines(
        placement_words(placement.code),
        components.quiet(f"since {formats.day(placement.since)}"),
        components.tag("Moved since the last review", "yellow") if moved else "",
    )


def _history(review: Any, caseload: Caseload) -> Sequence[str]:
    return caseload.histories.get(review.pk, ()) if review is not None else ()


def _next_review(review: Any, when: Deadlines, history: Sequence[str] = ()) -> SafeString:
    if review is None or review.due_on is None:
        return components.quiet("None due before 18" if review else "No open review")
    status = when.status(review.due_on)
    pressing = components.deadline_status(status) if status != "in_hand" else components.NOTHING
    booked = f"Booked {formats.day(review.booked__on)}" if review.booked__on else ""
    state = booked or ReviewStatus(review.status).label
    return format_html(
        "{} {}<br>{}",
        when.opened(limit_of_review(review), history=history),
        pressing,
        components.lines(components.quiet(when.distance(review.due_on)), state),
    )


def _checked(review: Any, caseload: Caseload) -> SafeString:
    """Say when the check half-way was made."""
    on = caseload.between.checked_on.get(review.pk) if review else None
    return components.quiet(on and f"Checked half-way {formats.day(on)}")


def _spoken_note(review: Any, when: Deadlines) -> Any:
    """Say whether the conversation for the next review has taken place, once that review is near."""
    if review is None or review.due_on is None:
        return ""
    if review.spoken_outcome:
        return components.quiet("for the next review")
    is_near = (review.booked__on or review.due_on) <= when.soon_until
    return components.quiet("not yet for the next review") if is_near else ""


def _open_matters(child_id: int, matters: Matters, disputed: int) -> SafeString:
    parts = []
    if matters.open:
        words = formats.counted(matters.open, "decision")
        if matters.late:
            words = f"{words}, {matters.late} late"
        parts.append(components.link(words, address("child:decisions", child_id)))
    if disputed:
        words = formats.counted(disputed, "dispute")
        parts.append(components.link(words, address("child:challenge", child_id)))
    return components.lines(*parts) if parts else components.quiet("None")


SHOWS = {
    "": "All",
    "due": "Due in 20 working days",
    "unbooked": "No date booked",
    "unspoken": "Not spoken with yet",
    "matters": "Open matters",
}
ORDERS = {
    "due": lambda line: (line.due_on is None, line.due_on or datetime.date.max, line.name),
    "name": lambda line: (line.name.split()[-1], line.name),
    "spoken": lambda line: (line.spoken_on or datetime.date.min, line.name),
}


def shown_and_sorted(asked: Mapping[str, str]) -> tuple[str, str]:
    """Return which of the children an address asks for, and in which order; what it cannot ask for is all, by limit."""
    show, order = asked.get("show", ""), asked.get("sort", "")
    return (show if show in SHOWS else "", order if order in ORDERS else "due")


def belongs(line: ChildLine, show: str, when: Deadlines) -> bool:
    """Say whether a child is among those that were asked for."""
    return {
        "due": line.due_on is not None and line.due_on <= when.soon_until,
        "unbooked": line.due_on is not None and not line.is_booked,
        "unspoken": line.due_on is not None and not line.is_spoken_to,
        "matters": line.has_matters,
    }.get(show, True)


def chosen_of(lines: Iterable[ChildLine], show: str, order: str, when: Deadlines) -> list[ChildLine]:
    """Return the children that were asked for, in their order."""
    return sorted((line for line in lines if belongs(line, show, when)), key=ORDERS[order])


def child_table(lines: Sequence[ChildLine], order: str, query: str) -> Table:
    """Return the children as a table that sorts by its column heads."""

    def column(text: str, key: str) -> Column:
        return Column(text, sort=f"?{query}sort={key}#my-children", sorted="ascending" if order == key else "")

    return Table(
        caption=formats.counted(len(lines), "child", "children"),
        columns=[
            column("Child", "name"),
            "Placement",
            column("Next review due", "due"),
            column("Last spoken to", "spoken"),
            "How they took part last",
            "Open matters",
        ],
        rows=[line.cells for line in lines],
        stack=True,
        caption_size="s",
        id="my-children-table",
    )


# The strip on top ----------------------------------------------------------------------------------------------------
def _and_covered(caseload: Caseload, own: int) -> str:
    """Return how many more children the IRO covers: they are on the colleague's caseload, and count there."""
    covered = len(caseload.children) - own
    return f"and {covered} covered for a colleague" if covered else ""


def strip_of(caseload: Caseload, when: Deadlines) -> list[SafeString]:
    """Return the figures on top: children, children per full-time equivalent, reviews due by week."""
    number = sum(child.pk not in caseload.covered for child in caseload.children)
    low, high = when.settings.caseload_low, when.settings.caseload_high
    mine = {child.pk for child in caseload.children}
    due = [r.due_on for r in caseload.open_reviews if r.child_id in mine and r.due_on and r.due_on <= when.soon_until]
    overdue = sum(on < when.today for on in due)
    note = f"{overdue} of them overdue" if overdue else "none overdue"
    return [
        components.figure(
            number, "child" if number == 1 else "children", "#my-children", note=_and_covered(caseload, number)
        ),
        _per_fte(number, caseload.fte, low, high),
        components.figure(
            len(due),
            "review due in the next 20 working days" if len(due) == 1 else "reviews due in the next 20 working days",
            "?show=due#my-children",
            note=note,
            colour="red" if overdue else "",
        ),
        _by_week(due, when),
    ]


def _per_fte(number: int, fte: Any, low: int, high: int) -> SafeString:
    if not fte:
        return components.figure(
            "–", "children per full-time equivalent", note="The manager has not recorded your share of full time."
        )
    per = round(number / float(fte), 1)
    label = f"{per:g} children per full-time equivalent; the range is {low} to {high}"
    colour = "red" if per > high else ""
    picture = components.bar(per, low=low, high=high, label=label)
    value = format_html("{} {}", f"{per:g}", picture)
    return components.figure(
        value,
        "children per full-time equivalent",
        note=f"The range is {low} to {high}. Your share: {float(fte):g}",
        colour=colour,
    )


def _by_week(due: Sequence[datetime.date], when: Deadlines) -> SafeString:
    """Return the reviews due by week, as small bars with their numbers."""
    monday = when.today - datetime.timedelta(days=when.today.weekday())
    starts = [monday + datetime.timedelta(weeks=n) for n in range(WEEKS_SHOWN)]
    counts = [sum(start <= on < start + datetime.timedelta(weeks=1) for on in due) for start in starts]
    counts[0] += sum(on < monday for on in due)
    sentence = "; ".join(
        f"week of {start.day} {start:%B}: {count}" for start, count in zip(starts, counts, strict=True)
    )
    most, step, height = max([*counts, 1]), 46, 34
    shape = (
        '<rect x="{}" y="{}" width="28" height="{}" fill="#17404f"/>'
        '<text x="{}" y="{}" text-anchor="middle" font-size="13" fill="#0b0c0c">{}</text>'
        '<text x="{}" y="68" text-anchor="middle" font-size="12" fill="#484949">{}</text>'
    )
    places = []
    for n, (start, count) in enumerate(zip(starts, counts, strict=True)):
        tall, left = round(count / most * height), n * step
        day = f"{start.day} {start:%b}"
        top = 16 + height - tall
        places.append((left + 4, top, max(tall, 1), left + 18, top - 4, count, left + 18, day))
    bars = format_html_join("", shape, places)
    return format_html(
        '<li class="app-figure"><svg class="app-chart" role="img" width="{}" height="72" viewBox="0 0 {} 72" '
        'font-family="Arial, Liberation Sans, sans-serif"><title>{}</title>{}</svg>'
        '<span class="app-figure__note">Reviews due, by week</span></li>',
        WEEKS_SHOWN * step,
        WEEKS_SHOWN * step,
        f"Reviews due by week. {sentence}",
        bars,
    )
