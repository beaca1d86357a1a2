"""Dates and numbers in the words of an explanation. No arithmetic here."""

from collections.abc import Sequence
from datetime import date
from typing import Final

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# 11th, 12th and 13th, where the last figure alone would say 11st, 12nd and 13rd.
TEENS: Final = range(11, 14)
ENDINGS: Final = {1: "st", 2: "nd", 3: "rd"}


def day(on: date) -> str:
    """A date as it is written in a letter: `7 May 2025`. Does not depend on the machine's language."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def month_and_year(on: date) -> str:
    """The month of a date: `May 2025`."""
    return f"{MONTHS[on.month - 1]} {on.year}"


def day_and_month(on: date) -> str:
    """A date without its year: `7 May`."""
    return f"{on.day} {MONTHS[on.month - 1]}"


def ordinal(number: int) -> str:
    """A day's number in words: `30th`, `31st`."""
    ending = "th" if number in TEENS else ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"


def listed(parts: Sequence[str]) -> str:
    """Words in a row: `18 April, 21 April and 5 May`. An empty row is an empty string."""
    *others, last = parts or ("",)
    return f"{', '.join(others)} and {last}" if others else last


def quantity(number: int, unit: str) -> str:
    """A number with its unit, in the singular where it is one: `1 month`, `20 working days`."""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
