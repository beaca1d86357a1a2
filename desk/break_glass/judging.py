"""Looking into why records were opened, and saying whether it was justified."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import access
from accounts.permissions import Capability
from audit.reading import events, saw, saw_all, saw_only_figures
from children.actions import end_broken_glass, judge_broken_glass
from children.models import BreakGlass, Child
from children.permissions import may_judge, openings_shown_to
from desk.break_glass import presenters
from desk.break_glass.forms import JudgeForm
from office import clock
from office.form_pages import FormPage, form_page

PER_PAGE = 50


def _seen(request: HttpRequest, openings: list[BreakGlass]) -> dict[int, Child]:
    """Return, of the children whose records were opened, those whom this reader may see anyway."""
    visible = Child.objects.visible_to(request.user)
    return visible.in_bulk([opening.child_id for opening in openings]) if openings else {}


@access(Capability.JUDGE_BROKEN_GLASS)
@require_safe
def opened(request: HttpRequest) -> HttpResponse:
    """List the records that were opened in an emergency, those that wait for a verdict first."""
    found = openings_shown_to(request.user).select_related("user", "child")
    found = found.order_by(F("verdict_on").desc(nulls_first=True), "-opened_at", "-pk")
    page_obj = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    saw_only_figures(request)
    saw_all(request, page_obj)
    table = presenters.opening_table(
        page_obj, request.user, _seen(request, list(page_obj)), today=clock.today(), now=timezone.now()
    )
    context = {
        "heading": "Records opened in an emergency",
        "table": table,
        "page_obj": page_obj,
        "empty_text": "No record has been opened this way.",
        "empty_more": "When one is, you are told by e-mail, and it is listed here until somebody has judged it.",
    }
    return render(request, "desk/break_glass/opened.html", context)


@access(Capability.JUDGE_BROKEN_GLASS)
@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who opened a record, why, and which pages; say whether it was justified."""
    opening = _opening(request, pk)
    now, today = timezone.now(), clock.today()
    seen = _seen(request, [opening])
    # By who and when, which the log finds by its index, before by which opening.
    opened = events().filter(actor_id=opening.user_id, at__gte=opening.opened_at, break_glass_id=opening.pk)
    page_obj = Paginator(opened.order_by("at"), PER_PAGE).get_page(request.GET.get("page"))
    verdict = may_judge(request.user, opening)

    def act(cleaned: dict[str, Any]) -> str:
        judge_broken_glass(
            opening=opening,
            verdict=cleaned["verdict"],
            note=cleaned["note"],
            by=request.user,
            today=today,
            seen_version=cleaned["version"],
        )
        return reverse("break_glass:opened")

    context = {
        "heading": "Why this record was opened",
        "back": reverse("break_glass:opened"),
        "cancel": reverse("break_glass:opened"),
        "submit_text": "Give the verdict",
        "facts": presenters.opening_facts(opening, request.user, seen, today=today, now=now),
        "events": presenters.event_table(page_obj, page_obj.paginator.count),
        "page_obj": page_obj,
        "opening": opening,
        "is_open": opening.closes_at > now and opening.user_id != request.user.pk,
        "may_judge": verdict,
    }
    page = FormPage(
        f"break_glass.judge:{pk}",
        lambda data: JudgeForm(data, initial={"version": opening.version}),
        act,
        "Your verdict is recorded.",
        "desk/break_glass/judge.html",
        context,
        _standing,
        record=opening,
    )
    return form_page(request, page)


def _opening(request: HttpRequest, pk: int) -> BreakGlass:
    found = openings_shown_to(request.user).select_related("user", "child", "verdict_by")
    opening: BreakGlass = get_object_or_404(found, pk=pk)
    saw(request, opening)
    return opening


def _standing(opening: BreakGlass) -> list[tuple[str, Any]]:
    return [("Verdict", opening.get_verdict_display() or "None yet"), ("What was said", opening.verdict_note)]


@access(Capability.JUDGE_BROKEN_GLASS)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a record that somebody else opened, at once."""
    opening = _opening(request, pk)
    end_broken_glass(opening=opening, by=request.user, at=timezone.now())
    messages.success(request, "The record is closed again.")
    return redirect("break_glass:judge", pk)
