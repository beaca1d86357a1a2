"""What happens around every page: the role acted in, the access rule, and the log of what was read."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import rule_of
from accounts.models import RoleGrant
from accounts.verdict import RefusedError
from audit.actions import record_event
from audit.guard import reads_case_table
from audit.models import AuditEvent
from audit.reading import children_read
from office import clock
from office.drafts import DraftRefusedError, save_draft
from office.form_pages import CONFLICT, UNPROCESSABLE

GetResponse = Callable[[HttpRequest], HttpResponse]
SEEN_AT = "seen_at"
BEGAN_AT = "began_at"
CHANGE_PASSWORD = "accounts:change-password"  # noqa: S105 - the name of a page
SEEN_EVERY_SECONDS = 60
SUCCESS_BELOW = 400
READING = frozenset({"GET", "HEAD", "OPTIONS"})


class ActingRoleMiddleware:
    """Gives the signed-in person the role they chose for this session, and ends sessions too idle or too old."""

    def __init__(self, get_response: GetResponse) -> None:
        """Take the next step of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set `request.today`, `request.user.acting_role` and `request.user.roles_held`."""
        user = request.user
        # The statutory day, for the apps below `office`, which have no clock.
        day = request.today = clock.today()  # type: ignore[attr-defined] # read by the accounts pages
        if user.is_authenticated:
            if self._is_over(request):
                self._keep_what_was_typed(request)
                record_event(kind=AuditEvent.Kind.SIGN_IN, verb="accounts.session_over", by=user, subject=user)
                logout(request)
                return redirect_to_login(request.get_full_path())
            grants = RoleGrant.objects.in_force(day).filter(user=user)
            held = list(grants.values_list("role", flat=True))
            chosen = request.session.get("acting_role", "")
            user.roles_held = held
            role = chosen if chosen in held else (held[0] if held else "")
            user.act_as(role, on=day, at=timezone.now(), only_reading=request.method in READING)
        return self.get_response(request)

    @staticmethod
    def _keep_what_was_typed(request: HttpRequest) -> None:
        """Keep a form that arrived too late as its draft, so that signing in again leads back to it."""
        key = request.POST.get("draft_key", "") if request.method == "POST" else ""
        if key:
            with suppress(DraftRefusedError):
                fields = {name: request.POST.getlist(name) for name in request.POST}
                save_draft(user=request.user, key=key, fields=fields)

    @staticmethod
    def _is_over(request: HttpRequest) -> bool:
        """Say whether the session lay idle, or is older than a day's work however busy it was."""
        now, seen = time.time(), request.session.get(SEEN_AT)
        if seen is not None and now - seen > settings.SESSION_IDLE_SECONDS:
            return True
        # The cookie's own age starts anew whenever the session is saved, so the beginning is kept beside it.
        if now - request.session.setdefault(BEGAN_AT, now) > settings.SESSION_COOKIE_AGE:
            return True
        if seen is None or now - seen > SEEN_EVERY_SECONDS:
            request.session[SEEN_AT] = now
        return False


class AccessMiddleware:
    """Refuses a page whose view has no access rule, and whoever the rule does not let in."""

    def __init__(self, get_response: GetResponse) -> None:
        """Take the next step of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; the work is done once the view is known. Pages of signed-in people are kept nowhere."""
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        _args: tuple[Any, ...],
        _kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Apply the rule beside the view."""
        rule = rule_of(view)
        if rule is None:
            message = "This page has no access rule."
            raise PermissionDenied(message)
        if rule.public:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if request.user.must_change_password and request.resolver_match.view_name != CHANGE_PASSWORD:
            return redirect(CHANGE_PASSWORD)
        verdict = rule.verdict(request.user)
        if not verdict:
            raise PermissionDenied(verdict.reason)
        return None

    def process_exception(self, _request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer an action's refusal like a refused page: 403 with its sentence."""
        if isinstance(exception, RefusedError):
            raise PermissionDenied(exception.verdict.reason) from exception
        return None


class ReadLogMiddleware:
    """Writes one row of what a page showed about children: no row, no page."""

    def __init__(self, get_response: GetResponse) -> None:
        """Take the next step of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Render, note, answer; 503 when the note cannot be written."""
        touched = False

        def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
            nonlocal touched
            touched = touched or reads_case_table(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(watch):
            response = self.get_response(request)
        noted = children_read(request)
        # A form that comes back with what is wrong shows the child as much as one that opens.
        shows = response.status_code < SUCCESS_BELOW or response.status_code in (CONFLICT, UNPROCESSABLE)
        if not request.user.is_authenticated or not shows or not (touched or noted):
            return response
        if noted is None and getattr(settings, "READ_LOG_STRICT", False) and request.method == "GET":
            message = f"{request.path} read case tables and did not say whom it showed (audit.reading.saw)"
            raise AssertionError(message)
        if noted is None and request.method != "GET":
            return response
        if noted is not None and not noted:
            return response
        return self._logged(request, response, sorted(noted or ()))

    @staticmethod
    def _logged(request: HttpRequest, response: HttpResponse, child_ids: list[int]) -> HttpResponse:
        route = request.resolver_match.view_name if request.resolver_match else request.path
        try:
            record_event(kind=AuditEvent.Kind.READ, verb=route[:80], by=request.user, child_ids=child_ids)
        except DatabaseError:
            return render(request, "errors/not_logged.html", status=503)
        return response
