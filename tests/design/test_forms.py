"""Forms: how each kind of question is shown, what is revealed, and where the error summary leads."""

import datetime
import re

import pytest
from crispy_forms.layout import Button, ButtonHolder, Div, Fieldset, Layout, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.forms import formset_factory
from django.template import Context, Template

from accounts.models import Post
from design.errors import control_id, error_lines
from design.forms import (
    Checkboxes,
    DateField,
    FileInput,
    FilterForm,
    FormKeyField,
    GovukForm,
    GovukFormSet,
    GovukModelForm,
    Radios,
    SearchInput,
    Textarea,
    TimeField,
    VersionField,
    YesNoField,
    forms_valid,
)

COLOURS = [("r", "Red"), ("g", "Green")]


class Everything(GovukForm):
    text = forms.CharField(label="Text", help_text="A hint")
    email = forms.EmailField(label="Email")
    number = forms.IntegerField(label="Number", min_value=1)
    share = forms.DecimalField(label="Share")
    search = forms.CharField(label="Search", widget=SearchInput)
    notes = forms.CharField(label="Notes", widget=Textarea(limit=20), max_length=20)
    plain = forms.CharField(label="Plain", widget=forms.Textarea)
    held_on = DateField(label="Held on")
    plain_date = forms.DateField(label="Plain date", error_messages={"required": "Enter a plain date"})
    at = TimeField(label="At")
    plain_time = forms.TimeField(label="Plain time")
    chosen = forms.ChoiceField(label="Chosen", choices=[("", "Choose one"), *COLOURS])
    several = forms.MultipleChoiceField(label="Several", choices=COLOURS)
    radio = forms.ChoiceField(label="Radio", choices=COLOURS, widget=Radios(hints={"g": "As grass"}))
    grouped = forms.ChoiceField(label="Grouped", choices=[("Warm", [("r", "Red")])], widget=Radios)
    boxes = forms.MultipleChoiceField(label="Boxes", choices=COLOURS, widget=Checkboxes)
    agreed = YesNoField(label="Agreed")
    perhaps = forms.NullBooleanField(label="Perhaps")
    tick = forms.BooleanField(label="I agree", help_text="To everything")
    file = forms.FileField(label="File", widget=FileInput(accept=".pdf"))
    version = VersionField()
    form_key = FormKeyField()


def ids(html: str) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', html)


def described(html: str) -> list[str]:
    return " ".join(re.findall(r'aria-describedby="([^"]+)"', html)).split()


@pytest.mark.parametrize("form", [Everything(), Everything({})], ids=["empty", "with-errors"])
@pytest.mark.parametrize("render", [str, render_crispy_form], ids=["django", "crispy"])
def test_every_reference_in_a_form_exists_once(form: GovukForm, render):
    html = render(form)
    have = ids(html)
    assert sorted(set(have)) == sorted(have)
    assert set(described(html)) <= set(have)
    assert set(re.findall(r'\bfor="([^"]+)"', html)) <= set(have)
    assert "required" not in re.sub(r"is required", "", html)


def test_django_and_crispy_show_the_same_controls():
    key = {"form_key": "4d4d4d4d-0000-4000-8000-000000000000"}
    controls = [
        re.findall(r"<(?:input|select|textarea)[^>]*>", render(Everything(initial=key)))
        for render in (str, render_crispy_form)
    ]
    assert sorted(controls[0]) == sorted(controls[1])


def test_every_empty_answer_has_an_instruction_that_leads_to_its_control():
    form = Everything({})
    have = ids(str(form))
    assert [(sentence, target) for sentence, target in error_lines(form)] == [
        ("Enter text", "id_text"),
        ("Enter email", "id_email"),
        ("Enter number", "id_number"),
        ("Enter share", "id_share"),
        ("Enter search", "id_search"),
        ("Enter notes", "id_notes"),
        ("Enter plain", "id_plain"),
        ("Enter held on", "id_held_on_0"),
        ("Enter a plain date", "id_plain_date_0"),
        ("Enter at", "id_at"),
        ("Enter plain time", "id_plain_time"),
        ("Choose chosen", "id_chosen"),
        ("Choose several", "id_several"),
        ("Choose radio", "id_radio_0"),
        ("Choose grouped", "id_grouped_0_0"),
        ("Choose boxes", "id_boxes_0"),
        ("Choose agreed", "id_agreed_0"),
        ("Tick the box to confirm: I agree", "id_tick"),
        ("Choose a file: file", "id_file"),
        ("Enter version", ""),
        ("Open the form again", ""),
    ]
    assert {target for _sentence, target in error_lines(form) if target} <= set(have)


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ({"held_on_day": "7", "held_on_month": "5"}, "id_held_on_2"),
        ({"held_on_day": "7", "held_on_month": "Mai", "held_on_year": "2026"}, "id_held_on_1"),
        ({"held_on_day": "31", "held_on_month": "2", "held_on_year": "2026"}, "id_held_on_0"),
    ],
)
def test_date_error_leads_to_the_box_that_is_wrong(typed, target: str):
    form = Everything(typed)
    assert control_id(form["held_on"]) == target
    first = re.search(r'<input class="([^"]*)" id="' + target, str(form["held_on"].as_field_group()))
    assert "govuk-input--error" in first[1]


