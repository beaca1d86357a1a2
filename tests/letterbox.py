"""A mail server on this machine, that takes mail, refuses addresses, or is not there."""

import email
import email.policy
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Letterbox:
    """Keeps what it was sent. refuses: addresses that there are not; busy: those it takes no mail for at the moment."""

    def __init__(self) -> None:
        """Be empty."""
        self.mails: list[EmailMessage] = []
        self.refuses: set[str] = set()
        self.busy: set[str] = set()
        self.port = 0

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 - named by aiosmtpd
        """Answer whether mail for an address is taken."""
        if address in self.refuses:
            return "550 5.1.1 no such mailbox"
        if address in self.busy:
            return "451 4.7.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - named by aiosmtpd
        """Keep a mail."""
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
        return "250 OK"

    @property
    def readers(self) -> list[str]:
        """Return to whom mail came, in the order in which it did."""
        return [str(message["To"]) for message in self.mails]


@contextmanager
def open_letterbox(port: int = 0) -> Iterator[Letterbox]:
    """Run a mail server while the block runs. port: one that was free before, or 0 for any."""
    box = Letterbox()
    controller = Controller(box, hostname="127.0.0.1", port=port or _free_port())
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def sends_to(settings: Any, port: int) -> None:
    """Have the service send its mail by SMTP to a port of this machine."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 5
