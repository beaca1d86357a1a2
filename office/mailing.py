"""Mail leaves in the background: a page asks for a job and never waits for a mail server.

There is one way out, `send_to`: to one person of the records, never to an address that somebody typed. A mail says
that there is something to see, and where; what it is about, above all who, stands behind the sign-in.
"""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
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
