"""What happens around every page: the role acted in, the access rule, and the log of what was read."""

import logging
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
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from accounts.access import rule_of
from accounts.confirming import confirm_first
from accounts.models import RoleGrant
from accounts.permissions import ONLY_TO_READ
from accounts.sign_in import second_factor
from accounts.sign_in.sessions import SEEN_AT
from accounts.verdict import RefusedError
from accounts.visibility import Record
from audit.actions import NotLoggedError, record_event
from audit.guard import reads_case_table, written_table
from audit.models import AuditEvent
from audit.reading import Reading, reading_of
from desk.break_glass.window import opening_behind
from iro_service.asked_for import LARGEST_ID, ids_named, records_named
from office import clock
from office.drafts import DraftRefusedError, save_draft
from office.form_keys import sent_before
from office.form_pages import CONFLICT, UNPROCESSABLE

logger = logging.getLogger("iro_service.middleware")

GetResponse = Callable[[HttpRequest], HttpResponse]
BEGAN_AT = "began_at"
CHANGE_PASSWORD = "accounts:change-password"  # noqa: S105 - the name of a page
SET_UP_SECOND_FACTOR = "accounts:set-up-second-factor"
# All that is open to whoever must give a second factor and has not.
BEFORE_SECOND_FACTOR = frozenset(
    {CHANGE_PASSWORD, SET_UP_SECOND_FACTOR, "accounts:second-factor-picture", "accounts:confirm"}
)
SEEN_EVERY_SECONDS = 60
SUCCESS_BELOW = 400
READING = frozenset({"GET", "HEAD", "OPTIONS"})
NOT_FOUND = 404
REFUSALS = (403, NOT_FOUND)
REDIRECTS = (302, 303)
LOG_PREFIX = "audit_"
LOG_TABLE = AuditEvent._meta.db_table  # noqa: SLF001 - Django's documented name


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
        response = self.get_response(request)
        is_unproven = getattr(request, "is_unproven", False)
        if user.is_authenticated and response.status_code in REFUSALS and not is_unproven:
            # A page that was kept open after its access ended: what was typed on it is not lost.
            self._keep_what_was_typed(request)
        return response

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


class GlassMiddleware:
    """Lets somebody read the one record that they opened by breaking the glass, on that record's pages alone."""

    def __init__(self, get_response: GetResponse) -> None:
        """Take the next step of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; the work is done once the view is known."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        _args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        """Say on `request.user` (for the door and the log) and on `request` (for the banner) which opening this is."""
        rule, user = rule_of(view), request.user
        # Who must first give a second factor, or choose a password, sees no record yet, opened or not.
        if rule is None or not user.is_authenticated or user.must_change_password or second_factor.is_missing(request):
            return
        opening = opening_behind(user, rule, request.resolver_match.view_name, kwargs)
        if opening is None:
            return
        user.break_glass_id = opening.pk
        request.glass = opening  # type: ignore[attr-defined] # read by the frame of the page
        if not user.only_reading:
            raise PermissionDenied(ONLY_TO_READ)


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
        if second_factor.is_missing(request) and request.resolver_match.view_name not in BEFORE_SECOND_FACTOR:
            return self._second_factor_first(request)
        verdict = rule.verdict(request.user)
        if not verdict:
            raise PermissionDenied(verdict.reason)
        return None

    @staticmethod
    def _second_factor_first(request: HttpRequest) -> HttpResponse:
        """Send the person to give their second factor, or to set one up, and from there on."""
        if second_factor.has_one(request.user):
            return confirm_first(request)
        query = urlencode({"next": request.get_full_path()} if request.method in READING else {})
        return redirect(f"{reverse(SET_UP_SECOND_FACTOR)}?{query}")

    def process_exception(self, _request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer an action's refusal like a refused page: 403 with its sentence."""
        if isinstance(exception, RefusedError):
            raise PermissionDenied(exception.verdict.reason) from exception
        return None


