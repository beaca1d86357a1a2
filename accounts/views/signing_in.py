"""Signing in and out, and the role somebody works in."""

from typing import Any

from django.contrib.auth import authenticate, logout
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import public, signed_in
from accounts.confirming import remember_confirmation
from accounts.enums import Role
from accounts.forms import ChooseRoleForm, ConfirmForm, SignInForm
from accounts.models import RoleGrant, User
from audit.actions import record_event
from audit.actors import SystemJob
from audit.models import AuditEvent

ROLE = "acting_role"


class SignIn(LoginView):
    """Sign in by e-mail address and password."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True
    extra_context = {"heading": "Sign in", "submit_text": "Sign in"}

    def form_valid(self, form: Any) -> HttpResponse:
        """Open the session, note it, and lead on: to the choice of a role, or to where they were going."""
        response = super().form_valid(form)
        user: User = form.get_user()
        record_event(kind=AuditEvent.Kind.SIGN_IN, verb="accounts.sign_in", by=user, subject=user)
        if len(roles_held(user, self.request)) > 1:
            onward = urlencode({"next": self.get_success_url()})
            return redirect(f"{reverse('accounts:choose-role')}?{onward}")
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """Note that it failed, and for which account where there is one."""
        known = User.objects.filter(email=str(form.cleaned_data.get("username", ""))).first()
        if form.has_error("username", "invalid_login"):
            page = SystemJob("sign-in page")
            record_event(kind=AuditEvent.Kind.SIGN_IN, verb="accounts.sign_in_refused", by=page, subject=known)
        return super().form_invalid(form)


sign_in = public(SignIn.as_view())


def roles_held(user: User, request: HttpRequest) -> list[str]:
    """Return the roles a person holds on this day."""
    in_force = RoleGrant.objects.in_force(request.today)  # type: ignore[attr-defined] # set by the middleware
    return list(in_force.filter(user=user).values_list("role", flat=True))


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
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
    onward = _onward(request)
    if len(held) <= 1:
        return HttpResponseRedirect(onward)
    form = ChooseRoleForm(request.POST or None, held=held, initial={"role": request.session.get(ROLE)})
    if request.method == "POST" and form.is_valid():
        request.session[ROLE] = user.acting_role = form.cleaned_data["role"]
        request.session.cycle_key()
        record_event(kind=AuditEvent.Kind.SIGN_IN, verb="accounts.choose_role", by=user, subject=user)
        return HttpResponseRedirect(onward)
    context = {
        "heading": "Which role are you working in?",
        "form": form,
        "submit_text": "Continue",
    }
    return render(request, "layouts/form.html", context)


def _onward(request: HttpRequest) -> str:
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
    form = ConfirmForm(request.POST or None, is_right=lambda password: _is_own_password(request, password))
    if request.method == "POST":
        verb = "accounts.confirm" if form.is_valid() else "accounts.confirm_refused"
        record_event(kind=AuditEvent.Kind.SIGN_IN, verb=verb, by=user, subject=user)
        if form.is_valid():
            request.session.cycle_key()
            remember_confirmation(request)
            return HttpResponseRedirect(_onward(request))
    context = {
        "heading": "Confirm that it is you",
        "form": form,
        "submit_text": "Continue",
        "cancel": resolve_url("home"),
    }
    return render(request, "accounts/confirm.html", context)


def _is_own_password(request: HttpRequest, password: str) -> bool:
    """Ask the way signing in does, so that wrong tries are counted alike."""
    found = authenticate(request, username=request.user.email, password=password)
    return found is not None and found.pk == request.user.pk


@signed_in
@require_safe
def my_account(request: HttpRequest) -> HttpResponse:
    """Show somebody their own account."""
    user = request.user
    roles = [Role(role).label for role in user.roles_held]
    facts = [
        ("Name", user.full_name),
        ("E-mail address", user.email),
        ("Telephone number", user.phone),
        ("Roles", ", ".join(roles) or "None yet: ask the IRO manager"),
        ("Working as", Role(user.acting_role).label if user.acting_role else "No role"),
    ]
    context = {"heading": "Your account", "facts": facts, "has_several_roles": len(roles) > 1}
    return render(request, "accounts/my_account.html", context)
