"""The facts of a period, sorted once for all measures."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from reporting import facts as f
from reporting.measures.measure import Ids, distinct
from statute.adjournments import Timeliness, timeliness
from statute.calendar import WorkingCalendar

IRO_POST = "iro"
SUPPORT_POST = "support_worker"
FOUR_OR_OVER = ("on_fourth_birthday", "four_or_over")


def runs_at_close(day: date, began: date, ended: date | None) -> bool:
    """Say whether a spell runs at the close of a day: begun by then and not ended by then."""
    return began <= day and (ended is None or ended > day)


@dataclass(frozen=True, slots=True)
class Year:
    """What several measures ask for, worked out once. Held: looked-after reviews completed in the period."""

    facts: f.Facts
    period: f.Period
    calendar: WorkingCalendar
    child_of: Mapping[int, f.Child]
    at_start: Ids
    at_end: Ids
    short_breaks_at_end: Ids
    episode_at_end: Mapping[int, f.Episode]
    held: tuple[f.Review, ...]
    held_ids: Ids
    short_break_reviews: Ids
    eligible: tuple[f.Review, ...]
    under_four: Ids
    timeliness: Mapping[int, Timeliness]
    parents: Mapping[int, tuple[f.ParentPart, ...]]
    posts_at_end: tuple[f.Post, ...]

    @property
    def span(self) -> str:
        """Return the period as it stands in a definition: "the period 1 January 2011 to 31 December 2011"."""
        return f"the period {self.period}"

    def words(self, of: str) -> Mapping[str, str]:
        """Return the labels of a list of words."""
        return self.facts.words.get(of, {})


def _in_care(facts: f.Facts, day: date, *, short_breaks: bool) -> Ids:
    return distinct(
        care.child
        for care in facts.care
        if care.is_short_breaks == short_breaks and runs_at_close(day, care.began_on, care.ceased_on)
    )


def _episodes_on(facts: f.Facts, day: date, children: Iterable[int]) -> dict[int, f.Episode]:
    wanted = set(children)
    return {
        episode.child: episode
        for episode in facts.episodes
        if episode.child in wanted and runs_at_close(day, episode.started_on, episode.ended_on)
    }


def _timeliness(held: Iterable[f.Review], calendar: WorkingCalendar) -> dict[int, Timeliness]:
    return {
        review.id: timeliness(
            # Without a limit, because it would fall after the 18th birthday (REV-AGE18), nothing can be late.
            due_on=review.due_on or review.completed_on,
            opened_on=review.held_on,
            completed_on=review.completed_on,
            adjourned_on=review.adjourned_on,
            calendar=calendar,
        )
        for review in held
        if review.held_on and review.completed_on
    }


def _parents(facts: f.Facts, held: Ids) -> Mapping[int, tuple[f.ParentPart, ...]]:
    found: dict[int, list[f.ParentPart]] = defaultdict(list)
    wanted = set(held)
    for part in facts.parents:
        if part.review in wanted:
            found[part.review].append(part)
    return MappingProxyType({review: tuple(parts) for review, parts in found.items()})


def _posts_on(facts: f.Facts, day: date) -> tuple[f.Post, ...]:
    """Return the posts in force on a day; the last day of a post counts."""
    return tuple(p for p in facts.posts if p.from_on <= day and (p.until_on is None or p.until_on >= day))


def year_of(facts: f.Facts, calendar: WorkingCalendar) -> Year:
    """Sort the facts of a period."""
    period = facts.period
    completed = [review for review in facts.reviews if review.completed_on in period]
    held = tuple(review for review in completed if not review.is_short_breaks)
    held_ids = distinct(review.id for review in held)
    at_end = _in_care(facts, period.end, short_breaks=False)
    return Year(
        facts=facts,
        period=period,
        calendar=calendar,
        child_of={child.id: child for child in facts.children},
        at_start=_in_care(facts, period.eve, short_breaks=False),
        at_end=at_end,
        short_breaks_at_end=_in_care(facts, period.end, short_breaks=True),
        episode_at_end=_episodes_on(facts, period.end, at_end),
        held=held,
        held_ids=held_ids,
        short_break_reviews=distinct(review.id for review in completed if review.is_short_breaks),
        eligible=tuple(review for review in held if review.age_band in FOUR_OR_OVER),
        under_four=distinct(review.id for review in held if review.age_band not in FOUR_OR_OVER),
        timeliness=_timeliness(held, calendar),
        parents=_parents(facts, held_ids),
        posts_at_end=_posts_on(facts, period.end),
    )
