"""C05: the panel member and the system administrator at every address that others come to, and at invented ones."""

from collections import defaultdict

import pytest
from django.urls import Resolver404, resolve

from accounts.enums import Role
from iro_service.access_matrix import pages
from tests.security.answers import METHOD_NOT_ALLOWED, ask
from tests.security.crawling import addresses_found_by, every_address, generated_addresses
from tests.security.observing import observed

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
# Who was sent its link answers by it; it looks up the meeting, or the child it was asked of, and opens nothing else.
OF_EACH_PAGE = 1
LINKS = {"inviting:reply", "voice:greeting", "voice:question", "voice:check"}
OTHERS = [role for role in Role if role not in {Role.PANEL_MEMBER, Role.SYSTEM_ADMINISTRATOR}]


def name_of(address):
    try:
        return resolve(address.partition("?")[0]).view_name
    except Resolver404:
        return ""


def visited(world, who, addresses, asked):
    """Open every address; return which pages opened, which canaries were seen, and what was read about children.

    asked: what they were answered already, by address.
    """
    client, opened, seen, read = world.client(who), set(), set(), []
    for address in addresses:
        name = name_of(address)
        if name in {FEED, *LINKS}:
            continue
        answer = asked.get(address) or answer_to_whatever_it_takes(client, address, name)
        seen |= answer.shown
        read += answer.read
        if answer.status == OPENED:
            opened.add(name)
    return opened, {word for word in seen if not word.startswith("Qzservice")}, read


def answer_to_whatever_it_takes(client, address, name):
    """Open an address; one that only takes what is sent is sent nothing."""
    answer = observed(client, "get", address, name, None)
    return observed(client, "post", address, name, None) if answer.status == METHOD_NOT_ALLOWED else answer


def check_the_panel_member(world, addresses, asked):
    opened, seen, read = visited(world, Role.PANEL_MEMBER, addresses, asked)
    public = {page.name for page in pages() if page.rule.public}
    assert (opened - public, seen, read) == (PANEL_PAGES, set(), [])


def check_the_administrator(world, addresses, asked):
    opened, seen, read = visited(world, Role.SYSTEM_ADMINISTRATOR, addresses, asked)
    assert (ADMINISTRATOR_PAGES - opened, seen, read) == (set(), set(), [])


def check_both(world, addresses, asked_by):
    check_the_panel_member(world, addresses, asked_by(Role.PANEL_MEMBER).by_address())
    check_the_administrator(world, addresses, asked_by(Role.SYSTEM_ADMINISTRATOR).by_address())


def wherever_others_come(world, asked_by):
    """Return every address of the site, and those that the pages of any other role lead to."""
    # From the end: whoever else needs what the roles are answered begins with the first.
    found = set().union(*(addresses_found_by(role, asked_by(role)) for role in reversed(OTHERS)))
    found |= every_address(world)
    assert len(found) > 300
    return sorted(found)


def some_of_each(addresses):
    """Return the first addresses of every page, as many as a commit has time for."""
    by_page = defaultdict(list)
    for address in addresses:
        by_page[name_of(address)].append(address)
    return [address for found in by_page.values() for address in found[:OF_EACH_PAGE]]


def test_c05_panel_member_and_administrator_find_no_child_where_the_others_come(world, asked_by):
    addresses = some_of_each(wherever_others_come(world, asked_by))
    assert len({name_of(address) for address in addresses}) > 150
    # Whichever report came first of those that others find, their own pages lead the panel to the published one.
    addresses += sorted(addresses_found_by(Role.PANEL_MEMBER, asked_by(Role.PANEL_MEMBER)) - set(addresses))
    check_both(world, addresses + generated_addresses(world, GENERATED_QUICKLY), asked_by)


@pytest.mark.slow
def test_c05_two_thousand_invented_addresses_lead_to_no_child(world, asked_by):
    check_both(world, wherever_others_come(world, asked_by) + generated_addresses(world, GENERATED), asked_by)


def test_c05_reading_of_a_child_is_found(world):
    opened, seen, read = visited(world, Role.MANAGER, ["/child/"], {})
    assert (opened, bool(seen), bool(read)) == ({"child:list"}, True, True)


def test_c05_reading_of_a_child_is_found_in_what_was_answered_already(world, asked_by):
    asked = asked_by(Role.MANAGER).by_address()
    opened, seen, read = visited(world, Role.MANAGER, ["/child/"], asked)
    assert ("/child/" in asked, opened, bool(seen), bool(read)) == (True, {"child:list"}, True, True)


def test_c05_invented_addresses_name_what_is_there_and_what_is_not(world):
    client, invented = world.client(Role.MANAGER), generated_addresses(world, GENERATED)
    assert len(set(invented)) > GENERATED // 2
    assert {200, 404} <= {ask(client, address).status_code for address in invented[:80]}
