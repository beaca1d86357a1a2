"""A real worker behind a real broker: it runs what waits, and what a killed one left is taken over and done once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings

from audit.actors import SystemJob
from iro_service.celery import app
from office import jobs
from office.actions import request_job
from office.models import FormKey, Job
from tests.office.slow_jobs.tasks import KIND
from tests.servers import test_database_url as database_url

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
# A queue of its own: other workers of the suite do not know this kind of job.
QUEUE = "killed"
PATIENCE_SECONDS = 60


@pytest.fixture
def start_worker(redis_url: str, tmp_path: Path) -> Iterator[Callable[[], "subprocess.Popen[bytes]"]]:
    """Start workers, each a process group of its own; kill what is left of them at the end."""
    started: list[subprocess.Popen[bytes]] = []
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "REDIS_URL": redis_url,
        "DJANGO_SETTINGS_MODULE": "tests.office.worker_settings",
        "PYTHONWARNINGS": "ignore",
    }
    environment.pop("PYTEST_XDIST_WORKER", None)
    command = [sys.executable, "-m", "celery", "--app", "iro_service", "--quiet", "worker", "--queues", QUEUE]
    command += ["--concurrency", "1", "--without-gossip", "--without-mingle", "--loglevel", "WARNING"]

    def start() -> "subprocess.Popen[bytes]":
        with (tmp_path / f"worker{len(started)}.log").open("wb") as log:
            name = f"killed{len(started)}@%h"
            process = subprocess.Popen(
                [*command, "--hostname", name],
                env=environment,
                stdout=log,
                stderr=log,
                cwd=settings.BASE_DIR,
                start_new_session=True,
            )
        started.append(process)
        return process

    yield start
    for process in started:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def waiting_job(tmp_path: Path) -> Iterator[Job]:
    """A job that waits for a file."""
    yield request_job(kind=KIND, payload={"until": str(tmp_path / "go")}, idempotency_key="wait", by=SystemJob("tests"))
    app.control.purge()


def ring_until(there: Callable[[], bool]) -> None:
    """Ring the bell as beat does, until something is there."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not there():
        assert time.monotonic() < deadline, list(Job.objects.values("state", "attempts", "error"))
        app.send_task("office.tasks.sweep_jobs", queue=QUEUE, expires=2, retry=False)
        time.sleep(0.2)


def is_running(attempt: int) -> Callable[[], bool]:
    return lambda: Job.objects.filter(state="running", attempts=attempt, progress__gt=0).exists()


def is_done() -> bool:
    return Job.objects.get().state == Job.State.DONE


def test_worker_that_is_killed_is_taken_over_and_the_work_is_done_once(start_worker, waiting_job, tmp_path):
    first = start_worker()
    ring_until(is_running(attempt=1))
    os.killpg(first.pid, signal.SIGKILL)
    start_worker()
    ring_until(is_running(attempt=2))
    (tmp_path / "go").touch()
    ring_until(is_done)
    waiting_job.refresh_from_db()
    assert (waiting_job.attempts, waiting_job.result) == (2, {"attempt": 2})
    assert list(FormKey.objects.values_list("key", flat=True)) == ["done by attempt 2"]


def test_worker_that_stood_still_too_long_does_nothing_more(start_worker, waiting_job, tmp_path):
    first = start_worker()
    ring_until(is_running(attempt=1))
    os.killpg(first.pid, signal.SIGSTOP)
    start_worker()
    ring_until(is_running(attempt=2))
    (tmp_path / "go").touch()
    ring_until(is_done)
    os.killpg(first.pid, signal.SIGCONT)
    # The first worker comes back to a job that is no longer its own; it goes on to the next, which shows it has let go.
    os.killpg(first.pid, signal.SIGTERM)
    first.wait(PATIENCE_SECONDS)
    assert list(FormKey.objects.values_list("key", flat=True)) == ["done by attempt 2"]
    assert Job.objects.get().result == {"attempt": 2}


def test_lease_of_a_long_job_is_kept_by_the_heartbeat(settings, monkeypatch):
    database_url()  # skips on SQLite's memory, which no second thread can open
    settings.JOB_LEASE_SECONDS = 0.3
    monkeypatch.setattr(jobs, "KINDS", {**jobs.KINDS})
    monkeypatch.setattr("office.actions.KINDS", jobs.KINDS)
    seen = []

    @jobs.job("tests.silent")
    def silent(job, progress):
        deadline = time.monotonic() + 1
        while time.monotonic() < deadline:
            seen.append(jobs.claim())
            time.sleep(0.1)
        return {}

    request_job(kind="tests.silent", payload={}, idempotency_key="silent", by=SystemJob("tests"))
    jobs.run(jobs.claim(), Job.objects.get().created_at.date())
    assert set(seen) == {None}
    assert Job.objects.values_list("state", "attempts").get() == ("done", 1)
