"""The limit of a review, computed from facts by `statute` and written to its row: the only place that does so."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from children.enums import CareKind
from children.models import AdoptionAuthority, Episode, PeriodOfCare
from children.policies import PLACED_FOR_ADOPTION
from reviews.early import NOT_EARLY, Early
from reviews.enums import ReviewKind
from reviews.models import Review
from reviews.regimes import (
    ANOTHER_CARER,
    COUNTED_KINDS,
    NO_ADOPTION,
    AdoptionFacts,
    CareFacts,
    Spell,
    adoption_facts,
    counted,
    kind_for,
    next_limit,
    scheduled_limit,
    sequence_of,
)
from statute import reviews as law
from statute.calendar import WorkingCalendar
from statute.due import Due

__all__ = [
    "KIND_OF_CARE",
    "adoption_at",
    "adoption_of",
    "columns",
    "completed_days",
    "counted",
    "kind_for",
    "limit",
    "limit_of",
    "scheduled_for",
    "sequence_of",
    "spells",
]

ONE_DAY = datetime.timedelta(days=1)
KIND_OF_CARE: dict[str, ReviewKind] = {
    CareKind.LOOKED_AFTER: ReviewKind.LOOKED_AFTER,
    CareKind.SHORT_BREAKS: ReviewKind.SHORT_BREAKS,
}


def completed_days(period: PeriodOfCare, kind: str, *, before: Review | None = None) -> list[datetime.date]:
    """Return the days on which this period's reviews that count for a kind were completed, oldest first.

    before: leave out this review and what was completed on or after its own completion.
    """
    done = Review.objects.completed().filter(period=period, kind__in=COUNTED_KINDS[kind])
    if before is not None:
        done = done.exclude(pk=before.pk)
        if before.completed_on:
            done = done.filter(completed_on__lt=before.completed_on)
    return list(done.order_by("completed_on").values_list("completed_on", flat=True))


def spells(authorities: Iterable[AdoptionAuthority], episodes: Iterable[Episode]) -> tuple[list[Spell], list[Spell]]:
    """Return authority to place and placements for adoption as the spells of which `regimes` knows."""
    held = [Spell(each.granted_on, each.ended_on) for each in authorities]
    placed = [Spell(each.started_on, each.ended_on, each.reason_new not in ANOTHER_CARER) for each in episodes]
    return held, placed


def adoption_of(period: PeriodOfCare, on: datetime.date | None = None) -> AdoptionFacts:
    """Return where the child of a period of care stands, or stood on a day, on the way to adoption."""
    if period.kind != CareKind.LOOKED_AFTER:
        return NO_ADOPTION
    authorities = AdoptionAuthority.objects.meant().filter(period=period).order_by("granted_on", "pk")
    episodes = Episode.objects.filter(period=period, placement__in=PLACED_FOR_ADOPTION).order_by("started_on", "pk")
    return adoption_facts(*spells(authorities, episodes), on)


def limit(
    *,
    period: PeriodOfCare,
    kind: str,
    completed_on: Sequence[datetime.date],
    calendar: WorkingCalendar,
    early: Early = NOT_EARLY,
    adoption: AdoptionFacts = NO_ADOPTION,
) -> Due | None:
    """Return the limit of the next review of a period of care, or None where none falls due before 18."""
    care = _care_of(period, early)
    return next_limit(kind, care, completed_on=completed_on, adoption=adoption, calendar=calendar)


def scheduled_for(period: PeriodOfCare, calendar: WorkingCalendar) -> Due:
    """Return when a period of care would have its next review by its sequence, also where that is past 18."""
    adoption = adoption_of(period)
    kind = kind_for(period.kind, adoption)
    done = completed_days(period, kind)
    return scheduled_limit(kind, _care_of(period, NOT_EARLY), completed_on=done, adoption=adoption, calendar=calendar)


def _care_of(period: PeriodOfCare, early: Early) -> CareFacts:
    child = period.child
    return CareFacts(
        date_of_birth=child.date_of_birth,
        began_on=period.became_looked_after_on,
        after_short_breaks=period.after_short_breaks,
        early=early,
        name=child.called,
    )


def adoption_at(review: Review) -> AdoptionFacts:
    """Return where the child stands on the way to adoption, for a review: of a completed one, on that day."""
    found = adoption_of(review.period, review.completed_on)
    if review.kind == ReviewKind.ADOPTION and found.placed_on is None and review.completed_on:
        # The child came back on the very day on which the last adoption review was completed.
        return adoption_of(review.period, review.completed_on - ONE_DAY)
    return found


def early_of(review: Review) -> Early:
    """Return why a review was brought forward, as its columns have it."""
    return Early(review.review_by, review.early_reason, review.early_event_on)


def limit_of(review: Review, calendar: WorkingCalendar) -> Due | None:
    """Return the limit of a review as the facts now have it; of a completed one, as they had it that day."""
    return limit(
        period=review.period,
        kind=review.kind,
        completed_on=completed_days(review.period, review.kind, before=review),
        calendar=calendar,
        early=early_of(review),
        adoption=adoption_at(review),
    )


def columns(due: Due | None) -> dict[str, Any]:
    """Return a limit as the columns of a review."""
    if due is None:
        return {
            "due_on": None,
            "plan_by": None,
            "due_rule": law.REV_AGE18.id,
            "due_strength": "",
            "due_source": "",
            "due_explanation": "No review falls due before the 18th birthday.",
            "due_is_provisional": False,
        }
    return {
        "due_on": due.on,
        "plan_by": due.plan_by,
        "due_rule": due.rule,
        "due_strength": due.strength.value,
        "due_source": due.source,
        "due_explanation": due.explanation,
        "due_is_provisional": due.provisional,
    }
