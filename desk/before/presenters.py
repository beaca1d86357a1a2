"""What comes before a review in words: whether the child was heard in private, and whether people conferred in time."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from design import components, formats
from design.components import Fact, Table
from desk.deadlines import Deadlines
from desk.histories import opened_before_meeting
from reviews.models import Booking, ClockKind, Conferring, ConversationAttempt, Review
from statute import preparation
from statute.due import Due

NOT_YET = "Not yet"


@dataclass(frozen=True)
class Before:
    """What was recorded before a review, and its links where it is still open to this person."""

    conferrings: Sequence[Conferring]
    attempts: int
    booking: Booking | None
    may_record: bool


def read_before(review: Review, *, may_record: bool) -> Before:
    """Read what was recorded before a review. Attempts are only counted: what happened is the IRO's to read."""
    booking = review.bookings.current().first()
    return Before(list(review.conferrings.all()), review.attempts.count(), booking, may_record)


def meeting_day(review: Review, booking: Booking | None) -> datetime.date | None:
    """Return the day of the (first) meeting: held, or booked."""
    return review.held_on or (booking.on if booking else None)


def confer_limit(review: Review, booking: Booking | None, when: Deadlines) -> Due | None:
    """Return by when the social worker and the IRO confer, or None while no meeting is booked (PRE-SW-IRO-15WD)."""
    day = meeting_day(review, booking)
    return preparation.confer(day, calendar=when.calendar) if day and when.calendar.knows(day) else None


def opened_confer(review: Review, booking: Booking | None, when: Deadlines) -> Any:
    """Return the same as it is shown: with its working, and how it came to be that day."""
    day = meeting_day(review, booking)
    return opened_before_meeting(review.pk, day, when).get(ClockKind.CONFER, "") if day else ""


def before_facts(review: Review, before: Before, when: Deadlines) -> list[Fact]:
    """Return what comes before a review, each with its limit and the way to record it."""
    return [_conversation(review, before), _conferred(review, before, when)]


def _conversation(review: Review, before: Before) -> Fact:
    tried = formats.counted(before.attempts, "attempt") if before.attempts else ""
    outcome = review.get_spoken_outcome_display() if review.spoken_outcome else NOT_YET
    said = components.lines(outcome, formats.day(review.spoken_on), tried)
    if not before.may_record:
        return Fact("Conversation in private", said)
    href = reverse("log_review:speak", args=[review.pk])
    extra = [("Record an attempt", reverse("before:attempt", args=[review.pk]))]
    action = "Change" if review.spoken_outcome else "Record"
    return Fact("Conversation in private", said, href=href, action=action, extra=extra)


def _conferred(review: Review, before: Before, when: Deadlines) -> Fact:
    limit = confer_limit(review, before.booking, when)
    opened = opened_confer(review, before.booking, when)
    href = reverse("before:confer", args=[review.pk]) if before.may_record else ""
    return Fact(
        "Social worker and IRO confer",
        components.lines(*conferred_words(before.conferrings, limit, opened, when, is_open=review.is_open)),
        href=href,
        action="Record",
    )


def conferred_words(
    conferrings: Sequence[Conferring], limit: Due | None, opened: Any, when: Deadlines, *, is_open: bool
) -> list[Any]:
    """Return when they conferred and whether that was in time; or that they did not, and by when they should."""
    if not conferrings:
        if not is_open:
            return ["Not recorded"]
        if limit is None:
            return [NOT_YET, components.quiet("15 working days before the meeting, once it is booked")]
        return [NOT_YET, opened, when.tagged(limit.on)]
    first = conferrings[0]
    lines: list[Any] = [f"{formats.day(first.on)}, {first.get_how_display().lower()}, with {first.with_whom}"]
    if limit is not None:
        lines.append(components.deadline_status("done_late" if first.on > limit.on else "done_on_time"))
        lines.append(opened)
    return [*lines, *(f"{formats.day(each.on)} again, with {each.with_whom}" for each in conferrings[1:])]


def attempts_table(attempts: Sequence[ConversationAttempt]) -> Table:
    """Return the attempts to speak with the child, oldest first."""
    rows = [[formats.day(each.on), each.get_how_display(), each.what_happened] for each in attempts]
    caption = formats.counted(len(rows), "attempt")
    return Table(caption=caption, columns=["Day", "How", "What happened"], rows=rows, stack=True)


def conferrings_table(conferrings: Sequence[Conferring]) -> Table:
    """Return when the social worker and the IRO conferred, with the notes."""
    rows = [[formats.day(e.on), e.with_whom, e.get_how_display(), e.note] for e in conferrings]
    caption = f"Conferred {formats.counted(len(rows), 'time')}"
    return Table(caption=caption, columns=["Day", "With whom", "How", "What should be known"], rows=rows, stack=True)
