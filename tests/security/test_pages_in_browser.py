"""Every page in a real browser, as somebody to whom it opens: axe finds nothing at three widths, and it fits enlarged.

By night. The journeys look at the pages of each story at every commit.
"""

import pickle
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as project

from accounts.enums import Role
from iro_service.access_matrix import Page, pages
from tests.guards import client as client_guard
from tests.security.addresses import address_of
from tests.security.answers import body_of
from tests.security.observing import is_open_to
from tests.security.test_scripts_typed import client_of, served
from tests.security.world import TODAY, Kind, World
from tests.servers import DESKTOP, PHONE, LiveSite, looking_at

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TABLET = {"width": 820, "height": 1180}
# What is left of a window of 1280 pixels at 400 %.
ENLARGED = {"width": 320, "height": 256}
HEARING = {
    "alerts", "asking", "childs_page", "filling", "observing", "participation", "side_by_side", "taking_part",
    "themes", "views_due", "voice",
}  # fmt: skip
BESIDE = {"office:duty", "reporting:highlights", "reporting:period-highlights"}
OPENED = 200


def is_about_hearing(page: Page) -> bool:
    """Say whether a page is one of those by which children, parents and carers are heard."""
    return page.name in BESIDE or page.name.partition(":")[0] in HEARING


def first_to_whom_it_opens(page: Page) -> str | None:
    """Return the first role that a page opens to, about the child who is theirs."""
    whose = Kind.MINE if Kind.MINE in page.kinds else None
    return next((role for role in Role if is_open_to(role, page, whose)), None)


def to_look_at(world: World, chosen: list[Page]) -> Iterator[tuple[str, str, str]]:
    """Yield the role that looks at a page, its name and its address, one role after the other."""
    seen_by = {page.name: first_to_whom_it_opens(page) for page in chosen}
    for role in Role:
        client = client_of(world, role)
        for page in chosen:
            if seen_by[page.name] != role:
                continue
            address = address_of(page, world, Kind.MINE)
            answer = client.get(address)
            body_of(answer)
            if answer.status_code == OPENED and answer.headers.get("Content-Type", "").startswith("text/html"):
                yield role, page.name, address


def faults_of(site: LiveSite, address: str) -> list[str]:
    """Return what is wrong with a page, at each width."""
    found = []
    site.visit(address)
    for name, size in (("phone", PHONE), ("tablet", TABLET), ("desktop", DESKTOP), ("enlarged", ENLARGED)):
        site.page.set_viewport_size(size)  # type: ignore[arg-type] # a dictionary of the two sizes
        for check in (site.assert_fits, site.assert_accessible) if name != "enlarged" else (site.assert_fits,):
            try:
                check()
            except AssertionError as fault:
                found.append(f"{address} ({name}): {fault}")
    return found


def faults_in(world: World, chosen: list[Page], site: LiveSite) -> tuple[int, list[str]]:
    """Look at pages; return how many were looked at, and what is wrong with them."""
    looked_at, found, signed_in = 0, [], ""
    for role, _name, address in to_look_at(world, chosen):
        if role != signed_in:
            name = project.SESSION_COOKIE_NAME
            cookie: Any = {"name": name, "value": client_of(world, role).cookies[name].value, "url": site.url}
            site.page.context.add_cookies([cookie])
            signed_in = role
        found += faults_of(site, address)
        site.complaints.clear()
        looked_at += 1
    return looked_at, found


@pytest.fixture
def look(
    world_database: tuple[str, bytes], django_db_blocker: Any, settings: Any, browser: "Browser", monkeypatch: Any
) -> Any:
    """Return what looks at pages of the world, served as it stands."""
    settings.IRO_TODAY = TODAY
    monkeypatch.setattr(client_guard, "refuse_untidy_page", lambda _response: None)
    name, kept = world_database

    def looking(chosen: list[Page]) -> tuple[int, list[str]]:
        with django_db_blocker.unblock(), served(name, dict) as url, looking_at(url, browser) as site:
            return faults_in(pickle.loads(kept), chosen, site)  # noqa: S301 - written by this run

    return looking


def test_pages_by_which_somebody_is_heard_are_accessible_at_every_width(look):
    looked_at, found = look([page for page in pages() if is_about_hearing(page)])
    assert found == []
    assert looked_at > 60


def test_every_other_page_is_accessible_at_every_width(look):
    looked_at, found = look([page for page in pages() if not is_about_hearing(page)])
    assert found == []
    assert looked_at > 120
