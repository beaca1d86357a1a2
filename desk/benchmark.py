"""Speed of the slow places, each as a ratio to the bare SQL it needs, on the same data in the same run."""

import datetime
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import RoleGrant, User
from audit.actions import record_event
from audit.actors import SystemJob
from audit.models import AuditEvent
from children.models import IROAllocation
from desk.arranging.rows import counts_to_arrange, panels_to_come, reviews_to_arrange
from desk.arranging.views.lists import PER_PAGE
from desk.caseload.rows import read_caseload
from desk.service.dashboard import dashboard
from desk.service.figures import moment
from office import clock
from office.authority import authority, working_calendar
from reporting.facts import Period
from reporting.rows import read_facts
from reporting.statistics import annual_statistics, compute
from reviews.models import Review
from reviews.recomputation import recomputed

ROUNDS = 15
LONG_ROUNDS = 3
PAGE_TARGET = 2.0
FIGURES_TARGET_MS = 200.0
MS = 1000.0
PAGE = 200


@dataclass(frozen=True)
class Measured:
    """One place: its time, its queries, the bare SQL of those queries, and what it is held against."""

    what: str
    ms: float
    queries: int
    bare_ms: float
    against: str = ""
    against_ms: float = 0.0
    target: float = 0.0

    @property
    def ratio(self) -> float:
        """Return the time against the bare SQL."""
        return self.ms / self.bare_ms if self.bare_ms else 0.0

    @property
    def held(self) -> float:
        """Return the time against what it is held against."""
        return self.ms / self.against_ms if self.against_ms else 0.0

    @property
    def is_met(self) -> bool:
        """Say whether the target is met, where there is one."""
        return not self.target or self.held <= self.target


def median_ms(work: Callable[[], Any], rounds: int = ROUNDS) -> float:
    """Return the median time of some work in milliseconds, after one round that warms what is kept."""
    return medians_ms(work, rounds=rounds)[0]


def medians_ms(*works: Callable[[], Any], rounds: int = ROUNDS) -> list[float]:
    """Return the median times of several works taken turn by turn, so that a busy machine slows all of them alike."""
    for work in works:
        work()
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, found in zip(works, times, strict=True):
            began = time.perf_counter()
            work()
            found.append((time.perf_counter() - began) * MS)
    return [statistics.median(found) for found in times]


def statements_of(work: Callable[[], Any]) -> list[str]:
    """Return the statements that some work runs."""
    with CaptureQueriesContext(connection) as captured:
        work()
    return [query["sql"] for query in captured.captured_queries]


def bare(statements: list[str]) -> Callable[[], None]:
    """Return the work of fetching the SELECTs among statements through the bare cursor."""
    selects = [sql for sql in statements if sql.lstrip().upper().startswith("SELECT")]

    def fetch_all() -> None:
        with connection.cursor() as cursor:
            for sql in selects:
                cursor.execute(sql)
                cursor.fetchall()

    return fetch_all


def signed_in(role: str, pk: int | None = None) -> tuple[Client, User]:
    """Return a client signed in as somebody of a role, and that person acting in it."""
    people = get_user_model().objects.filter(pk__in=RoleGrant.objects.filter(role=role).values("user"))
    user = people.filter(pk=pk).first() if pk else people.first()
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    user.act_as(role, on=clock.today(), at=timezone.now(), only_reading=True)
    return client, user


def fetch(client: Client, address: str) -> None:
    """Fetch a page. Raises RuntimeError when there is none."""
    response = client.get(address)
    if response.status_code != PAGE:
        message = f"{address} answered {response.status_code}"
        raise RuntimeError(message)


def busiest_iro() -> int:
    """Return the id of the IRO with most children."""
    rows = IROAllocation.objects.open().order_by().values("iro").annotate(n=Count("pk")).order_by("-n")
    return int(rows[0]["iro"])


def _audit_row() -> None:
    with transaction.atomic():
        record_event(kind=AuditEvent.Kind.READ, verb="bench", by=SystemJob("bench"), child_ids=list(range(64)))


