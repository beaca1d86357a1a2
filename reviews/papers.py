"""Which papers a review waits for, by when, and which of them are late. Knows the records, never the person."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.verdict import ALLOWED, Verdict, refused
from reviews.enums import PaperKind, PaperState
from reviews.meeting_ahead import is_booked
from reviews.models import Booking, Paper, Review
from statute import preparation
from statute.ages import age_on
from statute.calendar import WorkingCalendar
from statute.due import Due

PATHWAY_PLAN_FROM_AGE = 15
CAME = (PaperState.IN_TIME, PaperState.LATE)


@dataclass(frozen=True)
class PapersOf:
    """The papers of one booked review: what came and what is still waited for, and by when it is due."""

    booking: Booking
    due: Due
    received: tuple[Paper, ...]
    not_needed: tuple[PaperKind, ...]
    awaited: tuple[PaperKind, ...]

    def is_late(self, today: datetime.date) -> bool:
        """Say whether something is still waited for after its last day."""
        return bool(self.awaited) and self.due.on < today


def expected_of(review: Review, on: datetime.date) -> list[PaperKind]:
    """Return the papers that a review on a day should have; a pathway plan from the age of 15."""
    old_enough = age_on(review.child.date_of_birth, on) >= PATHWAY_PLAN_FROM_AGE
    return [kind for kind in PaperKind if kind != PaperKind.PATHWAY_PLAN or old_enough]


def papers_of(booking: Booking, known: Iterable[Paper], calendar: WorkingCalendar) -> PapersOf:
    """Return how the papers of a booked review stand. known: its rows of papers, read by the caller."""
    rows = {paper.kind: paper for paper in known}
    expected = expected_of(booking.review, booking.on)
    return PapersOf(
        booking=booking,
        due=preparation.papers_due(booking.on, calendar=calendar),
        received=tuple(paper for paper in rows.values() if paper.state in CAME),
        not_needed=tuple(kind for kind in expected if kind in rows and rows[kind].state == PaperState.NOT_NEEDED),
        awaited=tuple(kind for kind in expected if kind not in rows or rows[kind].state == PaperState.MISSING),
    )


def may_record_papers(review: Review) -> Verdict:
    """Say whether a paper can be recorded as it comes: the review is still to be completed."""
    if review.is_open:
        return ALLOWED
    return refused("This review is over. What came is recorded with it.")


def may_chase(review: Review) -> Verdict:
    """Say whether the social worker may be reminded: a meeting is booked, and the child lives."""
    if review.child.died_on:
        return refused("The child has died. Nothing more is sent about this review.")
    if not is_booked(review):
        return refused("This review is not booked, so its papers have no last day yet.")
    return ALLOWED
