"""Production's settings in a process of their own, as an operator starts it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SAFE = {
    "DJANGO_SETTINGS_MODULE": "iro_service.settings.production",
    "SECRET_KEY": "a-long-and-random-looking-key-for-this-test-only-0123456789",
    "ALLOWED_HOSTS": "iro.example.org",
    "DATABASE_URL": "postgres://iro:secret@db.example.org/iro",
    "REDIS_URL": "redis://broker.example.org/0",
    "EMAIL_URL": "smtp://mail.example.org:25",
}
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def production(tmp_path: Path) -> Run:
    """Return what runs Python with arguments, under production's settings; `changed` changes its environment."""

    def run(*arguments: str, **changed: str) -> subprocess.CompletedProcess[str]:
        clean = {name: value for name, value in os.environ.items() if name not in {*SAFE, "IRO_TODAY"}}
        given = {name: value for name, value in (SAFE | changed).items() if value}
        return subprocess.run(
            [sys.executable, *arguments],
            env=clean | given | {"IRO_VAR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run
