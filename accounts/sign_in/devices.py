"""Browsers that a person has signed in with before: strangers who guess cannot lock the person out of those.

The idea is OWASP's "device cookie". A browser that signed in keeps a signed mark for that account, and failures of a
marked browser are counted apart from everybody else's. The mark opens nothing: it only says whose counter is used.
"""

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

SALT = "accounts.devices"
KEPT_FOR_SECONDS = 180 * 24 * 60 * 60
# People who share a computer have a mark each; the oldest gives way.
MOST_PEOPLE = 8
LONGEST_COOKIE = 3000


def known_device(request: HttpRequest, name: str) -> str:
    """Return the number of this browser for an account's name, or an empty string when it never signed in there."""
    return _marks(request).get(_short(name), "")


def remember_device(request: HttpRequest, response: HttpResponseBase, name: str) -> None:
    """Mark the browser as one in which the person of this name has signed in."""
    marks = _marks(request)
    number = marks.pop(_short(name), "") or secrets.token_hex(8)
    kept = dict(list(marks.items())[-(MOST_PEOPLE - 1) :]) | {_short(name): number}
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(kept, salt=SALT),
        max_age=KEPT_FOR_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _marks(request: HttpRequest) -> dict[str, str]:
    given = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    if not given or len(given) > LONGEST_COOKIE:
        return {}
    try:
        marks: Any = signing.loads(given, salt=SALT, max_age=KEPT_FOR_SECONDS)
    except signing.BadSignature:
        return {}
    return {str(name): str(number) for name, number in marks.items()} if isinstance(marks, dict) else {}


def _short(name: str) -> str:
    """Return what stands for a name in the cookie, so that a shared computer does not tell who works there."""
    return salted_hmac(SALT, name.strip().lower()).hexdigest()[:16]
