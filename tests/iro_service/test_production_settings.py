"""Production refuses to start with what would be unsafe, and says what to set."""

import pytest


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
def test_production_refuses_what_is_unsafe(production, changed, sentence):
    done = production("-c", "import iro_service.settings.production", **changed)
    assert (done.stderr.strip().splitlines() or [""])[-1].partition(": ")[2] == sentence
