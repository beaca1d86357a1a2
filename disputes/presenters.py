"""Disputes in the words and shapes of the pages. Everything is given: nothing here asks the database or the clock."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from accounts.verdict import Verdict
from design.components import Column, Fact, Table, deadline_status, lines, link, quiet, tag
from design.formats import counted, day, working_days
from disputes.enums import DisputeStatus
from disputes.models import CafcassReferral, Dispute, ResolutionStage
from statute.calendar import WorkingCalendar
from statute.disputes import DISPUTE_20WD
from statute.due import Due

STATUS_COLOURS = {DisputeStatus.OPEN: "blue", DisputeStatus.RESOLVED: "green", DisputeStatus.WITHDRAWN: "grey"}
QUESTION_CHARACTERS = 160


@dataclass(frozen=True)
class Clock:
    """What is needed to say how near a limit is: the day, the working days, and how many of them are "soon"."""

    today: datetime.date
    calendar: WorkingCalendar
    soon: int

    def status(self, due_on: datetime.date, done_on: datetime.date | None = None) -> str:
        """Return the word for a limit, as every page uses it."""
        if done_on:
            return "done_on_time" if done_on <= due_on else "done_late"
        if due_on < self.today:
            return "overdue"
        return "due_soon" if due_on <= self.calendar.add(self.today, self.soon) else "in_hand"

    def words(self, due_on: datetime.date) -> str:
        """Return the working days from today to a limit in words ("in 6 working days", "3 working days late")."""
        left = self.calendar.count(self.today, due_on)
        if due_on < self.today and left == 0:
            return "since the last working day"
        if due_on > self.today and left == 0:
            return "before the next working day"
        return working_days(left)


def limit_of(dispute: Dispute, calendar: WorkingCalendar) -> Due | None:
    """Return the limit of the formal process as it is stored, with its working; None while it is informal."""
    if dispute.resolve_by is None:
        return None
    provisional = calendar.is_provisional(dispute.resolve_by)
    return Due(
        on=dispute.resolve_by,
        plan_by=None,
        rule=DISPUTE_20WD.id,
        strength=DISPUTE_20WD.strength,
        source=DISPUTE_20WD.source,
        basis=(),
        provisional=provisional,
        relaxed=False,
        explanation=dispute.resolve_by_explanation,
    )


@dataclass(frozen=True)
class RunningClock:
    """A limit as the page of one dispute shows it: what it limits, its working, the word for it, how near it is."""

    what: str
    due: Due | None
    on: datetime.date
    status: str
    words: str


def clocks_of(dispute: Dispute, latest: ResolutionStage, clock: Clock) -> list[RunningClock]:
    """Return the limits of a dispute: the formal process, and the reply while the dispute is open."""
    clocks = []
    if dispute.resolve_by:
        status = clock.status(dispute.resolve_by, dispute.resolved_on)
        words = "" if dispute.resolved_on else clock.words(dispute.resolve_by)
        due = limit_of(dispute, clock.calendar)
        clocks.append(RunningClock("To be resolved by", due, dispute.resolve_by, status, words))
    if latest.ended_on is None and latest.reply_by:
        answered_on = _answered_on(dispute, latest)
        status = clock.status(latest.reply_by, answered_on)
        words = f"answered {day(answered_on)}" if answered_on else clock.words(latest.reply_by)
        clocks.append(RunningClock("Reply at this stage by", None, latest.reply_by, status, words))
    return clocks


def _answered_on(dispute: Dispute, stage: ResolutionStage) -> datetime.date | None:
    """Return when a stage was answered: by its addressee, or anyone but those who raised it and opened the stage."""
    asking = {dispute.raised_by_id, stage.entered_by_id} - {stage.addressed_to_id}
    return next((each.on for each in stage.replies.all() if each.by_id not in asking), None)


def is_past_limit(dispute: Dispute, today: datetime.date) -> bool:
    """Say whether an open dispute is past the limit of the formal process."""
    return dispute.status == DisputeStatus.OPEN and dispute.resolve_by is not None and dispute.resolve_by < today


def status_tag(dispute: Dispute) -> SafeString:
    """Return the dispute's status as a word on a colour."""
    return tag(dispute.get_status_display(), STATUS_COLOURS[DisputeStatus(dispute.status)])


def short_stage(dispute: Dispute) -> str:
    """Return the stage without whom it is addressed to."""
    return str(dispute.get_stage_display()).split(":", maxsplit=1)[0]


def limit_cell(dispute: Dispute, clock: Clock) -> Any:
    """Return the limit of the formal process with how near it is."""
    if dispute.resolve_by is None:
        return quiet("Not formal")
    status = deadline_status(clock.status(dispute.resolve_by, dispute.resolved_on))
    words = "" if dispute.resolved_on else quiet(clock.words(dispute.resolve_by))
    return lines(day(dispute.resolve_by), words, status)


