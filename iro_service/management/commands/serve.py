"""manage.py serve: the whole system as one command: web, worker and scheduler under one supervisor."""

import argparse
import asyncio
import multiprocessing
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError

from iro_service.env import var_dir
from iro_service.supervisor import Program, Supervisor

READY_WITHIN_SECONDS = 60
PROBE_EVERY_SECONDS = 0.1
HIGHEST_PORT = 65535
WEB_WORKERS = 2
JOBS_AT_ONCE = 2
WORKER_OPTIONS = ("--without-gossip", "--without-mingle")


class Command(BaseCommand):
    """Start web, worker and scheduler; stop them all on Ctrl-C or SIGTERM."""

    help = "Runs the web server, the worker and the scheduler together until Ctrl-C or SIGTERM."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the address to listen on."""
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--web-workers", type=int, default=WEB_WORKERS)
        parser.add_argument("--jobs", type=int, default=JOBS_AT_ONCE, help="jobs run at once (default 2)")

    def handle(self, *, host: str, port: int, web_workers: int, jobs: int, **_options: object) -> None:
        """Run until told to stop. Raises CommandError when the port cannot be had."""
        _need_free_port(host, port)
        # Lines reach a pipe or a log as they are written, not four kilobytes at a time.
        getattr(sys.stdout, "reconfigure", lambda **_: None)(line_buffering=True)
        asyncio.run(self._run(_programs(host, port, web_workers, jobs), host, port))
        self.stdout.write("Everything is stopped.")

    async def _run(self, programs: Sequence[Program], host: str, port: int) -> None:
        supervisor = Supervisor(programs, self.stdout.write)

        async def greet() -> None:
            await _until_answering(host, port)
            await asyncio.to_thread(self._greet, host, port)

        self.stdout.write("Starting web, worker and scheduler")
        await supervisor.run(greet)

    def _greet(self, host: str, port: int) -> None:
        shown = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::", "::1"} else host  # noqa: S104 - compared, not bound
        self.stdout.write(f"\nReady: http://{shown}:{port}/")
        if settings.IRO_TODAY is not None:
            self.stdout.write(f"The demonstration plays on {settings.IRO_TODAY:%A} {settings.IRO_TODAY:%-d %B %Y}.")
        if "demo_sign_ins" in get_commands():
            call_command("demo_sign_ins", stdout=self.stdout)
        self.stdout.write("Ctrl-C stops everything.")


def _programs(host: str, port: int, web_workers: int, jobs: int) -> list[Program]:
    python = sys.executable
    environment = dict(os.environ)
    environment.setdefault("DJANGO_SETTINGS_MODULE", "iro_service.settings.dev")
    environment["PYTHONUNBUFFERED"] = "1"
    # Celery warns of running as root each time; the message it accepts is JSON, so that it is harmless here.
    environment["PYTHONWARNINGS"] = "ignore:You're running the worker with superuser privileges"
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    celery = [python, "-m", "celery", "--app", "iro_service", "--quiet"]
    return [
        Program("web", [python, "-m", "gunicorn", *_web_options(address, web_workers)], environment),
        Program(
            "worker",
            [
                *celery,
                "worker",
                "--loglevel",
                "WARNING",
                "--pool",
                _pool(),
                "--concurrency",
                str(jobs),
                *WORKER_OPTIONS,
            ],
            environment,
        ),
        Program(
            "scheduler",
            [*celery, "beat", "--loglevel", "WARNING", "--pidfile=", f"--schedule={var_dir() / 'beat-schedule'}"],
            environment,
        ),
    ]


def _pool() -> str:
    """Return how the worker runs jobs: in processes, or in threads where the machine has no shared memory for us."""
    try:
        multiprocessing.Lock()
    except OSError:
        return "threads"
    return "prefork"


def _web_options(address: str, workers: int) -> list[str]:
    options = ["iro_service.wsgi:application", "--config", "python:iro_service.gunicorn", "--bind", address]
    options += ["--workers", str(workers)]
    # Heartbeats are files touched every second: in memory where there is such a place.
    memory = Path("/dev/shm")  # noqa: S108 - gunicorn makes an unlinked file of its own there
    return [*options, "--worker-tmp-dir", str(memory)] if os.access(memory, os.W_OK) else options


def _need_free_port(host: str, port: int) -> None:
    if not 1 <= port <= HIGHEST_PORT:
        message = f"The port must be a number from 1 to {HIGHEST_PORT}, and it is {port}"
        raise CommandError(message)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            message = f"Port {port} on {host} is taken or not allowed: stop what uses it, or choose another with --port"
            raise CommandError(message) from error


async def _until_answering(host: str, port: int) -> None:
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    for _attempt in range(int(READY_WITHIN_SECONDS / PROBE_EVERY_SECONDS)):
        try:
            _reader, writer = await asyncio.open_connection(target, port)
        except OSError:
            await asyncio.sleep(PROBE_EVERY_SECONDS)
            continue
        writer.close()
        return
