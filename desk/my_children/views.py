"""The social worker's children, and decisions still to be carried out."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import access
from accounts.permissions import Capability
from audit.reading import saw_all, saw_only_figures
from desk.alerts.waiting import alerts_first
from desk.deadlines import deadlines
from desk.my_children import presenters
from desk.my_children.rows import decisions_sent, my_children
from office import clock

PER_PAGE = 50


@access(Capability.SEE_MY_CHILDREN)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List the children this social worker answers for, the next review first."""
    when = deadlines(clock.today())
    page_obj = Paginator(my_children(request.user), PER_PAGE).get_page(request.GET.get("page"))
    saw_all(request, page_obj)
    saw_only_figures(request)
    context = {
        "heading": "My children's reviews",
        "alerts": alerts_first(request),
        "table": presenters.children_table(page_obj, when, count=page_obj.paginator.count),
        "page_obj": page_obj,
        "empty_text": "No child is allocated to you.",
        "empty_more": "The review support worker records who a child's social worker is. Ask them if one is missing.",
    }
    return render(request, "desk/my_children/mine.html", context)


@access(Capability.SEE_DECISIONS)
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """List the open decisions of reviews that were sent out, the earliest target first."""
    when = deadlines(clock.today())
    page_obj = Paginator(decisions_sent(request.user), PER_PAGE).get_page(request.GET.get("page"))
    saw_all(request, (each.review for each in page_obj))
    saw_only_figures(request)
    context = {
        "heading": "Decisions to carry out",
        "table": presenters.decisions_table(page_obj, when, count=page_obj.paginator.count),
        "page_obj": page_obj,
        "empty_text": "No decision waits to be carried out.",
        "empty_more": "Decisions appear here once the IRO has sent them.",
    }
    return render(request, "layouts/list.html", context)
