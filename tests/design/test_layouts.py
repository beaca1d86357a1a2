"""Layouts: the frame around every page, with no more in the context than each needs."""

import datetime
import re
from typing import Any

import pytest
from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import Context, Engine, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse

from design.components import Table
from design.forms import FilterForm, GovukForm, SearchInput


class Form(GovukForm):
    name = forms.CharField(label="Name")


class Filters(FilterForm):
    q = forms.CharField(label="Name", widget=SearchInput)


def render(layout: str, **context: Any) -> str:
    return render_to_string(
        f"layouts/{layout}.html", {"request": RequestFactory().get("/list/"), "page": {}, **context}
    )


def words(html: str) -> str:
    body = re.sub(r"<(script|title)[^>]*>.*?</\1>", "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def title(html: str) -> str:
    return re.search(r"<title>(.*)</title>", html)[1]


@pytest.mark.parametrize("layout", ["page", "form", "list", "signed_out", "error"])
def test_layout_needs_nothing_but_a_heading(layout: str):
    html = render(layout, heading="My caseload")
    assert title(html) == "My caseload – IRO service"
    assert '<h1 class="govuk-heading-l">My caseload</h1>' in html
    assert html.count("<h1") == 1
    assert html.startswith("<!doctype html>")
    assert '<html lang="en-GB"' in html


def test_page_has_skip_link_landmarks_and_a_way_back():
    html = render("page", heading="Asha", caption="Child", back="/up", back_text="Back to my caseload")
    assert words(html).startswith("Skip to main content IRO service Back to my caseload Child Asha")
    assert 'href="#main-content"' in html
    assert re.findall(r"<(header|main|footer)\b", html) == ["header", "main", "footer"]


def test_page_may_name_itself_in_its_template():
    template = Engine.get_default().from_string(
        '{% extends "layouts/page.html" %}{% block title %}Home{% endblock %}{% block heading %}Home{% endblock %}'
        "{% block body %}<p>Words</p>{% endblock %}"
    )
    html = template.render(Context({"page": {}}))
    assert title(html) == "Home – IRO service"
    assert "<h1" in html
    assert words(html).endswith("Home Words IRO service")


def test_frame_says_who_is_signed_in_and_where_they_may_go():
    page = {
        "service": "Our service",
        "person": "Jo <Example>",
        "role": "IRO",
        "authority": "Example Council",
        "navigation": [
            {"text": "My caseload", "href": "/", "current": True},
            {"text": "Reports", "href": "/reports/", "current": False},
        ],
    }
    html = render("page", heading="H", page=page)
    assert "Signed in as Jo &lt;Example&gt; , IRO, Example Council" in words(html)
    assert re.findall(r'class="govuk-service-navigation__link" href="([^"]+)"( aria-current="page")?', html) == [
        ("/", ' aria-current="page"'),
        ("/reports/", ""),
    ]
    assert ">Our service</a>" in html


def test_demonstration_says_so_with_its_day():
    page = {"is_demonstration": True, "demonstration_day": datetime.date(2026, 5, 7)}
    assert "Demonstration. Every child and person here is made up. Today is Thursday 7 May 2026." in words(
        render("page", heading="H", page=page)
    )
    assert "Today is" not in words(render("page", heading="H", page={"is_demonstration": True}))
    assert "Demonstration" not in words(render("page", heading="H"))


def test_messages_are_shown_once_each_with_their_kind():
    messages = [Message(constants.SUCCESS, "The review is completed."), Message(constants.WARNING, "No mail was sent.")]
    html = render("page", heading="H", messages=messages)
    assert words(html).count("Success The review is completed. Important No mail was sent.") == 1


def test_form_that_failed_says_so_in_title_and_summary():
    html = render("form", heading="Name", form=Form({}), cancel="/up", submit_text="Save name")
    assert title(html) == "Error: Name – IRO service"
    assert html.index("There is a problem") < html.index("<h1")
    assert '<a href="#id_name">Enter name</a>' in html
    assert words(html).endswith("Save name Cancel IRO service")


def test_form_that_is_new_or_right_has_no_summary():
    for form in (Form(), Form({"name": "Asha"})):
        html = render("form", heading="Name", form=form)
        assert title(html) == "Name – IRO service"
        assert "There is a problem" not in html


def test_several_forms_share_one_summary():
    html = render("form", heading="Names", forms=[Form({}, prefix="a"), Form({}, prefix="b")])
    assert re.findall(r'<a href="#([^"]+)">Enter name', html) == ["id_a-name", "id_b-name"]
    assert title(html) == "Error: Names – IRO service"


def test_form_with_a_draft_says_where_to_keep_it():
    html = render(
        "form", heading="H", form=Form(), draft_url="/draft/", draft_key="k:1", draft_saved="Saved as a draft at 10:42"
    )
    assert 'data-draft-url="/draft/" data-draft-key="k:1"' in html
    assert 'data-draft-status role="status">Saved as a draft at 10:42</p>' in html
    assert "data-draft" not in render("form", heading="H", form=Form())


def test_form_with_a_file_is_sent_in_parts():
    class WithFile(GovukForm):
        file = forms.FileField(label="File")

    assert ('enctype="multipart/form-data"' in render("form", heading="H", form=WithFile())) is True
    assert ('enctype="multipart/form-data"' in render("form", heading="H", form=Form())) is False


def test_list_shows_filters_table_pages_and_ways_out():
    html = render(
        "list",
        heading="Reviews",
        filters=Filters(),
        table=Table("20 reviews", ["Child"], [["Asha"]]),
        page_obj=Paginator(range(20), 10).page(1),
        export_links=[{"text": "Spreadsheet", "href": "?format=csv"}],
    )
    assert words(html).endswith("Reviews Name Show 20 reviews Child Asha 1 2 Next page Spreadsheet IRO service")


def test_list_with_filters_in_use_offers_to_clear_them():
    request = RequestFactory().get("/list/", {"q": "a"})
    html = render("list", heading="H", filters=Filters(request.GET), request=request)
    assert ">Clear filters</a>" in html
    assert ">Clear filters</a>" not in render("list", heading="H", filters=Filters())


@pytest.mark.parametrize("table", [None, Table("0 reviews", ["Child"], [])])
def test_empty_list_says_what_comes_next(table: Table | None):
    html = render("list", heading="H", table=table, empty_text="No reviews.", empty_more="The next is on 3 March.")
    assert "No reviews. The next is on 3 March." in words(html)
    assert "<table" not in html


def test_error_page_gives_the_reason_and_a_way_out():
    html = render("error", heading="You cannot do this", reason="Only the allocated IRO may complete a review.")
    assert words(html).endswith("Only the allocated IRO may complete a review. Go to the start page IRO service")


@pytest.mark.django_db
@pytest.mark.urls("tests.design.urls")
def test_gallery_shows_every_component(client):
    response = client.get(reverse("gallery"))
    assert response.status_code == 200
    assert title(response.content.decode()) == "Components – IRO service"
    assert (
        client.post(reverse("gallery"), {"decisions-TOTAL_FORMS": "1", "decisions-INITIAL_FORMS": "0"}).status_code
        == 200
    )


def test_gallery_is_not_mounted_in_the_service():
    with pytest.raises(NoReverseMatch):
        reverse("gallery")


def test_every_tag_is_a_builtin():
    assert (
        Template("{% tag 'Overdue' 'red' %}").render(Context())
        == '<strong class="govuk-tag govuk-tag--red">Overdue</strong>'
    )