def test_date_box_that_is_right_is_not_marked():
    html = Everything({"held_on_day": "7", "held_on_month": "5"})["held_on"].as_field_group()
    assert html.count("govuk-input--error") == 1


def test_what_was_typed_stands_in_its_box_again():
    html = str(Everything({"held_on_day": "31", "held_on_month": "Feb", "held_on_year": "2026", "text": "<b>"}))
    assert [f'value="{typed}"' in html for typed in ("31", "Feb", "2026", "&lt;b&gt;")] == [True] * 4


def test_initial_answers_stand_in_their_controls():
    day, time = datetime.date(2026, 5, 7), datetime.time(14, 30)
    html = str(Everything(initial={"held_on": day, "at": time, "agreed": False, "boxes": ["g"], "chosen": "r"}))
    assert re.findall(r'name="held_on_\w+" type="text" inputmode="numeric" value="(\d+)"', html) == ["7", "5", "2026"]
    assert 'value="14:30"' in html
    assert re.findall(r'name="(\w+)" value="(\w+)" id="\w+" checked', html) == [("boxes", "g"), ("agreed", "no")]
    assert '<option value="r" selected>' in html


def test_number_is_typed_without_spinners():
    html = str(Everything()["number"])
    assert 'type="text"' in html
    assert 'inputmode="numeric"' in html
    assert 'inputmode="decimal"' in str(Everything()["share"])


def test_search_is_not_completed_by_the_browser():
    assert 'autocomplete="off"' in str(Everything()["search"])


def test_questions_that_may_be_left_empty_say_so():
    class Form(GovukForm):
        asked = forms.CharField(label="Asked")
        free = forms.CharField(label="Free", required=False)
        when = DateField(label="When", required=False)
        silent = forms.CharField(label="Silent", required=False)
        silent.mark_optional = False

    assert re.findall(r"(\w+) \(optional\)", str(Form())) == ["Free", "When"]


def test_filters_require_nothing_and_mark_nothing():
    class Filters(FilterForm):
        q = forms.CharField(label="Name")

    assert Filters({}).is_valid()
    assert "(optional)" not in str(Filters())


@pytest.mark.parametrize(
    ("label", "sentence"), [("How many?", "Answer the question “How many?”"), ("IRO", "Enter IRO")]
)
def test_instruction_reads_as_a_sentence(label: str, sentence: str):
    class Form(GovukForm):
        answer = forms.CharField(label=label)

    assert Form({}).errors == {"answer": [sentence]}


# Revealed questions


class Revealing(GovukForm):
    reveals = {"seen": {"no": ["reason", "kind"]}, "kind": {"other": ["which"]}, "helpers": {"x": ["who"]}}

    seen = YesNoField(label="Seen?")
    reason = forms.CharField(label="Why not?")
    kind = forms.ChoiceField(label="Kind", choices=[("ill", "Ill"), ("other", "Other")], widget=Radios)
    which = DateField(label="Which")
    helpers = forms.MultipleChoiceField(
        label="Helpers", choices=[("a", "A"), ("x", "X")], widget=Checkboxes, required=False
    )
    who = forms.CharField(label="Who?")


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"seen": "yes"}, []),
        ({"seen": "no"}, ["reason", "kind"]),
        ({"seen": "no", "reason": "Ill", "kind": "ill"}, []),
        ({"seen": "no", "reason": "Ill", "kind": "other"}, ["which"]),
        ({"seen": "yes", "kind": "other"}, []),
        ({"seen": "yes", "helpers": ["x"]}, ["who"]),
        ({"seen": "yes", "helpers": ["a"]}, []),
    ],
)
def test_revealed_question_is_required_only_while_its_answer_is_chosen(answers, wrong: list[str]):
    assert list(Revealing(answers).errors) == wrong


