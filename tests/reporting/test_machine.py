"""Files for machines: no formula runs, and what was frozen is what it was."""

import csv
import io
import json
from types import MappingProxyType

import pytest

from office.spreadsheets import safe_cell
from reporting.measures.measure import Adding, Measure, Unit
from reporting.outputs.machine import as_data, freeze, thaw, to_csv
from reporting.statistics import AnnualStatistics
from tests.reporting.conftest import YEAR


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_text_that_begins_like_a_formula_is_not_one(start):
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize(("cell", "written"), [("a=1", "a=1"), (-5, -5), (None, ""), (0, 0), ("", "")])
def test_other_cells_stay_as_they_are(cell, written):
    assert safe_cell(cell) == written


def test_no_cell_of_the_csv_can_be_run():
    hostile = Measure(
        "a.b", "=cmd()", "@D.", Unit.DISPUTES, {"=1+1": 2}, labels={"=1+1": "+x"}, ids=(1, 2), adding=Adding.SEVERAL
    )
    statistics = AnnualStatistics(YEAR, MappingProxyType({"a.b": hostile}), ())
    cells = [cell for row in csv.reader(io.StringIO(to_csv(statistics), newline="")) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert "'=1+1" in cells


def test_frozen_figures_come_back_as_they_were(year_2011):
    kept = json.loads(json.dumps(freeze(year_2011.statistics)))
    thawed = thaw(kept)
    assert as_data(thawed) == as_data(year_2011.statistics)
    assert thawed.warnings == year_2011.statistics.warnings
    assert {k: (m.ids, dict(m.parts), m.adding) for k, m in thawed.figures.items()} == {
        k: (m.ids, dict(m.parts), m.adding) for k, m in year_2011.statistics.figures.items()
    }
