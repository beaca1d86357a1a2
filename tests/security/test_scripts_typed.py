"""C27: what is typed is shown as it was typed, on every page and in the PDF, to everybody; and nothing of it runs."""

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.template.loader import render_to_string
from pytest_django.live_server_helper import LiveServer

from accounts.enums import Role
from iro_service.access_matrix import pages
from office.authority import working_calendar
from reporting.assembly import document_of, statistics_of
from reporting.models import AnnualReport
from reporting.outputs.pdf import html_to_pdf
from tests.guards import client as client_guard
from tests.guards.pages import faults_of
from tests.schema import DEFAULT, copy_database, drop_database, using_database
from tests.security.addresses import address_of
from tests.security.answers import body_of
from tests.security.scripts_typed import ELSEWHERE, MARK, OURS, RUN, TEXTS, text_fields, type_them_everywhere
from tests.security.test_fuzzing import client_of, taken_back
from tests.security.world import TODAY, Kind, World
from tests.servers import LiveSite, looking_at

ROLES = (Role.MANAGER, Role.IRO)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if MARK in tag:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if MARK in name or (name in {"src", "href", "srcset", "action"} and ELSEWHERE in (value or "")):
                self.faults.append(f"<{tag} {name}={value}>")


def escaped_faults(html: str) -> list[str]:
    """Return what of a page came from a typed text and is no text."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.faults + [fault for fault in faults_of(html) if "template code" not in fault]


def test_c27_there_are_sixty_texts_and_each_would_run_unescaped():
    assert len(TEXTS) >= 60
    assert len(set(TEXTS)) == len(TEXTS)
    # The rest need another reading: of an address, of another alphabet, of a template.
    assert sum(bool(escaped_faults(f'<p class="{text}">{text}</p>')) for text in TEXTS) >= 45


@pytest.fixture
def typed(world, monkeypatch):
    """The world in which somebody typed the texts into everything."""
    monkeypatch.setattr(client_guard, "refuse_untidy_page", lambda _response: None)  # looked at here, in one list
    return world, type_them_everywhere()


def test_c27_texts_are_typed_into_every_field_that_takes_them(typed):
    _world, written = typed
    fields = {
        f"{model.__name__}.{field.name}"
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        if model._base_manager.exists()
        for field in text_fields(model)
    }
    # Tables to which rows are only added, and those that judge each change, keep what they had.
    assert len(written) > 0.7 * len(fields)
    assert sum(written.values()) > 300


def test_c27_every_page_shows_them_as_text(typed):
    world, _written = typed
    faults, shown = [], 0
    for role in ROLES:
        client = client_of(world, role)
        for page in pages():
            address = address_of(page, world, Kind.MINE)
            with taken_back():
                response = client.get(address)
                text = body_of(response).decode(errors="replace")
            if response.headers.get("Content-Type", "").startswith("text/html"):
                shown += text.count(MARK)
                faults += [f"{role} {address}: {fault}" for fault in escaped_faults(text)]
            if response.status_code >= 500:
                faults.append(f"{role} {address}: {response.status_code}")
    assert faults == []
    assert shown > 500


def test_c27_pdf_shows_them_as_text(typed):
    _world, _written = typed
    report = AnnualReport.objects.filter(status=AnnualReport.Status.DRAFT).first()
    laid_out = document_of(report, statistics_of(report, calendar=working_calendar()))
    html = render_to_string("reporting/pdf/report.html", {"report": laid_out})
    assert MARK in html
    assert escaped_faults(html) == []
    assert html_to_pdf(html, "").startswith(b"%PDF-")


@pytest.mark.parametrize("text", [TEXTS[0], TEXTS[4], TEXTS[9], TEXTS[10], TEXTS[20]], ids=range(5))
def test_c27_page_that_does_not_escape_is_found(text):
    assert escaped_faults(f"<p>{text}</p>") != []


@contextmanager
def served(name: str, change: Callable[[], object]) -> Iterator[str]:
    """Run the site on a copy of a database, changed; yield its address."""
    given, own = connections[DEFAULT].settings_dict, f"{name}_served"
    usual = given["NAME"]
    copy_database(name, own)
    with using_database(own):
        change()
        given["NAME"] = own  # each thread of the server opens what stands here
        server = LiveServer("localhost")
        try:
            yield server.url
        finally:
            server.stop()
            given["NAME"] = usual
    drop_database(own)


# In every page before its own scripts: what its policy refused is said as an error, which fails the test.
TELL = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`refused: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""


def walk_as(world: World, role: str, site: LiveSite) -> list[str]:
    """Open every page that answers somebody in the browser, and press nothing; return what happened besides."""
    client = client_of(world, role)
    said: list[str] = []
    site.page.on("dialog", lambda dialog: (said.append(f"dialog {dialog.message}"), dialog.dismiss()))
    site.page.add_init_script(TELL)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    site.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site.url}])
    opened = 0
    for page in pages():
        address = address_of(page, world, Kind.MINE)
        response = client.get(address)
        body_of(response)
        if response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html"):
            site.visit(address)
            said += [f"{address}: {each}" for each in site.complaints]
            site.complaints.clear()
            ran = site.page.evaluate(f"document.querySelectorAll('{MARK}, [onerror], [onload], [onfocus]').length")
            said += [f"{address}: an element of what was typed"] * bool(ran)
            opened += 1
    assert opened > (5 if role == Role.PANEL_MEMBER else 15)
    return said


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("change", [type_them_everywhere, dict], ids=["c27_typed", "c28_as_it_is"])
def test_c27_c28_in_the_browser_nothing_runs_and_the_policy_refuses_nothing(
    world_database, django_db_blocker, settings, browser, monkeypatch, role, change
):
    settings.IRO_TODAY = TODAY
    monkeypatch.setattr(client_guard, "refuse_untidy_page", lambda _response: None)
    name, kept = world_database
    with django_db_blocker.unblock(), served(name, change) as url, looking_at(url, browser) as site:
        assert walk_as(pickle.loads(kept), role, site) == []  # noqa: S301 - written by this run


@pytest.mark.browser
def test_c28_browser_refuses_what_was_broken_in_and_the_test_hears_of_it(live_site):
    live_site.page.add_init_script(TELL)
    live_site.visit("/account/sign-in/")
    live_site.page.evaluate(f"""() => {{
        window.{MARK} = () => {{ window.ran = true }};
        document.body.insertAdjacentHTML("beforeend",
            "<img src=x onerror={RUN}><img src=//{ELSEWHERE}/x.png><p style='color: red'>x</p>");
        const script = document.createElement("script");
        script.textContent = "{RUN}";
        document.body.append(script);
    }}""")
    live_site.page.wait_for_function("() => document.images[0].complete")
    heard = "\n".join(live_site.complaints)
    live_site.complaints.clear()
    assert live_site.page.evaluate("window.ran") is None
    assert [
        word for word in ("script-src-attr", "script-src-elem", "img-src", "style-src-attr") if word not in heard
    ] == []
