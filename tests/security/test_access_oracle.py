"""C04: an id that is hidden and an id that does not exist are answered alike: status, body, headers, time."""

import re
import statistics
import time

import pytest

from accounts.declared import Whose
from accounts.enums import Role
from iro_service.access_exceptions import Answer
from iro_service.access_matrix import answer_to, pages
from tests.security.addresses import address_of
from tests.security.answers import body_of
from tests.security.crawling import ID
from tests.security.reach import in_reach

WITH_CHILDREN = [role for role in Role if in_reach(role)]
# Ids of the world lie well below this beyond the first of their table, and no table has so many rows.
BEYOND = 5000
PAIRS, TOLERANCE = 200, 0.10
# What differs between any two answers: what guards a form, what names the answer in the log, what lets a script run.
OF_THE_ANSWER = re.compile(rb'(name="csrfmiddlewaretoken" value=|nonce=|data-request=|name="form_key" value=)"[^"]*"')
OF_THE_HEADER = {
    "Set-Cookie": re.compile(r"(csrftoken|sessionid|__Host-\w+)=[^;]*"),
    "Content-Security-Policy": re.compile(r"'nonce-[^']*'"),
    "X-Request-ID": re.compile(r".*"),
    "Server-Timing": re.compile(r".*"),
}


def absent_beside(address):
    """Return the same address with an id of the same length that no record has."""
    return ID.sub(lambda found: str(int(found[0]) + BEYOND), address)


def heard(response, address):
    """Return all that a browser is told, but for what differs between any two answers, and the address itself."""
    headers = {
        name: OF_THE_HEADER[name].sub("", value) if name in OF_THE_HEADER else value
        for name, value in response.headers.items()
    }
    body = OF_THE_ANSWER.sub(b"", body_of(response)).replace(address.partition("?")[0].encode(), b"")
    return response.status_code, body, headers


def hidden_addresses(world, who):
    """Yield the address of every page that hides a record from somebody who may open the page."""
    for page in pages():
        for kind in page.kinds:
            if kind in {Whose.RESTRICTED, Whose.OTHER_TEAMS} and answer_to(who, page, kind) is Answer.ABSENT:
                yield address_of(page, world, kind)


@pytest.mark.parametrize("who", WITH_CHILDREN)
def test_c04_hidden_and_absent_id_are_answered_alike(world, who):
    client, differs, tried = world.client(who), [], 0
    for hidden in hidden_addresses(world, who):
        absent = absent_beside(hidden)
        assert absent != hidden
        for send in (client.get, client.post, client.head):
            tried += 1
            if heard(send(hidden), hidden) != heard(send(absent), absent):
                differs.append((send.__name__, hidden))
    assert differs == []
    assert tried >= 3


def test_c04_answer_that_tells_hidden_from_absent_is_found(world, monkeypatch):
    monkeypatch.setattr("children.querysets.ChildQuerySet.visible_to", lambda self, _user: self)
    client = world.client(Role.IRO)
    hidden = next(each for each in hidden_addresses(world, Role.IRO) if each.startswith("/child/"))
    absent = absent_beside(hidden)
    assert heard(client.get(hidden), hidden) != heard(client.get(absent), absent)


@pytest.mark.slow
@pytest.mark.parametrize("who", [Role.IRO, Role.MANAGER, Role.SUPPORT_WORKER])
def test_c04_hidden_and_absent_id_take_the_same_time(world, who):
    client = world.client(who)
    hidden = list(hidden_addresses(world, who))
    taken = {"hidden": [], "absent": []}
    for pair in range(PAIRS + 10):
        address = hidden[pair % len(hidden)]
        both = [("hidden", address), ("absent", absent_beside(address))]
        for which, asked in both if pair % 2 else reversed(both):
            began = time.perf_counter()
            client.get(asked)
            if pair >= 10:
                taken[which].append(time.perf_counter() - began)
    medians = {which: statistics.median(times) for which, times in taken.items()}
    assert medians["hidden"] == pytest.approx(medians["absent"], rel=TOLERANCE), medians
