"""Open limits computed again from the facts, in four queries however many there are."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from accounts.models import User
from children.models import AdoptionAuthority, Episode
from children.policies import PLACED_FOR_ADOPTION
from office.calendar_effects import Effect
from reviews.due_dates import columns, counted, early_of, limit, sequence_of, spells
from reviews.models import Review
from reviews.regimes import COUNTED_KINDS, NO_ADOPTION, AdoptionFacts, adoption_facts
from statute.calendar import WorkingCalendar

# What changes when the limit does; a difference in the other columns is one of wording.
OF_SUBSTANCE = ("due_on", "plan_by", "due_rule", "due_is_provisional", "sequence")


@dataclass(frozen=True)
class Recomputed:
    """An open review and its columns as the facts now have them; `fresh` is None where they could not be computed."""

    review: Review
    fresh: dict[str, Any] | None

    @property
    def differs(self) -> bool:
        """Say whether anything stored is not what comes out now."""
        return self.fresh is not None and any(getattr(self.review, name) != value for name, value in self.fresh.items())

    @property
    def differs_in_substance(self) -> bool:
        """Say whether the limit itself is another, or its standing; not only its wording."""
        return self.fresh is not None and any(getattr(self.review, name) != self.fresh[name] for name in OF_SUBSTANCE)


def recomputed(reviews: "models.QuerySet[Any]", calendar: WorkingCalendar) -> Iterator[Recomputed]:
    """Yield each of some open reviews with its limit computed again. Writes nothing."""
    completed, adoptions = _completed_days(reviews), _adoptions(reviews)
    for review in reviews.select_related("child", "period"):
        # One query fewer per review: `limit` asks the period for its child.
        review.period.child = review.child
        adoption = adoptions.get(review.period_id, NO_ADOPTION)
        days = [on for on, kind in completed[review.period_id] if kind in COUNTED_KINDS[review.kind]]
        try:
            due = limit(
                period=review.period,
                kind=review.kind,
                completed_on=days,
                calendar=calendar,
                early=early_of(review),
                adoption=adoption,
            )
        except ValueError:
            yield Recomputed(review, None)
            continue
        sequence = sequence_of(review.kind, len(counted(review.kind, days, adoption)))
        yield Recomputed(review, {**columns(due), "sequence": sequence})


def _completed_days(reviews: "models.QuerySet[Any]") -> dict[int, list[tuple[datetime.date, str]]]:
    """Return when the reviews of each of their periods were completed, oldest first, each with its kind."""
    days: dict[int, list[tuple[datetime.date, str]]] = defaultdict(list)
    rows = Review.objects.completed().filter(period__in=reviews.order_by().values("period")).order_by("completed_on")
    for period, kind, completed_on in rows.values_list("period", "kind", "completed_on"):
        days[period].append((completed_on, kind))
    return days


def _adoptions(reviews: "models.QuerySet[Any]") -> dict[int, AdoptionFacts]:
    """Return where the children of their periods stand on the way to adoption, of those who are on it."""
    periods = reviews.order_by().values("period")
    held: dict[int, list[AdoptionAuthority]] = defaultdict(list)
    placed: dict[int, list[Episode]] = defaultdict(list)
    for authority in AdoptionAuthority.objects.meant().filter(period__in=periods).order_by("granted_on", "pk"):
        held[authority.period_id].append(authority)
    episodes = Episode.objects.filter(period__in=periods, placement__in=PLACED_FOR_ADOPTION)
    for episode in episodes.order_by("started_on", "pk"):
        placed[episode.period_id].append(episode)
    return {period: adoption_facts(*spells(held[period], placed[period])) for period in {*held, *placed}}


def effects(calendar: WorkingCalendar, user: User) -> list[Effect]:
    """Return which open limits, of those this person may see, would become another day under a calendar."""
    visible = Review.objects.visible_to(user).open().order_by("due_on", "id")
    return [
        Effect(
            about=f"{each.review.child.called}: {each.review.get_sequence_display().lower()}",
            was_on=each.review.due_on,
            now_on=each.fresh["due_on"],
            child_id=each.review.child_id,
        )
        for each in recomputed(visible, calendar)
        if each.fresh is not None and each.fresh["due_on"] != each.review.due_on
    ]
