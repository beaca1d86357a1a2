"""Panels on secure accommodation: additional to the reviews, never resetting them. Source: SI 1991/1505 regs 15-16."""

import datetime
from collections.abc import Mapping

from django.core.exceptions import ValidationError

from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from children.models import Child, Episode
from office.authority import working_calendar
from reviews.models import SecurePanel
from reviews.policies import may_decide_panel, may_hold_panel
from statute.secure import PanelMember, next_panel, panel_problems


@action("reviews.plan_secure_panel")
def plan_secure_panel(*, episode: Episode, by: Actor) -> SecurePanel:
    """Open the next panel on a secure placement, with its limit (SEC-1ST-1M, SEC-NEXT-3M)."""
    held = list(episode.secure_panels.filter(held_on__isnull=False).values_list("held_on", flat=True))
    due = next_panel(placement_started_on=episode.started_on, panels_held_on=held, calendar=working_calendar())
    return SecurePanel.objects.create(
        child=episode.child, episode=episode, due_on=due.on, due_rule=due.rule, due_explanation=due.explanation
    )


@action("reviews.book_secure_panel")
def book_secure_panel(
    *,
    panel: SecurePanel,
    on: datetime.date,
    place: str,
    members: Mapping[str, PanelMember],
    by: Actor,
    today: datetime.date,
    at: datetime.time | None = None,
    seen_version: int | None = None,
) -> SecurePanel:
    """Arrange on which day, where and with whom a panel sits; again, to move it. `members` by name; none if not known.

    Raises RefusedError for a panel that is over; ValidationError, by field, for a past day, without a place, or for
    members who would not make a lawful panel.
    """
    insist(may_hold_panel(panel))
    if on < today:
        raise ValidationError({"on": "The day must not be in the past."})
    if not place.strip():
        raise ValidationError({"place": "Say where the panel sits."})
    known = knowing_the_iro(panel.child, members)
    if known:
        _insist_on_a_lawful(known)
    return change(
        panel,
        seen_version=seen_version,
        booked_for=on,
        booked_at=at,
        place=place,
        expected_members=[
            {"name": name, "independent": not member.is_member_or_officer_of_authority}
            for name, member in known.items()
        ],
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
    recommendation: str = "",
    seen_version: int | None = None,
) -> SecurePanel:
    """Record that a panel sat; the next one is opened while the placement lasts. `members` by name.

    Raises RefusedError for a panel that is over; ValidationError, by field, for a day to come or before the placement,
    or for a panel not lawfully made up.
    """
    insist(may_hold_panel(panel))
    if on > today or on < panel.episode.started_on:
        raise ValidationError({"on": "The day must lie between the start of the placement and today."})
    _insist_on_a_lawful(knowing_the_iro(panel.child, members))
    change(
        panel,
        seen_version=seen_version,
        held_on=on,
        members=list(members),
        criteria_met=criteria_met,
        recommendation=recommendation,
    )
    # A new legal status begins an episode, but the placement, and with it the panel's clock, goes on.
    if panel.child.episodes.open().filter(placement=panel.episode.placement).exists():
        plan_secure_panel(episode=panel.episode, by=by)
    return panel


@action("reviews.decide_on_panel")
def decide_on_panel(
    *,
    panel: SecurePanel,
    decision: str,
    on: datetime.date,
    by: Actor,
    today: datetime.date,
    told: str = "",
    told_on: datetime.date | None = None,
    seen_version: int | None = None,
) -> SecurePanel:
    """Record what the authority decided after a panel, and whom of those consulted it told: at once, or later again.

    Raises RefusedError before the panel sat, or when all is said; ValidationError, by field, for a day that cannot be.
    """
    insist(may_decide_panel(panel))
    for name, day in (("on", on), ("told_on", told_on)):
        if day is not None and not _held_on(panel) <= day <= today:
            raise ValidationError({name: "The day must lie between the day the panel sat and today."})
    if bool(told) != bool(told_on):
        missing = "told" if told_on else "told_on"
        raise ValidationError({missing: "Say who was told of the outcome, and on which day."})
    return change(panel, seen_version=seen_version, decision=decision, decided_on=on, told=told, told_on=told_on)


def knowing_the_iro(child: Child, members: Mapping[str, PanelMember]) -> dict[str, PanelMember]:
    """Return members, the child's own IRO known by name, whatever standing was ticked."""
    names = child.iro_allocations.open().values_list("iro__full_name", flat=True)
    iros = {name.strip().casefold() for name in names}
    return {
        name: PanelMember(member.is_member_or_officer_of_authority, member.is_childs_iro or name.casefold() in iros)
        for name, member in members.items()
    }


def _insist_on_a_lawful(members: Mapping[str, PanelMember]) -> None:
    wrong = panel_problems(list(members.values()))
    if wrong:
        raise ValidationError({"members": list(wrong)})


def _held_on(panel: SecurePanel) -> datetime.date:
    assert panel.held_on is not None  # noqa: S101 - the policy has just said so
    return panel.held_on
