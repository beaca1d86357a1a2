"""Chairing a colleague's review on the day: which there are, taking the chair, and what the manager sees of it."""

import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.models import User
from accounts.permissions import Capability
from accounts.views.passwords import site_of
from audit.reading import saw, saw_all, saw_only_figures
from children.confidentiality import closed_to
from children.models import Child, SocialWorkAllocation
from design.formats import clock as time_of
from desk.cover import forms, presenters
from desk.cover.actions import take_the_chair
from office import clock
from office.form_pages import FormPage, around, form_page
from reviews.models import Booking, Review
from reviews.policies import may_take_the_chair

PER_PAGE = 50
# So long the manager sees who took a colleague's chair.
SHOWN_FOR = datetime.timedelta(days=14)


def bookings_of_colleagues(user: User, today: datetime.date) -> "QuerySet[Booking]":
    """Return the reviews booked for today with somebody else, that this person may chair.

    They are beyond what the person's role reaches: so no more than is needed to know which room one is in. A child
    whose record is closed to the person, and one whose social worker they are or were, is not among them.
    """
    worked = SocialWorkAllocation.objects.filter(child=OuterRef("review__child"), social_worker=user)
    return (
        Booking.objects.ahead()
        .filter(on=today)
        .exclude(chair=user)
        # nosemgrep: record-past-the-door - leaves out whose record is closed to the person
        .exclude(review__child__in=Child.objects.filter(closed_to(user)).values("pk"))
        .filter(~Exists(worked))
        .select_related("review__child", "venue", "chair")
        .order_by("at", "pk")
    )


@access(Capability.TAKE_THE_CHAIR)
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """List colleagues' reviews of today: time, venue, chair, initials and id."""
    found = list(bookings_of_colleagues(request.user, clock.today()))
    saw_only_figures(request)
    saw_all(request, [booking.review for booking in found])
    context = {
        "heading": "Colleagues’ reviews today",
        "back": reverse("caseload:mine"),
        "table": presenters.booking_table(found),
        "empty_text": "No colleague has a review booked today that you may chair.",
        "empty_more": "Is the day or the chair booked wrongly? Ask the review support worker.",
    }
    return render(request, "layouts/list.html", context)


@access(Capability.TAKE_THE_CHAIR)
@require_http_methods(["GET", "HEAD", "POST"])
def chair(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one is chairing a colleague's review today, and why."""
    user, day = request.user, clock.today()
    booking = get_object_or_404(bookings_of_colleagues(user, day), review=pk)
    # nosemgrep: record-past-the-door - of a booking that the person may chair today
    review = Review.objects.select_related("child").get(pk=booking.review_id)
    saw(request, review)

    def make(data: Any) -> forms.ChairForm:
        return forms.ChairForm(data, initial={"version": review.version})

    def act(given: dict[str, Any]) -> str:
        take_the_chair(
            review=review,
            because=given["because"],
            by=user,
            today=day,
            site=site_of(request),
            seen_version=given["version"],
        )
        return reverse("child:review", args=[review.pk])

    def facts(_standing: Any = None) -> list[tuple[str, Any]]:
        return [
            ("Child", presenters.initials(review.child)),
            ("Time", time_of(booking.at)),
            ("Where", booking.venue.name if booking.venue else "Somewhere else"),
            ("Chair", booking.chair.full_name),
        ]

    context = around("I am chairing this review", back=reverse("cover:today"), submit="Take the chair", facts=facts())
    page = FormPage(
        f"cover.chair:{pk}",
        make,
        act,
        "You are chairing this review. The IRO manager has been told.",
        "desk/cover/form.html",
        context,
        facts,
        record=review,
        may=lambda: may_take_the_chair(review, booking, user, day),
    )
    return form_page(request, page)


def chairs_taken(user: User, today: datetime.date) -> "QuerySet[Booking]":
    """Return the reviews of the last two weeks whose chair a colleague took on the day, the latest first."""
    before = Booking.objects.filter(review=OuterRef("review"), is_current=False).order_by("-pk")
    return (
        Booking.objects.filter(on__gt=today - SHOWN_FOR, review__in=Review.objects.visible_to(user))
        .exclude(taken_because="")
        .annotate(was_chair=Subquery(before.values("chair__full_name")[:1]))
        .select_related("review__child", "chair")
        .order_by("-on", "-pk")
    )


@access(Capability.SEE_SERVICE)
@require_safe
def taken(request: HttpRequest) -> HttpResponse:
    """List who took a colleague's chair in the last two weeks, and why."""
    page_obj = Paginator(chairs_taken(request.user, clock.today()), PER_PAGE).get_page(request.GET.get("page"))
    saw_only_figures(request)
    saw_all(request, [booking.review for booking in page_obj])
    context = {
        "heading": "Reviews chaired by a colleague",
        "caption": "In the last two weeks",
        "back": reverse("service:today"),
        "table": presenters.taken_table(page_obj),
        "page_obj": page_obj,
        "empty_text": "Nobody took a colleague’s chair in the last two weeks.",
        "empty_more": "",
    }
    return render(request, "layouts/list.html", context)
