"""What holds of every figure whatever the records say, and the rules of single ones."""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from reporting import facts as f
from reporting.measures import all_measures
from reporting.measures.measure import TOTAL, Adding, Around, Unit, Words, half_up, percentage, ratio
from reporting.reconcile import table_sum, warnings_about
from reporting.rows import WORDS
from reporting.statistics import compute
from statute.calendar import england
from tests.reporting.strategies import YEAR, facts

CALENDAR = england()
DAY = datetime.date(2024, 6, 3)


def figures(**given_facts):
    return compute(f.Facts(YEAR, **given_facts), calendar=CALENDAR).figures


def review(id_: int = 1, **changes) -> f.Review:
    plain = f.Review(
        id=id_, child=id_, is_short_breaks=False, sequence="later", due_on=DAY, held_on=DAY, adjourned_on=None,
        completed_on=DAY, mode="meeting", early_reason="", late_reason="", spoken_outcome="", spoken_on=None,
        age_band="four_or_over", code="PN1", not_taking_part_reason="", was_co_chaired=False,
    )  # fmt: skip
    return replace(plain, **changes)


@given(facts())
def test_numerator_of_a_counting_measure_is_the_number_of_distinct_units_listed(generated):
    for measure in all_measures(generated, CALENDAR):
        if measure.records is not None:
            assert measure.numerator == measure.records == len(set(measure.ids)) == len(measure.ids), measure.key


@given(facts())
def test_every_cell_of_a_table_lists_as_many_units_as_it_says(generated):
    for measure in all_measures(generated, CALENDAR):
        if measure.records is None or not isinstance(measure.value, Mapping):
            continue
        for row, number in measure.value.items():
            cells = {f"{row}.{c}": n for c, n in number.items()} if isinstance(number, Mapping) else {row: number}
            assert {cell: len(measure.behind(cell)) for cell in cells} == cells, measure.key


@given(facts())
def test_what_is_not_stated_and_left_out_can_be_listed_too(generated):
    for measure in all_measures(generated, CALENDAR):
        if measure.records is not None and measure.parts:
            assert len(measure.parts.get("not_stated", ())) == measure.not_stated, measure.key
            assert len(measure.parts.get("excluded", ())) == measure.excluded, measure.key


@given(facts())
def test_numerator_never_exceeds_the_base(generated):
    for measure in all_measures(generated, CALENDAR):
        if "denominator" in measure.parts:
            assert set(measure.ids) <= set(measure.parts["denominator"]), measure.key


@given(facts())
def test_table_that_does_not_add_to_its_base_is_warned_about(generated):
    measures = all_measures(generated, CALENDAR)
    warned = {warning.key for warning in warnings_about(measures)}
    for measure in measures:
        if measure.is_table and measure.adding is Adding.WHOLE and measure.denominator is not None:
            assert (measure.key in warned) == (table_sum(measure) != measure.denominator), measure.key


@given(facts())
def test_total_row_and_column_hold_every_unit_once(generated):
    for measure in all_measures(generated, CALENDAR):
        if isinstance(measure.value, Mapping) and TOTAL in measure.value:
            assert measure.value[TOTAL][TOTAL] == measure.records == table_sum(measure), measure.key


def test_no_records_make_no_figure_fail_and_no_rate_zero():
    for measure in figures().values():
        if measure.is_percentage:
            assert (measure.value, measure.denominator) == (None, 0), measure.key


@pytest.mark.parametrize(
    ("exact", "rounded"), [("21.65", 21.7), ("21.64", 21.6), ("0.05", 0.1), ("99.95", 100.0), ("46.875", 46.9)]
)
def test_percentages_are_rounded_half_up(exact, rounded):
    assert half_up(Decimal(exact)) == rounded


def test_nothing_out_of_nothing_is_no_percentage():
    assert ratio(0, 0, times=100) is None
    words = Words("a.b", "A", "B.", Unit.REVIEWS)
    assert percentage(words, [], Around(base=())).value is None


def test_at_start_is_the_close_of_the_day_before():
    child = f.Child(1, "F", DAY, "WBRI", is_uasc=False, sibling_group=None)
    leaves_on_the_first_day = f.CarePeriod(1, 1, False, datetime.date(2020, 1, 1), YEAR.start)
    found = figures(children=(child,), care=(leaves_on_the_first_day,))
    assert found["children.looked_after_at_start"].value == 1
    assert found["children.looked_after_at_end"].value == 0
    assert found["children.ceased"].value == 1


