"""That the person at the keyboard has just shown again who they are: asked before what is rare and grave.

A page that needs it begins with

    if not recently_confirmed(request):
        return confirm_first(request)

and the person comes back to it after giving their password, and the code where they have a second factor. It counts for
five minutes, in this session only. Signing in does not count: the person may have walked away since.
"""

import time

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

CONFIRMED_AT = "confirmed_at"
# The first half, given at the provider of single sign-on; the code is still to come.
ELSEWHERE_AT = "confirmed_elsewhere_at"
COUNTS_FOR_SECONDS = 5 * 60


def recently_confirmed(request: HttpRequest) -> bool:
    """Say whether the signed-in person confirmed who they are in this session, less than five minutes ago."""
    return request.user.is_authenticated and _is_recent(request, CONFIRMED_AT)


def recently_confirmed_elsewhere(request: HttpRequest) -> bool:
    """Say whether the person has just signed in anew at the provider of single sign-on, in place of a password."""
    return _is_recent(request, ELSEWHERE_AT)


def _is_recent(request: HttpRequest, name: str) -> bool:
    at = request.session.get(name)
    return at is not None and 0 <= time.time() - at < COUNTS_FOR_SECONDS


def confirm_first(request: HttpRequest, onward: str = "") -> HttpResponseRedirect:
    """Send the person to confirm who they are, and from there on.

    onward: a path of this site to go on to. Left out, it is this page's own address; what a POST brought is not kept,
    so a form page asks when it is opened as well.
    """
    query = urlencode({"next": onward or request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('accounts:confirm')}?{query}")


def remember_confirmation(request: HttpRequest, what: str = CONFIRMED_AT) -> None:
    """Note in the session that the person has just confirmed who they are, or the first half of it."""
    request.session[what] = time.time()
