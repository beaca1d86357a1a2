"""One review in words and tables, as far as the person's role may see it: its limits, its life, what was decided."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from design import components, formats
from design.components import Column, Fact, Table
from desk.child.rows import Scope
from desk.deadlines import Deadlines, due_and_done, limit_of_record, limit_of_review
from desk.histories import Past, of_meetings, opened_limits
from desk.taking_part.presenters import attended_words, invited_words, met_words, strategy_words
from office.histories import sentences
from reviews.enums import DecisionStatus, ReviewKind, ReviewStatus
from reviews.meeting_ahead import MET, adjourned_until
from reviews.models import Booking, ClockKind, Decision, DueDateChange, Review
from statute.adjournments import Timeliness, timeliness
from statute.calendar import WorkingCalendar
from statute.codes import (
    participation_sentence,
)

YES_NO = {True: "Yes", False: "No", None: "Not recorded"}


def which_review(review: Review) -> str:
    """Return which review it is: its place in the sequence, and its kind where that is not the ordinary one."""
    if review.kind == ReviewKind.LOOKED_AFTER:
        return review.get_sequence_display()
    return f"{review.get_sequence_display()} ({review.get_kind_display().lower()})"


def adjourned_words(review: Review, scope: Scope, when: Deadlines) -> SafeString:
    """Return when and why a review was adjourned, and while it is open by when it is completed."""
    because = f": {review.adjourned_reason}" if tells_why(review, scope) else ""
    said: list[Any] = [f"{formats.day(review.adjourned_on)}{because}"]
    until = adjourned_until(review, when.calendar)
    if until is not None and review.is_open:
        moved = of_meetings([review.pk]).get((review.pk, str(ClockKind.ADJOURNED)), ())
        said += [format_html("Complete it by {}", when.opened(until, history=moved)), when.tagged(until.on)]
    return components.lines(*said)


def booking_words(booking: Booking) -> str:
    """Return a booking in one line: day, time, place, chair."""
    parts = [formats.weekday(booking.on), formats.clock(booking.at), booking.where, f"chair {booking.chair.full_name}"]
    return ", ".join(part for part in parts if part)


def history_of(changes: Iterable[DueDateChange]) -> list[str]:
    """Return how a review's limit came to be what it is, oldest first: why, when and by whom. Each has its `by`."""
    return sentences(changes)


# Reviews -------------------------------------------------------------------------------------------------------------
def outcome_of(review: Review, when: Deadlines) -> str:
    """Return the status of a review's limit, in the words of every page."""
    if review.status == ReviewStatus.COMPLETED:
        return "done_late" if was_late(review, when.calendar) else "done_on_time"
    if review.status in {ReviewStatus.ENDED, ReviewStatus.VOIDED} or review.due_on is None:
        return "no_longer_due"
    return when.status(review.due_on)


def was_late(review: Review, calendar: WorkingCalendar) -> bool:
    """Say whether a completed review was late, an adjournment in time allowed for."""
    if review.due_on is None or review.completed_on is None:
        return False
    found = timeliness(
        due_on=review.due_on,
        opened_on=review.held_on or review.completed_on,
        completed_on=review.completed_on,
        adjourned_on=review.adjourned_on,
        calendar=calendar,
    )
    return found == Timeliness.LATE


def review_table(reviews: Sequence[Review], scope: Scope, when: Deadlines) -> Table:
    """Return a child's reviews, newest first."""
    columns: list[Column | str] = ["Review", "Due", "Held", "Status", "Chair"]
    limits = opened_limits([review.pk for review in reviews], when)
    shows_part = scope.outcome or scope.released
    if shows_part:
        columns.append("How the child took part")
    rows = []
    for review in reviews:
        name = components.link(which_review(review), reverse("child:review", args=[review.pk]))
        cells = [
            name,
            limits.get(review.pk, ""),
            formats.day(review.completed_on) or review.get_status_display(),
            components.deadline_status(outcome_of(review, when)),
            review.chair.full_name if review.chair else "",
        ]
        if shows_part:
            code = review.participation_code if scope.reads(review) else ""
            cells.append(participation_sentence(code) if code else "")
        rows.append(cells)
    return Table(caption=formats.counted(len(rows), "review"), columns=columns, rows=rows, stack=True)