def test_short_breaks_are_counted_apart():
    child = f.Child(1, "F", DAY, "WBRI", is_uasc=False, sibling_group=None)
    found = figures(children=(child,), care=(f.CarePeriod(1, 1, True, DAY, None),))
    assert found["children.looked_after_at_end"].value == 0
    assert found["children.short_breaks_at_end"].value == 1
    assert found["children.started"].value == 0


def test_completion_drives_the_period_and_short_break_reviews_are_apart():
    after = YEAR.end + datetime.timedelta(days=1)
    found = figures(
        reviews=(
            review(1),
            review(2, completed_on=after),
            review(3, is_short_breaks=True),
            review(4, completed_on=None),
        )
    )
    assert found["reviews.held"].ids == (1,)
    assert found["reviews.short_breaks"].ids == (3,)


def test_late_review_brings_its_reason_and_a_missing_one_is_warned_about():
    late = DAY + datetime.timedelta(days=40)
    given_facts = f.Facts(
        YEAR, reviews=(review(1, completed_on=late, late_reason="papers_missing"), review(2, completed_on=late))
    )
    statistics = compute(given_facts, calendar=CALENDAR)
    assert statistics["reviews.late"].value == 2
    assert statistics["reviews.late_reasons"].value == {"papers_missing": 1}
    assert [warning.key for warning in statistics.warnings] == ["reviews.late_reasons"]


def test_share_on_time_is_printed_both_ways_the_strict_one_first():
    adjourned = review(2, adjourned_on=DAY, completed_on=DAY + datetime.timedelta(days=14))
    late = review(3, completed_on=DAY + datetime.timedelta(days=40), late_reason="papers_missing")
    found = figures(reviews=(review(1), adjourned, late, review(4)))
    both = [key for key in found if key.startswith("reviews.on_time_share")]
    assert [(key, float(found[key].value)) for key in both] == [
        ("reviews.on_time_share", 50),
        ("reviews.on_time_share_with_adjourned", 75),
    ]


def test_reviews_put_off_without_a_meeting_and_while_missing_are_counted():
    found = figures(reviews=(review(1, was_postponed=True), review(2, mode="paper"), review(3, was_child_missing=True)))
    keys = ("postponed", "without_meeting", "child_missing")
    assert [found[f"reviews.{key}"].value for key in keys] == [1, 1, 1]


def test_adjourned_review_completed_in_time_is_shown_apart():
    adjourned = review(1, adjourned_on=DAY, completed_on=DAY + datetime.timedelta(days=14))
    found = figures(reviews=(adjourned,))
    assert [found[f"reviews.{key}"].value for key in ("on_time", "on_time_adjourned", "late")] == [0, 1, 0]
    both = ("reviews.on_time_share", "reviews.on_time_share_with_adjourned")
    assert [float(found[key].value) for key in both] == [0, 100]
    assert found["children.with_every_review_on_time"].value == 0
    lenient = figures(reviews=(adjourned,), terms=f.Terms(count_adjourned_as_late=False))
    assert lenient["children.with_every_review_on_time"].value == 1


@pytest.mark.parametrize(
    ("parts", "counted", "unstated"),
    [
        ([(True, False)], 1, 0),
        ([(True, True)], 0, 0),
        ([(True, False), (True, True)], 0, 0),
        ([(True, False), (False, None)], 1, 0),
        ([(False, None)], 0, 0),
        ([(True, None)], 0, 1),
        ([(True, False), (True, None)], 0, 1),
        ([(True, False), (False, True)], 0, 0),
        ([], 0, 1),
    ],
)
def test_parent_invited_and_none_attended(parts, counted, unstated):
    rows = tuple(f.ParentPart(1, invited, "", attended, "") for invited, attended in parts)
    found = figures(reviews=(review(1),), parents=rows)["parents.invited_not_attending"]
    assert (found.value, found.not_stated) == (counted, unstated)


def forms_with(*questions, boxes):
    answers = tuple(f.Answer(form, 1, answer, None) for form, answer in boxes)
    forms = tuple(f.Form(id_, "16-17", DAY) for id_ in sorted({form for form, _answer in boxes}))
    return compute(f.Facts(YEAR, questions=questions, forms=forms, answers=answers), calendar=CALENDAR)