def _page(what: str, client: Client, address: str, read: Callable[[], Any], empty: Callable[[], Any]) -> Measured:
    def get() -> None:
        fetch(client, address)

    get()
    statements = statements_of(get)
    whole, bare_ms, queried, audited, floor = medians_ms(get, bare(statements), read, _audit_row, empty)
    return Measured(
        what=what,
        ms=whole,
        queries=len(statements),
        bare_ms=bare_ms,
        against="querysets + audit row + empty page",
        against_ms=queried + audited + floor,
        target=PAGE_TARGET,
    )


def read_board(user: User, today: datetime.date) -> None:
    """Evaluate what the support workers' board is made of: its first page of rows, the counts, the extra panels."""
    list(reviews_to_arrange(user, {}, today)[:PER_PAGE])
    counts_to_arrange(user, today)
    list(panels_to_come(user)[:PER_PAGE])


def measure(today: datetime.date) -> list[Measured]:
    """Measure every place on the database as it is."""
    calendar = working_calendar()
    now = moment(today, calendar, authority())
    iro_client, iro = signed_in(Role.IRO, busiest_iro())
    manager_client, _ = signed_in(Role.MANAGER)
    support_client, support = signed_in(Role.SUPPORT_WORKER)
    empty_client, _ = signed_in(Role.INFORMATION_GOVERNANCE)

    def empty() -> None:
        fetch(empty_client, reverse("accounts:my-account"))

    caseload = _page("caseload page", iro_client, reverse("caseload:mine"), lambda: read_caseload(iro, today), empty)
    service = _page("dashboard", manager_client, reverse("service:today"), lambda: dashboard(now), empty)
    to_arrange = reverse("arranging:to-arrange")
    board = _page("board of reviews to arrange", support_client, to_arrange, lambda: read_board(support, today), empty)
    return [
        Measured("empty signed-in page", median_ms(empty), len(statements_of(empty)), 0.0),
        caseload,
        service,
        board,
        _recomputation(calendar),
        *_figures(today, calendar),
    ]


def _recomputation(calendar: Any) -> Measured:
    def work() -> None:
        pks = list(Review.objects.open().order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(pks), 200):
            list(recomputed(Review.objects.open().filter(pk__in=pks[start : start + 200]), calendar))

    statements = statements_of(work)
    whole, bare_ms = medians_ms(work, bare(statements), rounds=LONG_ROUNDS)
    return Measured("nightly recomputation", whole, len(statements), bare_ms)


def _figures(today: datetime.date, calendar: Any) -> list[Measured]:
    period = Period(today.replace(year=today.year - 1) + datetime.timedelta(days=1), today)
    facts = read_facts(period)

    def whole() -> None:
        annual_statistics(period, calendar=calendar)

    statements = statements_of(whole)
    works = (whole, bare(statements), lambda: compute(facts, calendar=calendar))
    whole_ms, bare_ms, computed = medians_ms(*works, rounds=LONG_ROUNDS)
    return [
        Measured("annual figures, read and computed", whole_ms, len(statements), bare_ms),
        Measured(
            "annual figures, computed alone",
            computed,
            0,
            0.0,
            against=f"{FIGURES_TARGET_MS:.0f} ms",
            against_ms=FIGURES_TARGET_MS,
            target=1.0,
        ),
    ]


def lines(size: int, found: list[Measured]) -> list[str]:
    """Return the measurements as lines of a table."""
    out = [
        f"{size} children in care",
        f"  {'what':<36}{'ms':>9}{'queries':>9}{'bare SQL ms':>13}{'ratio':>8}  held against",
    ]
    for each in found:
        held = f"{each.held:.2f}x {each.against} ({each.against_ms:.1f} ms)" if each.against_ms else ""
        mark = "" if each.is_met else f"  MISSED, target {each.target:.1f}x"
        ratio = f"{each.ratio:.1f}x" if each.bare_ms else ""
        bare = f"{each.bare_ms:.1f}" if each.bare_ms else ""
        out.append(f"  {each.what:<36}{each.ms:>9.1f}{each.queries:>9}{bare:>13}{ratio:>8}  {held}{mark}")
    return out
