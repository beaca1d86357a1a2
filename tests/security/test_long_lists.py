"""Every page asks the database as many questions with three hundred rows of everything as with a few.

Every page that the world opens to somebody is asked: first with what the world holds, then with three hundred more of
everything (tests/security/many_rows.py). Each page that shows a list must then show more rows, so that a list which
nothing fills is found as well; those that are as long as ever say why.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import time_machine
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import include, path, reverse
from django.views.decorators.http import require_safe

from accounts.access import access
from accounts.enums import Role
from accounts.permissions import Capability
from audit.reading import saw_only_figures
from children.models import Child
from design.components import Table
from desk.between.rows import MATTERS
from desk.service.figures import FIGURES
from iro_service.access_matrix import Page, pages
from tests.security.addresses import address_of
from tests.security.answers import body_of
from tests.security.many_rows import Beginnings, begin, copy_child, make_many
from tests.security.observing import is_open_to
from tests.security.world import Kind, World

LISTS = {"layouts/list.html", "components/pagination.html"}
FEWEST_MORE = 20  # a page of any list of ours holds at least 25
OK = 200
# Lists that are as long with three hundred more rows as with a few, and why.
AS_LONG_AS_EVER: dict[str, str] = {
    "alerts:alert": "has a row for each who was told of one alert, and for each step of it",
    "arranging:month": "has as many rows as the month has weeks",
    "arranging:wishes": "has a row for each who may wish",
    "asking:review": "has a row for each who was asked before one review",
    "childs_page:read": "has a line for each decision of one review",
    "disputes:detail": "has a row for each stage",
    "filling:sent": "has a row for each question of one form",
    "log_review:form": "lays four subjects side by side",
    "looking:overview": "has a row for each role",
    "observing:page": "has a row for each of three strands",
    "participation:compare": "has a row for each question of one form, at most forty",
    "participation:form": "has a row for each version of one form",
    "participation:forms": "has a row for each form of the service",
    "reporting:figures": "has a row for each figure",
    "reporting:published": "has a row for each figure",
    "reporting:report": "has a row for each figure",
    "side_by_side:compare": "has a row for each of four subjects",
    "themes:code": "shows one answer",
    "themes:list": "has a row for each theme of the service",
    "themes:table": "has a row for each theme of the service",
    "themes:words": "has the answers of one theme and quarter: tried in tests/desk/themes",
    "reporting:reports": "compares the figures of the last two, and names the others below",
    **dict.fromkeys(
        (
            "taking_part:answer",
            "taking_part:offer",
            "taking_part:plan",
            "taking_part:relay",
            "taking_part:strategy",
            "taking_part:support",
        ),
        "is a form that shows above it what one review, or one parent, has of this already",
    ),
}


@dataclass(frozen=True)
class Asking:
    """One page as somebody asks for it; `part`: which of its lists."""

    page: str
    who: str
    address: str
    part: str = ""

    @property
    def name(self) -> str:
        """Return what it is called in this module."""
        return f"{self.page} {self.part}".strip()


@dataclass(frozen=True)
class Shown:
    """What a page showed, and what it asked the database for it."""

    is_list: bool
    rows: int
    statements: list[str]


def _first_to_whom_it_opens(page: Page, world: World) -> Asking | None:
    for kind in page.kinds:
        for role in Role:
            if is_open_to(str(role), page, kind):
                return Asking(page.name, str(role), address_of(page, world, kind))
    return None


def _several_lists_at_one_address(first: Beginnings) -> Iterator[Asking]:
    """Yield the lists that a page shows one at a time, or to each role its own, and those that begin short."""
    for key in MATTERS:
        yield Asking("between:mine", Role.IRO, reverse("between:mine") + f"?show={key}", key)
        yield Asking("between:service-list", Role.MANAGER, reverse("between:service-list", args=[key]), key)
    for key in FIGURES:
        yield Asking("service:list", Role.MANAGER, reverse("service:list", args=[key]), key)
    for role in (Role.SUPPORT_WORKER, Role.SOCIAL_WORKER, Role.OPERATIONAL_MANAGER, Role.MANAGER):
        yield Asking("digest:today", role, reverse("digest:today"), role)
    for name in ("who", "history", "statement"):
        yield Asking(f"looking:{name}", Role.IRO, reverse(f"looking:{name}", args=[first.unread.pk]))
    about = reverse("looking:about", args=[first.unread.pk])
    yield Asking("looking:about", Role.INFORMATION_GOVERNANCE, about)
    yield Asking("looking:events", Role.INFORMATION_GOVERNANCE, reverse("looking:events") + "?who=Onceonly")
    yield Asking("kinds:stays", Role.IRO, reverse("kinds:stays", args=[first.series.pk]))


def askings(world: World, first: Beginnings) -> dict[str, Asking]:
    """Return how every page that opens to somebody is asked for, by name."""
    found = [_first_to_whom_it_opens(page, world) for page in pages() if not page.rule.public]
    return {each.name: each for each in (*filter(None, found), *_several_lists_at_one_address(first))}


def shown(client: Client, address: str) -> Shown | None:
    """Ask for a page, take back what it wrote, and return what it showed; nothing for one that only takes forms."""
    mark = transaction.savepoint()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    text = body_of(response).decode(errors="replace")
    transaction.savepoint_rollback(mark)
    if response.status_code != OK:
        return None
    used = {template.name for template in getattr(response, "templates", ())}
    is_list = "<table" in text or not LISTS.isdisjoint(used)
    return Shown(is_list, text.count("<tr"), [query["sql"] for query in captured.captured_queries])


def ask_for(world: World, asked: dict[str, Asking]) -> dict[str, Shown]:
    """Return what each page shows."""
    clients = {str(role): world.client(role) for role in Role}
    found = {name: shown(clients[each.who], each.address) for name, each in asked.items()}
    return {name: each for name, each in found.items() if each is not None}


def asks_more(few: dict[str, Shown], many: dict[str, Shown]) -> dict[str, list[str]]:
    """Return the pages that ask otherwise with many rows, each with the statements that came more often."""
    return {
        name: sorted({each for each in now.statements if now.statements.count(each) > few[name].statements.count(each)})
        for name, now in many.items()
        if len(now.statements) != len(few[name].statements)
    }


def not_longer(few: dict[str, Shown], many: dict[str, Shown]) -> set[str]:
    """Return the lists that show no more rows than before."""
    return {name for name, now in many.items() if now.is_list and now.rows - few[name].rows < FEWEST_MORE}


@pytest.fixture
def standing_still() -> Iterator[None]:
    """Stop the clock: a session notes once a minute that it is in use, and that is no question of a page."""
    with time_machine.travel(datetime.datetime.now(datetime.UTC), tick=False):
        yield


@pytest.mark.usefixtures("standing_still")
def test_every_page_asks_as_many_queries_for_three_hundred_rows_as_for_a_few(world):
    first = begin(world)
    asked = askings(world, first)
    few = ask_for(world, asked)
    make_many(world, first)
    connection.cursor().execute("ANALYZE")  # as a database that has run for a while knows how long its tables are
    many = ask_for(world, {name: asked[name] for name in few})
    assert asks_more(few, many) == {}
    said = "a list that nothing fills: make more of its rows in many_rows.py, or say above why it stays as long"
    assert sorted(not_longer(few, many) ^ set(AS_LONG_AS_EVER)) == [], said


# Planted -------------------------------------------------------------------------------------------------------------
def _list(request: HttpRequest, rows: list[list[object]]) -> HttpResponse:
    saw_only_figures(request)
    table = Table(caption="Planted", columns=["Rows"], rows=rows)
    return render(request, "layouts/list.html", {"heading": "Planted", "table": table})


@access(Capability.SEE_SERVICE)
@require_safe
def asks_per_row(request: HttpRequest) -> HttpResponse:
    """List every child with the number of their reviews, asked for one at a time: planted."""
    return _list(request, [[child.reviews.count()] for child in Child.objects.visible_to(request.user)])


@access(Capability.SEE_SERVICE)
@require_safe
def asks_once(request: HttpRequest) -> HttpResponse:
    """List every child: planted."""
    return _list(request, [[child.local_id] for child in Child.objects.visible_to(request.user)])


@access(Capability.SEE_SERVICE)
@require_safe
def nothing_fills_it(request: HttpRequest) -> HttpResponse:
    """Show a list of which the rows above make no more: planted."""
    return _list(request, [["One"], ["Two"]])


@access(Capability.SEE_SERVICE)
@require_safe
def empty(request: HttpRequest) -> HttpResponse:
    """Show a list that is empty in the world: planted."""
    return _list(request, [])


urlpatterns = [
    path("", include("iro_service.urls")),
    path("asks-per-row/", asks_per_row, name="asks-per-row"),
    path("asks-once/", asks_once, name="asks-once"),
    path("nothing-fills-it/", nothing_fills_it, name="nothing-fills-it"),
    path("empty/", empty, name="empty"),
]


@pytest.mark.urls(__name__)
@pytest.mark.usefixtures("standing_still")
def test_list_that_asks_per_row_and_list_that_nothing_fills_are_found(world):
    planted = {each.name for each in urlpatterns[1:]}
    asked = {name: each for name, each in askings(world, begin(world)).items() if name in planted}
    few = ask_for(world, asked)
    copy_child(world.cases[Kind.MINE].child, 30)
    many = ask_for(world, {name: asked[name] for name in few})
    assert asks_more(few, many).keys() == {"asks-per-row"}
    assert not_longer(few, many) == {"nothing-fills-it", "empty"}
