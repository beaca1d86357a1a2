"""One dispute: its facts, its stages, its history and what may be done."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accounts.verdict import Verdict
from design.components import Fact, Table, lines, quiet
from design.formats import day
from disputes.enums import DisputeStatus
from disputes.models import Dispute, ResolutionStage
from disputes.presenters.clocks import Clock, opened_reply


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
        running = "" if stage.ended_on or stage.reply_by is None else quiet(clock.words(stage.reply_by))
        rows.append(
            [
                stage.get_stage_display(),
                day(stage.entered_on),
                str(stage.addressed_to) if stage.addressed_to else quiet("Nobody"),
                lines(opened_reply(stage.stage, stage.entered_on, stage.reply_by, clock), running)
                if stage.reply_by
                else "",
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
