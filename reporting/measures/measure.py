"""What a figure is: its value, what it counts, and the ids behind every part of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

Number = int | float
Row = Mapping[str, Number]
Value = Number | str | None | Mapping[str, Number | Row]
Ids = tuple[int, ...]

TOTAL = "total"
ONE_DECIMAL = Decimal("0.1")
# Parts of a measure that are not cells of its table.
DENOMINATOR, NOT_STATED, EXCLUDED = "denominator", "not_stated", "excluded"


class Unit(StrEnum):
    """What is counted."""

    CHILDREN = "children"
    PERIODS = "periods of care"
    REVIEWS = "reviews"
    PANELS = "panels"
    FORMS = "forms"
    ANSWERS = "answers in own words"
    DISPUTES = "disputes"
    REFERRALS = "referrals"
    POSTS = "posts"
    DECISIONS = "decisions"
    AUDITS = "audits"
    CHECKLISTS = "checklists"
    CONCERNS = "concerns"
    EXAMPLES = "examples of good practice"
    FTE = "full-time equivalents"
    WORKING_DAYS = "working days"
    YOUNG_PEOPLE = "young people"


class Adding(StrEnum):
    """How the rows of a table relate to what it counts."""

    # Every unit stands in exactly one row: whatever is missing must be explained.
    WHOLE = "whole"
    # A unit stands in one row at most: with what is not stated, the rows add to the base.
    ONCE = "once"
    # A unit may stand in several rows: the rows need not add to anything.
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure. `ids` are the units behind the value; `parts` those behind each cell, the denominator and the rest.

    A cell of a table is named by its row ("Q2"), of a two-way table by row and column ("AOTH.male").
    `records` is None where nothing is counted, and else the number of distinct units in `ids`.
    """

    key: str
    label: str
    definition: str
    unit: Unit
    value: Value
    numerator: Number | None = None
    denominator: Number | None = None
    not_stated: int = 0
    excluded: int = 0
    records: int | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    ids: Ids = ()
    parts: Mapping[str, Ids] = field(default_factory=dict)
    adding: Adding = Adding.SEVERAL
    is_percentage: bool = False

    @property
    def is_table(self) -> bool:
        """Say whether the value has rows."""
        return isinstance(self.value, Mapping)

    def behind(self, part: str = "") -> Ids:
        """Return the units behind the whole value, or behind one part of it. Raises KeyError for an unknown part."""
        return self.parts[part] if part else self.ids


def distinct(ids: Iterable[int]) -> Ids:
    """Return ids once each, in order."""
    return tuple(sorted(set(ids)))


def half_up(value: Decimal) -> float:
    """Round half up to one decimal, as published percentages are."""
    return float(value.quantize(ONE_DECIMAL, rounding=ROUND_HALF_UP))


def ratio(numerator: Number | Decimal, denominator: Number | Decimal, times: int = 1) -> float | None:
    """Divide and round half up to one decimal; None where there is nothing to divide by."""
    if not denominator:
        return None
    return half_up(Decimal(str(numerator)) * times / Decimal(str(denominator)))


def plain(value: Decimal | Number) -> Number:
    """Return a number without a needless fraction: 3.20 as 3.2, 17.00 as 17."""
    exact = Decimal(str(value))
    return int(exact) if exact == exact.to_integral_value() else float(exact)


@dataclass(frozen=True, slots=True)
class Words:
    """What every measure says of itself."""

    key: str
    label: str
    definition: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class Around:
    """The units around a value: out of which it counts, what is not stated of them, and who was left out."""

    base: Ids | None = None
    not_stated: Ids = ()
    excluded: Ids = ()

    def parts(self) -> dict[str, Ids]:
        """Return the units as named parts."""
        found = {NOT_STATED: self.not_stated, EXCLUDED: self.excluded}
        return found if self.base is None else {DENOMINATOR: self.base, **found}


NOTHING_AROUND = Around()


def count(words: Words, ids: Iterable[int], around: Around = NOTHING_AROUND) -> Measure:
    """Return a number of distinct units."""
    listed = distinct(ids)
    return Measure(
        key=words.key,
        label=words.label,
        definition=words.definition,
        unit=words.unit,
        value=len(listed),
        numerator=len(listed),
        denominator=None if around.base is None else len(around.base),
        not_stated=len(around.not_stated),
        excluded=len(around.excluded),
        records=len(listed),
        ids=listed,
        parts=around.parts(),
    )


