"""The PDF: what it says, that machines can read it aloud, and that it reaches for nothing."""

import io
from dataclasses import replace

import pytest
from page import ValidationProfile, validate_pdf
from pypdf import PdfReader

from reporting.outputs.document import Given, document
from reporting.outputs.pdf import FETCHED, FetchRefusedError, html_to_pdf, to_pdf
from tests.reporting.test_published_year import OURS, value_at

HOSTILE = """
<img src="file:///etc/passwd"><link rel=attachment href="file:///etc/passwd"><style>@import url(http://127.0.0.1:9/a)</style>

- <a rel="attachment" href="file:///etc/hostname">take this</a>
- {reviews.held.__class__} {{ secret }} {% include "errors/500.html" %}

## <script src="http://127.0.0.1:9/x.js"></script>
"""


def pages_of(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def in_one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def content(year_2011) -> bytes:
    return to_pdf(year_2011.document)


@pytest.fixture(scope="module")
def pages(content) -> list[str]:
    return pages_of(content)


@pytest.fixture(scope="module")
def text(pages) -> str:
    return in_one_line(" ".join(pages))


@pytest.fixture(scope="module")
def lines(pages) -> list[str]:
    return [in_one_line(line) for page in pages for line in page.splitlines()]


@pytest.mark.parametrize("row", OURS, ids=lambda row: row["ref"])
def test_published_figure_stands_in_the_pdf(year_2011, text, row):
    assert f"{value_at(year_2011.statistics.figures, row['ref']):,}" in text.split() or f"{row['value']}%" in text


def test_rows_of_the_published_tables_are_printed(lines):
    assert "Asian: any other 14 1 15" in lines
    assert "Total 97 53 150" in lines
    assert "Q2 Other foster carer 83" in lines
    assert "PN7 Absent and no views conveyed 12" in lines
    assert "5 issues 3" in lines
    assert "Out of 150 children; 1 not recorded." in lines


def test_every_row_of_every_table_is_printed_beside_its_label(year_2011, text):
    tables = [table for section in year_2011.document.sections for table in section.tables]
    rows = [row for table in tables for row in (*table.rows, *([table.foot] if table.foot else []))]
    assert len(tables) > 25
    assert [row for row in (" ".join(cell.text for cell in row) for row in rows) if row not in text] == []


def test_every_figure_of_a_section_is_printed_beside_its_label(year_2011, text):
    figures = [figure for section in year_2011.document.sections for figure in section.figures]
    assert len(figures) > 30
    assert [figure.key for figure in figures if f"{figure.value}{figure.label}" not in text] == []


def test_footnotes_of_the_three_discrepancies_are_printed(year_2011, text):
    for note in year_2011.document.notes:
        assert note.text in text


def test_demonstration_and_draft_are_marked_on_every_page(pages):
    mark = "Demonstration: the children in it do not exist · Internal draft, not for publication"
    assert [mark in in_one_line(page) for page in pages] == [True] * len(pages)


def test_pdf_has_its_title_and_language(content):
    reader = PdfReader(io.BytesIO(content))
    assert reader.metadata.title == "Annual report of the Independent Reviewing Officer service"
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"


def test_pdf_keeps_the_rules_of_pdf_ua(content, tmp_path):
    file = tmp_path / "report.pdf"
    file.write_bytes(content)
    report = str(validate_pdf(str(file), profile=ValidationProfile.PDF_UA_1))
    assert "Result: no failures in implemented checks" in report, report


def test_hostile_narrative_is_printed_as_it_was_typed_and_brings_nothing_in(year_2011):
    shown = year_2011.document
    given = Given(
        authority="<b>Council</b>",
        service=shown.service,
        front=replace(shown.front, title="<script>alert(1)</script>", contact='<img src="file:///etc/passwd">'),
        status="Draft",
        is_demonstration=True,
        is_internal=True,
        texts={"summary": HOSTILE},
        footnotes={"children.by_placement": "<style>@import 'file:///etc/passwd'</style>"},
    )
    made = to_pdf(document(year_2011.statistics, given))
    text = in_one_line(" ".join(pages_of(made)))
    assert '<img src="file:///etc/passwd">' in text
    assert '{% include "errors/500.html" %}' in text
    assert "root:x:0" not in text
    assert PdfReader(io.BytesIO(made)).attachments == {}
    assert b"/EmbeddedFile" not in made


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="http://127.0.0.1:9/a.png" alt="a">',
        '<img src="file:///etc/passwd" alt="a">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="a">',
        '<a rel="attachment" href="file:///etc/passwd">a</a>',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<p style="background: url(http://127.0.0.1:9/a)">a</p>',
        "<style>@import url(http://127.0.0.1:9/a.css)</style>",
    ],
)
def test_page_that_asks_for_anything_is_not_made(markup):
    with pytest.raises(FetchRefusedError) as refused:
        html_to_pdf(f"<!doctype html><html lang=en><title>t</title><h1>t</h1>{markup}</html>", "")
    assert str(refused.value) == FETCHED
