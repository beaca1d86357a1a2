"""Fields: what may be typed, what comes out, and the sentence when it will not do."""

import datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError

from design.fields import DateField, FormKeyField, TimeField, VersionField, YesNoField

TODAY = datetime.date(2026, 5, 7)


def held_on(**changes) -> DateField:
    return DateField(**{"label": "When was it held?", "thing": "the date the review was held", **changes})


@pytest.mark.parametrize(
    "typed",
    [["7", "5", "2026"], ["07", "05", "2026"], [" 7 ", "May", "2026"], ["7", "may", "2026"], "2026-05-07", TODAY],
)
def test_date_is_understood(typed):
    assert held_on().clean(typed) == TODAY


@pytest.mark.parametrize("name", ["sep", "Sept", "september", "SEP.", "9"])
def test_month_may_be_a_name(name: str):
    assert held_on().clean(["1", name, "2025"]) == datetime.date(2025, 9, 1)


@pytest.mark.parametrize(
    ("typed", "sentence", "code"),
    [
        (["", "", ""], "Enter the date the review was held", "required"),
        (["7", "5", ""], "The date the review was held must include a year", "invalid_year"),
        (["", "", "2026"], "The date the review was held must include a day and a month", "invalid_day_month"),
        (["31", "2", "2026"], "The date the review was held must be a real date", "invalid_day_month_year"),
        (["29", "2", "2025"], "The date the review was held must be a real date", "invalid_day_month_year"),
        (["7", "Mai", "2026"], "The date the review was held must be a real date", "invalid_month"),
        (["-7", "5", "2026"], "The date the review was held must be a real date", "invalid_day"),
        (["\u0667", "5", "2026"], "The date the review was held must be a real date", "invalid_day"),
        (
            ["7", "5", "26"],
            "The date the review was held must have a year of 4 numbers, like 2026",
            "invalid_year",
        ),
        ("tomorrow", "The date the review was held must include a month and a year", "invalid_month_year"),
    ],
)
def test_date_that_will_not_do_says_what_to_do(typed, sentence: str, code: str):
    with pytest.raises(ValidationError) as refused:
        held_on().clean(typed)
    assert (refused.value.messages, refused.value.code) == ([sentence], code)


def test_date_that_is_not_required_may_be_left_empty():
    assert held_on(required=False).clean(["", "", ""]) is None


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("Date of birth", "Enter date of birth"),
        ("When?", "Enter the date"),
        ("IRO from", "Enter IRO from"),
    ],
)
def test_date_without_a_thing_is_named_after_its_label(label: str, sentence: str):
    with pytest.raises(ValidationError) as refused:
        DateField(label=label).clean(["", "", ""])
    assert refused.value.messages == [sentence]


@pytest.mark.parametrize(
    ("bounds", "sentence"),
    [
        ({"not_after": TODAY, "today": TODAY}, "The date the review was held must be today or in the past"),
        ({"not_after": TODAY}, "The date the review was held must be 7 May 2026 or earlier"),
    ],
)
def test_date_after_its_bound_is_refused(bounds, sentence: str):
    assert held_on().check(TODAY, **bounds) == TODAY
    with pytest.raises(ValidationError) as refused:
        held_on().check(TODAY + datetime.timedelta(days=1), **bounds)
    assert refused.value.messages == [sentence]


@pytest.mark.parametrize(
    ("bounds", "sentence"),
    [
        ({"not_before": TODAY, "today": TODAY}, "The date the review was held must be today or in the future"),
        ({"not_before": TODAY}, "The date the review was held must be 7 May 2026 or later"),
    ],
)
def test_date_before_its_bound_is_refused(bounds, sentence: str):
    assert held_on().check(TODAY, **bounds) == TODAY
    with pytest.raises(ValidationError) as refused:
        held_on().check(TODAY - datetime.timedelta(days=1), **bounds)
    assert refused.value.messages == [sentence]


def test_no_date_is_within_any_bounds():
    assert held_on().check(None, not_before=TODAY, not_after=TODAY) is None


@pytest.mark.parametrize(
    ("initial", "data", "changed"),
    [
        (TODAY, ["7", "5", "2026"], False),
        (TODAY, ["8", "5", "2026"], True),
        (None, ["", "", ""], False),
        (None, ["x", "", ""], True),
    ],
)
def test_date_has_changed_when_it_is_another_day(initial, data, changed: bool):
    assert held_on().has_changed(initial, data) is changed


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("14:30", (14, 30)),
        ("14.30", (14, 30)),
        ("1430", (14, 30)),
        ("2:30pm", (14, 30)),
        ("2.30 PM", (14, 30)),
        ("2pm", (14, 0)),
        ("12am", (0, 0)),
        ("12pm", (12, 0)),
        ("noon", (12, 0)),
        ("9:05 a.m.", (9, 5)),
        ("09:05:00", (9, 5)),
    ],
)
def test_time_is_understood(typed: str, time: tuple[int, int]):
    assert TimeField().clean(typed) == datetime.time(*time)


@pytest.mark.parametrize("typed", ["2", "25:00", "14:60", "13pm", "0am", "soon", "2:3pm"])
def test_time_that_will_not_do_is_refused_with_an_example(typed: str):
    with pytest.raises(ValidationError) as refused:
        TimeField().clean(typed)
    assert refused.value.messages == ["Enter a time, like 9:30am or 14:30"]


def test_time_that_is_not_required_may_be_left_empty():
    assert TimeField(required=False).clean("  ") is None


@pytest.mark.parametrize(("typed", "answer"), [("yes", True), ("no", False), ("", None)])
def test_yes_and_no_are_true_false_and_not_answered(typed: str, answer: bool | None):
    assert YesNoField(required=False).clean(typed) is answer


def test_yes_no_shows_what_was_stored():
    assert [YesNoField().prepare_value(value) for value in (True, False, None, "yes")] == ["yes", "no", None, "yes"]


def test_version_is_a_whole_number_from_nought():
    assert VersionField().clean("3") == 3
    with pytest.raises(ValidationError):
        VersionField().clean("-1")


def test_form_key_is_new_for_every_form_shown():
    field = FormKeyField()
    keys = [field.get_bound_field(forms.Form(), "form_key").initial for _form in range(2)]
    assert keys[0] != keys[1]
    assert field.clean(str(keys[0])) == keys[0]
