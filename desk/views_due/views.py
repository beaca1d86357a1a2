"""The consultation officer's list: children with a review in the next eight weeks, and how each communicates."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from accounts.access import access
from accounts.models import User
from accounts.permissions import Capability
from audit.reading import saw_all, saw_only_figures
from children.models import IROAllocation
from design import components, formats
from design.components import Table
from desk.asking.presenters import ask_link
from desk.child.presenters import age_words
from desk.deadlines import Deadlines, deadlines
from desk.histories import opened_limits
from desk.observing.presenters import taken_words
from office import clock
from participation.models import TakenOn
from reviews.models import Booking, Review

PER_PAGE = 50


@access(Capability.SEE_VIEWS_DUE)
@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """List the open reviews this person may see, by the day on which the child's views are needed."""
    when = deadlines(clock.today())
    page_obj = Paginator(_reviews(request), PER_PAGE).get_page(request.GET.get("page"))
    saw_all(request, page_obj)
    saw_only_figures(request)
    context = {
        "heading": "Views to seek in the next eight weeks",
        "table": _table(page_obj, when, request.user, count=page_obj.paginator.count),
        "page_obj": page_obj,
        "empty_text": "No review is due in the next eight weeks.",
        "empty_more": "A child appears here eight weeks before their review is due.",
    }
    return render(request, "layouts/list.html", context)


def _reviews(request: HttpRequest) -> QuerySet[Any]:
    booking = Booking.objects.current().filter(review=OuterRef("pk")).values("on")[:1]
    iro = IROAllocation.objects.open().filter(child=OuterRef("child")).values("iro__full_name")[:1]
    visible = Review.objects.visible_to(request.user).open().filter(due_on__isnull=False)
    # nosemgrep: record-past-the-door - who took on reviews that come through the door
    taken = TakenOn.objects.standing().select_related("officer")
    return (
        visible.select_related("child", "stop_look_listen")
        .defer("due_explanation")
        .prefetch_related(Prefetch("taken_on", taken, "taken_now"))
        .annotate(booked_on=Subquery(booking), iro_name=Subquery(iro))
        .order_by("due_on", "pk")
    )


def _table(reviews: Iterable[Any], when: Deadlines, user: User, *, count: int) -> Table:
    found = list(reviews)
    shown = opened_limits([each.pk for each in found], when)
    rows = [
        [
            components.link(str(each.child), reverse("child:page", args=[each.child_id])),
            age_words(each.child, when.today),
            each.child.communication_needs or components.quiet("Nothing recorded"),
            format_html("{}{}", shown.get(each.pk, ""), when.tagged(each.due_on)),
            formats.weekday(each.booked_on) if each.booked_on else components.quiet("Not booked yet"),
            each.iro_name or components.quiet("No IRO allocated"),
            components.lines(taken_words(_taken(each), user), *_ways(each, user), ask_link(each)),
        ]
        for each in found
    ]
    columns = ["Child", "Age", "How they communicate", "Review due", "Booked", "IRO", "Who seeks their views"]
    return Table(caption=formats.counted(count, "review"), columns=columns, rows=rows, stack=True)


def _taken(review: Any) -> TakenOn | None:
    return next(iter(review.taken_now), None)


def _ways(review: Any, user: User) -> list[Any]:
    """Return what this person may do about a child on the list."""
    taken, name = _taken(review), str(review.child)
    if taken is None:
        return [components.link("Take on", reverse("views_due:take-on", args=[review.pk]), hidden=name)]
    if taken.officer_id != user.pk:
        return []
    begun = hasattr(review, "stop_look_listen")
    words = "Stop, Look and Listen" if begun else "Begin Stop, Look and Listen"
    page = reverse("observing:page" if begun else "observing:begin", args=[review.pk])
    return [
        components.link(words, page, hidden=f"with {name}"),
        components.link("Give back", reverse("views_due:give-back", args=[review.pk]), hidden=name),
    ]