def _moved_facts(review: Review, scope: Scope, when: Deadlines) -> list[Fact]:
    """Return whether a review was brought forward, postponed or adjourned: three distinct things."""
    explains, facts = tells_why(review, scope), []
    if review.review_by:
        asked = f"{formats.day(review.review_by)}: {review.get_early_reason_display()}"
        event = f"It happens on {formats.day(review.early_event_on)}" if review.early_event_on else ""
        facts.append(Fact("Brought forward", components.lines(asked, event, review.early_note if explains else "")))
    if put_off := postponed_words(review, explains=explains):
        facts.append(Fact("Postponed", put_off))
    if review.adjourned_on:
        facts.append(Fact("Adjourned", adjourned_words(review, scope, when)))
    return facts


def review_facts(review: Review, scope: Scope, when: Deadlines, history: Sequence[str] = ()) -> list[Fact]:
    """Return everything recorded about when and how a review was held."""
    facts = [
        Fact("Review", f"{review.get_sequence_display()} ({review.get_kind_display().lower()})"),
        Fact(
            "Status",
            components.lines(review.get_status_display(), components.deadline_status(outcome_of(review, when))),
        ),
        Fact("Due", when.opened(limit_of_review(review), history=history) if review.due_on else "No review fell due"),
    ]
    explains = tells_why(review, scope)
    facts += _moved_facts(review, scope, when)
    if review.held_on:
        why = review.paper_reason if scope.reads(review) else ""
        facts.append(Fact("How", components.lines(review.get_mode_display(), why)))
        facts.append(Fact("First meeting", formats.day(review.held_on)))
    if review.completed_on:
        facts.append(Fact("Completed", formats.day(review.completed_on)))
    if review.chair:
        facts.append(Fact("Chair", components.lines(review.chair.full_name, review.cover_reason if explains else "")))
    if review.late_reason:
        facts.append(
            Fact(
                "Why it was late",
                components.lines(review.get_late_reason_display(), review.late_note if explains else ""),
            )
        )
    if review.ended_on:
        ended = f"{formats.day(review.ended_on)}: {review.get_ended_reason_display()}"
        facts.append(Fact("Ended", components.lines(ended, review.ended_note if explains else "")))
    return facts


def postponed_words(review: Review, *, explains: bool) -> SafeString:
    """Return how often a booking was put off before its meeting, each time from when to when, who asked, and why."""
    told = []
    for each in review.postponements.all():
        days = f"{formats.day(each.was_on)} to {formats.day(each.now_on) or 'no day yet'}"
        told.append(f"{days}: {each.get_asked_by_display().lower()}; {each.why}" if explains else days)
    return components.lines(*told)


def _taking_part(review: Review, scope: Scope) -> list[Fact]:
    """Return what the child was told, and what was special about the part they took."""
    facts = []
    if review.rights_told:
        told = components.lines(review.get_rights_told_display(), review.rights_note if scope.outcome else "")
        facts.append(Fact("Told of advocacy, complaints and court", told))
    if review.was_co_chaired:
        facts.append(Fact("Chaired or co-chaired", "By the young person"))
    if review.pathway_plan_looked_at is not None:
        facts.append(Fact("Pathway plan looked at", YES_NO[review.pathway_plan_looked_at]))
    if review.was_child_missing:
        facts.append(Fact("Missing", "The child was missing when the review was held"))
    return facts


