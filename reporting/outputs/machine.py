"""The figures for machines: JSON and CSV, and the frozen form kept with an approved report."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from office.spreadsheets import safe_cell
from reporting.facts import Period
from reporting.measures.measure import Adding, Measure, Number, Unit
from reporting.reconcile import Discrepancy
from reporting.statistics import AnnualStatistics

COLUMNS = (
    "key", "label", "row", "row_label", "column", "value", "unit", "numerator", "denominator", "not_stated", "excluded",
    "records", "definition",
)  # fmt: skip


def figure_as_data(measure: Measure) -> dict[str, Any]:
    """Return a figure as its published fields."""
    return {
        "label": measure.label,
        "definition": measure.definition,
        "unit": measure.unit.value,
        "value": _value_as_data(measure),
        "numerator": measure.numerator,
        "denominator": measure.denominator,
        "not_stated": measure.not_stated,
        "excluded": measure.excluded,
        "records": measure.records,
        "labels": dict(measure.labels),
    }


def _value_as_data(measure: Measure) -> Any:
    if not isinstance(measure.value, Mapping):
        return measure.value
    return {name: dict(row) if isinstance(row, Mapping) else row for name, row in measure.value.items()}


def as_data(statistics: AnnualStatistics) -> dict[str, Any]:
    """Return the figures as plain data, ready for JSON."""
    return {
        "period": {"start": statistics.period.start.isoformat(), "end": statistics.period.end.isoformat()},
        "figures": {key: figure_as_data(measure) for key, measure in statistics.figures.items()},
        "warnings": [{"key": warning.key, "message": warning.message} for warning in statistics.warnings],
    }


def to_json(statistics: AnnualStatistics) -> str:
    """Return the figures as JSON text."""
    return json.dumps(as_data(statistics), indent=2, ensure_ascii=False) + "\n"


def freeze(statistics: AnnualStatistics) -> dict[str, Any]:
    """Return the figures with the ids behind them, as they are kept when a report is approved."""
    data = as_data(statistics)
    for key, measure in statistics.figures.items():
        data["figures"][key] |= {
            "ids": list(measure.ids),
            "parts": {part: list(ids) for part, ids in measure.parts.items()},
            "adding": measure.adding.value,
            "is_percentage": measure.is_percentage,
        }
    return data


def thaw(data: Mapping[str, Any]) -> AnnualStatistics:
    """Return frozen figures as they were. The counterpart of `freeze`."""
    period = Period(date.fromisoformat(data["period"]["start"]), date.fromisoformat(data["period"]["end"]))
    figures = {key: _thawed(key, kept) for key, kept in data["figures"].items()}
    warnings = tuple(Discrepancy(warning["key"], warning["message"]) for warning in data["warnings"])
    return AnnualStatistics(period, MappingProxyType(figures), warnings)


def _thawed(key: str, kept: Mapping[str, Any]) -> Measure:
    return Measure(
        key=key,
        label=kept["label"],
        definition=kept["definition"],
        unit=Unit(kept["unit"]),
        value=kept["value"],
        numerator=kept["numerator"],
        denominator=kept["denominator"],
        not_stated=kept["not_stated"],
        excluded=kept["excluded"],
        records=kept["records"],
        labels=kept["labels"],
        ids=tuple(kept["ids"]),
        parts={part: tuple(ids) for part, ids in kept["parts"].items()},
        adding=Adding(kept["adding"]),
        is_percentage=kept["is_percentage"],
    )


def cells_of(measure: Measure) -> Iterator[tuple[str, str, Number | str | None]]:
    """Yield row, column and value of each cell; what has no rows has one cell without row and column."""
    if not isinstance(measure.value, Mapping):
        yield "", "", measure.value
        return
    if not measure.value:
        # A table without rows keeps a line, so that every figure is in the file.
        yield "", "", None
    for row, value in measure.value.items():
        if isinstance(value, Mapping):
            for column, number in value.items():
                yield row, column, number
        else:
            yield row, "", value


def to_csv(statistics: AnnualStatistics) -> str:
    """Return the figures as CSV text: a line per cell. What is not stated is an empty cell."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for measure in statistics.figures.values():
        around = (
            measure.unit.value, measure.numerator, measure.denominator, measure.not_stated, measure.excluded,
            measure.records, measure.definition,
        )  # fmt: skip
        for row, column, value in cells_of(measure):
            line = (measure.key, measure.label, row, measure.labels.get(row, row), column, value, *around)
            writer.writerow([safe_cell(cell) for cell in line])
    return text.getvalue()
