"""The clocks of a dispute: 20 working days for all formal stages together, and a reply at each stage."""

import datetime
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from accounts.models import User
from design.formats import day
from disputes.models import Dispute
from disputes.querysets import DisputeQuerySet
from disputes.transitions import is_formal
from office.authority import authority, working_calendar
from office.calendar_effects import Effect
from statute import disputes as law
from statute.calendar import BeyondKnownHolidays, WorkingCalendar
from statute.due import Due


def formal_limit(stages: Iterable[tuple[str, datetime.date]], *, calendar: WorkingCalendar) -> Due | None:
    """Return the limit of the formal process, or None while it is informal (DISPUTE-20WD).

    stages: each stage with the day it was entered. The clock starts at the first formal one and never starts again.
    """
    formal = [entered_on for stage, entered_on in stages if is_formal(stage)]
    return law.resolve_by(min(formal), calendar=calendar) if formal else None


def reply_limit(entered_on: datetime.date) -> Due:
    """Return by when the reply at a stage is due, by the authority's setting (DISPUTE-STAGE-5WD).

    It stays as it was promised to whoever must reply: a later holiday or setting moves the stages to come.
    """
    days = authority().stage_reply_working_days
    return law.stage_reply_by(entered_on, calendar=working_calendar(), working_days=days)


def promised_reply(entered_on: datetime.date, reply_by: datetime.date, *, calendar: WorkingCalendar) -> Due:
    """Return a reply's limit as it was promised, with its working: by how many working days it lies after the entry.

    Neither a later setting nor a later holiday moves it; where one would, the working says that it stayed.
    """
    with suppress(BeyondKnownHolidays):
        days = calendar.count(entered_on, reply_by)
        due = law.stage_reply_by(entered_on, calendar=calendar, working_days=days) if days > 0 else None
        if due is not None and due.on == reply_by:
            return due
    rule, said = law.DISPUTE_STAGE_5WD, f"Due {day(reply_by)}: as it was promised on {day(entered_on)}"
    return Due(reply_by, None, rule.id, rule.strength, rule.source, (), False, False, said)


def reply_history(stage: str, entered_on: datetime.date, reply_by: datetime.date, who: str = "") -> list[str]:
    """Return how a reply's limit came to be that day. It never moves, so one sentence says all there is to know."""
    when = ", ".join(part for part in (day(entered_on), who) if part)
    return [f"{day(reply_by)}: promised when {stage} was entered ({when}); it does not move"]


@dataclass(frozen=True)
class Recomputed:
    """An open dispute and its limit as its stages now have it; `fresh` is None where it could not be computed."""

    dispute: Dispute
    fresh: Due | None

    @property
    def differs(self) -> bool:
        """Say whether the stored limit is another day than comes out now."""
        return self.fresh is not None and self.fresh.on != self.dispute.resolve_by

    @property
    def is_reworded(self) -> bool:
        """Say whether only the working reads differently."""
        same_day = self.fresh is not None and not self.differs
        return same_day and self.fresh is not None and self.fresh.explanation != self.dispute.resolve_by_explanation


def recomputed(disputes: DisputeQuerySet, calendar: WorkingCalendar) -> Iterator[Recomputed]:
    """Yield each open formal dispute among some with its limit computed again, in two queries. Writes nothing."""
    formal = disputes.open().filter(resolve_by__isnull=False).select_related("child").prefetch_related("stages")
    for dispute in formal.order_by("pk"):
        try:
            fresh = formal_limit(((each.stage, each.entered_on) for each in dispute.stages.all()), calendar=calendar)
        except BeyondKnownHolidays:
            fresh = None
        yield Recomputed(dispute, fresh)


def effects(calendar: WorkingCalendar, user: User) -> list[Effect]:
    """Return which limits of disputes that this person may see a calendar would move."""
    return [
        Effect(
            about=f"{each.dispute.child.called}: dispute",
            was_on=each.dispute.resolve_by,
            now_on=each.fresh.on,
            child_id=each.dispute.child_id,
        )
        for each in recomputed(Dispute.objects.visible_to(user), calendar)
        if each.fresh is not None and each.differs
    ]
