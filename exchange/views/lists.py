"""Taking a list away: why, how long it is, how far the file is, and the file."""

import io
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.confirming import confirm_first, recently_confirmed
from accounts.permissions import Capability
from accounts.verdict import insist
from audit.reading import exported, saw_only_figures
from design.formats import clock as time_of_day
from design.formats import counted, day
from exchange import policies
from exchange.actions import ask_for_list, insist_still_theirs
from exchange.forms import TakeListForm
from exchange.lists import LISTS, ListExport, Params, Sheet
from exchange.models import TakenList
from exchange.permissions import may_take
from exchange.querysets import KEPT_FOR
from office import clock
from office.form_pages import FormPage, form_page
from office.models import Job
from office.spreadsheets import file_name

takers = access(Capability.EXPORT_LISTS)


def _listing(name: str) -> ListExport:
    if name not in LISTS:
        raise Http404
    return LISTS[name]


@takers
@require_http_methods(["GET", "HEAD", "POST"])
def take_list(request: HttpRequest, name: str) -> HttpResponse:
    """Ask why a list must leave the system, say how long it is, and have its file made."""
    listing, user = _listing(name), request.user
    params = listing.narrowed(request.GET)
    if any(name not in params for name in listing.path):
        raise Http404
    insist(may_take(user, listing.needs))
    if not recently_confirmed(request):
        return confirm_first(request)
    # A record opened by breaking the glass is there to be read, not to be taken away.
    user.only_reading = False
    sheet = listing.sheet(user, params, clock.today())
    saw_only_figures(request)
    verdict = policies.may_ask(len(sheet.rows))
    context = _shown(listing, params, sheet)
    if not verdict and request.method != "POST":
        context["reason"] = verdict.reason
        return render(request, "exchange/not_taken.html", context)

    def act(cleaned: dict[str, Any]) -> str:
        taken = ask_for_list(
            listing=listing,
            params=params,
            sheet=sheet,
            reason=cleaned["reason"],
            explanation=cleaned["explanation"],
            by=user,
        )
        return reverse("exchange:taken", args=[taken.pk])

    page = FormPage(f"exchange.take:{name}", TakeListForm, act, "The file is being made.", context=context)
    page.template = "exchange/take_list.html"
    return form_page(request, page)


def _shown(listing: ListExport, params: Params, sheet: Sheet) -> dict[str, Any]:
    back = listing.address(params)
    return {
        "heading": "Download this list",
        "caption": sheet.title,
        "back": back,
        "back_text": "Back to the list",
        "cancel": back,
        "submit_text": "Make the file",
        "rows": counted(len(sheet.rows), "row"),
        "columns": ", ".join(sheet.columns),
        "most": policies.MOST_ROWS,
    }


def _taken(request: HttpRequest, pk: int) -> tuple[TakenList, ListExport]:
    taken = get_object_or_404(TakenList.objects.visible_to(request.user).select_related("job"), pk=pk)
    if taken.list_name not in LISTS:
        raise Http404(policies.GONE)
    return taken, LISTS[taken.list_name]


@takers
@require_safe
def taken(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far the file is, and lead to it. The page can be left and come back to."""
    found, listing = _taken(request, pk)
    work, now = found.job, timezone.now()
    failed = work.state == Job.State.FAILED
    ready = not failed and bool(policies.may_fetch(found, now))
    until = timezone.localtime(found.made_at + KEPT_FOR) if found.made_at else None
    context = {
        "heading": "Your download",
        "caption": found.title,
        "back": listing.address(found.params),
        "back_text": "Back to the list",
        "words": _words(found, now),
        "work": work,
        "here": reverse("exchange:taken", args=[pk]),
        "again": listing.download_address(found.params),
        "finished": failed or work.state == Job.State.DONE,
        "failed": failed,
        "ready": ready,
        "rows": counted(len(found.held), "row"),
        "file": reverse("exchange:file", args=[pk]),
        "until": f"{time_of_day(until.time())} on {day(until.date())}" if until else "",
    }
    return render(request, "exchange/taken.html", context)


def _words(found: TakenList, now: Any) -> str:
    work = found.job
    if work.state == Job.State.FAILED:
        return f"The file was not made. {work.error}"
    if work.state != Job.State.DONE:
        return f"The file is being made: {work.progress_note or work.get_state_display()} ({work.progress}%)."
    return policies.may_fetch(found, now).reason or "The file is ready."


@takers
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the file of a list to whoever asked for it, while they may still see everything that it holds."""
    found, listing = _taken(request, pk)
    user = request.user
    user.only_reading = False
    insist_still_theirs(found, listing, user, now=timezone.now(), today=clock.today())
    exported(request, found.children)
    try:
        # At most 500 rows: read whole, so that nothing stays open behind an answer that nobody fetches.
        with found.file.open("rb") as kept:
            content = io.BytesIO(kept.read())
    except FileNotFoundError:
        raise Http404 from None
    name = file_name(found.title, f"{timezone.localtime(found.made_at):%Y-%m-%d}", ending="csv")
    return FileResponse(content, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")