def reply_cell(dispute: Any, clock: Clock) -> Any:
    """Return who must reply until when, or when they did. The dispute comes from `with_present_stage`."""
    if dispute.status != DisputeStatus.OPEN:
        return quiet("Ended")
    if dispute.answered_on:
        return lines(dispute.addressee_name, quiet(f"answered {day(dispute.answered_on)}"))
    if dispute.reply_by is None:
        return dispute.addressee_name or quiet("Nobody")
    due = f"by {day(dispute.reply_by)}, {clock.words(dispute.reply_by)}"
    overdue = deadline_status("overdue") if dispute.reply_by < clock.today else ""
    return lines(dispute.addressee_name or quiet("Not addressed"), quiet(due), overdue)


def disputes_table(disputes: Sequence[Any], *, total: int, clock: Clock) -> Table:
    """Return the list of disputes."""
    rows = [
        [
            lines(link(dispute.child, reverse("disputes:detail", args=[dispute.pk])), quiet(dispute.raised_by)),
            lines(short_stage(dispute), status_tag(dispute)),
            lines(*(issue.name for issue in dispute.issues.all())),
            lines(day(dispute.raised_on), quiet(_age(dispute, clock))),
            reply_cell(dispute, clock),
            limit_cell(dispute, clock),
        ]
        for dispute in disputes
    ]
    return Table(
        caption=counted(total, "dispute"),
        columns=["Child and IRO", "Stage", "Issues", "Raised", "Reply from", Column("Formal limit")],
        rows=rows,
        stack=True,
    )


def _age(dispute: Any, clock: Clock) -> str:
    if dispute.status != DisputeStatus.OPEN or dispute.raised_on is None:
        return ""
    days = clock.calendar.count(dispute.raised_on, clock.today)
    return "today" if days == 0 else f"{counted(days, 'working day')} ago"


def addressed_table(disputes: Sequence[Any], *, total: int, clock: Clock, reader_id: int) -> Table:
    """Return what is addressed to somebody: the question, by when to reply, and the way to the thread."""
    rows, attention = [], set()
    for number, dispute in enumerate(disputes):
        mine = waits_for(dispute, reader_id)
        if mine and dispute.reply_by and dispute.reply_by < clock.today:
            attention.add(number)
        rows.append(
            [
                link(dispute.child, reverse("disputes:detail", args=[dispute.pk])),
                Truncator(dispute.summary).chars(QUESTION_CHARACTERS),
                lines(short_stage(dispute), quiet(f"from {dispute.raised_by}")),
                _what_is_wanted(dispute, clock, mine=mine),
            ]
        )
    return Table(
        caption=f"{counted(total, 'dispute')} addressed to you",
        columns=["Child", "Question", "Stage", "Your reply"],
        rows=rows,
        stack=True,
        attention=frozenset(attention),
    )


def waits_for(dispute: Any, reader_id: int) -> bool:
    """Say whether an open dispute waits for somebody's reply. The dispute comes from `with_present_stage`."""
    return dispute.status == DisputeStatus.OPEN and dispute.addressee_id == reader_id and dispute.answered_on is None


def _what_is_wanted(dispute: Any, clock: Clock, *, mine: bool) -> Any:
    if dispute.status != DisputeStatus.OPEN:
        return lines(status_tag(dispute), quiet(day(dispute.resolved_on)))
    if not mine:
        passed_on = dispute.addressee_name and dispute.answered_on is None
        return quiet(f"Now with {dispute.addressee_name}" if passed_on else f"Answered {day(dispute.answered_on)}")
    if dispute.reply_by is None:
        return tag("Reply wanted", "yellow")
    due = f"by {day(dispute.reply_by)}, {clock.words(dispute.reply_by)}"
    return lines(due, deadline_status(clock.status(dispute.reply_by)))


def facts_of(dispute: Dispute, stages: Sequence[ResolutionStage], *, for_addressee: bool) -> list[Fact]:
    """Return the facts of one dispute. Who only replies sees the least about the child: the name."""
    latest = stages[-1]
    facts = [
        Fact("Child", str(dispute.child)),
        Fact("Raised by", f"{dispute.raised_by}, {day(stages[0].entered_on)}"),
        Fact("Issues", lines(*(issue.name for issue in dispute.issues.all()))),
        Fact("Stage", latest.get_stage_display()),
        Fact("Addressed to", str(latest.addressed_to) if latest.addressed_to else "Nobody"),
    ]
    if not for_addressee:
        if dispute.review:
            facts.append(Fact("Review", f"{dispute.review}, {day(dispute.review.held_on)}"))
        facts.append(Fact("Child told", _told(dispute)))
    if dispute.status != DisputeStatus.OPEN:
        facts.append(Fact("Ended", f"{dispute.get_status_display()} {day(dispute.resolved_on)}"))
        if dispute.effect:
            facts.append(Fact("What changed", dispute.get_effect_display()))
    return facts


