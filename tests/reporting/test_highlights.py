"""What children said, question by question: how many gave each answer, how many none, and of how many forms."""

import json
import uuid

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from participation.actions import make_form, publish_version, put_question, submit_form
from reporting.facts import Period
from reporting.outputs import screen
from reporting.outputs.document import FOOTNOTE_MISSING
from reporting.outputs.machine import to_json
from reporting.statistics import annual_statistics
from statute.calendar import england
from tests.factories import BY, TODAY, ask, form_in_use, make_child, make_user, open_review
from tests.participation.voices import send

# The two questions of 2011 that count 73 answers from 72 forms.
SEVENTY_THREE = "73 answers from 72 forms"


def questions(report):
    return [table for section in report.sections for table in section.tables if table.is_question]


def test_every_question_says_its_answers_what_is_not_stated_and_of_how_many_forms(year_2011):
    figures = year_2011.statistics.figures
    for table in questions(year_2011.document):
        measure = figures[table.key]
        printed = [(row[0].text, row[-1].text) for row in (*table.rows, table.foot)]
        assert printed == [
            *((measure.labels[answer], str(number)) for answer, number in measure.value.items()),
            ("Not stated", str(measure.not_stated)),
            ("All forms", str(measure.denominator)),
        ]
        assert f"Not stated {measure.not_stated}" in table.chart


def test_every_question_that_was_asked_is_there_once_with_its_picture(year_2011):
    asked = [
        key
        for key, measure in year_2011.statistics.figures.items()
        if key.startswith("consultation.") and measure.is_table and measure.value
    ]
    shown = questions(year_2011.document)
    assert [table.key for table in shown] == asked
    assert all(table.chart.startswith("<svg") and "<title>" in table.chart for table in shown)


def test_two_questions_exceed_their_forms_and_each_is_flagged_wherever_it_is_printed(year_2011):
    told = [each for each in year_2011.statistics.warnings if SEVENTY_THREE in each.message]
    assert len({each.key for each in told}) == len(told) == 2
    kept = json.loads(to_json(year_2011.statistics))["warnings"]
    assert [each for each in kept if SEVENTY_THREE in each["message"]] == [
        {"key": each.key, "message": each.message} for each in told
    ]
    noted = {table.key: table.note for table in questions(year_2011.document) if table.note}
    assert set(noted) >= {each.key for each in told}
    pdf = render_to_string("reporting/pdf/report.html", {"report": year_2011.document})
    on_screen = render_to_string("reporting/sections.html", {"sections": screen.sections(year_2011.document)})
    for each in told:
        assert noted[each.key].text in pdf
        assert noted[each.key].text in on_screen or noted[each.key].text == FOOTNOTE_MISSING


@pytest.mark.django_db
def test_page_of_highlights_shows_a_form_with_two_boxes_as_a_warning(settings):
    settings.IRO_TODAY = TODAY
    form = form_in_use()
    child = make_child()
    asked = ask(open_review(child), form)
    safe = form.questions.get(key="safe")
    submit_form(
        asked=asked,
        filled={str(safe.pk): ["Yes", "No"]},
        source="keyed",
        receipt=uuid.uuid4(),
        by=BY,
        at=timezone.now(),
        today=TODAY,
    )
    send(open_review(make_child()), form, likes=["School"])
    client = Client()
    client.force_login(make_user(Role.MANAGER))
    page = client.get(reverse("reporting:period-highlights"), {"start": "2025-04-01", "end": "2026-03-31"})
    text = page.content.decode()
    assert "2 answers from 1 form;" in text
    assert "Of 2 forms; 1 not stated." in text
    assert text.count('role="img"') == len(page.context["questions"]) == 2


@pytest.mark.django_db
def test_question_that_takes_several_answers_warns_of_nothing():
    form = make_form(key="helpers", name="Helpers", respondent="child", by=BY)
    who = {"key": "who", "text": "Who helps you?", "kind": "several", "answers": ["Friends", "Family"]}
    put_question(version=form.versions.get(), by=BY, **who)
    version = publish_version(version=form.versions.get(), by=BY, today=TODAY)
    send(open_review(make_child()), version, who=["Friends", "Family"])
    found = annual_statistics(Period(TODAY, TODAY), calendar=england())
    assert found["consultation.helpers.who"].value == {"Friends": 1, "Family": 1}
    assert [each for each in found.warnings if each.key.startswith("consultation.")] == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.PANEL_MEMBER])
def test_page_of_highlights_is_for_who_reads_drafts(role):
    client = Client()
    client.force_login(make_user(role))
    address = reverse("reporting:period-highlights")
    assert client.get(address, {"start": "2025-04-01", "end": "2026-03-31"}).status_code == 403


def test_no_table_of_differences_stands_before_both_sides_were_recorded(year_2011):
    measure = year_2011.statistics.figures["participation.views_differ"]
    assert (measure.value, measure.numerator, measure.not_stated) == ({}, 0, measure.denominator)
    tables = [view.key for section in year_2011.document.sections for view in section.tables]
    assert "participation.views_differ" not in tables
