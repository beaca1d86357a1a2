"""C05: the panel member and the system administrator at every address that others come to, and at invented ones."""

import pytest
from django.urls import Resolver404, resolve

from accounts.enums import Role
from iro_service.access_matrix import pages
from tests.security.answers import ask, body_of
from tests.security.crawling import addresses_found_by, every_address, generated_addresses, noting_reads
from tests.security.world import canaries_in

OPENED = 200
GENERATED, GENERATED_QUICKLY = 2000, 150
# Where everybody minds their own account; no child stands behind it.
OWN_ACCOUNT = {"accounts:change-password", "accounts:confirm", "accounts:my-account"}
PANEL_PAGES = OWN_ACCOUNT | {"reporting:reports", "reporting:published", "reporting:file"}
ADMINISTRATOR_PAGES = OWN_ACCOUNT | {
    "accounts:staff",
    "accounts:person",
    "office:jobs",
    "office:job",
    "office:settings",
}
# Whoever has the address reads it, signed in or not: it is as good as a password, and tested on its own (C12).
FEED = "exchange:feed"
OTHERS = [role for role in Role if role not in {Role.PANEL_MEMBER, Role.SYSTEM_ADMINISTRATOR}]


def name_of(address):
    try:
        return resolve(address.partition("?")[0]).view_name
    except Resolver404:
        return ""


def visited(world, who, addresses):
    """Open every address; return which pages opened, which canaries were seen, and what was read about children."""
    client, opened, seen = world.client(who), set(), set()
    with noting_reads() as read:
        for address in addresses:
            if name_of(address) == FEED:
                continue
            response = ask(client, address)
            seen |= canaries_in(body_of(response))
            if response.status_code == OPENED:
                opened.add(name_of(address))
    return opened, {word for word in seen if not word.startswith("Qzservice")}, read


def check_the_panel_member(world, addresses):
    opened, seen, read = visited(world, Role.PANEL_MEMBER, addresses)
    public = {page.name for page in pages() if page.rule.public}
    assert (opened - public, seen, read) == (PANEL_PAGES, set(), [])


def check_the_administrator(world, addresses):
    opened, seen, read = visited(world, Role.SYSTEM_ADMINISTRATOR, addresses)
    assert (ADMINISTRATOR_PAGES - opened, seen, read) == (set(), set(), [])


def wherever_others_come(world):
    """Return every address of the site, and those that the pages of any other role lead to."""
    found = set().union(*(addresses_found_by(world, role) for role in OTHERS)) | every_address(world)
    assert len(found) > 300
    return sorted(found)


def test_c05_panel_member_and_administrator_find_no_child_wherever_the_others_come(world):
    everywhere = wherever_others_come(world) + generated_addresses(world, GENERATED_QUICKLY)
    check_the_panel_member(world, everywhere)
    check_the_administrator(world, everywhere)


@pytest.mark.slow
def test_c05_two_thousand_invented_addresses_lead_to_no_child(world):
    invented = wherever_others_come(world) + generated_addresses(world, GENERATED)
    check_the_panel_member(world, invented)
    check_the_administrator(world, invented)


def test_c05_reading_of_a_child_is_found(world):
    opened, seen, read = visited(world, Role.MANAGER, ["/child/"])
    assert (opened, bool(seen), bool(read)) == ({"child:list"}, True, True)


def test_c05_invented_addresses_name_what_is_there_and_what_is_not(world):
    client, invented = world.client(Role.MANAGER), generated_addresses(world, GENERATED)
    assert len(set(invented)) > GENERATED // 2
    assert {200, 404} <= {ask(client, address).status_code for address in invented[:80]}
