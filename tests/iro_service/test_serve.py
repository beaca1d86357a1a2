"""manage.py serve: one command starts the whole system and stops the whole system."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.servers import test_database_url


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def await_line(process: subprocess.Popen[str], beginning: str) -> list[str]:
    """Read what a process prints up to a line that begins so; fail when it ends before."""
    seen: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        seen.append(line.rstrip())
        if line.startswith(beginning):
            return seen
    pytest.fail("it ended too early:\n" + "\n".join(seen))


@pytest.fixture
def serving(redis_url: str, tmp_path: Path, transactional_db: None) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": test_database_url(),
        "REDIS_URL": redis_url,
        "IRO_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "iro_service.settings.test",
    }
    environment.pop("PYTEST_XDIST_WORKER", None)
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port)],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process, port
    finally:
        process.kill()
        process.communicate()


@pytest.mark.worker
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_answers_and_leaves_nothing_running(serving: tuple[subprocess.Popen[str], int], number: signal.Signals):
    process, port = serving
    assert await_line(process, "Ready")[-1] == f"Ready: http://localhost:{port}/"
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/static/css/app.css") as answer:
        assert answer.status == 200
    started = children_of(process.pid)
    assert len(started) == 3
    process.send_signal(number)
    await_line(process, "Everything is stopped.")
    assert process.wait(30) == 0
    assert [pid for pid in started if Path(f"/proc/{pid}").exists()] == []


def test_serve_says_that_the_port_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} on 127.0.0.1 is taken or not allowed"):
            call_command("serve", port=port)


def test_serve_says_that_the_port_is_no_port():
    with pytest.raises(CommandError, match="The port must be a number from 1 to 65535, and it is 70000"):
        call_command("serve", port=70000)
