"""Signing in where the authority's people sign in already: OpenID Connect, with state, nonce and PKCE.

allauth speaks the protocol. Here is whom we believe, and whom we let in: somebody whose account the administrator made
and left open, found by the subject linked before or else by an address that the provider has verified. No account is
ever made, and every refusal is told in the same sentence.
"""

import secrets
import time
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount import app_settings
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse

from accounts.actions import link_single_sign_on
from accounts.confirming import COUNTS_FOR_SECONDS, ELSEWHERE_AT, confirm_first, remember_confirmation
from accounts.models import User
from accounts.sign_in import second_factor
from accounts.sign_in.sessions import renew
from audit.actions import record_event
from audit.actors import SystemJob
from audit.models import AuditEvent

PROVIDER = "organisation"
CONFIRMING = "confirming"
SAYS_YES = (True, 1, "true", "1")
# Clocks of two machines differ a little.
CLOCKS_DIFFER_SECONDS = 60
WHO = SystemJob("single sign-on")


class Provider(OpenIDConnectProvider):
    """The one provider, asked for a sign-in and nothing else whatever the address of our page says."""

    pkce_enabled_default = True

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Return what a sign-in asks for: its own nonce, and a fresh password where somebody is to confirm."""
        asked = super().get_redirect_from_request_kwargs(request)
        kwargs = {"process": "login", "nonce": secrets.token_urlsafe(16), CONFIRMING: "confirm" in request.GET}
        if "next_url" in asked:
            kwargs["next_url"] = asked["next_url"]
        return kwargs

    def redirect(self, request: HttpRequest, process: str, **kwargs: Any) -> HttpResponse:
        """Send the browser to the provider; what must come back with it is kept in the session."""
        params = {"nonce": kwargs["nonce"]} | ({"prompt": "login", "max_age": "0"} if kwargs[CONFIRMING] else {})
        return super().redirect(request, process, auth_params=params, **kwargs)

    def get_oauth2_adapter(self, request: HttpRequest) -> "ProtocolAdapter":
        """Return what speaks the protocol."""
        return ProtocolAdapter(request)

    def extract_extra_data(self, _data: dict[str, Any]) -> dict[str, Any]:
        """Keep nothing of what the provider tells."""
        return {}

    def extract_common_fields(self, _data: dict[str, Any]) -> dict[str, Any]:
        """Take nothing over into an account."""
        return {}

    def extract_email_addresses(self, _data: dict[str, Any]) -> list[Any]:
        """Leave the address to `verified_email`."""
        return []

    def sociallogin_from_response(self, request: HttpRequest, response: dict[str, Any]) -> SocialLogin:
        """Return the sign-in, with what the provider claims beside it."""
        found = super().sociallogin_from_response(request, response)
        found.claims = response["id_token"]
        return found


class ProtocolAdapter(OpenIDConnectOAuth2Adapter):
    """OpenID Connect as this service speaks it."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, PROVIDER)

    def get_provider(self) -> Provider:
        """Return the provider of the settings."""
        return Provider(self.request, app=app_of_settings())

    def get_callback_url(self, request: HttpRequest, _app: SocialApp) -> str:
        """Return the address that the provider sends the browser back to."""
        return str(request.build_absolute_uri(reverse("accounts:single-sign-on-back")))

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        # Fetched over TLS it need not be signed, says the standard; we would rather look.
        self.did_fetch_access_token = False
        try:
            claims = dict(super()._decode_id_token(app, id_token))
        except (KeyError, ValueError, TypeError) as error:
            message = "the provider's token or keys cannot be read"
            raise OAuth2Error(message) from error
        subject = claims.get("sub")
        if not isinstance(subject, str) or not 0 < len(subject) <= app_settings.UID_MAX_LENGTH:
            message = "the provider does not say who it is"
            raise OAuth2Error(message)
        return claims


