"""The chain where several write at once, and a database file that another program writes to."""

import sqlite3
import threading

import psycopg2
import pytest
from django.db import connection, connections

from audit.actions import record_event
from audit.models import AuditEvent, ChainLink
from audit.verifying import verify
from tests.factories import BY

WRITERS, EACH = 4, 25
COLUMNS = "at, kind, verb, actor_id, acting_role, system_job, subject_type, child_ids, term_hash, act"
INSERT = f"INSERT INTO audit_auditevent ({COLUMNS}) VALUES (now(), 'read', %s, 1, 'iro', '', '', '[1]', '', '')"  # noqa: S608 - planted


@pytest.fixture
def two_connections(transactional_db):
    """Return two connections of PostgreSQL that give up after five seconds of waiting."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    given = connection.settings_dict
    opened = [
        psycopg2.connect(
            host=given["HOST"],
            port=given["PORT"],
            dbname=given["NAME"],
            user=given["USER"],
            password=given["PASSWORD"],
            options="-c lock_timeout=5000",
        )
        for _ in range(2)
    ]
    yield opened
    for each in opened:
        each.close()


def test_c18_long_transaction_holds_up_nobody_else(two_connections):
    slow, quick = two_connections
    slow.cursor().execute(INSERT, ["slow"])
    quick.cursor().execute(INSERT, ["quick"])
    quick.commit()  # while the slow one has not: the chain is locked at commit alone
    slow.commit()
    verbs = dict(AuditEvent.objects.values_list("pk", "verb"))
    order = [verbs[pk] for pk in ChainLink.objects.order_by("position").values_list("row_id", flat=True)]
    assert (order, verify().faults) == (["quick", "slow"], [])


def test_c18_transaction_that_is_rolled_back_leaves_no_gap(two_connections):
    first, second = two_connections
    first.cursor().execute(INSERT, ["first"])
    first.rollback()
    second.cursor().execute(INSERT, ["second"])
    second.commit()
    assert (list(ChainLink.objects.values_list("position", flat=True)), verify().faults) == ([1], [])


@pytest.mark.django_db(transaction=True)
def test_c18_chain_is_one_whoever_writes_at_once():
    if connection.vendor != "postgresql":
        pytest.skip("the suite's SQLite is one connection in memory")
    start = threading.Barrier(WRITERS)

    def work() -> None:
        start.wait()
        for number in range(EACH):
            record_event(kind=AuditEvent.Kind.READ, verb=f"tests.{number}", by=BY, child_ids=[1])
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcome = verify()
    assert (outcome.faults, outcome.checked, outcome.position) == ([], WRITERS * EACH, WRITERS * EACH)


def test_c16_program_that_is_not_ours_cannot_write_a_case_unnoticed(world_database):
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL it is kept as unattributed")
    with sqlite3.connect(world_database[0]) as other, pytest.raises(sqlite3.OperationalError, match="no such function"):
        other.execute("UPDATE children_child SET first_name = 'Kim'")
    other.close()
