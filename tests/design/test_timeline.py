"""The picture of what runs over the years: every fact is in its words, and nothing of it can be typed into the page."""

import datetime
import itertools
import re

import pytest

from design.timeline import Bar, Lane, Mark, timeline

D = datetime.date
TODAY = D(2025, 6, 2)
CARE = Lane("Care", [Bar(D(2024, 4, 5), None, "Looked after from 5 April 2024")])
REVIEWS = Lane("Reviews", (), [Mark(D(2024, 5, 1), "Completed on 1 May 2024"), Mark(D(2025, 8, 1), "Due", "due")])


def test_picture_says_its_sentence_and_each_fact_in_words():
    drawn = timeline([CARE, REVIEWS], "Care over time.", today=TODAY)
    titles = re.findall(r"<title>([^<]*)</title>", drawn)
    assert titles == ["Care over time.", "Looked after from 5 April 2024", "Completed on 1 May 2024", "Due"]
    assert 'role="img"' in drawn


def test_lane_without_anything_is_left_out_and_an_empty_picture_is_none():
    assert ">Panels<" not in timeline([CARE, Lane("Panels")], "x", today=TODAY)
    assert timeline([Lane("Panels")], "x", today=TODAY) == ""


def test_text_is_escaped_and_nothing_is_styled_inline():
    drawn = timeline([Lane("<b>", [Bar(D(2025, 1, 1), D(2025, 2, 1), "<script>")])], "<i>", today=TODAY)
    assert re.search(r"<b>|<i>|<script>|style=", drawn) is None


def test_bar_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="before it begins"):
        timeline([Lane("Care", [Bar(TODAY, D(2025, 1, 1), "x")])], "x", today=TODAY)


@pytest.mark.parametrize(("since", "words"), [(D(2025, 1, 6), "Jan 2025"), (D(2015, 3, 2), "2016")])
def test_scale_shows_months_of_a_short_time_and_years_of_a_long_one(since, words):
    drawn = timeline([Lane("Care", [Bar(since, None, "x")])], "x", today=TODAY)
    assert f">{words}</text>" in drawn


def test_labels_of_the_scale_never_run_into_each_other():
    drawn = timeline([Lane("Care", [Bar(D(2008, 3, 2), None, "x")])], "x", today=TODAY)
    at = [float(x) for x in re.findall(r'<text x="([0-9.]+)" y="14"', drawn)]
    assert min(after - before for before, after in itertools.pairwise(at)) >= 46
