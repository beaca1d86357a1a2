"""Mail leaves in the background: a page asks for a job and never waits for a mail server.

There is one way out, with two doors: `send_to`, to one person who has an account, and `send_outside`, to one person of
the records who has none. Neither takes an address that somebody typed where the mail is sent. A mail says that there is
something to see, and where; what it is about, above all who, it never says.
"""

import smtplib
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import BadHeaderError, EmailMultiAlternatives, send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.models import User
from audit.actors import Actor
from office.actions import request_job
from office.authority import authority
from office.jobs import JobFailedError

PASSWORD_LINK = "office.send_password_link"  # noqa: S105 - the name of a job
NOTICE = "office.send_notice"
NOTICES = {
    "second_factor_set_up": "A second factor was set up",
    "second_factor_reset": "Your second factor was reset",
}
# What becomes of a mail that the server did not take, by whose exceptions: for whoever keeps what did not arrive.
ADDRESS_REFUSED = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused)
SERVER_AWAY = (smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError, ConnectionError, TimeoutError)
NOT_SENT = (smtplib.SMTPException, OSError)
# Asked for again within this time, it is the same mail: nobody's letter box can be flooded.
ONE_LINK_EVERY_SECONDS = 300


def request_password_link(user: User, site: str, by: Actor) -> None:
    """Have a link to set a password sent to a person's own address."""
    window = int(timezone.now().timestamp()) // ONE_LINK_EVERY_SECONDS
    request_job(
        kind=PASSWORD_LINK,
        payload={"user": user.pk, "site": site},
        idempotency_key=f"{PASSWORD_LINK}:{user.pk}:{window}",
        by=by,
    )


def send_to(reader: User, *, subject: str, text: str) -> None:
    """Send a mail to one person at the address of their account. Raises JobFailedError when the account is closed.

    subject, text: without any name, date of birth or address of a child or of somebody around one.
    """
    if not reader.is_active:
        raise JobFailedError("This account is closed.")
    send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [reader.email])


class Outside(Protocol):
    """Somebody of the records without an account: a stored row that knows their address."""

    @property
    def address(self) -> str:
        """Return the e-mail address that stands in the records, or an empty text."""


@dataclass(frozen=True)
class CalendarFile:
    """A calendar file that goes with a mail. method: of the file, which the mail must name too (RFC 6047)."""

    content: str
    method: str


class AddressRefusedError(Exception):
    """The mail server takes no mail for this address, and never will. The text is the sentence for the user."""


class MailServerDownError(Exception):
    """The mail could not be handed over now; later it may. The text is the sentence for the user."""


NEVER = 500  # answers of a mail server from here on are for good (RFC 5321, 4.2.1)
REFUSED = "The mail server refused this address (answer {code})."
DOWN = "The mail server cannot be reached, or does not take mail at the moment."


def send_outside(reader: Outside, *, subject: str, text: str, calendar: CalendarFile | None = None) -> str:
    """Send a mail to one person of the records, and return the address it went to.

    subject, text, calendar: without any name, date of birth or address of a child or of somebody around one.
    Raises AddressRefusedError where there is no address or the server refuses it for good, MailServerDownError where
    trying again later may help.
    """
    to = reader.address
    if not to:
        raise AddressRefusedError("No e-mail address is recorded.")
    message = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [to])
    if calendar is not None:
        kind = f"text/calendar; method={calendar.method}"
        message.attach_alternative(calendar.content, kind)
        message.attach("meeting.ics", calendar.content, kind)
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        _code, _words = next(iter(refusal.recipients.values()))
        raise _failure(_code) from None
    except smtplib.SMTPDataError as refusal:
        raise _failure(refusal.smtp_code) from None
    except (BadHeaderError, UnicodeError, ValueError):
        raise AddressRefusedError("This is not an address to which mail can be sent.") from None
    except OSError:  # no connection, a broken one, or a server that lets nobody send
        raise MailServerDownError(DOWN) from None
    return to


def _failure(code: int) -> Exception:
    return AddressRefusedError(REFUSED.format(code=code)) if code >= NEVER else MailServerDownError(DOWN)


def send_password_link(user: User, site: str) -> None:
    """Send the link now. The mail names no child and nobody but its reader."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("accounts:set-password", args=[uid, default_token_generator.make_token(user)])
    service = authority().service_name
    text = render_to_string("emails/password_link.txt", {"service": service, "link": f"{site}{path}"})
    send_to(user, subject=f"Set your password: {service}", text=text)


def request_notice(user: User, notice: str, site: str, by: Actor) -> None:
    """Have a person told of what happened to their account."""
    at = timezone.now().timestamp()
    request_job(
        kind=NOTICE,
        payload={"user": user.pk, "notice": notice, "site": site},
        idempotency_key=f"{NOTICE}:{notice}:{user.pk}:{at}",
        by=by,
    )


def send_notice(user: User, notice: str, site: str) -> None:
    """Send a notice now. It says what happened, and what to do when that was somebody else."""
    service = authority().service_name
    text = render_to_string(f"emails/{notice}.txt", {"service": service, "site": site})
    send_to(user, subject=f"{NOTICES[notice]}: {service}", text=text)
