"""C29 and C30: what a text can make the PDF's libraries do: reach nothing, and take no more than they may."""

import io
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from office import jobs
from office.models import Job
from reporting.outputs import pdf, rendering
from reporting.outputs.pdf import FETCHED, FetchRefusedError, Limits, RenderingFailedError, TooMuchError, html_to_pdf

CANARY = "Canary of this machine"
PAGE = "<!doctype html><html lang=en><head><title>t</title>{head}</head><body><h1>t</h1>{body}</body></html>"
# What each asks for stands at WEB (a listener on this machine) or in FILE. Where to put it: into the head or the body.
VECTORS = {
    "attachment link": '<a rel="attachment" href="FILE">a</a>',
    "attachment in the head": '<link rel="attachment" href="FILE">',
    "stylesheet": '<link rel="stylesheet" href="WEB/a.css">',
    "import": "<style>@import url(WEB/a.css)</style>",
    "font": "<style>@font-face { font-family: x; src: url(WEB/a.ttf) } h1 { font-family: x }</style>",
    "background": '<p style="background: url(WEB/a.png)">a</p>',
    "list marker": '<ul style="list-style-image: url(WEB/a.png)"><li>a</ul>',
    "generated content": "<style>h1::before { content: url(WEB/a.png) }</style>",
    "image": '<img src="WEB/a.png" alt="a">',
    "file image": '<img src="FILE" alt="a">',
    "image set": '<img srcset="WEB/a.png 2x" src="WEB/b.png" alt="a">',
    "object": '<object data="WEB/a.svg"></object>',
    "embed": '<embed src="WEB/a.svg">',
    "svg image": '<svg width="9" height="9"><image href="WEB/a.png" width="9" height="9"/></svg>',
    "svg xlink": (
        '<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
        '<image xlink:href="WEB/a.png" width="9" height="9"/></svg>'
    ),
    "svg use": '<svg width="9" height="9"><use href="WEB/a.svg#a"/></svg>',
    "svg style": '<svg width="9" height="9"><style>@import url(WEB/a.css);</style><rect width="9" height="9"/></svg>',
    "iframe": '<iframe src="WEB/a.html"></iframe>',
    "refresh": '<meta http-equiv="refresh" content="0; url=WEB/a.html">',
    "base": '<base href="WEB/"><img src="a.png" alt="a">',
    "entity": '<svg width="9" height="9"><text>&xxe;</text></svg>',
    "xmp": '<xmp><img src="FILE"></xmp>',
    "form": '<form action="WEB/a"><input type="image" src="WEB/a.png" alt="a"></form>',
    "video": '<video poster="WEB/a.png" src="WEB/a.mp4"></video>',
}


@dataclass
class Surroundings:
    """What a hostile page could reach: a listener that remembers who asked, and a file that must stay here."""

    web: str
    file: Path
    asked: list[str] = field(default_factory=list)

    def page(self, vector: str) -> str:
        """Return a page that holds one of the vectors, in its head and in its body."""
        markup = vector.replace("WEB", self.web).replace("FILE", self.file.as_uri())
        return PAGE.format(head=markup if markup.startswith(("<link", "<style", "<meta", "<base")) else "", body=markup)


@pytest.fixture
def surroundings(tmp_path: Path) -> Iterator[Surroundings]:
    file = tmp_path / "canary.txt"
    file.write_text(CANARY, encoding="utf-8")
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield Surroundings(f"http://127.0.0.1:{server.server_port}", file, asked)
    server.shutdown()
    server.server_close()
    thread.join()


def brought_in(content: bytes) -> list[str]:
    """Return what a PDF holds that was not in its page."""
    reader = PdfReader(io.BytesIO(content))
    text = "".join(page.extract_text() for page in reader.pages)
    found = [f"attachment {name}" for name in reader.attachments]
    return found + [CANARY] * (CANARY in text) + ["/EmbeddedFile"] * (b"/EmbeddedFile" in content)


def rendered(page: str) -> bytes | None:
    """Return a page as PDF by the very code that the program runs, or None when it was refused."""
    try:
        return rendering.render(page, "", "pdf/ua-1")
    except FatalURLFetchingError:
        return None


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("vector", VECTORS)
def test_c29_hostile_page_reaches_nothing(surroundings, vector):
    made = rendered(surroundings.page(VECTORS[vector]))
    assert surroundings.asked == []
    assert made is None or brought_in(made) == []


@pytest.mark.filterwarnings("ignore")
def test_c29_the_same_pages_reach_out_through_a_fetcher_that_lets_them(surroundings, monkeypatch):
    monkeypatch.setattr(rendering, "deny_all", URLFetcher)
    reached = set()
    for name, vector in VECTORS.items():
        surroundings.asked.clear()
        if brought_in(rendered(surroundings.page(vector))) or surroundings.asked:
            reached.add(name)
    # What this version of the libraries does not know at all stands in the list for the next one.
    assert VECTORS.keys() - reached <= {
        *("iframe", "refresh", "entity", "xmp", "video", "file image", "svg style", "svg use", "form"),
    }


