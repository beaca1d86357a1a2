"""C19: when the log cannot be written, no page shows a child and nothing changes. Every page, and every form sent."""

import contextlib
import pickle
from collections.abc import Iterator

import pytest
from django.db import connection
from django.urls import reverse

from audit.models import AuditEvent
from iro_service.access_matrix import pages
from office.models import Draft
from tests.schema import copy_database, drop_database, using_database
from tests.security.addresses import OF_CASES, OF_SERVICE, address_of
from tests.security.answers import body_of
from tests.security.rows import case_models, checksum
from tests.security.sending import forms_of
from tests.security.world import TODAY, Kind, World, canaries_in

# The log's own page names children by their ids alone, and is no reading of their records.
BY_ID_ALONE = frozenset({"looking:events"})
WHO = ("manager", "iro", *(pytest.param(who, marks=pytest.mark.slow) for who in ("support_worker", "social_worker")))
NOT_LOGGED = 503
# Each breaks the log in another place: the row itself, its link in the chain, the history of what changed.
TABLES = ("audit_auditevent", "audit_chainlink", "audit_rowchange")


def children_in(content: bytes) -> set[str]:
    """Return the canaries of children that stand in a page: those of the service are about no child."""
    return {canary for canary in canaries_in(content) if not canary.startswith("Qzservice")}


def sql(statement: str) -> None:
    """Run a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


def records() -> str:
    """Return a checksum of every record. What somebody typed is kept as their draft, as it should be."""
    return checksum([model for model in case_models() if model is not Draft])


@contextlib.contextmanager
def unwritable(table: str) -> Iterator[None]:
    """Have the database refuse every new row of a table, as a full disk would."""
    if connection.vendor == "sqlite":
        sql(f"CREATE TRIGGER planted BEFORE INSERT ON {table} BEGIN INSERT INTO audit_no_room VALUES (1); END")  # noqa: S608 - planted
    else:
        fails = f"BEGIN RAISE EXCEPTION '{table} is full' USING ERRCODE = 'disk_full'; END"
        sql(f"CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS $$ {fails} $$")
        sql(f"CREATE TRIGGER planted BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION planted()")
    try:
        yield
    finally:
        sql("DROP TRIGGER planted" if connection.vendor == "sqlite" else "DROP FUNCTION planted CASCADE")


@pytest.fixture
def committed_world(world_database, django_db_blocker, settings) -> Iterator[World]:
    """Lend a copy of the world in which requests commit, as they do when people work."""
    settings.IRO_TODAY = TODAY
    name, kept = world_database
    with django_db_blocker.unblock():
        own = f"{name}_failing"
        copy_database(name, own)
        with using_database(own):
            yield pickle.loads(kept)  # noqa: S301 - written by this run
        drop_database(own)


def addresses(world: World) -> list[str]:
    """Return the address of every page that has one, of a child of one's own where it is about a child."""
    listed = OF_CASES.keys() | OF_SERVICE.keys()
    return [
        address_of(page, world, Kind.MINE if page.name in OF_CASES else None)
        for page in pages()
        if (not page.takes_ids or page.name in listed) and page.name not in BY_ID_ALONE
    ]


def filled(world: World, who: str) -> dict[str, list[dict[str, list[str]]]]:
    """Return what the forms of each page would send, as somebody sees them. Whom a page shows without is not asked."""
    client, found = world.client(who), {}
    for address in addresses(world):
        response = client.get(address)
        if response.status_code == 200 and children_in(body_of(response)):
            found[address] = [form.data for form in forms_of(body_of(response)) if form.action in {"", address}]
    return found


@pytest.mark.parametrize("who", WHO)
def test_c19_no_page_shows_a_child_unless_it_is_logged(committed_world, who):
    showing, client = filled(committed_world, who), committed_world.client(who)
    assert showing
    before = records()
    answers = {}
    with unwritable("audit_auditevent"):
        for address, forms in showing.items():
            response = client.get(address)
            answers[address] = (response.status_code, children_in(body_of(response)))
            for data in forms:
                response = client.post(address, data)
                shown = children_in(body_of(response))
                assert not shown, f"POST {address} answered {response.status_code} and showed {shown}"
                assert response.status_code >= 400, f"POST {address} answered {response.status_code}"
    assert {address: answer for address, answer in answers.items() if answer != (NOT_LOGGED, set())} == {}
    assert records() == before


@pytest.mark.parametrize("table", TABLES)
def test_c19_what_cannot_be_logged_does_not_happen(committed_world, table):
    client, child = committed_world.client("manager"), committed_world.cases[Kind.MINE].child
    address = reverse("arranging:correct", args=[child.pk])
    (form,) = forms_of(client.get(address).content)
    data = form.data | {"first_name": "Robin"}
    before = records()
    with unwritable(table):
        response = client.post(address, data)
    assert (response.status_code, children_in(response.content), records() == before) == (NOT_LOGGED, set(), True)
    assert (client.post(address, data).status_code, records() == before) == (302, False)


@pytest.mark.parametrize("table", ["audit_auditevent", "audit_chainlink"])
def test_c19_refusal_that_cannot_be_logged_is_no_page_either(committed_world, table):
    client = committed_world.client("iro")
    absent = "/child/999999/"
    assert client.get(absent).status_code == 404
    logged = AuditEvent.objects.count()
    with unwritable(table):
        assert client.get(absent).status_code == NOT_LOGGED
    assert AuditEvent.objects.count() == logged
