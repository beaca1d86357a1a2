"""Wishes and needs as tables and facts."""

from collections.abc import Iterable
from typing import Any

from design.components import Table, lines, quiet
from design.formats import counted, day
from desk.arranging.held_together import named
from reviews.models import ArrangingNeeds, Review, ReviewWishes

TICKED = {
    "after_school": "Outside school hours",
    "not_in_school": "Not held at school",
    "not_by_video": "Not by video",
}
SAID = {"time": "Time", "place": "Where", "wanted": "Should be there", "not_wanted": "Should not be there"}


def said_in(wishes: ReviewWishes) -> list[str]:
    """Return what somebody wishes, one line for each thing."""
    ticked = [words for name, words in TICKED.items() if getattr(wishes, name)]
    return ticked + [f"{words}: {getattr(wishes, name)}" for name, words in SAID.items() if getattr(wishes, name)]


def wishes_facts(wishes: Iterable[ReviewWishes]) -> list[tuple[str, Any]]:
    """Return whose wishes stand, and what they are."""
    facts = [
        (f"Wishes: {each.get_said_by_display().lower()}", lines(*said_in(each), quiet(f"said on {day(each.said_on)}")))
        for each in wishes
    ]
    return facts or [("Wishes", "none recorded")]


def wishes_table(wishes: Iterable[ReviewWishes]) -> Table:
    """Return the wishes that stand."""
    rows = [[each.get_said_by_display(), lines(*said_in(each)), day(each.said_on)] for each in wishes]
    caption = f"Wishes that stand: {counted(len(rows), 'person', 'people')}"
    return Table(caption=caption, columns=["Whose", "What they wish", "Said on"], rows=rows, stack=True)


def needs_facts(needs: ArrangingNeeds | None) -> list[tuple[str, Any]]:
    """Return what a meeting needs."""
    return [("The meeting needs", lines(*needed(needs)) or "nothing recorded")]


def needed(needs: ArrangingNeeds | None) -> list[str]:
    """Return what a meeting needs, one line for each thing."""
    if needs is None:
        return []
    said = [
        (needs.minutes_wanted, f"{needs.minutes_wanted} minutes"),
        (needs.people_expected, f"Room for {counted(needs.people_expected or 0, 'person', 'people')}"),
        (needs.earliest_on, f"Not before {day(needs.earliest_on)}"),
        (needs.latest_on, f"Not after {day(needs.latest_on)}"),
        (needs.step_free, "A place without steps"),
    ]
    return [words for is_said, words in said if is_said]


def families(reviews: Iterable[Review], others: int) -> str:
    """Return the names of the children whose reviews are held together."""
    return named([str(review.child) for review in reviews], others)