@pytest.mark.parametrize("vector", ["attachment link", "image", "iframe"])
def test_c29_hostile_page_is_made_without_or_refused_in_a_sentence(surroundings, vector):
    try:
        made = html_to_pdf(surroundings.page(VECTORS[vector]), "")
    except FetchRefusedError as refused:
        made, said = None, str(refused)
    assert brought_in(made) == [] if made else said == FETCHED
    assert surroundings.asked == []


def test_c29_program_has_no_network_where_the_kernel_allows_that(surroundings):
    host, port = surroundings.web.removeprefix("http://").split(":")
    code = f"""
import socket, sys
sys.path.insert(0, {str(Path(rendering.__file__).parent)!r})
import rendering
cut_off = rendering.confine(megabytes=700, cpu_seconds=60)
print(cut_off, socket.socket().connect_ex(({host!r}, {port})) == 0)
"""
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    cut_off, reached = done.stdout.split()
    assert cut_off != reached


def test_c29_program_is_given_no_secret(monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "SECRET_KEY", "x" * 50)
    monkeypatch.setenv("SECRET_KEY", "x" * 50)
    monkeypatch.setenv("DATABASE_URL", "postgres://iro:secret@db/iro")
    spy = tmp_path / "spy.py"
    spy.write_text("import os, sys; sys.stdout.write(','.join(sorted(os.environ)))", encoding="utf-8")
    monkeypatch.setattr(rendering, "__file__", str(spy))
    assert set(html_to_pdf("", "").decode().split(",")) - {"LC_CTYPE"} <= set(pdf.SURROUNDINGS)


ENDLESS = "<table>" + "<tr><td>a<td>b<td>c" * 10_000 + "</table>"
NESTED = "<div style='display: grid'>" * 300 + "a" + "</div>" * 300
GREEDY = {
    "10,000 rows": ENDLESS,
    "lengths": "<p style='font-size: 9999999px; margin: 99999999999px; width: 9e30px'>a</p>" * 50,
    "nested grids": NESTED,
    "nested tables": "<table><tr><td>" * 60 + "a" + "</table>" * 60,
    "one long word": "a" * 3_000_000,
    "many columns": "<div style='columns: 9999'>" + "a " * 20_000 + "</div>",
}


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (Limits(seconds=1, megabytes=700), "more than 1 seconds"),
        (Limits(seconds=60, megabytes=150), "more than 150 MB of memory"),
    ],
)
def test_c30_greedy_page_is_stopped(limits, sentence):
    with pytest.raises(TooMuchError, match=sentence):
        html_to_pdf(PAGE.format(head="", body=ENDLESS), "", limits=limits)


def test_c30_program_that_fails_is_told_of_by_its_exit_code_alone(monkeypatch, tmp_path):
    broken = tmp_path / "broken.py"
    broken.write_text("raise ValueError('Ada Marsh')", encoding="utf-8")
    monkeypatch.setattr(rendering, "__file__", str(broken))
    with pytest.raises(RenderingFailedError, match=r"^exit code 1$"):
        html_to_pdf("", "")


@pytest.mark.parametrize(("seconds", "sentence"), [(0, "more than 0 seconds"), (60, "")])
def test_c30_worker_survives_and_the_job_says_why_it_failed(world, monkeypatch, settings, seconds, sentence):
    settings.JOB_LEASE_SECONDS = 600  # its heartbeat has a connection of its own, which does not see this transaction
    monkeypatch.setattr(pdf.html_to_pdf, "__kwdefaults__", {"limits": Limits(seconds=seconds)})
    client = world.client("manager")
    client.post(f"/reports/{world.service.ids['draft']}/pdf/", {"form_key": "c30"})
    asked = Job.objects.get(idempotency_key__endswith=":c30")
    claimed = jobs.claim()
    while claimed.pk != asked.pk:
        claimed = jobs.claim()
    jobs.run(claimed, settings.IRO_TODAY)
    asked.refresh_from_db()
    assert asked.state == (Job.State.FAILED if sentence else Job.State.DONE)
    assert sentence in asked.error


@pytest.mark.slow
@pytest.mark.parametrize("name", GREEDY)
def test_c30_greedy_page_is_made_or_stopped_within_the_limits(name):
    began = time.monotonic()
    with suppress(TooMuchError, RenderingFailedError):
        assert html_to_pdf(PAGE.format(head="", body=GREEDY[name]), "").startswith(b"%PDF-")
    assert time.monotonic() - began < pdf.LIMITS.seconds + 5
