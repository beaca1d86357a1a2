"""Which figures do not add up. Pure. Each warning needs a printed footnote before a report is released."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reporting.measures.measure import TOTAL, Adding, Measure, Number
from statute.words import quantity


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """That a figure does not reconcile: the key of the figure, and a sentence."""

    key: str
    message: str


def warnings_about(measures: Iterable[Measure]) -> tuple[Discrepancy, ...]:
    """Return what does not add up among the figures of one period, in their order."""
    figures = {measure.key: measure for measure in measures}
    found = [discrepancy for measure in figures.values() for discrepancy in _table(measure)]
    return (*found, *_children(figures), *_timeliness(figures), *_eligible(figures))


def table_sum(measure: Measure) -> Number:
    """Return what the printed rows of a table add to. Raises TypeError for what is no table."""
    if not isinstance(measure.value, Mapping):
        raise TypeError(f"{measure.key} is not a table")
    total: Number = 0
    for name, row in measure.value.items():
        if isinstance(row, Mapping):
            total += 0 if name == TOTAL else sum(number for column, number in row.items() if column != TOTAL)
        else:
            total += row
    return total


def _table(measure: Measure) -> Iterator[Discrepancy]:
    if not measure.is_table or measure.denominator is None or measure.adding is Adding.SEVERAL:
        return
    rows, base = int(table_sum(measure)), int(measure.denominator)
    stated = base - (measure.not_stated if measure.adding is Adding.ONCE else 0)
    if rows == stated:
        return
    if rows > stated:
        yield Discrepancy(measure.key, _too_many(measure, rows, stated))
    else:
        yield Discrepancy(measure.key, _too_few(measure, rows, stated))


def _too_many(measure: Measure, rows: int, stated: int) -> str:
    if measure.unit == "forms":
        several = quantity(_in_several_rows(measure), "form")
        return (
            f"“{measure.label}”: {rows} answers from {quantity(stated, 'form')}; {several} gave more than one answer."
        )
    return f"“{measure.label}”: the rows add to {rows} for {stated} {measure.unit}."


def _in_several_rows(measure: Measure) -> int:
    """Return how many units stand in more than one row of a table: a form with three answers is one of them."""
    rows = measure.value if isinstance(measure.value, Mapping) else {}
    times = Counter(unit for name in rows for unit in measure.parts.get(name, ()))
    return sum(1 for number in times.values() if number > 1)


def _too_few(measure: Measure, rows: int, stated: int) -> str:
    return f"“{measure.label}”: the rows add to {rows} for {stated} {measure.unit}; {stated - rows} not recorded."


def _number(figures: Mapping[str, Measure], key: str) -> int | None:
    measure = figures.get(key)
    return None if measure is None else measure.records


def _sum_differs(figures: Mapping[str, Measure], parts: tuple[str, ...], whole: str) -> tuple[int, int] | None:
    numbers = [_number(figures, key) for key in parts]
    total = _number(figures, whole)
    known = [number for number in numbers if number is not None]
    if total is None or len(known) != len(numbers) or sum(known) == total:
        return None
    return sum(known), total


def _children(figures: Mapping[str, Measure]) -> Iterator[Discrepancy]:
    keys = ("children.looked_after_at_start", "children.started", "children.ceased", "children.looked_after_at_end")
    numbers = [_number(figures, key) for key in keys]
    if None in numbers:
        return
    start, came, left, end = (number or 0 for number in numbers)
    if start + came - left != end:
        yield Discrepancy(
            keys[-1],
            f"{start} children at the start, {came} came and {left} left: that makes {start + came - left}, not {end}.",
        )


def _timeliness(figures: Mapping[str, Measure]) -> Iterator[Discrepancy]:
    differs = _sum_differs(figures, ("reviews.on_time", "reviews.on_time_adjourned", "reviews.late"), "reviews.held")
    if differs:
        yield Discrepancy("reviews.on_time", f"On time and late add to {differs[0]} for {differs[1]} reviews.")


def _eligible(figures: Mapping[str, Measure]) -> Iterator[Discrepancy]:
    codes = figures.get("participation.by_code")
    eligible = _number(figures, "participation.eligible")
    if codes is None or eligible is None or not isinstance(codes.value, Mapping):
        return
    of_age = len({id_ for code, ids in codes.parts.items() if code in codes.value and code != "PN0" for id_ in ids})
    if of_age != eligible and not codes.not_stated:
        yield Discrepancy(
            "participation.eligible",
            f"{of_age} reviews carry a code from PN1 to PN7, for {eligible} of children of 4 or over.",
        )
