"""C32 and C35: whatever is sent to any page, it answers, and nothing of what was sent stands in the log."""

import logging
import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.template import engines
from django.test import Client
from django.urls import include, path

from accounts.access import public
from accounts.confirming import CONFIRMED_AT
from accounts.enums import Role
from iro_service.access_matrix import Page, pages
from tests.guards import client as client_guard
from tests.guards.pages import UntidyPageError
from tests.security.addresses import address_of
from tests.security.answers import FORBIDDEN, METHOD_NOT_ALLOWED, NOT_FOUND, body_of
from tests.security.hostile import INJECTED, MARK, MISSHAPEN, WORKED_OUT, answers, forms_of, misshapen_posts
from tests.security.logbook import lines
from tests.security.world import Kind, World, canaries_in

LINE = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} [A-Z]+ [\w.]+:")
# Who is asked first; who is let in sends the rest.
ROLES = (Role.MANAGER, Role.IRO, *(role for role in Role if role not in {Role.MANAGER, Role.IRO}))
# Beside what the pages' own forms and links ask for.
PARAMETERS = re.compile(r"GET(?:\.get|\.getlist)?[(\[]\s*[\"'](\w+)[\"']")
MOST_SECONDS = 5.0


@contextmanager
def taken_back() -> Iterator[None]:
    """Take back whatever is written meanwhile, also after an error of PostgreSQL's."""
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.set_rollback(False)  # an error within may have marked the whole test as failed
        transaction.savepoint_rollback(mark)


def client_of(world: World, role: str) -> Client:
    """Return somebody's client, who just confirmed who they are; errors are answered as in use."""
    client = world.client(role)
    client.raise_request_exception = False
    session = client.session
    session[CONFIRMED_AT] = time.time()
    session.save()
    return client


