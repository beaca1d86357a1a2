"""How near a limit is, and its working."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from design.formats import day, within_sentence, working_days
from design.templatetags.components import working
from disputes.enums import DisputeStatus, Stage
from disputes.limits import promised_reply, reply_history
from disputes.models import Dispute, ResolutionStage
from office.histories import sentences
from statute.calendar import WorkingCalendar
from statute.disputes import DISPUTE_20WD
from statute.due import Due


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


def opened_limit(dispute: Dispute, clock: Clock) -> SafeString:
    """Return the limit of the formal process as it is shown: it opens its working and its history.

    The dispute has its `limit_changes` at hand, each with its `by`; else they are asked for.
    """
    return working(limit_of(dispute, clock.calendar), history=sentences(dispute.limit_changes.all()))


def opened_reply(stage: str, entered_on: datetime.date, reply_by: datetime.date, clock: Clock) -> SafeString:
    """Return until when to reply at a stage, as it is shown."""
    history = reply_history(within_sentence(Stage(stage).label), entered_on, reply_by)
    return working(promised_reply(entered_on, reply_by, calendar=clock.calendar), history=history)


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
    # How it came to be that day.
    history: Sequence[str] = ()


def clocks_of(dispute: Dispute, latest: ResolutionStage, clock: Clock) -> list[RunningClock]:
    """Return the limits of a dispute: the formal process, and the reply while the dispute is open."""
    clocks = []
    if dispute.resolve_by:
        status = clock.status(dispute.resolve_by, dispute.resolved_on)
        words = "" if dispute.resolved_on else clock.words(dispute.resolve_by)
        due = limit_of(dispute, clock.calendar)
        moved = sentences(dispute.limit_changes.select_related("by"))
        clocks.append(RunningClock("To be resolved by", due, dispute.resolve_by, status, words, moved))
    if latest.ended_on is None and latest.reply_by:
        answered_on = _answered_on(dispute, latest)
        status = clock.status(latest.reply_by, answered_on)
        words = f"answered {day(answered_on)}" if answered_on else clock.words(latest.reply_by)
        due = promised_reply(latest.entered_on, latest.reply_by, calendar=clock.calendar)
        who = latest.entered_by.full_name if latest.entered_by else ""
        which = within_sentence(latest.get_stage_display())
        moved = reply_history(which, latest.entered_on, latest.reply_by, who)
        clocks.append(RunningClock("Reply at this stage by", due, latest.reply_by, status, words, moved))
    return clocks


def _answered_on(dispute: Dispute, stage: ResolutionStage) -> datetime.date | None:
    """Return when a stage was answered: by its addressee, or anyone but those who raised it and opened the stage."""
    asking = {dispute.raised_by_id, stage.entered_by_id} - {stage.addressed_to_id}
    return next((each.on for each in stage.replies.all() if each.by_id not in asking), None)


def is_past_limit(dispute: Dispute, today: datetime.date) -> bool:
    """Say whether an open dispute is past the limit of the formal process."""
    return dispute.status == DisputeStatus.OPEN and dispute.resolve_by is not None and dispute.resolve_by < today
