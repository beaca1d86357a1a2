"""C31: no file of ours holds a cell that a spreadsheet runs, and every file has a name that any system takes."""

import csv
import io
import re
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office.spreadsheets import BYTE_ORDER_MARK, begins_a_formula, csv_text, file_name, safe_cell

STARTS = [
    *"=+-@\t\r\n",
    "\uff1d", "\uff0b", "\uff0d", "\uff20",  # full width
    "\ufe66", "\ufe62", "\ufe63", "\ufe6b",  # small
    "\u2212", "\u207a", "\u208c",  # the minus sign proper, raised, lowered
]  # fmt: skip
BEFORE = [
    "", " ", "   ", "\u00a0", "\u2003", "\u3000", "\ufeff", "\u200b", "\u200e", "\u2060", "\x00", "\x0b", "\ufe0f",
]  # fmt: skip
COMMANDS = ["1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://example.org","x")', "SUM(A1:A9)", "", "rundll32|'x'!A"]

dangerous = st.builds(
    lambda before, start, rest: before + start + rest,
    st.lists(st.sampled_from(BEFORE), max_size=3).map("".join),
    st.sampled_from(STARTS),
    st.sampled_from(COMMANDS) | st.text(max_size=20),
)
anything = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=60)
cells = dangerous | anything | st.none() | st.integers(0, 10**6) | st.dates() | st.booleans()
rows = st.lists(st.lists(cells, min_size=1, max_size=10), min_size=1, max_size=10)


def runs(text: str) -> bool:
    """Say whether a spreadsheet may run a cell as it stands in a file. Written apart from what it judges."""
    for character in text:
        category = unicodedata.category(character)
        if character in "\t\r\n":
            return True
        if category.startswith(("Z", "M")) or category in {"Cc", "Cf"}:
            continue
        return unicodedata.normalize("NFKC", character)[0] in "=+-@\u2212"
    return False


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


def assert_nothing_runs(table: list[list[object]]) -> None:
    found = read(csv_text(table))
    assert [len(row) for row in found] == [len(row) for row in table]
    assert [cell for row in found for cell in row if runs(cell)] == []


@given(rows)
def test_c31_no_cell_runs(table):
    assert_nothing_runs(table)


@given(st.lists(cells, min_size=20, max_size=20))
@settings(max_examples=1000, suppress_health_check=list(HealthCheck))
def test_c31_none_of_20000_cells_runs(row):
    assert_nothing_runs([row])


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("start", STARTS)
def test_c31_each_way_to_begin_a_formula_is_seen(before, start):
    assert (begins_a_formula(f"{before}{start}1"), runs(str(safe_cell(f"{before}{start}1")))) == (True, False)


@pytest.mark.parametrize(
    "plain", ["Sam Thistledown", "Siân Ó Méalóid", "3 March 2012", "a=b", "1-2", "o'clock", "", "Ωmega", "(=1)"]
)
def test_c31_plain_text_stays_as_it_is(plain):
    assert safe_cell(plain) == plain


def test_c31_planted_formula_is_noticed():
    assert [runs(text) for text in ("=1", " \ufeff@x", "\uff1d1", "'=1", "a")] == [True, True, True, False, False]


def test_c31_line_of_a_cell_stays_in_its_cell():
    assert read(csv_text([["Ann\r\n=1+1", 'say "=2"', "x,=3", "x;=4"]])) == [
        ["Ann\r\n=1+1", 'say "=2"', "x,=3", "x;=4"]
    ]


@given(anything)
def test_c31_file_names_are_safe(words):
    name = file_name(words, ending="csv")
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,84}\.csv", name)
    assert name.split(".")[0] not in {"con", "prn", "aux", "nul", "com1", "lpt9"}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("My caseload", "my-caseload.csv"),
        ("../../etc/passwd", "etc-passwd.csv"),
        ('a"; filename="x.exe', "a-filename-x-exe.csv"),
        ("line\r\nSet-Cookie: x", "line-set-cookie-x.csv"),
        ("CON", "list-con.csv"),
        ("=1+1", "1-1.csv"),
        ("Siân", "sian.csv"),
        ("日本", "list.csv"),
    ],
)
def test_c31_file_name_keeps_its_plain_letters(words, name):
    assert file_name(words, ending="csv") == name
