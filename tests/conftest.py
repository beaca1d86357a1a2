"""What every test has: the guards, and the servers that some ask for."""

from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from iro_service.memory import settle
from tests.guards import client as client_guard
from tests.guards import dates as dates_guard
from tests.guards import emptying
from tests.guards import mail as mail_guard
from tests.guards.queries import assert_same_queries as same_queries

pytest_plugins = ["tests.schema", "tests.servers", "tests.demonstration", "tests.security.production"]

settings.register_profile("commit", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("nightly", deadline=None, max_examples=5000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("commit")


def _empties_tables(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server", "live_site", "django_db_reset_sequences"}
    return bool(marker and marker.kwargs.get("transaction")) or not asked.isdisjoint(getattr(item, "fixturenames", ()))


def _how_late(item: pytest.Item) -> int:
    if _empties_tables(item):
        return 2
    return 1 if item.get_closest_marker("browser") else 0


# What asks nothing of the database that the suite runs on (pure law, the text of the program, programs that it starts),
# and the loading of the demonstration, which the journeys do on PostgreSQL as well. Once a run is enough, with SQLite.
APART = (
    "architecture",
    "bin",
    "statute",
    "desk/demonstration/test_generated.py",
    "desk/demonstration/test_loading.py",
    "desk/test_bench.py",
    "reporting/test_outputs.py",
    "reporting/test_pdf.py",
    "security/test_own_rules.py",
    "security/test_pdf.py",
    "security/test_supply.py",
)


# The pages of one room. On PostgreSQL the crawls open them as every role and send their forms, and the journeys walk
# through them; by night these run there too.
ROOMS = (
    "desk",
    "accounts/test_staff_pages.py",
    "disputes/test_pages.py",
    "office/test_pages.py",
    "quality/test_pages.py",
    "reporting/test_pages.py",
)


def _is_of(item: pytest.Item, parts: Iterable[str]) -> bool:
    where = item.path.relative_to(Path(__file__).parent).as_posix()
    return any(where == part or where.startswith(f"{part}/") for part in parts)


def pytest_collection_finish() -> None:
    """Settle as a worker of the system does, once everything is loaded."""
    settle()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """Mark what stands apart before tests are chosen by their marks; keep the order, but for what must come late.

    Browser journeys come late: once one has run, Playwright's event loop runs on in the process, and no other can
    be started there. Last comes what empties every table after itself, also of what migrations put there.
    """
    for item in items:
        if item.get_closest_marker("browser") or item.get_closest_marker("worker"):
            continue  # run on PostgreSQL alone, wherever they stand
        if _is_of(item, APART):
            item.add_marker(pytest.mark.apart)
        if _is_of(item, ROOMS):
            item.add_marker(pytest.mark.room)
    yield
    items.sort(key=_how_late)


@pytest.fixture(scope="session", autouse=True)
def guards() -> Iterator[None]:
    """Put the guards in place for the whole run."""
    with pytest.MonkeyPatch.context() as patch:
        client_guard.install(patch)
        dates_guard.install(patch)
        emptying.install(patch)
        mail_guard.install(patch)
        yield


@pytest.fixture
def assert_same_queries():
    """Return the check that a list page asks as many queries for one row as for three."""
    return same_queries
