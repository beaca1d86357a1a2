"""Somebody's own account: who they are here, how they sign in, and where they are signed in."""

import datetime

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts import actions, presenters
from accounts.access import signed_in
from accounts.enums import Role
from accounts.permissions import Capability, may
from accounts.sign_in import second_factor, sessions
from audit.actions import record_event
from audit.models import AuditEvent


@signed_in
@require_safe
def my_account(request: HttpRequest) -> HttpResponse:
    """Show somebody their own account."""
    user = request.user
    roles = [Role(role).label for role in user.roles_held]
    app = second_factor.app_of(user)
    facts = [
        ("Name", user.full_name),
        ("E-mail address", user.email),
        ("Telephone number", user.phone),
        ("Roles", ", ".join(roles) or "None yet: ask the IRO manager"),
        ("Working as", Role(user.acting_role).label if user.acting_role else "No role"),
        ("Second factor", presenters.second_factor(app, second_factor.recovery_codes_left(user) if app else 0)),
    ]
    found = sessions.open_sessions(user, request.session.session_key, datetime.datetime.now(datetime.UTC))
    context = {
        "heading": "Your account",
        "facts": facts,
        "has_several_roles": len(roles) > 1,
        "sees_children": bool(may(user, Capability.DECLARE_CONFLICT)),
        "has_second_factor": app is not None,
        "sessions": found,
        "has_other_sessions": any(not each.is_this_one for each in found),
    }
    if may(user, Capability.DECLARE_CONFLICT):
        context["lives_at"] = reverse("looking:home")
    return render(request, "accounts/my_account.html", context)


@signed_in
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own other sessions."""
    row = get_object_or_404(UserSession.objects.exclude(session_key=_key(request)), pk=pk, user=request.user)
    sessions.end([row])
    _note(request)
    messages.success(request, "That session is ended.")
    return redirect("accounts:my-account")


@signed_in
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all of one's own sessions but this one."""
    user, key = request.user, _key(request)
    actions.end_sessions(user=user, by=user)
    sessions.end(UserSession.objects.filter(user=user).exclude(session_key=key))
    sessions.keep_this_one(request, user)
    messages.success(request, "You are signed out everywhere else.")
    return redirect("accounts:my-account")


def _key(request: HttpRequest) -> str:
    return request.session.session_key or ""


def _note(request: HttpRequest) -> None:
    user = request.user
    record_event(kind=AuditEvent.Kind.SIGN_IN, verb="accounts.end_own_session", by=user, subject=user)
