"""Where django-allauth asks this service how it does things."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import RoleGrant, User
from accounts.sign_in import secrets
from accounts.sign_in.addresses import address_of
from accounts.sign_in.devices import remember_device
from audit.actions import record_event
from audit.models import AuditEvent

BACKEND = "django.contrib.auth.backends.ModelBackend"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the administrator; everything else about them is refused here as well as not routed."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Say that nobody makes an account for themselves."""
        return False

    def is_ajax(self, _request: HttpRequest) -> bool:
        """Say that these pages have one form: none answers a script with data."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the client's address, behind as many proxies as are ours."""
        return address_of(request)

    def get_login_stages(self) -> list[str]:
        """Return what stands between the right password and a session: the second factor, and nothing else."""
        return ["accounts.sign_in.stages.CodeStage"]

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """Say nothing: a page that shows who is signed in needs no message that they are."""

    def respond_user_inactive(self, _request: HttpRequest, _user: Any) -> HttpResponse:
        """Answer a closed account like any wrong sign-in."""
        return HttpResponseRedirect(reverse("accounts:sign-in"))

    def login(self, request: HttpRequest, user: Any) -> None:
        """Open the session, whose id is new."""
        login(request, user, backend=BACKEND)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Note who signed in, know the browser next time, and lead on: to the choice of a role, or where they went."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        record_event(kind=AuditEvent.Kind.SIGN_IN, verb="accounts.sign_in", by=user, subject=user)
        if len(roles_held(user, request)) > 1:
            onward = urlencode({"next": response["Location"]})
            response = HttpResponseRedirect(f"{reverse('accounts:choose-role')}?{onward}")
        remember_device(request, response, user.email)
        return response


def roles_held(user: User, request: HttpRequest) -> list[str]:
    """Return the roles a person holds on this day."""
    in_force = RoleGrant.objects.in_force(request.today)  # type: ignore[attr-defined] # set by the middleware
    return list(in_force.filter(user=user).values_list("role", flat=True))


class MFAAdapter(DefaultMFAAdapter):
    """The second factor's secrets are encrypted at rest."""

    def encrypt(self, text: str) -> str:
        """Return a secret as it is kept."""
        return secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret as it is."""
        return secrets.decrypt(encrypted_text)