def percentage(words: Words, ids: Iterable[int], around: Around) -> Measure:
    """Return a share of the base in per cent, one decimal, half up; None where the base is empty."""
    listed = distinct(ids)
    base = around.base or ()
    return Measure(
        key=words.key,
        label=words.label,
        definition=words.definition,
        unit=words.unit,
        value=ratio(len(listed), len(base), times=100),
        numerator=len(listed),
        denominator=len(base),
        not_stated=len(around.not_stated),
        excluded=len(around.excluded),
        records=len(listed),
        ids=listed,
        parts=around.parts(),
        is_percentage=True,
    )


@dataclass(slots=True)
class Tally:
    """Collects units into named cells, in the order the names first come unless `order` says otherwise."""

    cells: dict[str, set[int]] = field(default_factory=dict)

    def add(self, name: str, unit: int) -> None:
        """Put a unit into a cell."""
        self.cells.setdefault(name, set()).add(unit)

    def in_order(self, order: Iterable[str], *, keep_empty: bool = False) -> dict[str, Ids]:
        """Return the cells as `order` names them, then any others by name. Empty ones only if asked for."""
        wanted = [name for name in order if keep_empty or name in self.cells]
        others = sorted(set(self.cells) - set(wanted))
        return {name: tuple(sorted(self.cells.get(name, ()))) for name in (*wanted, *others)}


def table(
    words: Words,
    rows: Mapping[str, Ids],
    labels: Mapping[str, str],
    adding: Adding,
    around: Around = NOTHING_AROUND,
) -> Measure:
    """Return a table of code -> number of units."""
    listed = distinct(unit for ids in rows.values() for unit in ids)
    return Measure(
        key=words.key,
        label=words.label,
        definition=words.definition,
        unit=words.unit,
        value={name: len(ids) for name, ids in rows.items()},
        numerator=len(listed),
        denominator=None if around.base is None else len(around.base),
        not_stated=len(around.not_stated),
        excluded=len(around.excluded),
        records=len(listed),
        labels={name: labels.get(name, name) for name in rows},
        ids=listed,
        parts={**around.parts(), **rows},
        adding=adding,
    )


def two_way(
    words: Words,
    cells: Mapping[tuple[str, str], Iterable[int]],
    axes: tuple[Iterable[str], tuple[str, ...]],
    labels: Mapping[str, str],
    around: Around = NOTHING_AROUND,
) -> Measure:
    """Return a table of row -> {column, ..., total} with a total row. Every unit stands in one cell.

    cells: units by row and column. axes: the rows and the columns in order.
    """
    names, columns = list(axes[0]), axes[1]
    parts: dict[str, Ids] = {}
    for row in names:
        for column in columns:
            parts[f"{row}.{column}"] = distinct(cells.get((row, column), ()))
        parts[f"{row}.{TOTAL}"] = distinct(unit for column in columns for unit in parts[f"{row}.{column}"])
    for column in (*columns, TOTAL):
        parts[f"{TOTAL}.{column}"] = distinct(unit for row in names for unit in parts[f"{row}.{column}"])
    listed = parts[f"{TOTAL}.{TOTAL}"]
    return Measure(
        key=words.key,
        label=words.label,
        definition=words.definition,
        unit=words.unit,
        value={row: {column: len(parts[f"{row}.{column}"]) for column in (*columns, TOTAL)} for row in (*names, TOTAL)},
        numerator=len(listed),
        denominator=None if around.base is None else len(around.base),
        not_stated=len(around.not_stated),
        excluded=len(around.excluded),
        records=len(listed),
        labels={name: labels.get(name, name) for name in (*names, *columns)} | {TOTAL: "Total"},
        ids=listed,
        parts={**around.parts(), **parts},
        adding=Adding.WHOLE,
    )


def amount(
    words: Words,
    value: Decimal | Number | None,
    *,
    numerator: Number | None = None,
    denominator: Number | None = None,
    not_stated: int = 0,
) -> Measure:
    """Return a figure behind which nothing is counted: a sum of FTE, a median, a typed figure. None: not stated."""
    return Measure(
        key=words.key,
        label=words.label,
        definition=words.definition,
        unit=words.unit,
        value=None if value is None else plain(value),
        numerator=numerator,
        denominator=denominator,
        not_stated=not_stated,
    )


def unknown(words: Words) -> Measure:
    """Return a figure that the records do not hold: not stated, which is not zero."""
    return amount(words, None)
