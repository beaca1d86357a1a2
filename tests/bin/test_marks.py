"""Every test that is not slow runs on SQLite or on PostgreSQL at each commit: no mark keeps one from both."""

import re
import subprocess
import sys
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
NONE_COLLECTED = 5


def chosen_by(text: str) -> list[str]:
    """Return what `bin/test` chooses by marks at each commit: on SQLite, on PostgreSQL."""
    left_out = re.findall(r'^  local left_out="(.+)"$', text, re.MULTILINE)
    begun = re.findall(r'suite -m "(.+)\$left_out"', text)
    return [f"{first}{last}" for first, last in zip(begun, left_out, strict=True)]


def collected(expression: str, *paths: str) -> int:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n", "0", "-m", expression, *paths]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode


def run_by_neither(text: str) -> str:
    on_sqlite, on_postgres = chosen_by(text)
    return f"not slow and not ({on_sqlite}) and not ({on_postgres})"


def test_every_test_runs_on_one_database_at_least():
    text = (ROOT / "bin" / "test").read_text(encoding="utf-8")
    assert collected(run_by_neither(text)) == NONE_COLLECTED


def test_mark_that_keeps_tests_from_both_is_found():
    text = (ROOT / "bin" / "test").read_text(encoding="utf-8").replace(" and not apart", " and not crawl and not apart")
    assert collected(run_by_neither(text), "tests/security/test_access_oracle.py") == 0
