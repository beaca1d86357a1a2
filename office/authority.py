"""The authority's settings and its working calendar, as everyone asks for them."""

from office.models import AuthoritySettings, BankHoliday
from statute.calendar import Holiday, WorkingCalendar, england


def authority() -> AuthoritySettings:
    """Return the authority's settings; the defaults where nobody has set any."""
    return AuthoritySettings.objects.filter(pk=1).first() or AuthoritySettings(pk=1)


def working_calendar() -> WorkingCalendar:
    """Return England's working days with the authority's own additions.

    One small query, so that every process notices a change at once; the calendar itself is then taken from memory.
    """
    rows = list(BankHoliday.objects.values_list("on", "name", "is_working_day"))
    return england(
        additions=tuple(Holiday(on, name) for on, name, is_working_day in rows if not is_working_day),
        removals=tuple(on for on, _name, is_working_day in rows if is_working_day),
    )
