"""Secure accommodation on welfare grounds: panels that review it, beside the child's ordinary reviews.

A panel recommends and the authority decides. Its calendar is its own and moves no review.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from statute.calendar import WorkingCalendar
from statute.counting import months_after, weeks_after
from statute.due import Due, Strength
from statute.rule import SECURE, Evidence, Rule

FIRST_PANEL_MONTHS: Final = 1
NEXT_PANEL_MONTHS: Final = 3
# Many authorities plan the first panel within 28 days. Stricter than the law and never shown as the breach.
FIRST_PANEL_PLANNING_WEEKS: Final = 4
PANEL_MEMBERS: Final = 3
INDEPENDENT_MEMBERS: Final = 1

SEC_1ST_1M: Final = Rule(
    "SEC-1ST-1M",
    "First secure accommodation panel",
    "1 month after the secure placement began",
    f"{SECURE} reg 15",
    Strength.LAW,
    Evidence.SECONDARY,
    "secure.first_panel",
)
SEC_NEXT_3M: Final = Rule(
    "SEC-NEXT-3M",
    "Next secure accommodation panel",
    "3 months after the panel before",
    f"{SECURE} reg 15",
    Strength.LAW,
    Evidence.SECONDARY,
    "secure.later_panel",
)
SEC_PLAN_28D: Final = Rule(
    "SEC-PLAN-28D",
    "First secure accommodation panel: day to plan for",
    "4 weeks after the secure placement began",
    "Local standard",
    Strength.LOCAL,
    Evidence.SECONDARY,
    "secure.plan_first_panel",
)
RULES: Final = (SEC_1ST_1M, SEC_NEXT_3M, SEC_PLAN_28D)
PLACED: Final = "when the secure placement began"


@dataclass(frozen=True, slots=True)
class PanelMember:
    """One person on a panel, as far as the panel's composition asks."""

    is_member_or_officer_of_authority: bool
    is_childs_iro: bool = False


def first_panel(placement_started_on: date, *, calendar: WorkingCalendar) -> Due:
    """SEC-1ST-1M: a calendar month, not four weeks."""
    return months_after(SEC_1ST_1M, placement_started_on, FIRST_PANEL_MONTHS, calendar=calendar, event=PLACED)


def later_panel(previous_panel_on: date, *, calendar: WorkingCalendar) -> Due:
    """SEC-NEXT-3M: three months from the last panel held, as long as the placement lasts."""
    event = "when the last panel was held"
    return months_after(SEC_NEXT_3M, previous_panel_on, NEXT_PANEL_MONTHS, calendar=calendar, event=event)


def next_panel(*, placement_started_on: date, panels_held_on: Sequence[date], calendar: WorkingCalendar) -> Due:
    """The panel this placement needs next. Panels held before it began belong to an earlier placement."""
    held = [on for on in panels_held_on if on >= placement_started_on]
    return later_panel(max(held), calendar=calendar) if held else first_panel(placement_started_on, calendar=calendar)


def plan_first_panel(placement_started_on: date, *, calendar: WorkingCalendar) -> Due:
    """SEC-PLAN-28D: the day to plan the first panel for. The legal limit is `first_panel`'s."""
    return weeks_after(SEC_PLAN_28D, placement_started_on, FIRST_PANEL_PLANNING_WEEKS, calendar=calendar, event=PLACED)


def panel_problems(members: Sequence[PanelMember]) -> tuple[str, ...]:
    """What is wrong with a panel's composition, as sentences; empty where nothing is (regulation 15).

    At least three people, at least one of whom is neither a member nor an officer of the authority that looks after the
    child. The child's own IRO should not sit.
    """
    problems = []
    if len(members) < PANEL_MEMBERS:
        problems.append("A panel needs at least 3 people.")
    if sum(not member.is_member_or_officer_of_authority for member in members) < INDEPENDENT_MEMBERS:
        problems.append("At least one person must be neither a councillor nor an officer of the authority.")
    if any(member.is_childs_iro for member in members):
        problems.append("The child's own IRO should not sit on the panel.")
    return tuple(problems)