def test_answer_to_a_question_no_longer_asked_is_dropped():
    form = Revealing({"seen": "yes", "reason": "Left over", "kind": "other", "which_day": "7"})
    assert form.is_valid()
    assert (form.cleaned_data["reason"], form.cleaned_data["kind"], form.cleaned_data["which"]) == ("", "", None)


def test_revealed_question_stands_inside_its_answer_and_nowhere_else():
    html = render_crispy_form(Revealing({"seen": "no"}))
    assert html.count('name="reason"') == 1
    assert 'data-reveals="id_seen_1_revealed"' in html
    assert '<div class="govuk-radios__conditional" id="id_seen_1_revealed">' in html
    assert 'data-aria-controls="id_helpers_1_revealed"' in html
    assert 'govuk-checkboxes__conditional--hidden" id="id_helpers_1_revealed"' in html


def test_errors_follow_the_order_of_the_page():
    form = Revealing({"seen": "no", "kind": "other"})
    assert [target for _sentence, target in error_lines(form)] == ["id_reason", "id_which_0"]


def test_errors_follow_the_layout_where_there_is_one():
    class Form(GovukForm):
        layout = Layout(Fieldset("Both", "b", "a"))
        a = forms.CharField(label="A")
        b = forms.CharField(label="B")

        def clean(self):
            self.add_error(None, "These do not agree")

    assert list(error_lines(Form({}))) == [("These do not agree", ""), ("Enter b", "id_b"), ("Enter a", "id_a")]


# Crispy's own objects


def test_crispy_layout_objects_are_in_the_pattern():
    class Form(GovukForm):
        layout = Layout(
            Fieldset("The meeting", Div("a", css_class="app-prose")),
            ButtonHolder(Submit("go", "Go"), Button("x", "Stop")),
        )
        a = forms.CharField(label="A")

    html = render_crispy_form(Form())
    assert '<legend class="govuk-fieldset__legend govuk-fieldset__legend--m">The meeting</legend>' in html
    assert '<div class="app-prose"' in html
    assert re.search(r'<button type="submit" name="go" value="Go" class="govuk-button"[^>]*>Go</button>', html)
    assert re.search(r'<button type="button" name="x" value="Stop" class="govuk-button govuk-button--secondary"', html)


def test_crispy_writes_the_form_element_when_asked():
    form = Everything()
    helper = form.helper
    helper.form_tag, helper.disable_csrf = True, False
    helper.add_input(Submit("go", "Go"))
    html = render_crispy_form(form, helper, {"csrf_token": "t0ken"})
    assert '<form  method="post" novalidate>' in html
    assert 'name="csrfmiddlewaretoken" value="t0ken"' in html
    assert html.strip().endswith("</form>")


def test_crispy_filters_show_form_field_and_errors():
    class Form(GovukForm):
        a = forms.CharField(label="A")

    template = Template(
        "{% load crispy_forms_filters %}{{ form|as_crispy_errors }}{{ form|crispy }}[{{ form.a|as_crispy_field }}]"
    )
    html = template.render(Context({"form": Form({})}))
    assert 'href="#id_a">Enter a</a>' in html
    assert html.count('name="a"') == 2


# Model forms


@pytest.mark.django_db
def test_model_form_is_in_the_pattern_too():
    class Form(GovukModelForm):
        class Meta:
            model = Post
            fields = ("fte", "from_on", "until_on", "is_agency")

    form = Form({"fte": "0.80", "from_on_day": "7", "from_on_month": "May", "from_on_year": "2026"})
    assert form.errors == {}
    assert form.cleaned_data["from_on"] == datetime.date(2026, 5, 7)
    assert form.cleaned_data["until_on"] is None
    assert re.findall(r"(\w+) \(optional\)", str(Form())) == ["equivalent", "on"]


# Rows


class DecisionForm(GovukForm):
    text = forms.CharField(label="Decision")
    by = DateField(label="By", required=False)


Decisions = formset_factory(DecisionForm, formset=GovukFormSet, extra=1, can_delete=True)
Decisions.row = "decision"


