"""The forms of the next eight weeks: who is asked, how far they are, and which of them this person has taken on."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import access
from accounts.models import User
from accounts.permissions import Capability
from audit.reading import saw_all, saw_only_figures, searched
from children.looking_up import looked_up
from desk.deadlines import deadlines
from desk.filling import presenters
from desk.filling.forms import MINE, NOT_ASKED, DueFilter
from office import clock
from participation.enums import AskedStatus
from participation.models import AskedForm
from reviews.models import Review

PER_PAGE = 50


@access(Capability.FILL_FORMS)
@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """List the open reviews of the next eight weeks with the forms asked before each, and the forms that are late."""
    when = deadlines(clock.today())
    filters = DueFilter(request.GET or None)
    chosen = filters.cleaned_data if filters.is_valid() else {"q": "", "which": ""}
    found = narrowed(reviews_due(request.user), chosen["which"], request.user)
    if chosen["q"]:
        found = found.filter(child__in=looked_up(request, chosen["q"]))
    page_obj = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    if chosen["q"]:
        searched(request, chosen["q"], page_obj)
    saw_all(request, page_obj)
    saw_only_figures(request)
    context = {
        "heading": "Forms to fill in the next eight weeks",
        "back": reverse("views_due:due"),
        "back_text": "Views to seek",
        "filters": filters,
        "table": presenters.due_table(page_obj, when, request.user, count=page_obj.paginator.count),
        "page_obj": page_obj,
        "empty_text": "No form found.",
        "empty_more": "A child appears here eight weeks before their review is due.",
    }
    return render(request, "layouts/list.html", context)


def reviews_due(user: User) -> QuerySet[Any]:
    """Return the open reviews that this person may see, each with the forms that stand.

    Among them the completed ones before which they took on a form that was not sent in: it can still be keyed.
    """
    to_come = Review.objects.visible_to(user).open().filter(due_on__isnull=False)
    late = AskedForm.objects.visible_to(user).late().filter(taken_on_by=user)
    # nosemgrep: record-past-the-door - the forms of reviews that come through the door
    standing = AskedForm.objects.exclude(status=AskedStatus.WITHDRAWN).select_related("form", "person", "taken_on_by")
    return (
        # nosemgrep: record-past-the-door - the reviews and the forms come through the door
        Review.objects.filter(Q(pk__in=to_come.values("pk")) | Q(pk__in=late.values("review")))
        .select_related("child")
        .defer("due_explanation")
        .prefetch_related(Prefetch("asked_forms", standing, "forms_now"))
        .order_by("due_on", "pk")
    )


def narrowed(reviews: QuerySet[Any], which: str, user: User) -> QuerySet[Any]:
    """Return those of the reviews whose forms stand as chosen; all of them where nothing is."""
    # nosemgrep: record-past-the-door - the forms of reviews that come through the door
    standing = AskedForm.objects.filter(review=OuterRef("pk")).exclude(status=AskedStatus.WITHDRAWN)
    if which == NOT_ASKED:
        return reviews.filter(~Exists(standing))
    if which == MINE:
        return reviews.filter(Exists(standing.filter(taken_on_by=user)))
    return reviews.filter(Exists(standing.filter(status=which))) if which else reviews
