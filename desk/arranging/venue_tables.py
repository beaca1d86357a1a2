"""Venues, and the ways between them, as tables."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from design.components import Column, Table, lines, link, quiet, tag
from design.formats import counted
from reviews.models import Journey, Venue

STEPS = {True: "Without steps", False: "Has steps", None: ""}


def venues_table(page_obj: Any) -> Table:
    """Return the venues, each with what somebody who books it must know."""
    rows = [
        [
            lines(venue.name, quiet(venue.note)),
            _where(venue),
            lines(f"{venue.room_for} people" if venue.room_for else "", STEPS[venue.is_step_free]) or "not known",
            "In use" if venue.is_current else tag("No longer used", "grey"),
            link("Change", reverse("arranging:change-venue", args=[venue.pk]), hidden=venue.name),
        ]
        for venue in page_obj
    ]
    columns = ["Venue", "Where", "Room for", "Use", Column("Action", hidden=True)]
    return Table(caption=counted(page_obj.paginator.count, "venue"), columns=columns, rows=rows, stack=True)


def _where(venue: Venue) -> Any:
    if venue.is_video:
        return lines("By video", quiet(f"link from {venue.link_holder}" if venue.link_holder else ""))
    return lines(venue.address, quiet("a school" if venue.is_school else ""))


def journeys_table(journeys: Iterable[Journey]) -> Table:
    """Return how long the way between venues takes, as far as somebody has said."""
    rows = [[f"{each.one.name} and {each.other.name}", each.minutes] for each in journeys]
    return Table(caption="Ways between venues", columns=["Between", Column("Minutes", numeric=True)], rows=rows)
