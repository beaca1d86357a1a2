"""The demonstration year for tests: loaded once per run into a database of its own, and lent to each test in a
transaction that is rolled back. A test that asks for `demonstration` sees it; every other test keeps its empty one.
"""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django.live_server_helper import LiveServer

from desk.demonstration.loading import DEMONSTRATION_DAY

DEFAULT = "default"


@contextmanager
def using_database(name: str) -> Iterator[BaseDatabaseWrapper]:
    """Let everything in this thread talk to another database on the same server, or in another file."""
    standing = connections[DEFAULT]
    other = standing.copy()
    other.settings_dict["NAME"] = name
    connections[DEFAULT] = other
    try:
        yield other
    finally:
        other.close()
        connections[DEFAULT] = standing


def empty_database(name: str) -> None:
    """Make an empty database, with every table and nothing loaded, in place of any of that name."""
    standing = connections[DEFAULT]
    if standing.vendor == "sqlite":
        Path(name).unlink(missing_ok=True)
    else:
        with standing._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}"')
    with using_database(name):
        call_command("migrate", verbosity=0, interactive=False)


def copy_database(name: str, copy: str) -> None:
    """Copy a database that nobody has open."""
    standing = connections[DEFAULT]
    if standing.vendor == "sqlite":
        shutil.copyfile(name, copy)
        return
    with standing._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')


def drop_database(name: str) -> None:
    """Remove a database of ours."""
    standing = connections[DEFAULT]
    if standing.vendor == "sqlite":
        Path(name).unlink(missing_ok=True)
        return
    with standing._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def named(purpose: str, folder: Path) -> str:
    """Return what a database of ours is called here: a file in a folder, or a name beside the test database's."""
    standing = connections[DEFAULT]
    if standing.vendor == "sqlite":
        return str(folder / f"{purpose}.sqlite3")
    return f"{standing.settings_dict['NAME'].split('_gw')[0]}_{purpose}"


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
