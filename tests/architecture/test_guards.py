"""Each guard of the suite bites: what it forbids is planted here."""

import datetime
import socket

import pytest
from django.contrib.sessions.models import Session
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client
from django.urls import path
from hypothesis import example, given
from hypothesis import strategies as st
from pytest_socket import SocketConnectBlockedError

from accounts.models import User
from tests.guards.dates import DatetimeInDateFieldError
from tests.guards.pages import UntidyPageError, faults_of, faults_of_tags, read_with_care
from tests.guards.queries import assert_same_queries
from tests.guards.reading import WriteWhileReadingError
from tests.security.scripts_typed import TEXTS


def writes_on_get(request: HttpRequest) -> HttpResponse:
    User.objects.filter(pk=0).update(is_active=False)
    return HttpResponse("written")


def keeps_session(request: HttpRequest) -> HttpResponse:
    request.session["seen"] = "yes"
    return HttpResponse("kept")


def untidy(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p style='color: red'>Overdue</p>")


def asks_per_row(request: HttpRequest) -> HttpResponse:
    keys = [session.session_key for session in Session.objects.order_by("pk")]
    return HttpResponse(sum(Session.objects.filter(pk=key).count() for key in keys))


def asks_once(request: HttpRequest) -> HttpResponse:
    return HttpResponse(Session.objects.count())


urlpatterns = [
    path("writes-on-get", writes_on_get),
    path("keeps-session", keeps_session),
    path("untidy", untidy),
    path("asks-per-row", asks_per_row),
    path("asks-once", asks_once),
]


@pytest.fixture
def planted_pages(settings):
    """Serve the pages above instead of the project's, without the middleware that asks for an access rule."""
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]


def add_sessions(number: int) -> None:
    for _ in range(number):
        Session.objects.create(
            session_key=f"planted{Session.objects.count()}",
            session_data="",
            expire_date=datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC),
        )


@pytest.mark.django_db
@pytest.mark.usefixtures("planted_pages")
@pytest.mark.parametrize("method", ["get", "head"])
def test_page_that_writes_on_reading_is_refused(client: Client, method: str):
    with pytest.raises(WriteWhileReadingError, match="accounts_user"):
        getattr(client, method)("/writes-on-get")


@pytest.mark.django_db
@pytest.mark.usefixtures("planted_pages")
def test_page_that_keeps_its_session_on_reading_is_served(client: Client):
    assert client.get("/keeps-session").content == b"kept"
    assert Session.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("planted_pages")
def test_untidy_page_is_refused(client: Client):
    with pytest.raises(UntidyPageError, match="an inline style on <p>"):
        client.get("/untidy")


@pytest.mark.parametrize(
    ("html", "faults"),
    [
        ("<p class='x'>Fine</p><script src='/static/a.js'></script>", []),
        ('<script type="application/json">{"a": 1}</script>', []),
        ("<script>alert(1)</script>", ["an inline script"]),
        ("<style>p {}</style>", ["a <style> element"]),
        ("<button onclick='go()'>Go</button>", ["an inline handler onclick on <button>"]),
        ("<a href='javascript:go()'>Go</a>", ["a javascript: address on <a>"]),
        ("<p>{% due %}</p>", ["unrendered template code {%", "unrendered template code %}"]),
        ("<p>{{ due", ["unrendered template code {{"]),
    ],
)
def test_faults_of_a_page(html: str, faults: list[str]):
    assert faults_of(html) == faults


# Put together at random these make tags of every kind, whole and broken.
PIECES = [
    *("<", ">", "</", "/", "=", " ", "\n", "\x0b", '"', "'", "<!--", "-->", "<![CDATA[", "]]>", "<?", "<p", "<a href="),
    *("<script", "</script>", ' src="/a.js"', "<STYLE", "</style>", " style", ' style="x"', "/style='x'", "onclick"),
    *(
        " onclick=go()",
        '"onload="x"',
        " On",
        "javascript:",
        '"JavaScript:x"',
        '" &#106;avascript:x"',
        "&colon;",
        "&amp;",
    ),
    *("<textarea>", "</textarea>", "<title>", "<svg", ' xlink:href="javascript&colon;x"', "station on ", "x"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("<p title='>' onclick=go()>")
@example("<p title=\"a'b\" style=''>")
@example("<!-- <p style='x'> --><p>")
def test_quick_look_at_the_tags_of_a_page_finds_what_a_careful_one_finds(html: str):
    assert faults_of_tags(html) == read_with_care(html)


@pytest.mark.parametrize("text", TEXTS)
def test_quick_look_at_a_page_with_a_typed_script_finds_what_a_careful_one_finds(text: str):
    html = f'<p class="a">{text}</p><p class="{text}">on</p><p class=\'{text}\'></p>'
    assert faults_of_tags(html) == read_with_care(html)


@pytest.mark.django_db
@pytest.mark.usefixtures("planted_pages")
def test_list_that_asks_per_row_is_refused(client: Client):
    with pytest.raises(AssertionError, match="2 queries with one row, 4 with three"):
        assert_same_queries(add_sessions, "/asks-per-row", client)


@pytest.mark.django_db
@pytest.mark.usefixtures("planted_pages")
def test_list_that_asks_once_is_accepted(client: Client):
    assert assert_same_queries(add_sessions, "/asks-once", client) == 1


def test_datetime_in_a_date_field_is_refused():
    noon = datetime.datetime(2012, 1, 3, 12, tzinfo=datetime.UTC)
    with pytest.raises(DatetimeInDateFieldError):
        models.DateField().get_prep_value(noon)
    assert models.DateField().get_prep_value(noon.date()) == datetime.date(2012, 1, 3)
    assert models.DateTimeField().get_prep_value(noon) == noon


def test_undefined_template_variable_is_refused():
    with pytest.raises(pytest.fail.Exception, match="Undefined template variable 'nobody'"):
        engines["django"].from_string("{{ nobody }}").render({})


def test_network_beyond_this_machine_is_refused():
    with (
        socket.socket() as outside,
        pytest.warns(UserWarning, match="tried to use socket.socket.connect"),
        pytest.raises(SocketConnectBlockedError),
    ):
        outside.connect(("192.0.2.1", 80))
