"""The servers that some tests ask for: a real broker, a real Celery worker, and the site in a real browser."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import axe_playwright_python
import pytest
from django.conf import settings
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from iro_service.celery import app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

WORKER_STARTS_WITHIN_SECONDS = 60
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 800}
CHROMIUM_OPTIONS = [
    "--no-sandbox",  # the suite may run as root, where Chromium's sandbox refuses to start
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What the colours of an element come from: its own classes, and those of what it stands in.
DRESSES = """[...new Set([...document.querySelectorAll("*")].map(
  (each) => [each.parentElement, each].map((one) => one && `${one.tagName}.${one.getAttribute("class")}`).join(" > ")
).map((pair) => `${innerWidth} ${pair}`))]"""
_measured: set[str] = set()


@pytest.fixture(scope="session")
def redis_url() -> str:
    """Return the address of the real broker; without one the test is skipped (bin/test always has one)."""
    if not settings.REDIS_URL:
        pytest.skip("no REDIS_URL: bin/test runs this with a real Redis")
    return str(settings.REDIS_URL)


def test_database_url() -> str:
    """Return DATABASE_URL of the test database that is in use, for another process to open."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's test database lives in this process: bin/test runs this on PostgreSQL")
    user, password = quote(given["USER"], safe=""), quote(given["PASSWORD"], safe="")
    host = quote(given["HOST"] or "127.0.0.1", safe="")
    return f"postgres://{user}:{password}@{host}:{given['PORT'] or 5432}/{given['NAME']}"


test_database_url.__test__ = False  # type: ignore[attr-defined] # its name says test, and it is none


@pytest.fixture(scope="session")
def celery_worker_process(
    redis_url: str, django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a real `celery worker` on the test database and the real broker; yield its process, ready for work."""
    log = tmp_path_factory.mktemp("worker") / "worker.log"
    environment = {
        **os.environ,
        "DATABASE_URL": test_database_url(),
        "REDIS_URL": redis_url,
        "MEDIA_ROOT": settings.MEDIA_ROOT,
        "DJANGO_SETTINGS_MODULE": "iro_service.settings.test",
        "PYTHONWARNINGS": "ignore",
    }
    environment.pop("PYTEST_XDIST_WORKER", None)  # the broker's number is already in the address
    command = [sys.executable, "-m", "celery", "--app", "iro_service", "--quiet", "worker", "--loglevel", "INFO"]
    command += ["--concurrency", "1", "--without-gossip", "--without-mingle"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output, cwd=settings.BASE_DIR)
    try:
        deadline = time.monotonic() + WORKER_STARTS_WITHIN_SECONDS
        while not app.control.ping(timeout=0.5):
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"the worker did not start:\n{log.read_text()[-3000:]}")
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def chromium_path() -> str | None:
    """Return the Chromium to use: $CHROMIUM, or Debian's, or none."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Run one headless Chromium for the whole session; without one the test is skipped (bin/test always has one)."""
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium found: install Debian's package chromium")
    sync_api = pytest.importorskip("playwright.sync_api")
    # Playwright's loop runs in this thread, and Django would take our own database calls for asynchronous ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=CHROMIUM_OPTIONS)
        yield running
        running.close()


@dataclass
class LiveSite:
    """The site running on the test database, and a page of a browser that is looking at it."""

    url: str
    page: "Page"
    complaints: list[str] = field(default_factory=list)

    def visit(self, path: str) -> "Page":
        """Go to a path of the site and return the page; fail when it does not answer with a page."""
        response = self.page.goto(self.url + path)
        assert response is not None, f"{path} did not answer"
        assert response.ok, f"{path} answered {response.status}"
        return self.page

    def as_phone(self) -> None:
        """Make the window as narrow as a phone."""
        self.page.set_viewport_size(PHONE)  # type: ignore[arg-type] # a dictionary of the two sizes

    def assert_fits(self) -> None:
        """Fail when the page can be scrolled sideways."""
        self.page.wait_for_load_state("domcontentloaded")
        wide, window = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= window, f"{self.page.url} is {wide} px wide in a window of {window} px"

    def assert_accessible(self) -> None:
        """Run axe on the page as it is and fail on any violation, naming the elements."""
        # A click returns once its page begins to come; half of it has no heading yet.
        self.page.wait_for_load_state("domcontentloaded")
        self.page.evaluate(axe_script())
        options = {
            "runOnly": WCAG,
            "resultTypes": ["violations"],
            "rules": {"color-contrast": {"enabled": self._is_new()}},
        }
        found: dict[str, Any] = self.page.evaluate("options => axe.run(document, options)", options)
        lines = [
            f"{violation['id']}: {violation['help']}: {node['target']} {node['html'][:200]}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]
        assert not lines, f"{self.page.url}:\n" + "\n".join(lines)

    def _is_new(self) -> bool:
        """Say whether anything here stands in a dress, or on a ground, whose colours no page before had.

        To measure contrast takes two thirds of axe's time. By night every page is measured.
        """
        found = set(self.page.evaluate(DRESSES))
        new = found - _measured
        _measured.update(found)
        return bool(new or os.environ.get("WHOLE"))


def axe_script() -> str:
    """Return axe-core's source, from the package that brings it."""
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@contextmanager
def looking_at(url: str, browser: "Browser") -> Iterator[LiveSite]:
    """Open a page on a running site; fail on an address outside, on a script's error, on what its policy refused."""
    complaints: list[str] = []  # what the test has not cleared at its end fails it

    def only_here(route: "Route") -> None:
        if route.request.url.startswith((url, "data:", "blob:")):
            route.continue_()
            return
        complaints.append(f"asked for {route.request.url}")
        route.abort()

    def console(message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    context = browser.new_context(viewport=DESKTOP, locale="en-GB", timezone_id="Europe/London")  # type: ignore[arg-type] # a dictionary of the two sizes
    context.set_default_timeout(15_000)
    context.route("**/*", only_here)
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", console)
    yield LiveSite(url, page, complaints)
    context.close()
    assert complaints == []


@pytest.fixture
def live_site(browser: "Browser", live_server: LiveServer, django_db_serialized_rollback: None) -> Iterator[LiveSite]:
    """Run the site on the test database and open a page on it."""
    with looking_at(live_server.url, browser) as site:
        yield site
