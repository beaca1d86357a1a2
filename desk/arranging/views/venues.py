"""The list of venues: who books one sees what it holds, and how long the way to the next takes. No child is shown."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.permissions import Capability
from audit.reading import saw_only_figures
from desk.arranging import forms, venue_tables
from office.form_pages import FormPage, answered, answers, around, form_page
from reviews import actions
from reviews.models import Journey, Venue

PER_PAGE = 50
METHODS = ["GET", "HEAD", "POST"]
LIST = "arranging:venues"
keeps_venues = access(Capability.KEEP_VENUES)


@keeps_venues
@require_safe
def venues(request: HttpRequest) -> HttpResponse:
    """List the venues, those in use first."""
    saw_only_figures(request)
    page_obj = Paginator(Venue.objects.order_by("-is_current", "name"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "heading": "Venues",
        "back": reverse("arranging:to-arrange"),
        "table": venue_tables.venues_table(page_obj),
        "journeys": venue_tables.journeys_table(Journey.objects.select_related("one", "other")),
        "page_obj": page_obj,
        "empty_text": "No venues.",
        "empty_more": "A review can be booked anywhere; a venue says beforehand that it is taken or too small.",
    }
    return render(request, "desk/arranging/venues.html", context)


@keeps_venues
@require_http_methods(METHODS)
def new_venue(request: HttpRequest) -> HttpResponse:
    """Add a venue."""
    saw_only_figures(request)

    def act(given: dict[str, Any]) -> str:
        actions.add_venue(by=request.user, **answered(given))
        return reverse(LIST)

    context = around("Add a venue", back=reverse(LIST), submit="Add the venue")
    return form_page(request, FormPage("arranging.venue", forms.VenueForm, act, "The venue is added.", context=context))


@keeps_venues
@require_http_methods(METHODS)
def change_venue(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is known of a venue, or take it out of use."""
    saw_only_figures(request)
    venue = get_object_or_404(Venue, pk=pk)
    initial = {name: getattr(venue, name) for name in (*forms.VENUE, "version")}

    def make(data: Any) -> forms.VenueForm:
        return forms.VenueForm(data, initial=initial)

    def act(given: dict[str, Any]) -> str:
        actions.change_venue(venue=venue, by=request.user, seen_version=given["version"], **answered(given))
        return reverse(LIST)

    page = FormPage(
        f"arranging.venue:{pk}",
        make,
        act,
        "The venue is changed.",
        context=around("Change this venue", back=reverse(LIST), submit="Save", caption=venue.name),
        standing=lambda now: answers(make(None), now),
        record=venue,
    )
    return form_page(request, page)


@keeps_venues
@require_http_methods(METHODS)
def journey(request: HttpRequest) -> HttpResponse:
    """Say how long the way between two venues takes."""
    saw_only_figures(request)

    def act(given: dict[str, Any]) -> str:
        actions.set_journey(venues=[given["one"], given["other"]], minutes=given["minutes"], by=request.user)
        return reverse(LIST)

    context = around("The way between two venues", back=reverse(LIST), submit="Save")
    return form_page(request, FormPage("arranging.journey", forms.JourneyForm, act, "Kept.", context=context))
