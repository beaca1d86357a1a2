"""People's time as the tables and facts that pages show."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from design.components import Column, Table, lines, link, quiet
from design.formats import clock, counted, day
from office.timekeeping.models import WEEKDAYS, Leave, PartOfDay, WorkingPattern
from office.timekeeping.policies import may_change_pattern

ACTIONS = Column("Actions", hidden=True)


def days_of(leave: Leave) -> str:
    """Return the days of some leave in words."""
    if leave.from_on != leave.until_on:
        return f"{day(leave.from_on)} to {day(leave.until_on)}"
    if leave.part == PartOfDay.WHOLE:
        return day(leave.from_on)
    return f"{day(leave.from_on)}, {leave.get_part_display().lower()}"


def week_of(pattern: WorkingPattern) -> list[str]:
    """Return the hours of a working week, one line for each day that is worked."""
    return [f"{WEEKDAYS[each.weekday]} {clock(each.begins)} to {clock(each.ends)}" for each in pattern.hours.all()]


def patterns_table(patterns: Iterable[WorkingPattern], today: datetime.date) -> Table:
    """Return the working weeks of a person, the latest first."""
    rows = [
        [
            lines(
                f"From {day(each.from_on)}",
                quiet(f"until {day(each.until_on)}" if each.until_on else "until further notice"),
            ),
            lines(*week_of(each)),
            link(
                "Change", reverse("office:change-pattern", args=[each.pk]), hidden=f"the week from {day(each.from_on)}"
            )
            if may_change_pattern(each, today)
            else "",
        ]
        for each in patterns
    ]
    caption = counted(len(rows), "working pattern")
    return Table(caption=caption, columns=["When", "Hours", ACTIONS], rows=rows, stack=True)


def leave_table(leave: Iterable[Leave], *, may_change: bool) -> Table:
    """Return the leave of a person that is not over, the next first."""
    rows = [[days_of(each), each.get_kind_display(), each.note, _ways(each) if may_change else ""] for each in leave]
    caption = f"Leave now and to come: {counted(len(rows), 'entry', 'entries')}"
    return Table(caption=caption, columns=["When", "Why", "Note", ACTIONS], rows=rows, stack=True)


def _ways(leave: Leave) -> Any:
    return lines(
        link("Change", reverse("office:change-leave", args=[leave.pk]), hidden=f"the leave {days_of(leave)}"),
        link("Take back", reverse("office:remove-leave", args=[leave.pk]), hidden=f"the leave {days_of(leave)}"),
    )


def leave_facts(leave: Leave) -> list[tuple[str, Any]]:
    """Return some leave as it stands."""
    return [("Away", days_of(leave)), ("Why", leave.get_kind_display()), ("Note", leave.note or "none")]


def pattern_facts(pattern: WorkingPattern) -> list[tuple[str, Any]]:
    """Return a working week as it stands."""
    until = day(pattern.until_on) if pattern.until_on else "further notice"
    return [("Days", f"{day(pattern.from_on)} until {until}"), ("Hours", lines(*week_of(pattern)))]
