"""From which network address a request came, when proxies of our own stand between."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_ipv46_address
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Return the client's address: the one that the outermost of our own proxies saw.

    Each proxy adds the address it saw at the end of X-Forwarded-For, and what stands before was written by whoever
    sent the request. So with TRUSTED_PROXIES = n it is the nth from the end; with 0 the header says nothing.
    """
    seen = str(request.META.get("REMOTE_ADDR") or "0.0.0.0")  # noqa: S104 - an address unknown, not one to listen on
    passed_on = request.headers.get("X-Forwarded-For", "").split(",")
    if not 0 < settings.TRUSTED_PROXIES <= len(passed_on):
        return seen
    address = passed_on[-settings.TRUSTED_PROXIES].strip()
    try:
        validate_ipv46_address(address)
    except ValidationError:
        return seen
    return address