def voice_facts(review: Review, scope: Scope) -> list[Fact]:
    """Return how the child was heard: of the conversation in private no more than what came of it."""
    facts = []
    if review.spoken_outcome:
        facts.append(
            Fact(
                "Conversation in private",
                components.lines(
                    review.get_spoken_outcome_display(),
                    formats.day(review.spoken_on),
                    review.spoken_note if scope.outcome else "",
                ),
                href=reverse("before:in-confidence", args=[review.pk]) if scope.logs_reviews else "",
                action="Read",
            )
        )
    if review.participation_code:
        facts.append(
            Fact("At the review", f"{participation_sentence(review.participation_code)} ({review.participation_code})")
        )
    if review.not_taking_part_reason:
        facts.append(
            Fact(
                "Why the child took no part",
                components.lines(review.get_not_taking_part_reason_display(), review.not_taking_part_note),
            )
        )
    tried = [strategy_words(each) for each in review.strategies.all() if not each.withdrawn_because]
    if tried:
        facts.append(Fact("What was tried", components.lines(*tried)))
    return [*facts, *_taking_part(review, scope)]


def parents_table(review: Review) -> Table:
    """Return each parent's part in a review."""
    rows = []
    for part in review.parents.all():
        name = part.parent.full_name if part.parent else "A parent not on record"
        relation = part.parent.get_relationship_display() if part.parent else ""
        rows.append(
            [
                components.lines(name, components.quiet(relation)),
                invited_words(part),
                attended_words(part),
                part.get_views_route_display(),
                met_words(part),
            ]
        )
    columns = ["Parent", "Invited", "Attended", "How views were heard", "Meeting with the IRO"]
    return Table(caption="Parents", columns=columns, rows=rows, stack=True)


def decision_table(decisions: Sequence[Decision], scope: Scope, when: Deadlines, *, caption: str) -> Table:
    """Return decisions with owner, target and what became of them; open ones can be closed by who logs reviews."""
    rows = []
    for decision in decisions:
        is_open = decision.status == DecisionStatus.OPEN
        target = components.lines(
            formats.day(decision.target_on),
            components.quiet(when.distance(decision.target_on)) if is_open else "",
        )
        state = components.lines(
            components.deadline_status(when.status(decision.target_on)) if is_open else decision.get_status_display(),
            components.quiet(formats.day(decision.closed_on)),
            decision.outcome,
        )
        action = components.NOTHING
        if is_open and scope.logs_reviews:
            href = reverse("log_review:close_decision", args=[decision.pk])
            action = components.link("Close", href, hidden=f"the decision “{decision.text[:60]}”")
        way = components.link(
            "Its history", reverse("after_review:decision", args=[decision.pk]), hidden=decision.text[:60]
        )
        stands = components.lines(decision.text, components.quiet(decision.get_standing_display()), way)
        rows.append([stands, decision.owner, target, state, action])
    columns = ["Decision", "Who carries it out", "By when", "What became of it", Column("Action", hidden=True)]
    return Table(caption=caption, columns=columns, rows=rows, stack=True, row_headers=False)


def agreed_table(decisions: Sequence[Decision], *, caption: str) -> Table:
    """Return decisions as they were agreed: what, who, by when."""
    rows = [[decision.text, decision.owner, formats.day(decision.target_on)] for decision in decisions]
    columns = ["Decision", "Who carries it out", "By when"]
    return Table(caption=caption, columns=columns, rows=rows, stack=True, row_headers=False)


def others_table(review: Review) -> Table:
    """Return who else took part."""
    rows = [[each.name, each.part, "Yes" if each.attended else "No"] for each in review.attendances.all()]
    return Table(caption="Who else", columns=["Name", "In what capacity", "Attended"], rows=rows)


def meetings_table(review: Review) -> Table:
    """Return the meetings of a series, with who was there."""
    rows = [
        [
            formats.day(each.held_on),
            components.lines(each.note, components.quiet(f"Recorded by mistake: {each.withdrawn_because}"))
            if each.withdrawn_on
            else each.note,
        ]
        for each in review.meetings.all()
    ]
    return Table(caption="Meetings of the series", columns=["Day", "Who was there"], rows=rows)


