"""The list of safety alerts: open first, by age."""

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import access
from accounts.permissions import Capability
from audit.reading import saw_all, saw_only_figures, searched
from children.looking_up import looked_up
from desk.alerts.forms import AlertFilters
from desk.alerts.presenters import alerts_table
from desk.alerts.rows import listed

PER_PAGE = 25


@access(Capability.SEE_ALERTS)
@require_safe
def alerts(request: HttpRequest) -> HttpResponse:
    """List the alerts that this person may see, what nobody has acknowledged first."""
    filters = AlertFilters(request.GET or None)
    filters.is_valid()
    asked: dict[str, Any] = getattr(filters, "cleaned_data", {})
    found = listed(request.user, asked, partial(looked_up, request))
    page_obj = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    if words := asked.get("child"):
        searched(request, words, page_obj)
    saw_all(request, page_obj)
    saw_only_figures(request)
    narrowed = bool(request.GET)
    context = {
        "heading": "Safety alerts",
        "filters": filters,
        "table": alerts_table(list(page_obj), timezone.now(), count=page_obj.paginator.count),
        "page_obj": page_obj,
        "empty_text": "No alert matches." if narrowed else "There is no safety alert.",
        "empty_more": "Clear the filters to see all."
        if narrowed
        else "When a child says on a form that they may not be safe, it stands here at once.",
    }
    return render(request, "layouts/list.html", context)
