"""One example's facts: its two dates and its other inputs, parsed and checked before a rule sees them."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from statute.calendar import Holiday, WorkingCalendar, england
from statute.examples.inputs import KINDS, REGIMES, Kind, canonical, dates_in
from statute.rules import RULES
from statute.short_breaks import Stay

DATE_SHAPE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
# Inputs are separated by "; ". A value may hold semicolons of its own (stays), so only one before "name=" separates.
SEPARATOR: Final = re.compile(r";\s*(?=\w+\s*=)")
STAYS_SEPARATOR: Final = re.compile(r"[,;]")
# Lists of dates or numbers may be parted by commas, or by any other mark that no date or number holds.
LIST_SEPARATOR: Final = re.compile(r"[,;|&+/\s]+|\.\.")
# A stay may name its carer and its place: "@CarerA", or "@CarerA+HouseB".
SETTING_SEPARATOR: Final = re.compile(r"[@+|&]")
YES: Final = ("yes", "y", "true", "1")
NO: Final = ("no", "n", "false", "0")
ONCE: Final = "once"
TWICE: Final = ("twice", "2")
COUNTED: Final[Mapping[str, float]] = {"first": 1, "once": 1, "second": 2, "twice": 2, "third": 3}
# The legal bases under which a child is in care, in words and as the Department for Education codes them.
IN_CARE: Final = frozenset(
    {"c1", "c2", "care_order", "fco", "full_care_order", "ico", "interim_care_order", "s31", "s38"},
)


class ExampleError(ValueError):
    """An example that cannot be evaluated, with a sentence that says what to mend."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an example says. `values` maps the canonical names of the inputs to their text."""

    start: date | None = None
    prior: date | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    calendar: WorkingCalendar = field(default_factory=england)

    def has(self, name: str) -> bool:
        """Whether the example gives the input."""
        return name in self.values

    def day(self, name: str) -> date | None:
        """The input as a date; None where it is missing, or only "yes" or "no"."""
        text = self.values.get(name, "")
        return None if text.lower() in ("", *YES, *NO, ONCE, *TWICE) else parse_date(text)

    def says(self, name: str) -> bool:
        """Whether the input is given as yes. A date stands for yes."""
        return self.has(name) and not self.denies(name)

    def denies(self, name: str) -> bool:
        """Whether the input is given as no."""
        return self.has(name) and self.values[name].lower() in NO

    def in_care(self) -> bool:
        """Whether the child is in care (under a care order, interim or full): said outright, or by the legal basis."""
        basis = str(self.values.get("legal_basis")).lower().replace(" ", "_")
        return self.says("in_care") or basis in IN_CARE

    def number(self, name: str) -> float | None:
        """The input as a number; None where it is missing."""
        text = self.values.get(name)
        return None if text is None else parse_number(text)

    def numbers(self, name: str) -> tuple[float, ...]:
        """The input as numbers; empty where it is missing."""
        return tuple(parse_number(part) for part in _parts(self.values.get(name, "")))

    def days(self, name: str) -> tuple[date, ...]:
        """The input as dates; empty where it is missing."""
        return tuple(parse_date(part) for part in _parts(self.values.get(name, "")))

    def first(self, *names: str) -> date | None:
        """The first of these inputs that holds a date."""
        return next((on for on in map(self.day, names) if on is not None), None)

    def event(self, *names: str) -> date:
        """The event that starts the clock: the input that names it, else start_date."""
        return _need(self.first(*names) or self.start, ("start_date", *names))

    def previous(self, *names: str) -> date:
        """The review, visit or panel before: the input that names it, else prior_review_date."""
        return _need(self.first(*names) or self.prior, ("prior_review_date", *names))

    def born(self) -> date:
        """The date of birth."""
        return _need(self.day("dob"), ("dob",))

    def with_added_holidays(self) -> "Facts":
        """The same facts, with the calendar that the inputs about holidays ask for."""
        additions = [Holiday(on, "extra holiday") for on in self.days("extra_holiday")]
        return replace(self, calendar=england(additions, self.days("removed_holiday")))


def read_facts(start: str, prior: str, other_inputs: str) -> Facts:
    """Parse an example's three columns. Raises ExampleError with a sentence for anything that cannot be meant."""
    facts = Facts(
        _optional_date("start_date", start), _optional_date("prior_review_date", prior), _values(other_inputs)
    )
    born = facts.day("dob")
    if born is not None and any(on is not None and on < born for on in (facts.start, facts.prior)):
        raise ExampleError(f"A date is before the date of birth, {born}.")
    return facts.with_added_holidays()


def parse_date(text: str) -> date:
    """A date written YYYY-MM-DD. Raises ExampleError for anything else, and for a day that no calendar has."""
    stripped = text.strip()
    if not DATE_SHAPE.fullmatch(stripped):
        raise ExampleError(f"“{text}” is not a date: write it as 2025-01-31.")
    try:
        return date.fromisoformat(stripped)
    except ValueError:
        raise ExampleError(f"“{text}” is not a date: there is no such day.") from None


