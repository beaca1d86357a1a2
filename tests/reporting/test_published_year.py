"""Every figure of Harrow's report for 2011, recomputed from records, on paper too."""

import csv
import io
from importlib.resources import files

import pytest

from reporting.measures.measure import Measure
from reporting.outputs.machine import as_data, to_csv
from tests.reporting.published import where

PUBLISHED = list(
    csv.DictReader(
        files("desk.demonstration")
        .joinpath("harrow2011/published_figures.csv")
        .read_text(encoding="utf-8")
        .splitlines()
    )
)
OURS = [row for row in PUBLISHED if where(row["ref"])]


def value_at(figures: dict[str, Measure], reference: str) -> object:
    """Return our value of a published figure; a cell that nobody stands in is 0."""
    key, *steps = where(reference)
    value = figures[key].value
    for step in steps:
        value = value.get(step, 0)
    return value


@pytest.mark.parametrize("row", OURS, ids=lambda row: row["ref"])
def test_published_figure_is_recomputed(year_2011, row):
    assert value_at(year_2011.statistics.figures, row["ref"]) == float(row["value"])


def test_all_published_figures_but_eight_are_figures_of_ours():
    assert (len(PUBLISHED), len(OURS)) == (125, 117)


def test_tables_of_2011_hold_the_published_rows_and_no_other(year_2011):
    figures = year_2011.statistics.figures
    assert figures["children.by_placement"].value == {
        "H5": 2, "K1": 1, "K2": 17, "M2": 1, "M3": 1, "P1": 1, "P2": 23, "Q1": 8, "Q2": 83, "R2": 1, "R3": 1, "S1": 10,
    }  # fmt: skip
    assert figures["children.by_placement"].not_stated == 1
    assert figures["participation.by_code"].value == {
        "PN0": 139, "PN1": 222, "PN2": 5, "PN3": 3, "PN4": 1, "PN5": 15, "PN6": 52, "PN7": 12,
    }  # fmt: skip
    assert len(figures["children.by_ethnicity_and_sex"].value) == 16
    assert sum(figures["disputes.issues"].value.values()) == 16
    assert figures["disputes.issues"].records == 4
    # As published: five issues each for three children, and one for the fourth.
    assert figures["disputes.by_number_of_issues"].value == {"1": 1, "5": 3}


def test_caseload_of_2011_lies_below_the_range(year_2011):
    load = year_2011.statistics["service.caseload_per_fte"]
    assert (load.value, load.numerator, load.denominator) == (46.9, 150, 3.2)
    assert year_2011.statistics["service.caseload_range"].value == "below"


def test_team_of_2011_is_told_post_by_post(year_2011):
    assert year_2011.statistics["service.posts"].value == {
        "iro": 4, "manager": 1, "support_worker": 2, "consultation_officer": 1, "panel_coordinator": 1,
        "panel_assistant": 1,
    }  # fmt: skip


def test_rates_of_absent_parents_keep_both_bases(year_2011):
    of_all = year_2011.statistics["parents.invited_not_attending_rate_of_all"]
    of_invited = year_2011.statistics["parents.invited_not_attending_rate_of_invited"]
    assert (of_all.value, of_all.numerator, of_all.denominator) == (21.6, 97, 449)
    assert (of_invited.value, of_invited.numerator, of_invited.denominator) == (26.6, 97, 365)


def test_contacts_before_the_protocol_are_not_stated_rather_than_none(year_2011):
    assert year_2011.statistics["disputes.pre_protocol"].value is None
    assert year_2011.statistics["disputes.director"].value == 0


def test_exactly_the_three_known_discrepancies_are_warned_about(year_2011):
    assert {warning.key for warning in year_2011.statistics.warnings} == {
        "children.by_placement",
        "consultation.16-17.pathway_plan_reflects_what_matters",
        "consultation.16-17.safe_where_living",
    }
    messages = " ".join(warning.message for warning in year_2011.statistics.warnings)
    assert "149 for 150 children" in messages
    assert messages.count("73 answers from 72 forms") == 2


def test_every_figure_says_in_a_sentence_what_is_counted(year_2011):
    for measure in year_2011.statistics.figures.values():
        assert measure.definition[:1].isupper(), measure.key
        assert measure.definition.endswith("."), measure.key
        says_who_is_left_out = "left out" in measure.definition or "not stated" in measure.definition
        assert says_who_is_left_out or measure.records is None, measure.key


def test_definitions_name_the_period_in_a_sentence(year_2011):
    held = year_2011.statistics["reviews.held"].definition
    assert held.startswith(
        "Reviews of looked-after children completed in the period 1 January 2011 to 31 December 2011;"
    )


FIELDS = {
    "label", "definition", "unit", "value", "numerator", "denominator", "not_stated", "excluded", "records", "labels",
}  # fmt: skip


def test_json_has_the_ten_fields_of_every_figure(year_2011):
    data = as_data(year_2011.statistics)
    assert {key: set(figure) for key, figure in data["figures"].items()} == dict.fromkeys(data["figures"], FIELDS)


def test_csv_has_every_figure_even_a_table_without_rows(year_2011):
    rows = list(csv.DictReader(io.StringIO(to_csv(year_2011.statistics), newline="")))
    assert list(dict.fromkeys(row["key"] for row in rows)) == list(year_2011.statistics.figures)
    assert [(row["row"], row["value"]) for row in rows if row["key"] == "reviews.late_reasons"] == [("", "")]


def test_csv_has_a_line_for_each_cell(year_2011):
    rows = list(csv.DictReader(io.StringIO(to_csv(year_2011.statistics), newline="")))
    placements = {row["row"]: row["value"] for row in rows if row["key"] == "children.by_placement"}
    assert placements["Q2"] == "83"
    assert [row["value"] for row in rows if row["key"] == "disputes.pre_protocol"] == [""]
