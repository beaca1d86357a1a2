"""The authority's settings and its working calendar, as everyone asks for them."""

from functools import lru_cache

from django.db.models import Count, Max

from office.models import AuthoritySettings, BankHoliday
from statute.calendar import Holiday, WorkingCalendar, england


def authority() -> AuthoritySettings:
    """Return the authority's settings; the defaults where nobody has set any."""
    return AuthoritySettings.objects.filter(pk=1).first() or AuthoritySettings(pk=1)


@lru_cache(maxsize=4)
def _calendar(_count: int, _newest: object) -> WorkingCalendar:
    rows = list(BankHoliday.objects.all())
    return england(
        additions=tuple(Holiday(row.on, row.name) for row in rows if not row.is_working_day),
        removals=tuple(row.on for row in rows if row.is_working_day),
    )


def working_calendar() -> WorkingCalendar:
    """Return England's working days with the authority's own additions: one small query, then from memory."""
    seen = BankHoliday.objects.aggregate(count=Count("id"), newest=Max("added_at"))
    return _calendar(seen["count"], seen["newest"])
