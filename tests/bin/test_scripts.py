"""The commands of bin/: they parse, and what is wrong with a machine is said in one line."""

import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
SCRIPTS = sorted([*(ROOT / "bin").iterdir(), ROOT / ".ci" / "run"])


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture
def taken_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_script_parses(script: Path):
    assert run("bash", "-n", str(script)).stderr == ""


@pytest.mark.parametrize(
    "script", [script for script in SCRIPTS if script.suffix == ""], ids=lambda script: script.name
)
def test_script_can_be_run(script: Path):
    assert os.access(script, os.X_OK)


def test_run_says_that_the_port_is_taken(taken_port: int):
    answer = run("bin/run", PORT=str(taken_port))
    assert answer.returncode == 1
    assert answer.stderr == (
        f"run: port {taken_port} is taken or not allowed; stop what uses it, or choose another: PORT=8001 bin/run\n"
    )


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "8000 "])
def test_run_says_that_the_port_is_no_port(port: str):
    answer = run("bin/run", PORT=port)
    assert answer.returncode == 1
    assert answer.stderr == f"run: PORT must be a number from 1 to 65535, and it is '{port}'\n"


def test_run_says_that_python_is_too_old(tmp_path: Path):
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\ncase "$1" in --version) echo "Python 3.9.2";; *) echo False;; esac\n')
    old.chmod(0o755)
    answer = run("bin/run", PYTHON=str(old))
    assert answer.returncode == 1
    assert answer.stderr == (
        f"run: Python 3.11 or newer is needed; {old} is Python 3.9.2. "
        "Install python3, or name one: PYTHON=/path/to/python3.11\n"
    )


def test_run_says_that_its_folder_cannot_be_made(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    folder = tmp_path / "file" / "var"
    answer = run("bin/run", IRO_VAR=str(folder), PORT="1024")
    assert answer.returncode == 1
    assert (
        answer.stderr == f"run: the folder {folder} cannot be written to; change its owner, or set IRO_VAR to another\n"
    )


def test_setup_refuses_an_option_it_does_not_know():
    answer = run("bin/setup", "--prod")
    assert (answer.returncode, answer.stderr) == (1, "setup: unknown option --prod (there is only --dev)\n")


@pytest.mark.parametrize(
    ("statement", "is_one"),
    [
        ("PRAGMA journal_mode=WAL", False),
        ("CREATE TABLE other (id)", False),
        ("CREATE TABLE django_migrations (id)", True),
    ],
)
def test_run_takes_a_file_without_our_tables_for_no_database(tmp_path: Path, statement: str, *, is_one: bool):
    path = tmp_path / "db.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
    assert path.stat().st_size > 0
    answer = run("bash", "-c", f". bin/lib.sh && PYTHON={sys.executable} has_tables {path}")
    assert answer.returncode == (0 if is_one else 1)
