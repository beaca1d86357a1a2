"""Panels on secure accommodation: additional to the reviews, never resetting them. Source: SI 1991/1505 regs 15-16."""

import datetime
from collections.abc import Mapping

from django.core.exceptions import ValidationError

from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from children.models import Episode
from office.authority import working_calendar
from reviews.models import SecurePanel
from reviews.policies import may_hold_panel
from statute.secure import PanelMember, next_panel, panel_problems


@action("reviews.plan_secure_panel")
def plan_secure_panel(*, episode: Episode, by: Actor) -> SecurePanel:
    """Open the next panel on a secure placement, with its limit (SEC-1ST-1M, SEC-NEXT-3M)."""
    held = list(episode.secure_panels.filter(held_on__isnull=False).values_list("held_on", flat=True))
    due = next_panel(placement_started_on=episode.started_on, panels_held_on=held, calendar=working_calendar())
    return SecurePanel.objects.create(
        child=episode.child, episode=episode, due_on=due.on, due_explanation=due.explanation
    )


@action("reviews.hold_secure_panel")
def hold_secure_panel(
    *,
    panel: SecurePanel,
    on: datetime.date,
    members: Mapping[str, PanelMember],
    criteria_met: bool,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
) -> SecurePanel:
    """Record that a panel sat; the next one is opened while the placement lasts. `members` by name.

    Raises RefusedError for a panel that is over; ValidationError, by field, for a day to come or before the placement,
    or for a panel not lawfully made up.
    """
    insist(may_hold_panel(panel))
    if on > today or on < panel.episode.started_on:
        raise ValidationError({"on": "The day must lie between the start of the placement and today."})
    wrong = panel_problems(list(members.values()))
    if wrong:
        raise ValidationError({"members": list(wrong)})
    change(
        panel,
        seen_version=seen_version,
        held_on=on,
        members=list(members),
        criteria_met=criteria_met,
    )
    # A new legal status begins an episode, but the placement, and with it the panel's clock, goes on.
    if panel.child.episodes.open().filter(placement=panel.episode.placement).exists():
        plan_secure_panel(episode=panel.episode, by=by)
    return panel
