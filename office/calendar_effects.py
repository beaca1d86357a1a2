"""What a change of the bank holidays would move: asked of the apps that hold limits, which register here.

Apps above `office` know what counts in working days; they register from `AppConfig.ready()`, so the arrows stay down.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User
from statute.calendar import WorkingCalendar


@dataclass(frozen=True)
class Effect:
    """One limit that would become another day: what it is about, in words, and the two days."""

    about: str
    was_on: datetime.date | None
    now_on: datetime.date | None
    child_id: int


Effects = Callable[[WorkingCalendar, User], list[Effect]]
_registered: list[Effects] = []


def register_effects(effects: Effects) -> None:
    """Let an app say which of its limits a calendar would move. Called from `AppConfig.ready()`."""
    _registered.append(effects)


def effects_of(calendar: WorkingCalendar, user: User) -> list[Effect]:
    """Return everything that a calendar would move, of what this person may see."""
    return [effect for effects in _registered for effect in effects(calendar, user)]
