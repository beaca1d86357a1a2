"""Quarters of a year, as themes are counted by them."""

import datetime
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

MONTHS = 3
SHOWN = 4
# The calendar ends: further out than this, the quarters before and after those of a page would lie beyond it.
EARLIEST = datetime.date.min + relativedelta(months=MONTHS * SHOWN)
LATEST = datetime.date.max - relativedelta(months=MONTHS * SHOWN)


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months from the first of January, April, July or October."""

    start: datetime.date

    @property
    def end(self) -> datetime.date:
        """Return its last day."""
        return self.start + relativedelta(months=MONTHS, days=-1)

    @property
    def key(self) -> str:
        """Return how an address names it: "2025-04"."""
        return f"{self.start:%Y-%m}"

    def __str__(self) -> str:
        """Return it in words."""
        return f"{self.start:%B} to {self.end:%B %Y}"

    def earlier(self, quarters: int) -> "Quarter":
        """Return the quarter so many before this one; a negative number gives a later one."""
        return Quarter(self.start - relativedelta(months=MONTHS * quarters))


def quarter_of(day: datetime.date) -> Quarter:
    """Return the quarter in which a day lies."""
    return Quarter(day.replace(month=(day.month - 1) // MONTHS * MONTHS + 1, day=1))


def quarter_named(key: str, *, otherwise: Quarter) -> Quarter:
    """Return the quarter that an address names; `otherwise` for what is none, or lies at an end of the calendar."""
    try:
        named = quarter_of(datetime.datetime.strptime(f"{key}-01", "%Y-%m-%d").date())  # noqa: DTZ007 - a day, no time
    except ValueError:
        return otherwise
    return named if EARLIEST <= named.start <= LATEST else otherwise


def shown_until(last: Quarter) -> list[Quarter]:
    """Return the four quarters of a page, oldest first."""
    return [last.earlier(back) for back in reversed(range(SHOWN))]
