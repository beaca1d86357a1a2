"""Production refuses to start with what would be unsafe, and says what to set."""

import os
import subprocess
import sys

import pytest

SAFE = {
    "SECRET_KEY": "a-long-and-random-looking-key-for-this-test-only-0123456789",
    "ALLOWED_HOSTS": "iro.example.org",
    "DATABASE_URL": "postgres://iro:secret@db.example.org/iro",
    "REDIS_URL": "redis://broker.example.org/0",
    "EMAIL_URL": "smtp://mail.example.org:25",
}


def started(tmp_path, **changed: str) -> str:
    """Return the last line of what importing the settings says; empty when they are accepted."""
    clean = {name: value for name, value in os.environ.items() if name not in {*SAFE, "IRO_TODAY"}}
    given = {name: value for name, value in (SAFE | changed).items() if value}
    run = subprocess.run(
        [sys.executable, "-c", "import iro_service.settings.production"],
        env=clean | given | {"IRO_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    return (run.stderr.strip().splitlines() or [""])[-1].partition(": ")[2]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, ""),
        ({"SECRET_KEY": ""}, "Set SECRET_KEY to at least 50 random characters."),
        ({"SECRET_KEY": "short"}, "Set SECRET_KEY to at least 50 random characters."),
        ({"IRO_TODAY": "2012-01-03"}, "IRO_TODAY moves the day of a demonstration; unset it in production."),
        ({"ALLOWED_HOSTS": ""}, "Set ALLOWED_HOSTS to the service's own host names."),
        ({"ALLOWED_HOSTS": "*"}, "Set ALLOWED_HOSTS to the service's own host names."),
        ({"EMAIL_URL": ""}, "Set EMAIL_URL to a mail server: links to set a password go out by e-mail."),
        ({"DATABASE_URL": ""}, "Set DATABASE_URL to a PostgreSQL database."),
        ({"REDIS_URL": ""}, "Set REDIS_URL to a Redis server."),
    ],
)
def test_production_refuses_what_is_unsafe(tmp_path, changed, sentence):
    assert started(tmp_path, **changed) == sentence