def app_of_settings() -> SocialApp:
    """Return the provider of the environment as allauth knows such things."""
    given = settings.SINGLE_SIGN_ON
    return SocialApp(
        provider=OpenIDConnectProvider.id,
        provider_id=PROVIDER,
        name=given["name"],
        client_id=given["client_id"],
        secret=given["client_secret"],
        # Only what is signed counts, so nothing is fetched besides.
        settings={"server_url": given["server"], "fetch_userinfo": False},
    )


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Decides who may come in by single sign-on."""

    def is_open_for_signup(self, _request: HttpRequest, _sociallogin: SocialLogin) -> bool:
        """Say that single sign-on makes no account."""
        return False

    def on_authentication_error(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> None:
        """Answer whatever went wrong with the one sentence."""
        raise ImmediateHttpResponse(refusal(request))

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let the person in, or refuse. Always ends here, so that nothing of allauth's own choices is left."""
        if not secrets.compare_digest(str(sociallogin.claims.get("nonce", "")), str(sociallogin.state.get("nonce"))):
            raise PermissionDenied
        user = person_of(sociallogin)
        if user is None or not user.is_active:
            record_event(kind=AuditEvent.Kind.SIGN_IN, verb="accounts.sign_in_refused", by=WHO, subject=user)
            raise ImmediateHttpResponse(refusal(request))
        onward = sociallogin.get_redirect_url(request)
        if sociallogin.state.get(CONFIRMING):
            raise ImmediateHttpResponse(_confirmed(request, user, sociallogin.claims, onward))
        if counts_as_second_factor(sociallogin.claims):
            request.gave_second_factor = user.pk  # type: ignore[attr-defined] # read by the stage in this request
        record_authentication(request, user, "single sign-on")
        raise ImmediateHttpResponse(perform_login(request, Login(user=user, redirect_url=onward)))


def person_of(sociallogin: SocialLogin) -> User | None:
    """Return whose sign-in it is, linking the provider's subject to the account the first time."""
    if sociallogin.is_existing:
        return User.objects.get(pk=sociallogin.user.pk)
    email = verified_email(sociallogin.claims)
    user = User.objects.active().filter(email=email).first() if email else None
    if user is not None:
        link_single_sign_on(user=user, provider=PROVIDER, subject=sociallogin.account.uid, by=WHO)
    return user


def verified_email(claims: dict[str, Any]) -> str:
    """Return the address that the provider vouches for, in small letters, or an empty string.

    A provider vouches by `email_verified`, Entra ID by `xms_edov`; for the domains of the settings its word is enough.
    """
    given = claims.get("email")
    email = given.strip().lower() if isinstance(given, str) else ""
    domain = email.rpartition("@")[2]
    vouched = claims.get("email_verified") in SAYS_YES or claims.get("xms_edov") in SAYS_YES
    return email if vouched or domain in settings.SINGLE_SIGN_ON["verified_domains"] else ""


def counts_as_second_factor(claims: dict[str, Any]) -> bool:
    """Say whether the provider asked for a second factor, by the words that the settings accept."""
    said: set[str] = set()
    for name in ("amr", "acr", "acrs"):
        given = claims.get(name) or []
        said |= {given} if isinstance(given, str) else {str(each) for each in given}
    return not said.isdisjoint(settings.SINGLE_SIGN_ON["second_factor"])


def gave_second_factor(request: HttpRequest, user: User | None) -> bool:
    """Say whether the sign-in that this very request completes brought a second factor along."""
    return user is not None and getattr(request, "gave_second_factor", None) == user.pk


def _confirmed(request: HttpRequest, user: User, claims: dict[str, Any], onward: str | None) -> HttpResponse:
    """Note that the person signed in at the provider just now, if they did, and it is the same person."""
    signed_in_at = claims.get("auth_time")
    age = time.time() - (signed_in_at if isinstance(signed_in_at, int | float) else 0)
    if request.user.pk != user.pk or not -CLOCKS_DIFFER_SECONDS < age < COUNTS_FOR_SECONDS:
        return refusal(request)
    record_event(kind=AuditEvent.Kind.SIGN_IN, verb="accounts.confirm", by=user, subject=user)
    renew(request)
    onward = onward or resolve_url("home")
    has_given_second_factor = counts_as_second_factor(claims)
    if second_factor.has_one(user) and not has_given_second_factor:
        remember_confirmation(request, ELSEWHERE_AT)
        return confirm_first(request, onward)
    remember_confirmation(request)
    if has_given_second_factor:
        second_factor.note_given(request, user)
    return HttpResponseRedirect(onward)


def refusal(request: HttpRequest) -> HttpResponse:
    """Return the page of every refusal: it does not say whether there is such an account."""
    return render(request, "accounts/single_sign_on_refused.html", {"heading": "You are not signed in"}, status=403)
