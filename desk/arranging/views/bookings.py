"""Booking a review, moving it, cancelling the booking: clashes and a passed limit are seen before they happen."""

import datetime
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.models import User
from accounts.permissions import Capability
from accounts.visibility import Record
from audit.reading import saw
from children.confidentiality import kept_out_of
from design.formats import clock as time_of_day
from design.formats import day
from desk.arranging import forms
from desk.arranging.views.lists import iros
from desk.deadlines import deadlines, limit_of_review
from office import clock
from office.authority import working_calendar
from office.form_pages import FormPage, form_page
from reviews import actions, policies
from reviews.actions.arranging import clashes, venue_clashes
from reviews.enums import ReviewStatus
from reviews.models import Booking, Review
from statute import preparation

METHODS = ["GET", "HEAD", "POST"]
TEMPLATE = "desk/arranging/booking.html"
C = Capability


def _review(request: HttpRequest, pk: int) -> Review:
    visible = Review.objects.visible_to(request.user).select_related("child", "period")
    review: Review = get_object_or_404(visible, pk=pk)
    saw(request, review)
    return review


def warnings_about(review: Review, user: User) -> Callable[[dict[str, Any]], list[str]]:
    """Return the check that says what speaks against a booking, as sentences.

    Whose review stands in the way is said only to those who may see it.
    """

    def whose(booking: Booking) -> str:
        seen = Review.objects.visible_to(user).filter(pk=booking.review_id).exists()
        return str(booking.review.child) if seen else "another review"

    def warn(cleaned: dict[str, Any]) -> list[str]:
        slot = {"on": cleaned["on"], "at": cleaned["at"], "minutes": cleaned["minutes"], "apart_from": review}
        found = [
            f"{cleaned['chair']} already has {whose(booking)} at {time_of_day(booking.at)} that day"
            for booking in clashes(chair=cleaned["chair"], **slot)
        ]
        if cleaned["venue"]:
            found += [
                f"{cleaned['venue']} is taken at {time_of_day(booking.at)} that day"
                for booking in venue_clashes(venue=cleaned["venue"], **slot)
                if booking.chair_id != cleaned["chair"].pk
            ]
        if review.due_on and cleaned["on"] > review.due_on:
            found.append(f"That is after the last lawful day, {day(review.due_on)}")
        if not working_calendar().is_working_day(cleaned["on"]):
            found.append(f"{day(cleaned['on'])} is not a working day")
        return found

    return warn


def _chairs(review: Review, today: datetime.date) -> Any:
    """Return who may chair this review: the IROs to whom the child's record is not closed."""
    return iros(today).exclude(kept_out_of(review.child))


def _shown(review: Review, heading: str, submit: str) -> dict[str, Any]:
    when = deadlines(clock.today())
    limit = limit_of_review(review)
    back = reverse("arranging:to-arrange")
    if review.status == ReviewStatus.BOOKED:
        back = reverse("arranging:calendar")
    return {
        "heading": heading,
        "caption": f"{review.child}, {review.child.local_id}",
        "back": back,
        "cancel": back,
        "submit_text": submit,
        "limit": limit,
        "slack": when.distance(limit.on) if limit else "",
        "communication": review.child.communication_needs,
    }


def _stands(review: Review) -> list[tuple[str, str]]:
    """Say how a review stands that somebody else booked, moved or ended meanwhile."""
    booking = review.bookings.current().select_related("venue", "chair").first()
    if booking is None:
        return [("Status", review.get_status_display()), ("Booked", "not booked")]
    return [
        ("Status", review.get_status_display()),
        ("Booked", f"{day(booking.on)} at {time_of_day(booking.at)}, for {booking.minutes} minutes"),
        ("Where", booking.where),
        ("Chair", str(booking.chair)),
    ]


def _said(on: datetime.date) -> str:
    calendar = working_calendar()
    confer = preparation.confer(on, calendar=calendar).on
    papers = preparation.papers_due(on, calendar=calendar).on
    return f"Booked for {day(on)}. IRO and social worker confer by {day(confer)}; papers are due by {day(papers)}."


def _initial(review: Review) -> dict[str, Any]:
    allocation = review.child.iro_allocations.open().first()
    initial = {"version": review.version, "chair": allocation.iro_id if allocation else None, "minutes": 90}
    standing = review.bookings.current().first()
    if standing:
        names = ("on", "at", "minutes", "venue", "place", "chair")
        initial |= {name: getattr(standing, name) for name in names}
    return initial


def _slot(cleaned: dict[str, Any]) -> dict[str, Any]:
    names = ("on", "at", "minutes", "venue", "place", "chair")
    return {name: cleaned[name] for name in names} | {"seen_version": cleaned["version"]}


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """Book a review."""
    review, today = _review(request, pk), clock.today()

    def make(data: Any) -> forms.BookingForm:
        return forms.BookingForm(
            data,
            iros=_chairs(review, today),
            warn=warnings_about(review, request.user),
            initial=_initial(review),
        )

    def act(cleaned: dict[str, Any]) -> str:
        actions.book_review(review=review, by=request.user, today=today, **_slot(cleaned))
        page.said = _said(cleaned["on"])
        return reverse("arranging:to-arrange")

    context = _shown(review, "Book this review", "Book")
    page = FormPage(
        f"arranging.book:{pk}",
        make,
        act,
        "Booked.",
        TEMPLATE,
        context,
        standing=_stands,
        record=review,
        may=lambda: policies.may_step(review, ReviewStatus.BOOKED),
    )
    return form_page(request, page)


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a booked review. The limit stays where it is."""
    review, today = _review(request, pk), clock.today()

    def make(data: Any) -> forms.MoveForm:
        return forms.MoveForm(
            data,
            iros=_chairs(review, today),
            warn=warnings_about(review, request.user),
            initial=_initial(review),
        )

    def act(cleaned: dict[str, Any]) -> str:
        because = cleaned["because"]
        actions.move_booking(review=review, because=because, by=request.user, today=today, **_slot(cleaned))
        page.said = _said(cleaned["on"])
        return f"{reverse('arranging:calendar')}?week={cleaned['on']}"

    context = _shown(review, "Move this review", "Move")
    page = FormPage(
        f"arranging.move:{pk}",
        make,
        act,
        "Moved.",
        TEMPLATE,
        context,
        standing=_stands,
        record=review,
        may=lambda: policies.may_move(review),
    )
    return form_page(request, page)


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def cancel_booking(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a booking; the review is to arrange again."""
    review, today = _review(request, pk), clock.today()

    def act(cleaned: dict[str, Any]) -> str:
        actions.cancel_booking(
            review=review,
            because=cleaned["because"],
            by=request.user,
            today=today,
            seen_version=cleaned["version"],
        )
        return reverse("arranging:to-arrange")

    context = _shown(review, "Cancel this booking", "Cancel the booking")
    page = FormPage(
        f"arranging.cancel:{pk}",
        lambda data: forms.CancelBookingForm(data, initial={"version": review.version}),
        act,
        "The booking is cancelled. The review is to arrange again, by the same last lawful day.",
        TEMPLATE,
        context,
        standing=_stands,
        record=review,
        may=lambda: policies.may_move(review),
    )
    return form_page(request, page)