def rows(total: int, **changes) -> GovukFormSet:
    data = {"d-TOTAL_FORMS": str(total), "d-INITIAL_FORMS": "0", "d-0-text": "First", **changes}
    return Decisions({key: value for key, value in data.items() if value is not None}, prefix="d")


def test_add_another_shows_one_row_more_and_no_error():
    formset = rows(1, **{"d-0-text": "", "d-0-by_day": "x", "d-add": "1"})
    form = DecisionForm({})
    assert not forms_valid(form, formset)
    html = f"{form}{formset}"
    assert len(formset.shown_rows()) == 2
    assert "govuk-error-message" not in html
    assert 'name="d-TOTAL_FORMS" value="2"' in html
    assert 'value="x"' in html
    assert (form.errors, formset.total_error_count()) == ({}, 0)


def test_remove_hides_a_row_and_keeps_the_rest():
    formset = rows(2, **{"d-1-text": "Second", "d-remove": "0"})
    assert not formset.is_valid()
    assert [form["text"].value() for form in formset.shown_rows()] == ["Second"]
    again = rows(2, **{"d-1-text": "Second", "d-0-DELETE": "on"})
    assert forms_valid(again)
    assert [row["text"] for row in again.filled_rows()] == ["Second"]


def test_removed_row_is_sent_along_unseen():
    html = str(rows(2, **{"d-1-text": "Second", "d-remove": "0"}))
    hidden = re.search(r"<div hidden>(.*?)</div>\s*<div class=\"app-row\"", html, re.DOTALL)
    assert 'name="d-0-DELETE"' in hidden[1]
    assert "Decision <span data-row-count>1</span>" in html


@pytest.mark.parametrize("number", ["9", "-1", "x", ""])
def test_strange_row_number_does_no_harm(number: str):
    assert len(rows(1, **{"d-remove": number}).shown_rows()) <= 1


def test_rows_are_judged_with_the_form_and_all_errors_listed():
    formset = rows(2, **{"d-1-by_day": "7"})
    form = DecisionForm({}, prefix="f")
    assert not forms_valid(form, formset)
    assert list(error_lines(form)) == [("Enter decision", "id_f-text")]
    assert list(error_lines(formset)) == [
        ("Enter decision", "id_d-1-text"),
        ("By must include a month and a year", "id_d-1-by_1"),
    ]


def test_rows_left_empty_are_no_answer():
    formset = rows(2)
    assert forms_valid(formset)
    assert [row["text"] for row in formset.filled_rows()] == ["First"]


def test_crispy_shows_rows_as_django_does():
    formset = Decisions(prefix="d")
    html = Template("{% load crispy_forms_tags %}{% crispy formset helper %}").render(
        Context({"formset": formset, "helper": _row_helper()})
    )
    assert ids(html) == ids(str(formset))


def _row_helper():
    helper = DecisionForm().helper
    helper.layout = None
    return helper


def test_formset_errors_are_shown_above_its_rows():
    fewest = formset_factory(DecisionForm, formset=GovukFormSet, extra=0, min_num=1, validate_min=True)
    formset = fewest({"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0"})
    template = Template("{% load crispy_forms_filters %}{{ formset|as_crispy_errors }}{{ formset|crispy }}")
    assert template.render(Context({"formset": formset})).count("Please submit at least 1 form.") == 2


@pytest.mark.parametrize("bound", [False, True])
def test_unbound_forms_have_no_error_lines(bound: bool):
    assert bool(list(error_lines(DecisionForm({} if bound else None)))) is bound


# Bounds


class BoundedForm(GovukForm):
    held_on = DateField(label="Held on", thing="the date it was held")
    note = forms.CharField(label="Note", required=False)

    def clean_held_on(self) -> datetime.date | None:
        return self.check_date("held_on", not_after=datetime.date(2026, 5, 7), today=datetime.date(2026, 5, 7))


@pytest.mark.parametrize(
    ("typed", "errors"),
    [("2026-05-07", {}), ("2026-05-08", {"held_on": ["The date it was held must be today or in the past"]})],
)
def test_form_gives_a_date_its_bounds(typed: str, errors):
    assert BoundedForm({"held_on": typed}).errors == errors


def test_bounds_are_for_dates_only():
    with pytest.raises(TypeError):
        BoundedForm({}).check_date("note")
