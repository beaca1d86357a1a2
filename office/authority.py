"""The authority's settings and its working calendar, as everyone asks for them."""

import datetime

from office.models import AuthoritySettings, BankHoliday
from statute.calendar import Holiday, WorkingCalendar, england


def authority() -> AuthoritySettings:
    """Return the authority's settings; the defaults where nobody has set any."""
    return AuthoritySettings.objects.filter(pk=1).first() or AuthoritySettings(pk=1)


def working_calendar() -> WorkingCalendar:
    """Return England's working days with the authority's own additions.

    One small query, so that every process notices a change at once; the calendar itself is then taken from memory.
    """
    return _calendar(_changes())


def calendar_with(on: datetime.date, name: str, *, is_working_day: bool) -> WorkingCalendar:
    """Return the working days as they would be with one more change of the list."""
    return _calendar([*_changes(), (on, name, is_working_day)])


def calendar_without(holiday: BankHoliday) -> WorkingCalendar:
    """Return the working days as they would be with one change of the list taken back."""
    return _calendar([change for change in _changes() if change[0] != holiday.on])


def calendar_before(on: datetime.date, name: str, *, is_working_day: bool, was_added: bool) -> WorkingCalendar:
    """Return the working days as they were before one change of the list was added, or taken back."""
    others = [change for change in _changes() if change[0] != on]
    return _calendar(others if was_added else [*others, (on, name, is_working_day)])


def _changes() -> list[tuple[datetime.date, str, bool]]:
    return list(BankHoliday.objects.values_list("on", "name", "is_working_day"))


def _calendar(changes: list[tuple[datetime.date, str, bool]]) -> WorkingCalendar:
    return england(
        additions=tuple(Holiday(on, name) for on, name, is_working_day in changes if not is_working_day),
        removals=tuple(on for on, _name, is_working_day in changes if is_working_day),
    )
