"""How a child's care stands, for whoever sends a form about it after somebody else did."""

from typing import Any

from children.models import Child
from design.formats import day
from desk.words import placement_words


def care_stands(child: Child) -> list[tuple[str, Any]]:
    """Return what a form about a child's care may have changed: care, placement, IRO and social worker, as they stand.

    Legal status is left out: not everyone who sends such a form may see it.
    """
    period = child.periods.last()
    episode = child.episodes.open().first()
    iro = child.iro_allocations.open().select_related("iro").first()
    work = child.social_work_allocations.open().select_related("social_worker", "team").first()
    return [
        ("Looked after since", day(period.became_looked_after_on) if period and not period.ceased_on else "not now"),
        ("Care ceased", day(period.ceased_on) if period and period.ceased_on else "no"),
        ("Placement", f"{placement_words(episode.placement)}, since {day(episode.started_on)}" if episode else "none"),
        ("Carer or home", episode.placed_with if episode and episode.placed_with else "nothing recorded"),
        ("IRO", f"{iro.iro}, since {day(iro.from_on)}" if iro else "none"),
        ("Social worker", f"{work.social_worker or work.team}, since {day(work.from_on)}" if work else "none"),
    ]