def parse_number(text: str) -> float:
    """A number that is not negative, in figures or counted as "first". Raises ExampleError for anything else."""
    stripped = text.strip().lower()
    if stripped in COUNTED:
        return COUNTED[stripped]
    if not re.fullmatch(r"\d+(\.\d+)?", stripped):
        raise ExampleError(f"“{text}” is not a number.")
    return float(stripped)


def parse_stays(text: str) -> tuple[Stay, ...]:
    """Stays written start/end or start/end@carer, with semicolons between."""
    return tuple(_stay(part.strip()) for part in STAYS_SEPARATOR.split(text) if part.strip())


def _stay(text: str) -> Stay:
    dates, *settings = SETTING_SEPARATOR.split(text)
    start, separator, end = dates.partition("/")
    if not separator:
        raise ExampleError(f"“{text}” is not a stay: write it as 2025-01-03/2025-01-10.")
    names = frozenset(setting.strip() for setting in settings if setting.strip())
    try:
        return Stay(parse_date(start), parse_date(end), names)
    except ExampleError:
        raise
    except ValueError as impossible:
        raise ExampleError(f"“{text}”: {impossible}") from None


def _values(other_inputs: str) -> dict[str, str]:
    values: dict[str, str] = {}
    names: set[str] = set()
    for part in SEPARATOR.split(other_inputs.strip().rstrip(";")):
        if not part.strip():
            continue
        given, separator, text = part.partition("=")
        name = canonical(given.strip())
        if not separator or name is None:
            raise ExampleError(f"“{given.strip()}” is not an input this command knows.")
        _check(given.strip(), KINDS.get(name, Kind.NOTE), text.strip())
        written = given.strip().lower()
        if written in names:
            raise ExampleError(f"“{given.strip()}” is given twice.")
        names.add(written)
        before = values.get(name, text.strip())
        values[name] = _one_value(given.strip(), before, text.strip(), exact=written == name)
    return values


def _one_value(given: str, before: str, text: str, *, exact: bool) -> str:
    """The value of an input that stands there by two of its names.

    A date tells more than a plain yes, and of two dates the one that goes by the input's own name counts (`exact` is
    whether this is it). Raises ExampleError where the two contradict each other.
    """
    if text == before or (before.lower() in YES and dates_in(text)):
        return text
    if dates_in(before) and (text.lower() in YES or (dates_in(text) and not exact)):
        return before
    if dates_in(before) and dates_in(text):
        return text
    raise ExampleError(f"“{given}” is given twice.")


def _check(given: str, kind: Kind, text: str) -> None:
    if not text:
        raise ExampleError(f"“{given}” has no value.")
    try:
        _CHECKS[kind](text)
    except ExampleError as error:
        raise ExampleError(f"{given}: {error}") from None


def _check_flag(text: str) -> None:
    if text.lower() in (*YES, *NO):
        return
    if not dates_in(text):
        raise ExampleError(f"“{text}” is neither yes nor no.")
    parse_date(text)


def _check_times(text: str) -> None:
    if text.lower() not in (ONCE, *TWICE):
        _check_flag(text)


def _check_rule(text: str) -> None:
    if text not in RULES:
        raise ExampleError(f"There is no rule “{text}”.")


def _check_regime(text: str) -> None:
    if text.replace(" ", "") not in REGIMES:
        raise ExampleError(f"“{text}” is not a regime: {', '.join(REGIMES)}.")


def _check_dates(text: str) -> None:
    for part in _parts(text):
        parse_date(part)


def _check_numbers(text: str) -> None:
    for part in _parts(text):
        parse_number(part)


def _check_note(text: str) -> None:
    for part in dates_in(text):
        parse_date(part)


_CHECKS: Final[Mapping[Kind, Callable[[str], object]]] = {
    Kind.DATE: parse_date,
    Kind.DATES: _check_dates,
    Kind.FLAG: _check_flag,
    Kind.TIMES: _check_times,
    Kind.NUMBER: parse_number,
    Kind.NUMBERS: _check_numbers,
    Kind.STAYS: parse_stays,
    Kind.RULE: _check_rule,
    Kind.REGIME: _check_regime,
    Kind.NOTE: _check_note,
}


def _parts(text: str) -> list[str]:
    return [part for part in LIST_SEPARATOR.split(text) if part]


def _optional_date(column: str, text: str) -> date | None:
    try:
        return parse_date(text) if text.strip() else None
    except ExampleError as error:
        raise ExampleError(f"{column}: {error}") from None


def _need(on: date | None, names: Iterable[str]) -> date:
    if on is None:
        raise ExampleError(f"A date is missing: give {' or '.join(names)}.")
    return on
