"""The world, for every test of access: made once per run, lent to each test in a transaction that is rolled back."""

import fcntl
import logging
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from accounts.enums import Role
from tests.schema import copy_database, drop_database, empty_database, named, using_database
from tests.security.building import make_world
from tests.security.observing import Asked, ask_everything
from tests.security.service import store_files
from tests.security.world import TODAY, World

HERE = Path(__file__).parent
# What asks every page as every role, or every action in every state. `bin/test` runs it on PostgreSQL, and the night
# on SQLite too: ADR 36.
CRAWLS = frozenset(
    {
        "test_access_crawls",
        "test_access_extra_fields",
        "test_access_fields",
        "test_access_foreign_ids",
        "test_access_matrix",
        "test_access_oracle",
        "test_audit_failing",
        "test_audit_reads",
        "test_break_glass",
        "test_confidential_c08",
        "test_fuzzing",
        "test_headers",
        "test_integrity_afterwards",
        "test_integrity_between",
        "test_integrity_consultation",
        "test_integrity_double_click",
        "test_integrity_forms",
        "test_integrity_listening",
        "test_integrity_states",
        "test_limits_open",
        "test_long_lists",
        "test_refusals",
        "test_scripts_typed",
    }
)


# Crawls that ask the cells of the matrix over and over: with ids of others, of nobody, with a log that fails. At each
# commit as the roles here, by night as every role. C02 and C14 ask every page as every role at each commit.
OFTEN = frozenset(
    {
        "test_access_extra_fields",
        "test_access_foreign_ids",
        "test_access_oracle",
        "test_audit_failing",
        "test_audit_reads",
        "test_confidential_c08",
        "test_refusals",
    }
)
AT_EACH_COMMIT = frozenset({Role.IRO, Role.SOCIAL_WORKER, Role.PANEL_MEMBER})


def _asks_as(item: pytest.Item) -> set[str]:
    """Return the roles that a test is given to ask as."""
    given = getattr(item, "callspec", None)
    return {str(value) for value in given.params.values() if value in Role.values} if given else set()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the crawls, and what of them only the night asks, so that a run can leave them out."""
    for item in items:
        if item.path.parent == HERE and item.path.stem in CRAWLS:
            item.add_marker(pytest.mark.crawl)
            if item.path.stem in OFTEN and _asks_as(item) - AT_EACH_COMMIT:
                item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def world_database(
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
) -> Iterator[tuple[str, bytes]]:
    """Return the database that holds the world, and everybody and everything in it, pickled.

    It is made once per run, whatever the number of workers, and copied for each.
    """
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    with django_db_blocker.unblock():
        with (shared / "world.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            whole, kept = named("world", shared), shared / "world.pickle"
            if not kept.exists():
                empty_database(whole)
                kept.write_bytes(pickle.dumps(_made_in(whole)))
            mine = named(f"world_{worker_id}", own)
            copy_database(whole, mine)
        with using_database(mine):
            store_files()
        yield mine, Path(kept).read_bytes()
        drop_database(mine)


def _made_in(name: str) -> World:
    """Make the world in a database, on its day: the day is another's again before any other test runs."""
    with pytest.MonkeyPatch.context() as patch, using_database(name), transaction.atomic():
        patch.setattr("django.conf.settings.IRO_TODAY", TODAY)
        return make_world()


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Do not write each of the thousands of refusals to the log."""
    logger = logging.getLogger("django.request")
    level = logger.level
    logger.setLevel(logging.ERROR)
    yield
    logger.setLevel(level)


@pytest.fixture
def asked_by(world: World, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str], Asked]:
    """Return what each role is answered by every page for every kind of child: asked once per run, and kept.

    A test that plants a fault in the program asks itself: what it sees is nobody else's.
    """
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent

    def asked(who: str) -> Asked:
        kept = shared / f"asked-{who}.pickle"
        with kept.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                kept.write_bytes(pickle.dumps(ask_everything(world, who)))
        found: Asked = pickle.loads(kept.read_bytes())  # noqa: S301 - written by this run
        return found

    return asked


@pytest.fixture
def world(world_database: tuple[str, bytes], django_db_blocker: Any, settings: Any) -> Iterator[World]:
    """Lend the world to a test, on its day (2 June 2025); what the test writes is rolled back."""
    settings.IRO_TODAY = TODAY
    name, kept = world_database
    with django_db_blocker.unblock(), using_database(name), transaction.atomic():
        yield pickle.loads(kept)  # noqa: S301 - written by this run
        transaction.set_rollback(True)