def papers_table(review: Review) -> Table:
    """Return the papers and whether they came."""
    rows = [[each.get_kind_display(), each.get_state_display()] for each in review.papers.all()]
    return Table(caption="Papers", columns=["Paper", "Received"], rows=rows)


def tells_why(review: Review, scope: Scope) -> bool:
    """Say whether the notes about when a review was held are for this person: who arranges it, or reads it."""
    return scope.arranges or scope.reads(review)


def booking_table(review: Review, scope: Scope) -> Table:
    """Return the bookings; why each was moved, to those whom it concerns."""
    explains = tells_why(review, scope)
    rows = [
        [
            formats.weekday(each.on),
            formats.clock(each.at),
            each.where,
            "Stands"
            if each.is_current
            else (each.moved_because if explains or each.moved_because == MET else "") or "Moved",
        ]
        for each in review.bookings.all()
    ]
    return Table(
        caption=formats.counted(len(rows), "booking"), columns=["Day", "Time", "Place", "State"], rows=rows, stack=True
    )


def record_facts(review: Review, scope: Scope, when: Deadlines, past: Past) -> list[Fact]:
    """Return where the record of a completed review is, each step with its limit."""
    record = getattr(review, "record", None)
    if record is None:
        return []
    decisions_href = reverse("log_review:decisions", args=[review.pk])
    record_href = reverse("log_review:record", args=[review.pk])
    steps = (
        ("Decisions sent", ClockKind.DECISIONS, decisions_href, "Send"),
        ("Record finished", ClockKind.FULL, record_href, "Write"),
        ("Record distributed", ClockKind.DISTRIBUTE, "", ""),
    )
    facts = []
    for what, clock, href, action in steps:
        due_on, done_on = due_and_done(record, clock)
        if done_on:
            late = bool(due_on and done_on > due_on)
            status = components.deadline_status("done_late" if late else "done_on_time")
            facts.append(Fact(what, components.lines(formats.day(done_on), status)))
        elif due_on:
            may_act = scope.logs_reviews and href
            due = limit_of_record(review, clock, when)
            opened = when.opened(due, history=past.record(record.pk, clock))
            waits = format_html("{}{}", opened, when.tagged(due_on))
            facts.append(Fact(what, waits, href=href if may_act else "", action=action))
    return facts


def life_of(review: Review, scope: Scope) -> Table:
    """Return the steps of a review's life and the changes of its limit, oldest first."""
    steps = [
        (
            each.at,
            formats.day(each.on),
            ReviewStatus(each.became).label,
            each.why if scope.reads(review) else "",
            each.by.full_name if each.by else "The system",
        )
        for each in review.status_changes.select_related("by")
    ]
    moved = [
        (
            each.at,
            "",
            f"Due {formats.day(each.now_on)}" if each.now_on else "No longer due",
            each.why,
            each.by.full_name if each.by else "The system",
        )
        for each in review.due_date_changes.select_related("by")
    ]
    rows = [[what, on, why, who_did] for _at, on, what, why, who_did in sorted(steps + moved, key=lambda row: row[0])]
    return Table(caption="What happened to this review", columns=["Step", "Day", "Why", "By"], rows=rows, stack=True)


def correction_table(review: Review) -> Table:
    """Return every correction of what was logged."""
    rows = [
        [
            each.field.replace("_", " ").capitalize(),
            each.was,
            each.became,
            each.why,
            components.lines(each.by.full_name if each.by else "The system", formats.day(each.at.date())),
        ]
        for each in review.corrections.select_related("by")
    ]
    columns = ["What", "Was", "Became", "Why", "By"]
    return Table(caption=formats.counted(len(rows), "correction"), columns=columns, rows=rows, stack=True)


def stage_words(stage: Any) -> str:
    """Return one stage of a dispute in a line."""
    to = f", to {stage.addressed_to.full_name}" if stage.addressed_to else ""
    until = f" to {formats.day(stage.ended_on)}" if stage.ended_on else ""
    return f"{stage.get_stage_display()}: {formats.day(stage.entered_on)}{until}{to}"
