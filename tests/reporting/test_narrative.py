"""Narrative: paragraphs, lists and headings, and figures by name."""

from types import MappingProxyType

import pytest

from reporting.measures.measure import Measure, Unit
from reporting.narrative import Block, blocks, filled, unknown_names

FIGURES = MappingProxyType(
    {
        "reviews.held": Measure("reviews.held", "Held", "D.", Unit.REVIEWS, 1449),
        "a.rate": Measure("a.rate", "Rate", "D.", Unit.REVIEWS, 21.6, is_percentage=True),
        "a.word": Measure("a.word", "Word", "D.", Unit.CHILDREN, "below", labels={"below": "Below the range"}),
        "a.table": Measure("a.table", "T", "D.", Unit.CHILDREN, {"AOTH": {"male": 14, "total": 15}, "Q2": 83}),
        "a.unknown": Measure("a.unknown", "U", "D.", Unit.CHILDREN, None),
    }
)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("{reviews.held} reviews", "1,449 reviews"),
        ("{a.rate}", "21.6%"),
        ("{a.word}", "below the range"),
        ("{a.table:Q2} and {a.table:AOTH.male}", "83 and 14"),
        ("{a.unknown}", "not stated"),
        ("{a.table}", "{a.table}"),
        ("{a.table:Q9}", "{a.table:Q9}"),
        ("{reviews.held.__class__}", "{reviews.held.__class__}"),
        ("{reviews.held:x.y}", "{reviews.held:x.y}"),
        ("{} { } {{x}}", "{} { } {{x}}"),
    ],
)
def test_named_figures_are_filled_in_and_nothing_else_is(typed, printed):
    assert filled(typed, FIGURES) == printed


def test_names_that_are_no_figure_are_found():
    assert unknown_names("{reviews.held} {reviews.hold} {a.table}", FIGURES) == ["{reviews.hold}", "{a.table}"]


def test_blank_lines_part_paragraphs_and_hyphens_make_lists():
    assert blocks("One\ntwo.\r\n\r\nThree:\n- a\n  more\n- b\n\n## Four\nFive") == (
        Block(text="One two."),
        Block(text="Three:"),
        Block(items=("a more", "b")),
        Block(heading="Four"),
        Block(text="Five"),
    )


@pytest.mark.parametrize("empty", ["", "   ", "\n\n\n", "\r\n \r\n"])
def test_nothing_typed_is_no_paragraph(empty):
    assert blocks(empty) == ()