class Fuzz:
    """Sends what is hostile, and keeps every fault: an error, a slow answer, a told secret, a forged line."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.faults: list[str] = []
        self.sent = 0

    def openers(self, page: Page) -> Iterator[tuple[Client, str, bytes]]:
        """Yield the first who may open a page, its address and what it shows (nothing, when it only takes posts)."""
        address = address_of(page, self.world, Kind.MINE)
        for role in ROLES:
            client = client_of(self.world, role)
            with taken_back():
                response = client.get(address)
                if response.status_code == METHOD_NOT_ALLOWED:
                    response = client.post(address)
                    if response.status_code not in {FORBIDDEN, NOT_FOUND}:
                        yield client, address, b""
                        return
                elif response.status_code < FORBIDDEN:
                    yield client, address, body_of(response)
                    return

    def send(self, client: Client, method: str, address: str, **more: object) -> None:
        """Send one request and keep its faults."""
        began = time.monotonic()
        with taken_back(), lines() as logged:
            if method == "generic":
                response = client.generic("POST", address, **more)
            else:
                response = getattr(client, method)(address, **more)
            shown = body_of(response)
        self.sent += 1
        told = f"{method} {address[:300]} {str(more)[:300]}"
        if response.status_code >= 500:
            self.faults.append(f"{told}: {response.status_code} {logged}")
        if time.monotonic() - began > MOST_SECONDS:
            self.faults.append(f"{told}: took {time.monotonic() - began:.1f} s")
        self.faults += [f"{told}: logged {line}" for line in logged if not is_honest(line)]
        if WORKED_OUT in shown or b"root:x:" in shown or b"Traceback" in shown:
            self.faults.append(f"{told}: ran what was sent")
        if any(MARK in value for name, value in response.headers.items() if name != "Location"):
            self.faults.append(f"{told}: repeated in the headers {response.headers}")


def is_honest(line: str) -> bool:
    """Say whether a line of the log is one of ours and says nothing that was sent, or that is about a child."""
    return bool(LINE.match(line)) and MARK not in line and not canaries_in(line) and "Traceback" not in line


def asked_parameters() -> set[str]:
    """Return the names of what pages read of an address, from their code."""
    found = set()
    for app in apps.get_app_configs():
        if Path(app.path).is_relative_to(settings.BASE_DIR):
            for file in Path(app.path).rglob("*.py"):
                found |= set(PARAMETERS.findall(file.read_text(encoding="utf-8")))
    return found


def of_get_forms(shown: bytes) -> set[str]:
    """Return the names that the filters and links of a page put into its address."""
    text = shown.decode(errors="replace")
    named = {name for form in forms_of(text) if form.method == "get" for name in form.fields}
    return named | set(re.findall(r"[?&;](\w+)=", text))


def fuzz_parameters(world: World, number: int) -> Fuzz:
    """Open each page with `number` hostile addresses."""
    chance, fuzz, everywhere = random.Random(32), Fuzz(world), asked_parameters()
    for page in pages():
        for client, address, shown in fuzz.openers(page):
            names = sorted(everywhere | of_get_forms(shown))
            for text in chance.sample([*INJECTED, *MISSHAPEN], min(number, len(INJECTED) + len(MISSHAPEN))):
                query = dict.fromkeys(names, text)
                fuzz.send(client, "get", f"{address.partition('?')[0]}?{urlencode(query, errors='surrogatepass')}")
    return fuzz


def fuzz_posts(world: World, number: int) -> Fuzz:
    """Send each form of each page `number` answers, and whatever is no answer at all."""
    chance, fuzz = random.Random(35), Fuzz(world)
    for page in pages():
        for client, address, shown in fuzz.openers(page):
            forms = [form for form in forms_of(shown.decode(errors="replace")) if form.method == "post"]
            for form in forms[:1] or forms_of('<form method="post"><input name="form_key"></form>'):
                for _ in range(number):
                    fuzz.send(client, "post", address, data=answers(form, chance))
            for body in chance.sample(list(misshapen_posts(chance)), min(13, 1 + number // 10)):
                fuzz.send(client, "generic", address, **body)
            fuzz.send(client, chance.choice(("put", "patch", "delete", "trace", "options", "head")), address)
    return fuzz


@public
def careless(request):
    """Do everything with what was sent that may not be done: planted."""
    text = request.GET.get("q", "") + request.POST.get("q", "")
    logging.getLogger("desk.planted").warning("searched for %s", text)
    if "fail" in request.GET:
        raise ValueError(text)
    page = engines["django"].from_string(text).render({})
    return HttpResponse(page, headers={"X-Searched": quote(text)})


urlpatterns = [path("careless/", careless), path("", include("iro_service.urls"))]


@pytest.mark.urls(__name__)
def test_c32_careless_page_is_found(world):
    fuzz = Fuzz(world)
    client = client_of(world, "")
    for query in (f"q={MARK}", "q={{ 7191|add:1 }}&q=" + WORKED_OUT.decode(), "q=a&fail=1"):
        fuzz.send(client, "get", f"/careless/?{query}")
    kinds = [fault.partition(": ")[2][:20] for fault in fuzz.faults]
    assert [kind.partition(" ")[0] for kind in kinds] == ["logged", "repeated", "ran", "500"]


def test_c32_line_that_is_forged_or_tells_is_found():
    honest = "2012-01-03 10:00:00,000 ERROR desk.search: 500 GET search:results"
    assert is_honest(honest)
    assert [
        line for line in (f"{honest} {MARK}", f"{honest} Qzmine0001x", "forged", "Traceback (most") if is_honest(line)
    ] == []


@pytest.fixture(autouse=True)
def code_of_templates_may_come_back_as_text(monkeypatch):
    """Let pages hold the marks of template code: here they were sent."""
    refuse = client_guard.refuse_untidy_page

    def refuse_others(response):
        try:
            refuse(response)
        except UntidyPageError as error:
            if [fault for fault in str(error).partition("holds ")[2].split("; ") if "template code" not in fault]:
                raise

    monkeypatch.setattr(client_guard, "refuse_untidy_page", refuse_others)


def test_c32_hostile_addresses_are_answered(world):
    fuzz = fuzz_parameters(world, 1)
    assert fuzz.faults == []
    assert fuzz.sent > 80


def test_c35_hostile_posts_are_answered(world):
    fuzz = fuzz_posts(world, 1)
    assert fuzz.faults == []
    assert fuzz.sent > 100


@pytest.mark.slow
def test_c32_every_hostile_text_at_every_address_is_answered(world):
    fuzz = fuzz_parameters(world, len(INJECTED) + len(MISSHAPEN))
    assert fuzz.faults == []
    assert fuzz.sent > 3000


@pytest.mark.slow
def test_c35_a_thousand_hostile_posts_of_each_form_are_answered(world):
    fuzz = fuzz_posts(world, 1000)
    assert fuzz.faults == []
    assert fuzz.sent > 50_000
