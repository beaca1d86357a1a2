"""What a change of the bank holidays would move: asked of the apps that hold limits, which register here.

Apps above `office` know what counts in working days; they register from `AppConfig.ready()`, so the arrows stay down.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User
from design.formats import day
from office.authority import calendar_before
from office.models import Job
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


@dataclass(frozen=True)
class CalendarChange:
    """What a job that recomputes limits is run for: why they move, in one sentence, and the calendar before.

    before: None where the job runs for no change of the bank holidays, but because it is night.
    """

    why: str
    before: WorkingCalendar | None = None


def change_behind(job: Job, usually: str) -> CalendarChange:
    """Return the change of the bank holidays for which a job runs; `usually` says why where there is none."""
    changed = (job.payload or {}).get("changed")
    if not changed:
        return CalendarChange(usually)
    on = datetime.date.fromisoformat(changed["on"])
    is_holiday_now = changed["is_added"] is not changed["is_working_day"]
    became = "became a bank holiday" if is_holiday_now else "counts as a working day"
    person = User.objects.filter(pk=changed["by"]).first() if changed["by"] else None
    by = f", entered by {person.full_name}" if person else ""
    why = f"{day(on)} ({changed['name']}) {became}{by}"
    before = calendar_before(
        on, changed["name"], is_working_day=changed["is_working_day"], was_added=changed["is_added"]
    )
    return CalendarChange(why, before)
