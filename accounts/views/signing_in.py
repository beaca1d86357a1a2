"""Signing in and out, confirming who one is, and the role somebody works in."""

from typing import Any

from allauth.account.internal.flows.logout import logout
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import public, signed_in
from accounts.confirming import recently_confirmed_elsewhere, remember_confirmation
from accounts.forms import ChooseRoleForm, CodeForm, ConfirmForm, SignInForm
from accounts.models import User
from accounts.sign_in import second_factor
from accounts.sign_in.sessions import renew
from audit.actions import record_event
from audit.actors import SystemJob
from audit.models import AuditEvent

ROLE = "acting_role"
PAGE = SystemJob("sign-in page")


class SignIn(LoginView):
    """Sign in by e-mail address and password."""

    template_name = "accounts/sign_in.html"
    form_class = SignInForm

    def form_invalid(self, form: Any) -> HttpResponse:
        """Note that it failed, and for which account where there is one."""
        known = User.objects.filter(email=str(form.cleaned_data.get("username", ""))).first()
        if form.has_error("username", "invalid_login"):
            record_event(kind=AuditEvent.Kind.SIGN_IN, verb="accounts.sign_in_refused", by=PAGE, subject=known)
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows."""
        onward = self.get_next_url()
        query = f"?{urlencode({'next': onward})}" if onward else ""
        return {
            **super().get_context_data(**kwargs),
            "heading": "Sign in",
            "submit_text": "Sign in",
            "elsewhere": f"{reverse('accounts:single-sign-on')}{query}" if settings.SINGLE_SIGN_ON else "",
            "elsewhere_words": f"Sign in with {settings.SINGLE_SIGN_ON.get('name')}",
        }


sign_in = public(SignIn.as_view())


class GiveCode(AuthenticateView):
    """Give the second factor, after the right password and before there is a session."""

    template_name = "accounts/give_code.html"

    def _build_forms(self) -> CodeForm:
        data = self.request.POST if self.request.method == "POST" else None
        self.webauthn_form = None
        self.auth_form = CodeForm(data, user=self.stage.login.user, request=self.request)
        return self.auth_form

    def form_invalid(self, form: CodeForm) -> HttpResponse:
        """Note that a code was wrong: whoever tries it knows the password."""
        if form.has_error("code", "invalid_login"):
            record_event(kind=AuditEvent.Kind.SIGN_IN, verb="accounts.code_refused", by=PAGE, subject=form.user)
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows."""
        return {**super().get_context_data(**kwargs), "heading": "Enter your code", "submit_text": "Continue"}


give_code = public(GiveCode.as_view())


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, or a sign-in that waits for its code."""
    if request.user.is_authenticated:
        record_event(kind=AuditEvent.Kind.SIGN_IN, verb="accounts.sign_out", by=request.user, subject=request.user)
    logout(request)
    return redirect("accounts:sign-in")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def choose_role(request: HttpRequest) -> HttpResponse:
    """Choose which of one's roles this session works in."""
    user = request.user
    held = user.roles_held
    onward = onward_of(request)
    if len(held) <= 1:
        return HttpResponseRedirect(onward)
    form = ChooseRoleForm(request.POST or None, held=held, initial={"role": request.session.get(ROLE)})
    if request.method == "POST" and form.is_valid():
        request.session[ROLE] = user.acting_role = form.cleaned_data["role"]
        renew(request)
        record_event(kind=AuditEvent.Kind.SIGN_IN, verb="accounts.choose_role", by=user, subject=user)
        return HttpResponseRedirect(onward)
    context = {
        "heading": "Which role are you working in?",
        "form": form,
        "submit_text": "Continue",
    }
    return render(request, "layouts/form.html", context)


def onward_of(request: HttpRequest) -> str:
    """Return where the person was going, when that is a page of ours."""
    asked = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return asked
    return resolve_url("home")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Show again who one is, then go on to what asked for it."""
    user = request.user
    asks = _what_confirms(request)
    form = ConfirmForm(request.POST or None, user=user, request=request, asks=asks)
    if request.method == "POST" and asks:
        verb = "accounts.confirm" if form.is_valid() else "accounts.confirm_refused"
        record_event(kind=AuditEvent.Kind.SIGN_IN, verb=verb, by=user, subject=user)
        if form.is_valid():
            renew(request)
            remember_confirmation(request)
            if "code" in asks:
                second_factor.note_given(request, user)
            return HttpResponseRedirect(onward_of(request))
    again = urlencode({"next": onward_of(request), "confirm": ""})
    context = {
        "heading": "Confirm that it is you",
        "form": form,
        "submit_text": "Continue",
        "cancel": resolve_url("home"),
        "asks": asks,
        "elsewhere": f"{reverse('accounts:single-sign-on')}?{again}" if settings.SINGLE_SIGN_ON else "",
        "elsewhere_words": f"Confirm with {settings.SINGLE_SIGN_ON.get('name')}",
    }
    return render(request, "accounts/confirm.html", context)


def _what_confirms(request: HttpRequest) -> list[str]:
    """Return what the page asks for: password and code, the code alone after a fresh sign-in elsewhere, or nothing.

    Nothing is asked of whoever has no password here and has not been elsewhere yet: the page sends them there.
    """
    elsewhere = recently_confirmed_elsewhere(request)
    if not elsewhere and not request.user.has_usable_password():
        return []
    has_app = second_factor.has_one(request.user)
    return [name for name, asked in (("password", not elsewhere), ("code", has_app)) if asked]