def _told(dispute: Dispute) -> str:
    answer = {True: "Yes", False: "No", None: ""}[dispute.child_told]
    return f"{answer}: {dispute.child_told_note}" if dispute.child_told_note else answer


def stages_table(stages: Iterable[ResolutionStage], clock: Clock) -> Table:
    """Return the stages that a dispute went through."""
    rows = []
    for stage in stages:
        skipped = quiet(f"Left out before it: {stage.skip_reason}") if stage.skip_reason else ""
        running = "" if stage.ended_on or stage.reply_by is None else quiet(clock.words(stage.reply_by))
        rows.append(
            [
                lines(stage.get_stage_display(), skipped),
                day(stage.entered_on),
                str(stage.addressed_to) if stage.addressed_to else quiet("Nobody"),
                lines(day(stage.reply_by), running),
                day(stage.ended_on) or quiet("Running"),
            ]
        )
    columns = ["Stage", "From", "Addressed to", "Reply by", "Until"]
    return Table(caption="Stages", columns=columns, rows=rows, stack=True)


@dataclass(frozen=True)
class Entry:
    """One entry of the history: when, what, who, and the words written."""

    on: datetime.date
    what: str
    who: str
    text: str = ""


def history_of(dispute: Dispute, stages: Sequence[ResolutionStage]) -> list[Entry]:
    """Return everything that happened, oldest first."""
    entries: list[tuple[datetime.date, int, Entry]] = []
    for stage in stages:
        name = str(stage.get_stage_display()).split(":", maxsplit=1)[0]
        first = stage.pk == stages[0].pk
        who = str(dispute.raised_by if first else stage.entered_by or "")
        what = f"Raised at {name.lower()}" if first else f"Taken to {name.lower()}"
        to = f"Addressed to {stage.addressed_to}." if stage.addressed_to else ""
        skipped = f"Stage left out: {stage.skip_reason}" if stage.skip_reason else ""
        text = "\n".join(filter(None, (to, skipped)))
        entries.append((stage.entered_on, 0, Entry(stage.entered_on, what, who, text)))
        entries.extend(
            (each.on, 1, Entry(each.on, f"Written at {name.lower()}", str(each.by), each.text))
            for each in stage.replies.all()
        )
    words = {
        DisputeStatus.OPEN: "Opened again",
        DisputeStatus.RESOLVED: "Resolved",
        DisputeStatus.WITHDRAWN: "Withdrawn",
    }
    entries.extend(
        (each.on, 2, Entry(each.on, words[DisputeStatus(each.became)], str(each.by or ""), each.why))
        for each in dispute.status_changes.all()
        if each.was
    )
    return [entry for _on, _rank, entry in sorted(entries, key=lambda each: each[:2])]


@dataclass(frozen=True)
class Step:
    """Something that may be done next: its words, its address, and whether it may."""

    text: str
    href: str
    verdict: Verdict


def may_and_may_not(steps: Sequence[Step]) -> tuple[list[Step], list[tuple[str, str]]]:
    """Return the steps that are open, and the others with the sentence that says why not."""
    return (
        [step for step in steps if step.verdict],
        [(step.text, step.verdict.reason) for step in steps if not step.verdict],
    )


def referrals_table(referrals: Sequence[CafcassReferral], *, total: int) -> Table:
    """Return the list of referrals to Cafcass."""
    rows = [
        [
            str(referral.child),
            lines(day(referral.referred_on), quiet(referral.referred_by)),
            referral.reason,
            referral.outcome or _outcome_link(referral),
            _dispute_link(referral),
        ]
        for referral in referrals
    ]
    columns = ["Child", "Referred", "Reason", "Outcome", "Dispute"]
    return Table(caption=counted(total, "referral") + " to Cafcass", columns=columns, rows=rows, stack=True)


def _outcome_link(referral: CafcassReferral) -> SafeString:
    href = reverse("disputes:referral-outcome", args=[referral.pk])
    return link("Record the outcome", href, hidden=f"of the referral of {referral.child}")


def _dispute_link(referral: CafcassReferral) -> Any:
    if referral.dispute_id is None:
        return quiet("None")
    href = reverse("disputes:detail", args=[referral.dispute_id])
    return link("See the dispute", href, hidden=f"about {referral.child}")


def children_table(children: Sequence[Any], *, total: int) -> Table:
    """Return the children about whom a concern may be raised."""
    rows = [
        [
            str(child),
            child.local_id,
            link("Raise a concern", reverse("disputes:raise", args=[child.pk]), hidden=f"about {child}"),
            link("Refer to Cafcass", reverse("disputes:refer", args=[child.pk]), hidden=f"the case of {child}"),
        ]
        for child in children
    ]
    columns = ["Child", "Id", Column("Raise a concern", hidden=True), Column("Refer to Cafcass", hidden=True)]
    return Table(caption=counted(total, "child", "children"), columns=columns, rows=rows, stack=True)
