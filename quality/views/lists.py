"""One tab per kind of finding."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import access
from accounts.permissions import Capability
from audit.reading import saw_all, searched
from children.looking_up import looked_up
from design.components import Table
from design.forms import FilterForm
from quality import forms, presenters
from quality.models import AuditOfPractice, GoodPractice, MonitoringChecklist, ResourceConcern, ServiceActivity
from reviews.models import Review

ROWS = 25
C = Capability


@dataclass
class Listing:
    """One tab: its rows, the columns that its search looks in, its table, and what may be added."""

    tab: str
    rows: QuerySet[Any]
    searched: Sequence[str]
    table: Callable[[Sequence[Any], int], Table]
    add_text: str
    add_name: str
    empty: str
    filters: FilterForm


def _list(request: HttpRequest, listing: Listing) -> HttpResponse:
    rows, filters = listing.rows, listing.filters
    words = filters.cleaned_data.get("words", "") if filters.is_valid() else ""
    if words:
        rows = rows.filter(Q(*((f"{column}__icontains", words) for column in listing.searched), _connector=Q.OR))
    page_obj = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    if words:
        searched(request, words, page_obj)
    saw_all(request, page_obj)
    context = {
        "heading": "Quality of practice",
        "tabs": presenters.tabs(listing.tab),
        "filters": filters,
        "add_text": listing.add_text,
        "add_url": reverse(listing.add_name),
        "table": listing.table(list(page_obj), page_obj.paginator.count),
        "page_obj": page_obj,
        "empty_text": "Nothing matches." if request.GET else listing.empty,
        "empty_more": "Clear the filters to see all." if request.GET else "",
    }
    return render(request, "quality/list.html", context)


@access(C.RECORD_QUALITY)
@require_safe
def audit_list(request: HttpRequest) -> HttpResponse:
    """List the audits of practice."""
    return _list(
        request,
        Listing(
            tab="quality:list",
            rows=AuditOfPractice.objects.visible_to(request.user).prefetch_related("themes"),
            searched=("subject", "auditor", "findings", "recommendation"),
            table=presenters.audits_table,
            add_text="Record an audit",
            add_name="quality:record-audit",
            empty="No audits of practice are recorded.",
            filters=forms.FindingFilters(request.GET or None),
        ),
    )


@access(C.RECORD_QUALITY)
@require_safe
def checklist_list(request: HttpRequest) -> HttpResponse:
    """List the monitoring checklists of the reviews this person may see."""
    found = MonitoringChecklist.objects.visible_to(request.user).select_related("review__child", "completed_by")
    return _list(
        request,
        Listing(
            tab="quality:checklists",
            rows=found.prefetch_related("shortfalls"),
            searched=("note", "review__child__first_name", "review__child__last_name"),
            table=presenters.checklists_table,
            add_text="Complete a checklist",
            add_name="quality:choose-review",
            empty="No monitoring checklists are completed.",
            filters=forms.FindingFilters(request.GET or None),
        ),
    )


@access(C.RECORD_QUALITY)
@require_safe
def concern_list(request: HttpRequest) -> HttpResponse:
    """List the resource concerns."""
    filters = forms.ConcernFilters(request.GET or None)
    state = filters.cleaned_data.get("state", "") if filters.is_valid() else ""
    concerns = ResourceConcern.objects.visible_to(request.user).select_related("raised_by")
    if state:
        concerns = concerns.filter(closed_on__isnull=state == "open")
    return _list(
        request,
        Listing(
            tab="quality:concerns",
            rows=concerns,
            searched=("concern", "outcome"),
            table=presenters.concerns_table,
            add_text="Raise a resource concern",
            add_name="quality:raise-concern",
            empty="No resource concerns are raised.",
            filters=filters,
        ),
    )


@access(C.RECORD_QUALITY)
@require_safe
def good_practice_list(request: HttpRequest) -> HttpResponse:
    """List the golden nuggets."""
    return _list(
        request,
        Listing(
            tab="quality:good-practice",
            rows=GoodPractice.objects.visible_to(request.user).select_related("noted_by"),
            searched=("text",),
            table=presenters.good_practice_table,
            add_text="Note good practice",
            add_name="quality:note-good-practice",
            empty="No good practice is noted.",
            filters=forms.FindingFilters(request.GET or None),
        ),
    )


@access(C.RECORD_QUALITY)
@require_safe
def activity_list(request: HttpRequest) -> HttpResponse:
    """List what the service did beside reviews."""
    return _list(
        request,
        Listing(
            tab="quality:activity",
            rows=ServiceActivity.objects.visible_to(request.user),
            searched=("text",),
            table=presenters.activity_table,
            add_text="Note an activity",
            add_name="quality:note-activity",
            empty="No activity is noted.",
            filters=forms.FindingFilters(request.GET or None),
        ),
    )


@access(C.RECORD_QUALITY)
@require_safe
def choose_review(request: HttpRequest) -> HttpResponse:
    """Choose the completed review whose checklist is to be completed."""
    filters = forms.FindingFilters(request.GET or None)
    words = filters.cleaned_data.get("words", "") if filters.is_valid() else ""
    found = Review.objects.visible_to(request.user).completed().filter(checklist__isnull=True)
    if words:
        found = found.filter(child__in=looked_up(request, words))
    ordered = found.select_related("child").order_by("-completed_on", "-id")
    page_obj = Paginator(ordered, ROWS).get_page(request.GET.get("page"))
    if words:
        searched(request, words, page_obj)
    saw_all(request, page_obj)
    context = {
        "heading": "Of which review?",
        "back": reverse("quality:checklists"),
        "filters": filters,
        "table": presenters.reviews_table(list(page_obj), page_obj.paginator.count),
        "page_obj": page_obj,
        "empty_text": "No review waits for its checklist.",
    }
    return render(request, "quality/list.html", context)
