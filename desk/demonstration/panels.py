"""Panels on secure accommodation: those that were held, and the one to come."""

from audit.actors import Actor
from desk.demonstration.care import Household
from desk.demonstration.published import Published
from reviews.actions import hold_secure_panel, plan_secure_panel
from statute.secure import PanelMember

INDEPENDENT = "independent"


def bring_in_panels(published: Published, homes: dict[str, Household], *, by: Actor) -> None:
    """Record each published panel; where the placement lasts, holding it opens the next with its limit."""
    for row in published.panels:
        episode = next(e for e in homes[row.child].episodes if e.started_on == row.placed_on)
        panel = plan_secure_panel(episode=episode, by=by)
        members = {
            f"{name.capitalize()} {number}" if INDEPENDENT not in name else name.capitalize(): PanelMember(
                is_member_or_officer_of_authority=INDEPENDENT not in name
            )
            for number, name in enumerate(row.members)
        }
        hold_secure_panel(
            panel=panel, on=row.held_on, members=members, criteria_met=row.criteria_met, by=by, today=row.held_on
        )
