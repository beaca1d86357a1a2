"""Charts: valid, safe, said in words, told apart without colour."""

import re
from xml.etree import ElementTree as ET

import pytest
from django.template import Context, Template

from design.charts import FILLS, bar_chart

NAMESPACE = "{http://www.w3.org/2000/svg}"
GROUPS = [("Aged 4 to 9", [12, 30]), ("Aged 16 and over", [0, 19])]


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own output


def test_chart_says_its_sentence_in_its_title():
    svg = parsed(bar_chart([("2024/25", 88)], "88% in 2024/25 & more."))
    assert svg.get("role") == "img"
    assert svg[0].tag == f"{NAMESPACE}title"
    assert svg[0].text == "88% in 2024/25 & more."


def test_chart_holds_only_shapes_and_text():
    svg = parsed(bar_chart(GROUPS, "By age", series=["Views", "Came"], unit="%"))
    assert {element.tag.removeprefix(NAMESPACE) for element in svg.iter()} == {"svg", "title", "rect", "path", "text"}
    assert not [name for element in svg.iter() for name in element.attrib if name == "style" or name.startswith("on")]


def test_bars_are_as_long_as_their_values():
    svg = parsed(bar_chart([("A", 50), ("B", 100), ("C", 0)], "Three", top=200))
    assert [float(bar.get("width")) for bar in svg.iter(f"{NAMESPACE}rect")] == [95, 190]


def test_every_value_is_written_beside_its_bar():
    svg = bar_chart(GROUPS, "By age", unit="%")
    assert re.findall(r">([\d,.]+%)</text>", svg) == ["12%", "30%", "0%", "19%"]


def test_stacked_bars_stand_end_to_end_with_their_sum():
    svg = bar_chart(GROUPS, "By age", stacked=True)
    first, second = list(parsed(svg).iter(f"{NAMESPACE}rect"))[:2]
    assert float(second.get("x")) == pytest.approx(float(first.get("x")) + float(first.get("width")))
    assert re.findall(r">(\d+)</text>", svg) == ["42", "19"]


def test_series_differ_in_pattern_and_not_only_in_colour():
    svg = parsed(bar_chart([("A", [9, 9, 9, 9])], "Four", series=["a", "b", "c", "d"]))
    hatches = [path.get("d") for path in svg.iter(f"{NAMESPACE}path")]
    assert len(hatches) == 6
    assert len({re.sub(r"[\d.\- ]", "", hatch) for hatch in hatches}) >= 3


def test_legend_names_the_series():
    svg = bar_chart(GROUPS, "By age", series=["Gave <views>", "Came"])
    assert "Gave &lt;views&gt;</text>" in svg
    assert "Came</text>" in svg


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("Short", ["Short"]),
        ("Aged 10 to 15, and those who turned 16", ["Aged 10 to 15, and those who", "turned 16"]),
        (
            "A label that is much too long to stand beside its bar in two lines of text",
            ["A label that is much too long", "to stand beside its bar in two…"],
        ),
        ("<b>", ["<b>"]),
    ],
)
def test_long_label_takes_two_lines(label: str, lines: list[str]):
    texts = [text.text for text in parsed(bar_chart([(label, 1)], "One")).iter(f"{NAMESPACE}text")]
    assert texts == [*lines, "1"]


@pytest.mark.parametrize("rows", [[], [("A", 0)], [("A", [])]])
def test_nothing_to_draw_is_still_a_chart(rows):
    assert parsed(bar_chart(rows, "Nothing")).get("role") == "img"


def test_negative_value_is_refused():
    with pytest.raises(ValueError, match="negative"):
        bar_chart([("A", -1)], "One")


def test_more_series_than_can_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="At most 4"):
        bar_chart([("A", [1] * (len(FILLS) + 1))], "Five")


def test_tag_puts_the_chart_in_a_region_that_scrolls():
    html = Template("{% bar_chart rows 'One <b>' unit='%' %}").render(Context({"rows": [("A", 1)]}))
    assert html.startswith(
        '<div class="app-chart-scroll" role="region" aria-label="Chart: One &lt;b&gt;" tabindex="0"><svg'
    )


def test_short_chart_keeps_the_size_of_its_words():
    whole, half = (parsed(bar_chart([("A", 50), ("B", 100)], "Two", longest=longest)) for longest in (380, 150))
    assert [svg.get("width") for svg in (whole, half)] == ["650", "420"]
    assert whole.get("font-size") == half.get("font-size")