def test_two_boxes_on_one_form_are_two_answers_of_one_form():
    question = f.Question(1, "safe", "16-17", "Safe?", ("yes", "no"), ())
    answers = (f.Answer(1, 1, "yes", None), f.Answer(1, 1, "no", None), f.Answer(2, 1, "yes", None))
    forms = tuple(f.Form(id_, "16-17", DAY) for id_ in (1, 2, 3))
    found = compute(f.Facts(YEAR, questions=(question,), forms=forms, answers=answers), calendar=CALENDAR)
    measure = found["consultation.16-17.safe"]
    assert (measure.value, measure.records, measure.not_stated) == ({"yes": 2, "no": 1}, 2, 1)
    assert [warning.message for warning in found.warnings] == [
        "“Safe? (ages 16-17)”: 3 answers from 2 forms; 1 form gave more than one answer."
    ]


def test_answer_without_a_meaning_on_the_scale_is_not_stated_and_the_definition_says_so():
    sides = tuple(f.BothSides(id_, "contact", outcome) for id_, outcome in ((1, "not_on_scale"), (2, "differs")))
    found = figures(reviews=(review(1), review(2)), sides=sides, words={"subject": {"contact": "Contact"}})[
        "participation.views_differ"
    ]
    assert found.value["contact"] == {"both": 1, "differing": 1, "one_or_none": 1}
    assert "or none with a meaning on that scale" in found.definition
    assert found.labels["one_or_none"] == "Not stated, or not on the scale"


def test_form_with_three_boxes_is_one_form_that_gave_more_than_one_answer():
    question = f.Question(1, "safe", "16-17", "Safe?", ("yes", "no", "bit"), ())
    boxes = [(1, "yes"), (1, "no"), (1, "bit"), (2, "yes")]
    found = forms_with(question, boxes=boxes)
    assert [warning.message for warning in found.warnings] == [
        "“Safe? (ages 16-17)”: 4 answers from 2 forms; 1 form gave more than one answer."
    ]


def test_question_that_takes_several_answers_adds_to_nothing_and_warns_of_nothing():
    one = f.Question(1, "who", "16-17", "Who helps?", ("friends", "family"), (), 1)
    several = replace(one, id=2, version=2, takes_several=True)
    boxes = [(1, "friends"), (1, "family"), (2, "friends")]
    for questions in ([replace(one, takes_several=True)], [one, several]):
        found = forms_with(*questions, boxes=boxes)
        measure = found["consultation.16-17.who"]
        assert (measure.value, measure.records, measure.adding) == ({"friends": 2, "family": 1}, 2, Adding.SEVERAL)
        assert "a form with several answers stands in the row of each" in measure.definition
        assert found.warnings == ()


@pytest.mark.parametrize(
    ("children", "fte", "word"),
    [
        (49, 1, "below"),
        (50, 1, "within"),
        (70, 1, "within"),
        (71, 1, "above"),
        (64, "0.914", "above"),  # 70.02 for each, printed as 70.0
        (39, "0.7803", "below"),  # 49.98 for each, printed as 50.0
    ],
)
def test_caseload_lies_below_within_or_above_the_range(children, fte, word):
    post = f.Post(1, "iro", 1, "", "", Decimal(fte), Decimal(0), DAY, None, is_agency=False)
    ids = range(1, children + 1)
    found = figures(
        posts=(post,),
        children=tuple(f.Child(id_, "F", DAY, "WBRI", is_uasc=False, sibling_group=None) for id_ in ids),
        care=tuple(f.CarePeriod(id_, id_, False, DAY, None) for id_ in ids),
    )
    assert found["service.caseload_range"].value == word


def test_vacant_post_is_no_iro_and_unknown_size_is_not_zero():
    held = f.Post(1, "iro", 1, "", "", None, Decimal(0), DAY, None, is_agency=False)
    vacant = f.Post(2, "iro", None, "", "", Decimal(1), Decimal(0), DAY, None, is_agency=False)
    found = figures(posts=(held, vacant))
    assert found["service.iro_fte"].value is None
    assert found["service.iro_fte"].not_stated == 1
    assert found["service.vacancies"].ids == (2,)


