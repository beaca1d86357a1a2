"""Working days in England: which days count, and counting along them.

A working day is not a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in England and Wales (regulation
2(1) of the Care Planning, Placement and Case Review (England) Regulations 2010). Christmas Eve, Maundy Thursday, school
holidays and days when an office is closed are working days.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import holidays

# Nobody now in the records of an authority became looked after before this year.
FIRST_KNOWN_YEAR: Final = 1980
# Up to here the `holidays` package was compared, weekday by weekday, with a table made from the Act itself. Later years
# rest on rules that Parliament may well have changed by then, so working days there are refused.
LAST_COMPUTABLE_YEAR: Final = 2043
# Bank holidays are proclaimed year by year (Banking and Financial Dealings Act 1971, s.1); later ones are a guess.
LAST_PROCLAIMED_YEAR: Final = 2026
# Without the subdivision the package leaves out Easter Monday and the August holiday.
COUNTRY: Final = "GB"
SUBDIVISION: Final = "ENG"
SATURDAY: Final = 5
ONE_DAY: Final = timedelta(days=1)


class BeyondKnownHolidays(ValueError):
    """A working day was asked for in a year whose bank holidays cannot be known."""


@dataclass(frozen=True, slots=True, order=True)
class Holiday:
    """A day that is not a working day although it is not a weekend: the date and what people call it."""

    on: date
    name: str


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The working days of a span of years. Immutable; make one with `england()`."""

    name: str
    first_year: int
    last_year: int
    last_proclaimed_year: int
    holidays: tuple[Holiday, ...] = field(repr=False)
    working_days: tuple[date, ...] = field(repr=False, compare=False)

    def is_working_day(self, d: date) -> bool:
        """Whether the day counts. Raises BeyondKnownHolidays outside the known years."""
        self._refuse_unknown(d)
        position = bisect_left(self.working_days, d)
        return position < len(self.working_days) and self.working_days[position] == d

    def add(self, d: date, n: int) -> date:
        """The n-th working day after `d`, or before it where n is negative. `d` itself is never counted.

        Zero gives `d` back, whether it is a working day or not. Raises BeyondKnownHolidays where the count starts or
        ends outside the known years.
        """
        self._refuse_unknown(d)
        if n == 0:
            return d
        position = bisect_right(self.working_days, d) + n - 1 if n > 0 else bisect_left(self.working_days, d) + n
        if not 0 <= position < len(self.working_days):
            raise BeyondKnownHolidays(self._sentence())
        return self.working_days[position]

    def on_or_before(self, d: date) -> date:
        """The last working day on or before `d`: the day to plan for when a limit falls on a weekend or holiday."""
        self._refuse_unknown(d)
        position = bisect_right(self.working_days, d) - 1
        if position < 0:
            raise BeyondKnownHolidays(self._sentence())
        return self.working_days[position]

    def count(self, after: date, until: date) -> int:
        """How many working days lie after `after`, up to and including `until`; negative when `until` comes first."""
        self._refuse_unknown(after)
        self._refuse_unknown(until)
        return bisect_right(self.working_days, until) - bisect_right(self.working_days, after)

    def holidays_between(self, after: date, until: date) -> tuple[Holiday, ...]:
        """The holidays on weekdays after `after`, up to and including `until`: the days that a count skips."""
        return tuple(holiday for holiday in self.holidays if after < holiday.on <= until)

    def is_provisional(self, d: date) -> bool:
        """Whether the bank holidays of the day's year are not proclaimed yet, so that a count there may change."""
        return d.year > self.last_proclaimed_year

    def knows(self, d: date) -> bool:
        """Whether the day lies in the years whose bank holidays are known."""
        return self.first_year <= d.year <= self.last_year

    def _refuse_unknown(self, d: date) -> None:
        if not self.knows(d):
            raise BeyondKnownHolidays(self._sentence())

    def _sentence(self) -> str:
        return (
            f"Working days are known only from {self.first_year} to {self.last_year}: "
            "bank holidays outside those years cannot be worked out."
        )


def england(
    additions: Iterable[Holiday] = (),
    removals: Iterable[date] = (),
    last_proclaimed_year: int | None = None,
) -> WorkingCalendar:
    """The working days of England, for every rule about children looked after.

    `additions` are holidays proclaimed since the `holidays` package was published, `removals` days that ceased to be
    holidays (a spring holiday moved for a jubilee), `last_proclaimed_year` the last year whose holidays are certain.
    """
    return _build("cppcr", tuple(sorted(additions)), frozenset(removals), last_proclaimed_year)


def cppcr(
    additions: Iterable[Holiday] = (),
    removals: Iterable[date] = (),
    last_proclaimed_year: int | None = None,
) -> WorkingCalendar:
    """The calendar of SI 2010/959: the same as `england()`, under the name of its regulations."""
    return england(additions, removals, last_proclaimed_year)


def complaints(
    additions: Iterable[Holiday] = (),
    removals: Iterable[date] = (),
    last_proclaimed_year: int | None = None,
) -> WorkingCalendar:
    """The calendar of SI 2006/1738 (complaints): a definition of its own, with the same days at present.

    It also names Boxing Day and puts no territory to "bank holiday"; read as England and Wales only.
    """
    return _build("complaints", tuple(sorted(additions)), frozenset(removals), last_proclaimed_year)


@lru_cache(maxsize=16)
def _build(
    name: str, additions: tuple[Holiday, ...], removals: frozenset[date], last_proclaimed_year: int | None
) -> WorkingCalendar:
    names = {holiday.on: holiday.name for holiday in (*_published(), *additions)}
    skipped = tuple(
        Holiday(on, names[on])
        for on in sorted(names)
        if on not in removals and on.weekday() < SATURDAY and FIRST_KNOWN_YEAR <= on.year <= LAST_COMPUTABLE_YEAR
    )
    days_off = {holiday.on for holiday in skipped}
    return WorkingCalendar(
        name=name,
        first_year=FIRST_KNOWN_YEAR,
        last_year=LAST_COMPUTABLE_YEAR,
        last_proclaimed_year=LAST_PROCLAIMED_YEAR if last_proclaimed_year is None else last_proclaimed_year,
        holidays=skipped,
        working_days=tuple(d for d in _weekdays() if d not in days_off),
    )


@lru_cache(maxsize=1)
def _published() -> tuple[Holiday, ...]:
    years = range(FIRST_KNOWN_YEAR, LAST_COMPUTABLE_YEAR + 1)
    published = holidays.country_holidays(COUNTRY, subdiv=SUBDIVISION, years=years, language="en_GB")
    return tuple(Holiday(on, name) for on, name in sorted(published.items()))


def _weekdays() -> Iterator[date]:
    d = date(FIRST_KNOWN_YEAR, 1, 1)
    while d.year <= LAST_COMPUTABLE_YEAR:
        if d.weekday() < SATURDAY:
            yield d
        d += ONE_DAY
