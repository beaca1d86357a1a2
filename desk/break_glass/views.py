"""Opening a record outside what one may see, and ending that."""

import datetime
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import access
from accounts.confirming import confirm_first, recently_confirmed
from accounts.models import User
from accounts.permissions import Capability
from accounts.verdict import RefusedError, refused
from accounts.views.passwords import site_of
from audit.models import AuditEvent
from audit.reading import events, saw, saw_only_figures, searched
from children.actions import end_broken_glass
from children.confidentiality import in_conflict_with
from children.models import BreakGlass, Child
from children.permissions import may_break_glass
from design.formats import clock as time_of
from desk.break_glass.actions import open_record
from desk.break_glass.forms import OpenForm
from office import clock
from office.authority import working_calendar
from office.drafts import DraftRefusedError, save_draft
from office.form_pages import FormPage, form_page

KEY = "break_glass.open"
PAGE = "break_glass:open"
# One sentence for what is not there, what is misspelt, what two children share and what must stay closed.
NOT_OPENED = (
    "No record can be opened with this. Enter the whole id, or the first and last name exactly as recorded; "
    "where two children share a name, only the id will do."
)
MOST_WRONG_TRIES = 5
WRONG_TRIES_COUNT_FOR = datetime.timedelta(hours=1)
TOO_MANY = "You have tried too often. Ask the IRO manager, or try again in an hour."


@access(Capability.BREAK_GLASS)
@require_http_methods(["GET", "HEAD", "POST"])
def open_page(request: HttpRequest) -> HttpResponse:
    """Ask for one record by its exact id or name, and open it for two hours. Who one is must just have been shown."""
    user, today, now = request.user, clock.today(), timezone.now()
    saw_only_figures(request)
    verdict = may_break_glass(user, today, now)
    if not verdict and request.method != "POST":
        return render(request, "desk/break_glass/closed.html", _closed(user, now, verdict.reason))
    if not recently_confirmed(request):
        _keep_typed(request)
        return confirm_first(request)
    page = FormPage(
        KEY,
        OpenForm,
        lambda cleaned: _open(request, page, cleaned, today=today, now=now),
        "",
        "desk/break_glass/open.html",
        {
            "heading": "Open a record in an emergency",
            "back": reverse("home"),
            "submit_text": "Open the record",
            "cancel": reverse("home"),
        },
    )
    return form_page(request, page)


def _closed(user: User, now: datetime.datetime, reason: str) -> dict[str, Any]:
    """Return what the page shows while no record can be opened: why, and the one that is open now."""
    running = BreakGlass.objects.open_at(now).filter(user=user).first()
    return {
        "heading": "Open a record in an emergency",
        "back": reverse("home"),
        "reason": reason,
        "running": running,
        "record": reverse("child:page", args=[running.child_id]) if running else "",
    }


def _keep_typed(request: HttpRequest) -> None:
    """Keep what was sent while the person shows again who they are; it is on the form when they come back."""
    if request.method == "POST":
        with suppress(DraftRefusedError):
            save_draft(user=request.user, key=KEY, fields={name: request.POST.getlist(name) for name in request.POST})


def _open(
    request: HttpRequest, page: FormPage, cleaned: dict[str, Any], *, today: datetime.date, now: datetime.datetime
) -> str:
    """Open the record that was asked for and return its address."""
    user = request.user
    if _wrong_tries(user, now) >= MOST_WRONG_TRIES:
        raise RefusedError(refused(TOO_MANY))
    # nosemgrep: record-past-the-door - the one way past it, by the exact id or name, and never in a conflict
    found = Child.objects.exclude(in_conflict_with(user)).exactly(cleaned["who"])
    if len(found) != 1:
        searched(request, cleaned["who"], [])
        raise ValidationError({"who": NOT_OPENED})
    child = found[0]
    saw(request, child)
    address = reverse("child:page", args=[child.pk])
    if Child.objects.visible_to(user).filter(pk=child.pk).exists():
        page.said = "You may open this record already. Here it is."
        return address
    opening = open_record(
        child=child,
        reason=cleaned["reason"],
        explanation=cleaned["explanation"],
        by=user,
        at=now,
        today=today,
        calendar=working_calendar(),
        site=site_of(request),
    )
    page.said = f"The record is open, to read, until {time_of(opening.closes_at)}. Those who judge it have been told."
    return address


def _wrong_tries(user: User, now: datetime.datetime) -> int:
    """Return how often this person asked for a record that could not be opened, within the last hour."""
    tries = events().filter(actor_id=user.pk, at__gte=now - WRONG_TRIES_COUNT_FOR)
    return tries.filter(kind=AuditEvent.Kind.SEARCH, verb=PAGE).count()


@access(Capability.BREAK_GLASS)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the record that one opened, before its two hours are over."""
    opening = get_object_or_404(BreakGlass.objects.filter(user=request.user.pk), pk=pk)
    end_broken_glass(opening=opening, by=request.user, at=timezone.now())
    messages.success(request, "The record is closed again.")
    return redirect("home")
