"""What django-axes counts when somebody guesses, and when it locks.

Three counters, each over fifteen minutes:

* an account, from all browsers that never signed in to it: 5 failures lock it for such browsers;
* an account in a browser that has signed in to it before: 5 of its own, so that strangers cannot lock out the person;
* an address, over all accounts: 50 failures lock it for browsers that never signed in to the account they name.

Codes of the second factor are counted apart from passwords, in the same three ways.
"""

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.db.models import Q, Sum
from django.http import HttpRequest

from accounts.models import User
from accounts.sign_in.devices import known_device

# So many failures of one address weigh as much as one of an account.
ADDRESS_WEIGHS = 10
LONGEST_NAME = 200
CODE = "second factor"

Credentials = dict[str, Any]


def _name(request: HttpRequest, credentials: Credentials | None) -> str:
    given = (credentials or {}).get("username") or request.POST.get("username", "")
    return str(given).strip().lower()[:LONGEST_NAME]


def counted_as(request: HttpRequest, credentials: Credentials | None = None) -> str:
    """Return the name of the counter: the account's, or the account's in this one browser."""
    name = _name(request, credentials)
    device = known_device(request, name)
    what = f"{CODE} of " if (credentials or {}).get("what") == CODE else ""
    return f"{what}{name} on {device}" if device else f"{what}{name}"


def counters_of(request: HttpRequest, credentials: Credentials | None = None) -> list[str]:
    """Return which counters can lock this request: a known browser's own, or the account's and the address's."""
    known = known_device(request, _name(request, credentials))
    return ["username"] if known else ["username", "ip_address"]


class Handler(AxesDatabaseHandler):
    """Counts in the database, with a limit for an address that is not the one for an account."""

    def get_failures(self, request: HttpRequest, credentials: Credentials | None = None) -> int:
        """Return the failures that count, in failures of one account."""
        sums = [
            found.aggregate(sum=Sum("failures_since_start"))["sum"] or 0
            for found in self.get_user_attempts(request, credentials)
        ]
        return max(sums[0], *(failures // ADDRESS_WEIGHS for failures in sums[1:]), 0)

    def reset_user_attempts(self, request: HttpRequest, credentials: Credentials | None = None) -> int:
        """Forget the failures of this counter alone: one who signs in does not clear the address for all others."""
        count, _ = AccessAttempt.objects.filter(username=counted_as(request, credentials)).delete()
        return count


def _code_of(user: User) -> Credentials:
    return {"username": user.email, "what": CODE}


def may_try_code(request: HttpRequest, user: User) -> bool:
    """Say whether another code may be tried; when not, the answer becomes the page that says so."""
    if AxesProxyHandler.is_allowed(request, _code_of(user)):
        return True
    request.axes_locked_out = True  # type: ignore[attr-defined] # read by the middleware of axes
    return False


def code_was_wrong(request: HttpRequest, user: User) -> None:
    """Count a wrong code."""
    AxesProxyHandler.user_login_failed(CODE, credentials=_code_of(user), request=request)


def code_was_right(request: HttpRequest, user: User) -> None:
    """Forget the wrong codes before the right one."""
    AxesProxyHandler.get_implementation().reset_user_attempts(request, _code_of(user))


def forgive(user: User) -> None:
    """Forget every failure of an account: whoever reads its mail is the person."""
    of_account = Q(username=user.email) | Q(username__startswith=f"{user.email} on ")
    AccessAttempt.objects.filter(of_account).delete()
