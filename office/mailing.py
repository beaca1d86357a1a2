"""Mail leaves in the background: a page asks for a job and never waits for a mail server."""

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

PASSWORD_LINK = "office.send_password_link"  # noqa: S105 - the name of a job
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


def send_password_link(user: User, site: str) -> None:
    """Send the link now. The mail names no child and nobody but its reader."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("accounts:set-password", args=[uid, default_token_generator.make_token(user)])
    service = authority().service_name
    text = render_to_string("emails/password_link.txt", {"service": service, "link": f"{site}{path}"})
    send_mail(f"Set your password: {service}", text, settings.DEFAULT_FROM_EMAIL, [user.email])
