"""What the tests of signing in share: a password, a sign-in, an authenticator app, and the answers that shut out."""

import itertools
import re
import time
from dataclasses import dataclass
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.urls import reverse

from accounts.actions import set_up_second_factor
from accounts.models import User

PASSWORD = "correct horse battery"
STEP_SECONDS = 30
_addresses = (f"198.51.{high}.{low}" for high, low in itertools.product(range(256), range(1, 255)))


@dataclass(frozen=True)
class App:
    """Somebody's authenticator app, and the recovery codes that came with it."""

    secret: str
    recovery_codes: list[str]

    def code(self, later: int = 0) -> str:
        """Return the code that the app shows now, or so many steps of 30 seconds later."""
        return format_hotp_value(hotp_value(self.secret, int(time.time()) // STEP_SECONDS + later))


def app_for(user: User) -> App:
    """Set up an authenticator app; the code that proved it was long ago."""
    secret = generate_totp_secret()
    return App(secret, set_up_second_factor(user=user, secret=secret, step=0, by=user))


def give_password(client: Client, email: str, password: str = PASSWORD, **meta: Any) -> Any:
    """Send the sign-in form."""
    return client.post(reverse("accounts:sign-in"), {"username": email, "password": password}, **meta)


def give_code(client: Client, code: str, **meta: Any) -> Any:
    """Send the form of the second factor."""
    return client.post(reverse("mfa_authenticate"), {"code": code}, **meta)


def press(client: Client, page: str, address: str) -> Any:
    """Open a page and press the button on it that sends to an address, with what its form holds."""
    form = client.get(page).content.decode().partition(f'action="{address}"' if page != address else "<form method")[2]
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form.partition("</form>")[0])
    return client.post(address, dict(hidden))


def is_signed_in(client: Client) -> bool:
    """Say whether one's own account opens, or what stands before it for those who are signed in."""
    return not client.get(reverse("accounts:my-account")).headers.get("Location", "").startswith("/account/sign-in/")


def another_address() -> str:
    """Return a network address that no test has used."""
    return next(_addresses)
