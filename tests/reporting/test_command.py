import json
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def test_figures_are_printed_as_json_with_period_figures_and_warnings(capsys):
    call_command("annual_report", "2011-01-01", "2011-12-31", "--format", "json")
    printed = json.loads(capsys.readouterr().out)
    assert list(printed) == ["period", "figures", "warnings"]
    assert printed["period"] == {"start": "2011-01-01", "end": "2011-12-31"}
    assert list(printed["figures"]["reviews.held"]) == [
        "label",
        "definition",
        "unit",
        "value",
        "numerator",
        "denominator",
        "not_stated",
        "excluded",
        "records",
        "labels",
    ]


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        ("2011-02-30", "2011-12-31", "2011-02-30 is not a date. Write it as year-month-day, for example 2011-01-31."),
        ("2011-02-29", "2011-12-31", "2011-02-29 is not a date. Write it as year-month-day, for example 2011-01-31."),
        ("2011-12-31", "2011-01-01", "The last day of the period must not come before the first."),
        ("0001-01-01", "0001-12-31", "The period must lie between 1900 and 2100."),
        ("9999-01-01", "9999-12-31", "The period must lie between 1900 and 2100."),
    ],
)
def test_an_impossible_period_is_refused_with_a_sentence(start, end, sentence):
    with pytest.raises(CommandError) as refused:
        call_command("annual_report", start, end)
    assert str(refused.value) == sentence


def test_a_file_that_cannot_be_written_is_said_so_and_nothing_is_left(tmp_path):
    target = tmp_path / "absent" / "report.json"
    with pytest.raises(CommandError) as refused:
        call_command("annual_report", "2011-01-01", "2011-12-31", "--output", str(target))
    assert str(refused.value) == f"Cannot write {target}: No such file or directory."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["directory", "pipe"])
def test_what_is_no_file_is_not_replaced_and_nothing_is_left(tmp_path, make):
    target = tmp_path / "report.csv"
    make(target)
    with pytest.raises(CommandError) as refused:
        call_command("annual_report", "2011-01-01", "2011-12-31", "--format", "csv", "--output", str(target))
    assert str(refused.value) == f"Cannot write {target}: it is not a file."
    assert list(tmp_path.iterdir()) == [target]
    assert not target.is_file()


def test_a_file_is_written_whole(tmp_path):
    target = tmp_path / "report.csv"
    call_command("annual_report", "2011-01-01", "2011-12-31", "--format", "csv", "--output", str(target))
    assert Path(target).read_text(encoding="utf-8").startswith("key,label,row,row_label,column,value,unit")
    assert list(tmp_path.iterdir()) == [target]