def test_contacts_before_the_protocol_count_once_they_were_counted_from_the_start():
    early, late = YEAR.start, YEAR.start + datetime.timedelta(days=60)
    counted = figures(stages=(f.Stage(1, "pre_protocol", early), f.Stage(2, "pre_protocol", late)))
    not_yet = figures(stages=(f.Stage(2, "pre_protocol", late),))
    assert counted["disputes.pre_protocol"].value == 2
    assert not_yet["disputes.pre_protocol"].value is None


def typed(key: str, code: str, first: tuple[int, int, int], last: tuple[int, int, int], value: int) -> f.Typed:
    return f.Typed(key, code, datetime.date(*first), datetime.date(*last), Decimal(value), "Report")


@pytest.mark.parametrize(
    ("first", "told"), [((2023, 4, 1), 17), ((2023, 10, 1), None), ((2022, 4, 1), None)], ids=["year", "half", "two"]
)
def test_typed_figure_stands_for_the_period_before_only_if_it_covers_just_that(first, told):
    rows = (typed("disputes.previous.stage_1", "", first, (2024, 3, 31), 17),)
    assert figures(typed=rows)["disputes.previous.stage_1"].value == told


def test_advocacy_is_of_the_newest_year_that_ended_in_the_period_and_never_of_an_older_one():
    key = "advocacy.supported"
    old = typed(key, "uasc", (2022, 4, 1), (2023, 3, 31), 1)
    ended = typed(key, "uasc", (2023, 7, 1), (2024, 6, 30), 2)
    later = typed(key, "uasc", (2024, 7, 1), (2025, 6, 30), 3)
    assert figures(typed=(old, ended, later))[key].value == {"uasc": 2}
    assert figures(typed=(old, later))[key].value is None


def test_children_missing_are_not_stated_where_no_placements_are_recorded():
    then = f.Period(datetime.date(2011, 1, 1), datetime.date(2011, 12, 31))
    assert compute(f.Facts(then), calendar=CALENDAR)["children.missing"].value is None
    started = datetime.date(2011, 3, 1)
    episode = f.Episode(1, 1, 1, started, None, "S", "C2", "Q2", is_out_of_area=None, home="")
    child = f.Child(1, "F", started, "WBRI", is_uasc=False, sibling_group=None)
    found = compute(f.Facts(then, children=(child,), episodes=(episode,)), calendar=CALENDAR)
    assert found["children.missing"].value == 0


def test_rows_that_are_always_asked_about_stand_in_the_table_when_nobody_is_in_them():
    found = compute(f.Facts(YEAR, reviews=(review(spoken_outcome="seen"),), words=WORDS), calendar=CALENDAR).figures
    assert found["reviews.by_sequence"].value == {"first": 0, "second": 0, "later": 1}
    assert found["reviews.child_spoken_to_before"].value == {
        "seen": 1, "refused": 0, "not_appropriate": 0, "observed": 0, "tried": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("period", "previous"),
    [
        ((2011, 1, 1, 2011, 12, 31), (2010, 1, 1, 2010, 12, 31)),
        ((2024, 4, 1, 2025, 3, 31), (2023, 4, 1, 2024, 3, 31)),
        ((2024, 2, 1, 2024, 2, 29), (2024, 1, 1, 2024, 1, 31)),
        ((2024, 5, 6, 2024, 5, 12), (2024, 4, 29, 2024, 5, 5)),
    ],
)
def test_period_before_is_as_long(period, previous):
    start, end = datetime.date(*period[:3]), datetime.date(*period[3:])
    assert f.Period(start, end).previous == f.Period(datetime.date(*previous[:3]), datetime.date(*previous[3:]))


@pytest.mark.parametrize(
    ("start", "end"), [((1, 1, 1), (1, 12, 31)), ((1899, 12, 31), (2011, 12, 31)), ((2011, 1, 1), (9999, 12, 31))]
)
def test_period_in_years_that_no_record_is_of_is_refused(start, end):
    with pytest.raises(ValueError, match="The period must lie between 1900 and 2100"):
        f.Period.asked_for(datetime.date(*start), datetime.date(*end))


def test_every_figure_of_the_longest_period_is_computed():
    longest = f.Facts(f.Period.asked_for(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
    assert compute(longest, calendar=CALENDAR)["reviews.held"].value == 0


def test_reversed_period_is_refused():
    with pytest.raises(ValueError, match="The last day of the period must not come before the first"):
        f.Period(YEAR.end, YEAR.start)
