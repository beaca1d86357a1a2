"""A deadline as every desk page shows it: how far away it is, its status in the same words, and its working."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from design import components, formats
from design.templatetags.components import working
from office.authority import authority, working_calendar
from office.models import AuthoritySettings
from reviews.models import ClockKind, RecordOfReview, SecurePanel
from statute import records
from statute.calendar import WorkingCalendar
from statute.disputes import DISPUTE_20WD
from statute.due import Due
from statute.preparation import MIDWAY
from statute.secure import SEC_1ST_1M


@dataclass(frozen=True, slots=True)
class StoredLimit:
    """A limit as it was stored on a record when `statute` gave it, with its working."""

    on: datetime.date
    plan_by: datetime.date | None
    rule: str
    strength: str
    source: str
    explanation: str
    provisional: bool


def limit_of_review(row: Any) -> StoredLimit | None:
    """Return the limit stored on a review (or on a row of its columns), or None where no review falls due."""
    if row.due_on is None:
        return None
    return StoredLimit(
        row.due_on,
        row.plan_by,
        row.due_rule,
        row.due_strength,
        row.due_source,
        row.due_explanation,
        row.due_is_provisional,
    )


def limit_of_check(check: Any) -> StoredLimit:
    """Return the day of a check half-way, with its working, as it was stored (or on a row of its columns)."""
    said = check.due_explanation
    return StoredLimit(check.due_on, None, MIDWAY.id, MIDWAY.strength, MIDWAY.source, said, provisional=False)


def limit_of_dispute(dispute: Any) -> StoredLimit | None:
    """Return the limit of the formal process as it was stored (or on a row of its columns); None while informal."""
    if dispute.resolve_by is None:
        return None
    rule, said = DISPUTE_20WD, dispute.resolve_by_explanation
    return StoredLimit(dispute.resolve_by, None, rule.id, rule.strength, rule.source, said, provisional=False)


def limit_of_panel(panel: SecurePanel, *, says_why: bool) -> StoredLimit:
    """Return the limit of a panel. Who arranges panels needs the day, not that the placement is secure."""
    rule = SEC_1ST_1M
    if not says_why:
        return StoredLimit(panel.due_on, None, "", rule.strength, "", f"Due {formats.day(panel.due_on)}", False)
    by_rule, said = panel.due_rule or "SEC-1ST-1M or SEC-NEXT-3M", panel.due_explanation
    return StoredLimit(panel.due_on, None, by_rule, rule.strength, rule.source, said, provisional=False)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How deadlines look from one day, by the authority's calendar and settings. Read once per page."""

    today: datetime.date
    calendar: WorkingCalendar
    settings: AuthoritySettings
    soon_until: datetime.date

    def left(self, on: datetime.date) -> int:
        """Return the working days from today to a day: 0 today, negative when it has passed."""
        if on == self.today:
            return 0
        if on > self.today:
            return self.calendar.count(self.today, on) if self.calendar.knows(on) else (on - self.today).days
        return -max(1, self.calendar.count(on, self.today)) if self.calendar.knows(on) else (on - self.today).days

    def distance(self, on: datetime.date) -> str:
        """Return how far away a day is, in words: "in 6 working days", "today", "3 working days late"."""
        left = self.left(on)
        return "this weekend" if left == 0 and on != self.today else formats.working_days(left)

    def status(self, on: datetime.date) -> str:
        """Return the status of something still to be done by a day: overdue, due_soon or in_hand."""
        if on < self.today:
            return "overdue"
        return "due_soon" if on <= self.soon_until else "in_hand"

    def tagged(self, on: datetime.date) -> SafeString:
        """Return the status as a tag, and the distance beside it."""
        return components.lines(components.deadline_status(self.status(on)), components.quiet(self.distance(on)))

    def opened(self, due: Any, *, history: Any = ()) -> SafeString:
        """Return a deadline that opens its working."""
        return working(due, history=history)


def deadlines(today: datetime.date) -> Deadlines:
    """Read the calendar and the settings for a page: two small queries."""
    calendar, settings = working_calendar(), authority()
    return Deadlines(today, calendar, settings, calendar.add(today, settings.due_soon_working_days))


def due_and_done(record: RecordOfReview, clock: str) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the stored limit of a clock of a record, and the day on which it stopped."""
    return {
        ClockKind.DECISIONS: (record.decisions_due_on, record.decisions_sent_on),
        ClockKind.FULL: (record.full_due_on, record.finished_on),
        ClockKind.DISTRIBUTE: (record.distribute_due_on, record.distributed_on),
    }[ClockKind(clock)]


def limit_of_record(review: Any, clock: str, when: Deadlines) -> Due | None:
    """Return a limit of the record of a completed review, with its working; None where it is not completed."""
    if review.completed_on is None:
        return None
    law = {
        ClockKind.DECISIONS: records.decisions_out,
        ClockKind.FULL: records.full_record,
        ClockKind.DISTRIBUTE: records.distribute,
    }[ClockKind(clock)]
    return law(review.completed_on, calendar=when.calendar)
