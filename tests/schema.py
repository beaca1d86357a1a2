"""The tables of every test database: made by the migrations once per run, and copied from then on.

On SQLite they are kept for the next run too, under a name that says what they were made from.

The database that holds them, with nothing loaded, is never opened by a test. Every worker's own test database, the
world's, the demonstration year's and that of each race are copies of it.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

DEFAULT = "default"
_made: list[str] = []


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


def copy_database(name: str, copy: str) -> None:
    """Copy a database that nobody has open, in place of any of the copy's name."""
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
    return f"{standing.creation._get_test_db_name().split('_gw')[0]}_{purpose}"


def empty_database(name: str) -> None:
    """Make an empty database, with every table and nothing loaded, in place of any of that name."""
    copy_database(_made[0], name)


def fingerprint() -> str:
    """Return a name for everything that the tables and their triggers come from: it changes with any of it."""
    made_of = sorted(
        path
        for pattern in (
            "*/migrations/*.py",
            "**/triggers*.py",
            "audit/**/*.py",
            "*/apps.py",
            "iro_service/settings/*.py",
        )
        for path in settings.BASE_DIR.glob(pattern)
        if ".venv" not in path.parts
    )
    digest = hashlib.sha256(django.__version__.encode() + sqlite3.sqlite_version.encode())
    for path in made_of:
        digest.update(str(path.relative_to(settings.BASE_DIR)).encode() + path.read_bytes())
    return digest.hexdigest()[:20]


def _make(name: str) -> None:
    """Make the tables, on SQLite only where no run before has made the same."""
    if connections[DEFAULT].vendor != "sqlite":
        _migrate(name)
        return
    kept = settings.BASE_DIR / "var" / f"tables-for-tests-{fingerprint()}.sqlite3"
    if not kept.exists():
        _migrate(name)
        kept.parent.mkdir(exist_ok=True)
        for old in kept.parent.glob("tables-for-tests-*.sqlite3"):
            old.unlink(missing_ok=True)
        finished = kept.with_suffix(f".{os.getpid()}")
        shutil.copyfile(name, finished)
        finished.rename(kept)
        return
    shutil.copyfile(kept, name)


def _migrate(name: str) -> None:
    drop_database(name)
    if connections[DEFAULT].vendor != "sqlite":
        with connections[DEFAULT]._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
    with using_database(name):
        call_command("migrate", verbosity=0, interactive=False)


@pytest.fixture(scope="session")
def schema_database(
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
) -> str:
    """Return the name (SQLite: the path) of the database that every other one is copied from."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    with django_db_blocker.unblock(), (shared / "schema.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        name, done = named("schema", shared), shared / "schema.done"
        if not done.exists():
            _make(name)
            done.touch()
    _made[:] = [name]
    return name


@pytest.fixture(scope="session")
def django_db_modify_db_settings(schema_database: str) -> Iterator[None]:
    """Have pytest-django's own test database begin as a copy too: the migrations then find nothing to do."""
    standing = connections[DEFAULT]
    if standing.vendor != "sqlite":
        standing.settings_dict["TEST"]["TEMPLATE"] = schema_database
        yield
        return
    create = standing.creation._create_test_db
    with pytest.MonkeyPatch.context() as patch, closing(sqlite3.connect(schema_database)) as schema:
        held: list[sqlite3.Connection] = []  # a database in memory lasts as long as somebody has it open

        def copied(*args: Any, **kwargs: Any) -> str:
            name: str = create(*args, **kwargs)
            held.append(sqlite3.connect(name, uri=True))
            schema.backup(held[0])
            return name

        patch.setattr(standing.creation, "_create_test_db", copied)
        yield
        for each in held:
            each.close()
