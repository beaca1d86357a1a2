"""One day of reminders, and a mail server that is there."""

import datetime
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from desk.deadlines import deadlines

D = datetime.date
# A Monday.
TODAY = D(2025, 6, 2)


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    settings.IRO_TODAY = TODAY


@pytest.fixture
def when(db: Any) -> Any:
    """Return how deadlines look on the day."""
    return deadlines(TODAY)


@dataclass
class Letterbox:
    """What a real mail server was handed: recipients and content of each mail."""

    mails: list[tuple[list[str], str]] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802 - the server's name for it
        """Take or refuse a recipient."""
        if address in self.refuses:
            return "550 No such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - the server's name for it
        """Take a mail."""
        self.mails.append((list(envelope.rcpt_tos), envelope.content.decode()))
        return "250 OK"


def free_port() -> int:
    """Return a port of this machine at which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def serving(letterbox: Letterbox, settings: Any) -> Iterator[Letterbox]:
    """Run a real mail server on a free port of this machine, and send through it."""
    controller = Controller(letterbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    post_through(settings, controller.port)
    try:
        yield letterbox
    finally:
        controller.stop()


def post_through(settings: Any, port: int) -> None:
    """Send mail by SMTP to a port of this machine."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 2
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False


@pytest.fixture
def letterbox(settings: Any) -> Iterator[Letterbox]:
    """Run a real mail server, send through it, and return what it was handed."""
    with serving(Letterbox(), settings) as box:
        yield box
