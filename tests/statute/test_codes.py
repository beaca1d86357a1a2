"""The national code lists: labels, and which codes were valid when."""

import csv
from datetime import date
from pathlib import Path

import pytest

from statute import codes
from statute.ages import AgeBand
from statute.codes.code_list import Code, read_list
from statute.codes.participation import allowed_participation_codes, offered_participation_codes

FOLDER = Path(codes.__file__).parent
HARROW = date(2011, 12, 31)
NOW = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("name", "code", "day", "valid"),
    [
        ("placement", "Q1", "2011-12-31", True),
        ("placement", "Q1", "2015-03-31", True),
        ("placement", "Q1", "2015-04-01", False),
        ("placement", "U1", "2015-03-31", False),
        ("placement", "U1", "2015-04-01", True),
        ("placement", "H5", "2024-03-31", True),
        ("placement", "H5", "2024-04-01", False),
        ("placement", "K3", "2024-04-01", True),
        ("placement", "K3", "2024-03-31", False),
        ("placement", "Z1", "2025-04-01", False),
        ("placement", "Z11", "2025-04-01", True),
        ("placement", "K2", "1990-01-01", True),
        ("placement", "X9", "2011-12-31", False),
        ("legal_status", "E1", "2005-12-29", False),
        ("legal_status", "E1", "2005-12-30", True),
        ("missing", "M", "2014-03-31", False),
        ("reason_episode_ceased", "E4", "2016-03-31", True),
        ("reason_episode_ceased", "E4", "2016-04-01", False),
        ("reason_episode_ceased", "E43", "2018-04-01", False),
        ("reason_episode_ceased", "E45", "2018-04-01", True),
        ("reason_placement_change", "CUSTOD", "2018-03-31", False),
        ("sex", "1", "2024-03-31", True),
        ("sex", "1", "2024-04-01", False),
        ("sex", "U", "2024-04-01", True),
    ],
)
def test_code_is_valid_in_its_years_only(name, code, day, valid):
    assert codes.CODE_LISTS[name].is_valid_on(code, date.fromisoformat(day)) is valid


def test_codes_of_the_day_are_offered_in_the_order_of_the_list():
    assert [code.code for code in codes.SEX.valid_on(HARROW)] == ["1", "2"]
    assert [code.code for code in codes.SEX.valid_on(NOW)] == ["M", "F", "U"]
    assert codes.SEX.choices_on(NOW) == [("M", "Male"), ("F", "Female"), ("U", "Unknown")]


def test_list_knows_old_codes_and_new_ones():
    assert "Q1" in codes.PLACEMENT
    assert "U1" in codes.PLACEMENT
    assert "X9" not in codes.PLACEMENT
    assert codes.PLACEMENT.label("K2") == "Children's home under the Children's Homes Regulations"
    assert codes.PLACEMENT["Q1"].valid_to == date(2015, 3, 31)
    assert len(codes.LEGAL_STATUS) == 13
    assert codes.LEGAL_STATUS.name == "legal_status"
    assert codes.LEGAL_STATUS["V3"].notes.startswith("not counted as looked after")


def test_label_of_an_unknown_code_is_refused():
    with pytest.raises(KeyError):
        codes.PLACEMENT.label("X9")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")), ids=lambda path: path.stem)
def test_every_file_is_a_list_with_each_code_once(path):
    with path.open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    if path.stem == "sources":
        assert {"key", "what"} == set(written[0])
        return
    assert [row["code"] for row in written] == [code.code for code in codes.CODE_LISTS[path.stem]]
    assert all(row["label"] and row["source"] for row in written)


def test_no_code_ends_before_it_begins():
    assert all(
        code.valid_from is None or code.valid_to is None or code.valid_from <= code.valid_to
        for code_list in codes.CODE_LISTS.values()
        for code in code_list
    )


def test_every_participation_code_has_a_sentence():
    assert set(codes.PARTICIPATION_SENTENCES) == {code.code for code in codes.PARTICIPATION}
    assert codes.participation_sentence("PN7") == "The child did not come and sent no views."
    with pytest.raises(KeyError):
        codes.participation_sentence("PN8")


FROM_FOUR = ("PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7")


@pytest.mark.parametrize(
    ("band", "allowed", "offered"),
    [
        (AgeBand.UNDER_FOUR, ("PN0",), ("PN0",)),
        (AgeBand.ON_FOURTH_BIRTHDAY, ("PN0", *FROM_FOUR), FROM_FOUR),
        (AgeBand.FOUR_OR_OVER, FROM_FOUR, FROM_FOUR),
    ],
)
def test_participation_codes_follow_the_age(band, allowed, offered):
    assert allowed_participation_codes(band) == allowed
    assert offered_participation_codes(band) == offered


@pytest.mark.parametrize("code_list", list(codes.CODE_LISTS.values()), ids=lambda code_list: code_list.name)
def test_list_reads_the_same_from_its_file_again(code_list):
    assert read_list(code_list.name) == code_list


def test_code_is_read_with_everything_its_line_says():
    assert read_list("placement")["Q2"] == Code(
        code="Q2",
        label="Other foster carer (retired)",
        valid_from=None,
        valid_to=date(2015, 3, 31),
        notes="map to U4-U6, U6 if nothing more is known; the day is not verified",
    )
    assert read_list("missing")["M"].valid_from == date(2014, 4, 1)


def test_list_cannot_be_changed():
    with pytest.raises(TypeError):
        read_list("sex").codes["X"] = None