class OneSendingMiddleware:
    """Leads the second sending of a form to where the first led, whatever the first has changed meanwhile."""

    def __init__(self, get_response: GetResponse) -> None:
        """Take the next step of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; whether the page may be opened at all is known first."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        _view: Callable[..., HttpResponse],
        _args: tuple[Any, ...],
        _kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Ask whether this form was sent before."""
        key = request.POST.get("form_key", "") if request.method == "POST" else ""
        led_to = sent_before(key, by=request.user) if key and request.user.is_authenticated else ""
        return redirect(led_to) if led_to else None


class ReadLogMiddleware:
    """Writes one row of what a page showed about children, or of what it refused: no row, no page."""

    def __init__(self, get_response: GetResponse) -> None:
        """Take the next step of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Render, note, answer; 503 when the note cannot be written."""
        with connection.execute_wrapper(watch := Watch()):
            response = self.get_response(request)
        if not request.user.is_authenticated:
            return response
        try:
            if response.status_code in REFUSALS:
                self._note_refusal(request, response)
            else:
                self._note_reading(request, response, watch)
        except NotLoggedError as error:
            return self._not_logged(request, error)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 503 when an action could not be logged: its transaction has been rolled back."""
        # The triggers that keep the history and the chain fail as the statement or the commit that they belong to.
        kept_nothing = isinstance(exception, DatabaseError) and LOG_PREFIX in str(exception)
        if isinstance(exception, NotLoggedError) or kept_nothing:
            return self._not_logged(request, exception)
        return None

    @staticmethod
    def _not_logged(request: HttpRequest, error: Exception) -> HttpResponse:
        logger.error("what a page read or did could not be logged", exc_info=error, extra={"request": request})
        context = {"reference": getattr(request, "reference", "")}
        return render(request, "errors/not_logged.html", context, status=503)

    @staticmethod
    def _note_refusal(request: HttpRequest, response: HttpResponse) -> None:
        """Note a refused page: which, and each record asked for, whether there is such a record or not."""
        match = request.resolver_match
        if match is None:
            return
        ids, records = ids_named(match.kwargs), records_named(match.kwargs)
        if not ids and not records and response.status_code == NOT_FOUND:
            return
        rule = rule_of(match.func)
        names_child = rule is not None and rule.record is Record.CHILD
        child_ids = [value for name, value in ids if (names_child or name.startswith("child")) and value <= LARGEST_ID]
        subjects: list[tuple[str, int] | None] = list(records)
        for record in subjects or [None]:
            record_event(
                kind=AuditEvent.Kind.REFUSED,
                verb=route_of(request),
                by=request.user,
                subject=record,
                child_ids=child_ids,
            )

    @staticmethod
    def _note_reading(request: HttpRequest, response: HttpResponse, watch: "Watch") -> None:
        """Note whom a page showed, and insist that a page which read case tables says so."""
        # A form that comes back with what is wrong shows the child as much as one that opens.
        shows = response.status_code < SUCCESS_BELOW or response.status_code in (CONFLICT, UNPROCESSABLE)
        # An action that is done leads on, is logged, and must not be taken back by a second row that fails.
        done = response.status_code in REDIRECTS and watch.logged
        noted = reading_of(request)
        if not shows or done or not (watch.touched or noted):
            return
        if noted is None:
            if getattr(settings, "READ_LOG_STRICT", False) and request.method == "GET":
                message = f"{request.path} read case tables and did not say whom it showed (audit.reading.saw)"
                raise AssertionError(message)
            if request.method != "GET":
                return
            noted = Reading()
        elif not noted.children and noted.kind == AuditEvent.Kind.READ:
            return
        record_event(
            kind=noted.kind,
            verb=route_of(request),
            by=request.user,
            child_ids=sorted(noted.children),
            row_count=noted.row_count,
            term=noted.term,
        )


class Watch:
    """Sees, of each statement of a request, whether it reads case tables and whether it writes the log."""

    def __init__(self) -> None:
        """Have seen nothing yet."""
        self.touched = self.logged = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Look at one statement (an execute_wrapper)."""
        self.touched = self.touched or reads_case_table(sql)
        result = execute(sql, params, many, context)
        self.logged = self.logged or written_table(sql) == LOG_TABLE
        return result


def route_of(request: HttpRequest) -> str:
    """Return the name of the page, as the log keeps it."""
    return (request.resolver_match.view_name if request.resolver_match else request.path)[:80]
