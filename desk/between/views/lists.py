"""What needs an IRO between reviews, and the same numbers for the manager, each with the list behind it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import access
from accounts.permissions import Capability
from audit.reading import saw_all, saw_only_figures
from design import components
from desk.between.presenters import matter_table
from desk.between.rows import MATTERS, every_child, my_children, named, number_of
from desk.deadlines import deadlines
from office import clock

PER_PAGE = 50


@access(Capability.SEE_BETWEEN)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show an IRO what needs them between reviews: one list at a time, with the number of each."""
    when = deadlines(clock.today())
    children = my_children(request.user, when.today)
    rows = {key: matter.rows(children, when) for key, matter in MATTERS.items()}
    counts = {key: number_of(found) for key, found in rows.items()}
    asked = request.GET.get("show", "")
    key = asked if asked in MATTERS else next((key for key, count in counts.items() if count), "events")
    matter = MATTERS[key]
    page_obj = Paginator(rows[key], PER_PAGE).get_page(request.GET.get("page"))
    seen, shown, hidden = named(matter, page_obj, request.user)
    saw_all(request, seen.values())
    saw_only_figures(request)
    context = {
        "heading": "Between reviews",
        "caption": "What needs you until the next review",
        "parts": [
            {
                "text": f"{_begun(each.label)} ({counts[each.key]})",
                "href": f"?show={each.key}",
                "current": each is matter,
            }
            for each in MATTERS.values()
        ],
        "table": matter_table(matter, shown, seen, hidden, when, count=counts[key]),
        "page_obj": page_obj,
        "empty_text": matter.empty,
    }
    return render(request, "desk/between/list.html", context)


@access(Capability.SEE_SERVICE)
@require_safe
def service(request: HttpRequest) -> HttpResponse:
    """Show the manager how much waits between reviews in the whole service; each number is a link to its list."""
    when, children = deadlines(clock.today()), every_child()
    figures = [
        components.figure(count, matter.label, reverse("between:service-list", args=[key]), colour=matter.colour)
        for key, matter in MATTERS.items()
        for count in [number_of(matter.rows(children, when))]
    ]
    saw_only_figures(request)
    context = {
        "heading": "Between reviews",
        "caption": "The whole service",
        "back": reverse("service:today"),
        "back_text": "The service today",
        "figures": figures,
    }
    return render(request, "desk/between/service.html", context)


@access(Capability.SEE_SERVICE)
@require_safe
def service_list(request: HttpRequest, key: str) -> HttpResponse:
    """Show what stands behind a number of the service: exactly as many rows as it counts."""
    if key not in MATTERS:
        raise Http404
    matter, when = MATTERS[key], deadlines(clock.today())
    page_obj = Paginator(matter.rows(every_child(), when), PER_PAGE).get_page(request.GET.get("page"))
    seen, shown, hidden = named(matter, page_obj, request.user)
    saw_all(request, seen.values())
    saw_only_figures(request)
    context: dict[str, Any] = {
        "heading": _begun(matter.label),
        "back": reverse("between:service"),
        "back_text": "Between reviews",
        "table": matter_table(matter, shown, seen, hidden, when, count=page_obj.paginator.count, acts=False),
        "page_obj": page_obj,
        "empty_text": "None today.",
        "empty_more": "When there is one, it is listed here.",
    }
    return render(request, "layouts/list.html", context)


def _begun(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
