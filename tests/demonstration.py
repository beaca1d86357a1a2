"""The demonstration year for tests: loaded once per run into a database of its own, and lent to each test in a
transaction that is rolled back. A test that asks for `demonstration` sees it; every other test keeps its empty one.
"""

import fcntl
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections, transaction
from pytest_django.live_server_helper import LiveServer

from desk.demonstration.loading import DEMONSTRATION_DAY
from tests.schema import DEFAULT, copy_database, drop_database, empty_database, named, using_database


@pytest.fixture(scope="session")
def demonstration_database(
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
) -> Iterator[str]:
    """Return the name (SQLite: the path) of a database that holds the demonstration year.

    It is loaded once per run, whatever the number of workers, and copied for each.
    """
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    with django_db_blocker.unblock():
        with (shared / "demonstration.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            whole, done = named("demonstration", shared), shared / "demonstration.done"
            if not done.exists():
                empty_database(whole)
                with using_database(whole):
                    call_command("load_demo", "harrow2011", verbosity=0)
                done.touch()
            mine = named(f"demonstration_{worker_id}", own)
            copy_database(whole, mine)
        yield mine
        drop_database(mine)


@pytest.fixture
def demonstration(demonstration_database: str, django_db_blocker: Any, settings: Any) -> Iterator[None]:
    """Lend the demonstration year to a test, on its day (3 January 2012); what the test writes is rolled back."""
    settings.IRO_TODAY = DEMONSTRATION_DAY
    with django_db_blocker.unblock(), using_database(demonstration_database), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demonstration_server(demonstration_database: str, django_db_blocker: Any, settings: Any) -> Iterator[str]:
    """Run the site on a copy of the demonstration year of the test's own, on its day; return its address."""
    settings.IRO_TODAY = DEMONSTRATION_DAY
    given = connections[DEFAULT].settings_dict
    usual, own = given["NAME"], f"{demonstration_database}_shown"
    with django_db_blocker.unblock():
        copy_database(demonstration_database, own)
    with django_db_blocker.unblock(), using_database(own):
        given["NAME"] = own  # each thread of the server opens what stands here
        server = LiveServer("localhost")
        try:
            yield server.url
        finally:
            server.stop()
            given["NAME"] = usual
    with django_db_blocker.unblock():
        drop_database(own)
