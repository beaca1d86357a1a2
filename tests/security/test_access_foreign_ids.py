"""C03: another child's id in an address, after its question mark, in a hidden field, in a choice: nothing comes of it.

Every id of the world says by itself of which table it is, so that a number in a form is known for what it names.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client

from accounts.declared import Whose
from accounts.enums import Role
from children.querysets import ChildQuerySet
from iro_service.access_exceptions import Answer
from iro_service.access_matrix import NOBODY, WHO, answer_to, pages
from tests.security.addresses import OF_CASES, address_of
from tests.security.answers import METHOD_NOT_ALLOWED, answer_of, body_of
from tests.security.choices import foreign_ids, records_asked_for
from tests.security.reach import in_reach, out_of_reach
from tests.security.rows import (
    case_models,
    checksum,
    checksum_of_children,
    kinds_of_ids,
    noting_writes,
    rows_that_tie_two_children,
)
from tests.security.sending import Form, forms_of
from tests.security.world import Kind, World, canaries_in

# Whoever opens the most pages fills in what the others send.
FILLERS = ("manager", "iro", "support_worker", "director", "operational_manager")
OPENED = 200
# What somebody typed on a page that is no longer theirs is kept for them alone, and shown to nobody else.
OWN_DRAFT = {"office_draft"}
# Asked for after the question mark, but answered without looking anything up.
HARMLESS = frozenset({"page", "show", "sort", "next", "start", "end", "week", "state", "job"})
_sent: dict[str, dict[str, list[str]]] = {}


def foreign_words(kinds: list[Whose]) -> tuple[str, ...]:
    """Return how the canaries of some kinds of child begin."""
    return tuple(f"qz{kind}" for kind in kinds)


def client_of(world: World, who: str) -> Client:
    return world.client("" if who == NOBODY else who)


def filled_forms(world: World) -> dict[str, dict[str, list[str]]]:
    """Return what each page about a child takes, as somebody fills it in for a child of their own. Once per process."""
    if not _sent:
        for filler in FILLERS:
            client = world.client(filler)
            for page in pages():
                if page.name in OF_CASES and page.name not in _sent:
                    address = address_of(page, world, Kind.MINE)
                    response = client.get(address)
                    found = list(forms_of(body_of(response))) if response.status_code == OPENED else []
                    own = [form.data for form in found if form.action in {"", address}]
                    if own:
                        _sent[page.name] = own[0]
    return _sent


def foreign_addresses(world: World, who: str) -> Iterator[tuple[str, Whose, str, Answer]]:
    """Yield every address of a record that somebody does not reach; where the role is refused, one kind will do."""
    for page in pages():
        for kind in page.kinds:
            answer = answer_to(who, page, kind)
            by_role = answer is not Answer.ABSENT and kind is Kind.RESTRICTED
            if kind is not None and (answer is Answer.ABSENT or by_role):
                yield page.name, kind, address_of(page, world, kind), answer


def shown_or_changed(world: World, who: str, addresses: list[Any]) -> list[Any]:
    """Open every address, send it what it takes, and return each that shows, changes or says what it must not."""
    sent, client, wrong = filled_forms(world), client_of(world, who), []
    for name, kind, address, answer in addresses:
        for method, data in (("get", None), ("post", sent.get(name, {}))):
            with noting_writes() as written:
                response = getattr(client, method)(address, data)
            shown = [word for word in canaries_in(body_of(response)) if kind in word.lower()]
            changed, answered = set(written) - OWN_DRAFT, answer_of(response)
            if shown or changed or (answered is not answer and response.status_code != METHOD_NOT_ALLOWED):
                wrong.append((method, name, kind, answered, shown, written))
    return wrong


@pytest.mark.parametrize("who", WHO)
def test_c03_foreign_id_in_the_address_shows_nothing_and_changes_nothing(world, who):
    tables = [model for model in case_models() if model._meta.label not in {"accounts.User", "office.Draft"}]
    addresses, before = list(foreign_addresses(world, who)), checksum(tables)
    assert shown_or_changed(world, who, addresses) == []
    assert checksum(tables) == before
    assert len(addresses) >= len(OF_CASES)


def test_c03_page_that_looks_up_any_child_is_found(world, monkeypatch):
    addresses = [found for found in foreign_addresses(world, Role.IRO) if found[0] == "child:people"]
    monkeypatch.setattr(ChildQuerySet, "visible_to", lambda self, _user: self)
    wrong = shown_or_changed(world, Role.IRO, addresses)
    found = {(method, kind) for method, _name, kind, _answered, shown, _written in wrong if shown}
    assert found == {(method, kind) for method in ("get", "post") for kind in out_of_reach(Role.IRO)}


def test_c03_what_is_sent_to_foreign_addresses_is_done_for_a_child_of_ones_own(world):
    sent, done = filled_forms(world), set()
    for filler in FILLERS:
        client = world.client(filler)
        for page in pages():
            if page.name not in sent:
                continue
            mark = transaction.savepoint()
            with noting_writes() as written:
                client.post(address_of(page, world, Kind.MINE), sent[page.name])
            transaction.savepoint_rollback(mark)
            if set(written) - OWN_DRAFT:
                done.add(page.name)
    # A booking that something speaks against, and a whole review, are asked about once more first; and of what a
    # meeting needs, nothing is written where it says what it said.
    asked_again = {"arranging:book", "arranging:move", "arranging:needs", "arranging:several", "log_review:form"}
    assert sent.keys() - done == asked_again
    assert len(done) > 25


def forms_open_to(world: World, who: str, client: Client) -> Iterator[tuple[str, str, Any, Form]]:
    """Yield every form that somebody may send: its page by name, where it is sent, the page itself, the form."""
    for page in pages():
        kind = Kind.MINE if page.rule.record else None
        if answer_to(who, page, kind) is Answer.OPEN and not page.rule.public:
            address = address_of(page, world, kind)
            response = client.get(address)
            if response.status_code == OPENED and b"<form" in body_of(response):
                for form in forms_of(body_of(response)):
                    yield page.name, form.action or address, response, form


@pytest.mark.parametrize("who", [who for who in WHO if in_reach(who)])
def test_c03_foreign_id_in_a_choice_or_a_hidden_field_shows_nothing_and_changes_nothing(world, who):
    client, ids, beyond = world.client(who), kinds_of_ids(world), out_of_reach(who)
    strange, wrong = foreign_ids(ids, who), []
    foreign = [child for kind in beyond for child in (world.cases[kind].child, world.cases[kind].other)]
    before = checksum_of_children(foreign)
    for name, address, response, form in forms_open_to(world, who, client):
        for field, (model, offered) in records_asked_for(response, form, ids).items():
            wrong += [(name, field, pk, "offered") for pk in offered if pk in ids and ids[pk][1] in beyond]
            for pk in strange.get(model, ()):
                mark = transaction.savepoint()
                with noting_writes() as written:
                    answer = client.post(address, form.data | {field: [str(pk)]})
                shown = [
                    word for word in canaries_in(body_of(answer)) if word.lower().startswith(foreign_words(beyond))
                ]
                # Where nothing was written nothing has changed.
                changed = written and (checksum_of_children(foreign) != before or rows_that_tie_two_children())
                if shown or changed:
                    wrong.append((name, field, pk, shown or "changed"))
                transaction.savepoint_rollback(mark)
    assert wrong == []


@pytest.fixture
def asked_for(monkeypatch):
    """Note every name that a view looks up after the question mark."""
    names: set[str] = set()
    for method in ("get", "getlist", "__getitem__", "__contains__"):
        original = getattr(QueryDict, method)

        def looked_up(self, name, *more, original=original):
            if "probe" in dict.keys(self):
                names.add(name)
            return original(self, name, *more)

        monkeypatch.setattr(QueryDict, method, looked_up)
    return names


def shown_when_asked_for(world, who, asked_for, strangers_of):
    """Ask every page open to somebody for a foreign id or name by each of its own names; return what it shows.

    strangers_of: given how many names were tried before, the cases to ask for by the next.
    """
    client, wrong, tried = world.client(who), [], set()
    for page in pages():
        if page.rule.public or answer_to(who, page, Kind.MINE if page.rule.record else None) is not Answer.OPEN:
            continue
        address = address_of(page, world, Kind.MINE if page.rule.record else None)
        joined = "&" if "?" in address else "?"
        asked_for.clear()
        body_of(client.get(f"{address}{joined}probe=1"))
        for name in sorted(asked_for - HARMLESS - {"probe"}):
            for case in strangers_of(len(tried)):
                typed = case.child.last_name
                for value in (case.child.pk, case.booked.pk, case.dispute.pk, typed):
                    response = client.get(f"{address}{joined}{name}={value}")
                    shown = {word for word in canaries_in(body_of(response)) if case.kind in word.lower()} - {typed}
                    wrong += [(page.name, name, value, shown)] * bool(shown)
            tried.add((page.name, name))
    return wrong, tried


@pytest.mark.parametrize("who", [who for who in WHO if in_reach(who)])
def test_c03_foreign_id_or_name_after_the_question_mark_shows_nothing(world, who, asked_for):
    strangers = [world.cases[kind] for kind in out_of_reach(who)]
    wrong, tried = shown_when_asked_for(world, who, asked_for, lambda at: [strangers[at % len(strangers)]])
    assert wrong == []
    assert tried or who not in {"iro", "manager", "support_worker"}


@pytest.mark.slow
@pytest.mark.parametrize("who", [who for who in WHO if in_reach(who)])
def test_c03_every_foreign_id_or_name_after_the_question_mark_shows_nothing(world, who, asked_for):
    strangers = [world.cases[kind] for kind in out_of_reach(who)]
    assert shown_when_asked_for(world, who, asked_for, lambda _at: strangers)[0] == []
