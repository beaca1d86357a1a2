"""The lists: all that I may see, what is addressed to me, and the children to raise a concern about."""

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import access
from accounts.models import User
from accounts.permissions import Capability, may
from audit.reading import saw_all, searched
from children.looking_up import Finder, looked_up
from children.models import Child
from disputes import presenters
from disputes.beside import beside
from disputes.forms import ChildFilters, DisputeFilters
from disputes.models import Dispute
from disputes.querysets import DisputeQuerySet
from office import clock
from office.authority import authority, working_calendar

ROWS = 25


def deadline_clock() -> presenters.Clock:
    """Return today, the working days, and how near a limit is "soon": the time for a reply."""
    return presenters.Clock(clock.today(), working_calendar(), authority().stage_reply_working_days)


def _narrowed(
    disputes: DisputeQuerySet, filters: DisputeFilters, at: presenters.Clock, find: Finder
) -> DisputeQuerySet:
    """Narrow by what was asked for; what cannot be read is left out and said beside its field."""
    asked: dict[str, Any] = filters.cleaned_data if filters.is_valid() else getattr(filters, "cleaned_data", {})
    if words := asked.get("child"):
        disputes = disputes.filter(child__in=find(words))
    for name in ("status", "stage"):
        if value := asked.get(name):
            disputes = disputes.filter(**{name: value})
    if asked.get("limit") == "overdue":
        disputes = disputes.overdue(at.today)
    elif asked.get("limit") == "due_soon":
        disputes = disputes.due_by(at.today, at.calendar.add(at.today, at.soon))
    if age := asked.get("age"):
        disputes = disputes.raised_on_or_before(at.calendar.add(at.today, -int(age)))
    return disputes


def disputes_listed(user: User, filters: DisputeFilters, at: presenters.Clock, find: Finder) -> DisputeQuerySet:
    """Return the disputes that the list shows somebody, narrowed by the filters, each with its present stage."""
    return (
        _narrowed(Dispute.objects.visible_to(user), filters, at, find)
        .with_present_stage()
        .select_related("child", "raised_by")
        .prefetch_related("issues", "limit_changes__by")
        .order_by(F("resolved_on").desc(nulls_first=True), F("resolve_by").asc(nulls_last=True), "id")
    )


@access(Capability.SEE_DISPUTES)
@require_safe
def dispute_list(request: HttpRequest) -> HttpResponse:
    """List the disputes that this person may see: an IRO's own, the manager's whole service."""
    at = deadline_clock()
    filters = DisputeFilters(request.GET or None)
    found = disputes_listed(request.user, filters, at, partial(looked_up, request))
    page_obj = Paginator(found, ROWS).get_page(request.GET.get("page"))
    if words := getattr(filters, "cleaned_data", {}).get("child"):
        searched(request, words, page_obj)
    saw_all(request, page_obj)
    narrowed = bool(request.GET)
    return render(
        request,
        "disputes/list.html",
        {
            "heading": "Disputes",
            "filters": filters,
            "table": presenters.disputes_table(list(page_obj), total=page_obj.paginator.count, clock=at),
            "page_obj": page_obj,
            "may_raise": bool(may(request.user, Capability.RAISE_DISPUTES)),
            "may_reply": bool(may(request.user, Capability.REPLY_TO_DISPUTES)),
            "empty_text": "No disputes match." if narrowed else "No disputes.",
            "empty_more": "Clear the filters to see all." if narrowed else "A concern is raised from a child.",
        },
    )


@access(Capability.REPLY_TO_DISPUTES)
@require_safe
def addressed_to_me(request: HttpRequest) -> HttpResponse:
    """List what is addressed to this person, what waits for their reply first."""
    at = deadline_clock()
    mine = Dispute.objects.visible_to(request.user)
    found = (
        mine.addressed_to(request.user)
        .with_present_stage()
        .select_related("child", "raised_by")
        .order_by("status", F("reply_by").asc(nulls_last=True), "id")
    )
    page_obj = Paginator(found, ROWS).get_page(request.GET.get("page"))
    saw_all(request, page_obj)
    rows = sorted(page_obj, key=lambda each: not presenters.waits_for(each, request.user.pk))
    total = page_obj.paginator.count
    return render(
        request,
        "disputes/list.html",
        {
            "heading": "Addressed to me",
            "lead": presenters.waiting_words(mine.waiting_for(request.user).count()) if total else "",
            "table": presenters.addressed_table(rows, total=total, clock=at, reader_id=request.user.pk),
            "page_obj": page_obj,
            "beside": beside(request.user, at.today),
            "empty_text": "Nothing is addressed to you.",
            "empty_more": "When an IRO asks you something under the resolution protocol, it appears here.",
        },
    )


@access(Capability.RAISE_DISPUTES)
@require_safe
def choose_child(request: HttpRequest) -> HttpResponse:
    """Choose the child about whose care a concern is raised."""
    filters = ChildFilters(request.GET or None)
    words = filters.cleaned_data.get("child", "") if filters.is_valid() else ""
    found = looked_up(request, words) if words else Child.objects.visible_to(request.user)
    page_obj = Paginator(found.current(), ROWS).get_page(request.GET.get("page"))
    if words:
        searched(request, words, page_obj)
    saw_all(request, page_obj)
    return render(
        request,
        "disputes/list.html",
        {
            "heading": "About which child?",
            "back": reverse("disputes:list"),
            "filters": filters,
            "table": presenters.children_table(list(page_obj), total=page_obj.paginator.count),
            "page_obj": page_obj,
            "empty_text": "No child matches." if words else "No children are allocated to you.",
            "empty_more": "Search for part of the name, or the whole id." if words else "",
        },
    )
