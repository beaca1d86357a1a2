"""Working days once more, slowly and from other sources: the Act's own rules and a typed list of proclaimed days."""

from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
EXTRA = {
    date(1981, 7, 29),
    date(1999, 12, 31),
    date(2002, 6, 3),
    date(2002, 6, 4),
    date(2011, 4, 29),
    date(2012, 6, 4),
    date(2012, 6, 5),
    date(2020, 5, 8),
    date(2022, 6, 2),
    date(2022, 6, 3),
    date(2022, 9, 19),
    date(2023, 5, 8),
}
MOVED_AWAY = {date(1995, 5, 1), date(2002, 5, 27), date(2012, 5, 28), date(2020, 5, 4), date(2022, 5, 30)}
MOVED_TO = {date(1995, 5, 8)}


def easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian computus."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def first_monday(year: int, month: int) -> date:
    on = date(year, month, 1)
    return on + ONE_DAY * (-on.weekday() % 7)


def last_monday(year: int, month: int) -> date:
    on = date(year, month + 1, 1) - ONE_DAY
    return on - ONE_DAY * on.weekday()


def substitute(on: date, taken: set[date]) -> date:
    while on.weekday() > 4 or on in taken:
        on += ONE_DAY
    return on


def holidays(year: int) -> set[date]:
    """Every weekday of the year that is a holiday in England."""
    sunday = easter(year)
    days = {
        substitute(date(year, 1, 1), set()),
        sunday - 2 * ONE_DAY,
        sunday + ONE_DAY,
        first_monday(year, 5),
        last_monday(year, 5),
        last_monday(year, 8),
    }
    christmas = {date(year, 12, 25), date(year, 12, 26)}
    on_weekdays = {on for on in christmas if on.weekday() <= 4}
    for on in sorted(christmas - on_weekdays):
        on_weekdays.add(substitute(on, on_weekdays))
    of_year = {on for on in EXTRA | MOVED_TO if on.year == year}
    return (days | on_weekdays | of_year) - MOVED_AWAY


def is_working_day(on: date) -> bool:
    return on.weekday() <= 4 and on not in holidays(on.year)


def add_working_days(on: date, number: int) -> date:
    step = ONE_DAY if number > 0 else -ONE_DAY
    left = abs(number)
    while left:
        on += step
        left -= is_working_day(on)
    return on
