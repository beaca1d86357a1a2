"""Booking a review: clashes and a passed limit are seen before they happen."""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.models import User
from accounts.permissions import Capability
from accounts.visibility import Record
from audit.reading import saw, saw_all
from children.confidentiality import kept_out_of
from design.formats import clock as time_of_day
from design.formats import day
from desk.arranging import forms
from desk.arranging.held_together import to_arrange_with
from desk.arranging.views.lists import iros
from desk.arranging.wishes_shown import families, needs_facts, wishes_facts
from desk.deadlines import Deadlines, deadlines, limit_of_review
from desk.histories import of_meetings, of_reviews
from office import clock
from office.authority import working_calendar
from office.form_pages import FormPage, form_page
from reviews import actions, policies
from reviews.actions.arranging import DEFAULT_MINUTES
from reviews.clashes import clashes_between
from reviews.meeting_ahead import adjourned_until, has_begun
from reviews.models import ArrangingNeeds, ClockKind, Review
from reviews.slots import Slot
from statute import preparation

METHODS = ["GET", "HEAD", "POST"]
TEMPLATE = "desk/arranging/booking.html"
C = Capability


def review_of(request: HttpRequest, pk: int) -> Review:
    """Return a review that the person sees, with its child and period of care."""
    visible = Review.objects.visible_to(request.user).select_related("child", "period")
    review: Review = get_object_or_404(visible, pk=pk)
    saw(request, review)
    return review


def warnings_about(
    slots: Callable[[dict[str, Any]], list[Slot]], user: User, way: str = ""
) -> Callable[[dict[str, Any]], list[str]]:
    """Return the check that says what speaks against what is wanted, as sentences.

    slots: from the form's answers, every meeting that they ask for. Of several, each sentence says about whom it is.
    """

    def warn(cleaned: dict[str, Any]) -> list[str]:
        wanted = slots(cleaned)
        found = clashes_between(wanted, user, way=way)
        if len(wanted) == 1:
            return found[0]
        return [
            f"{slot.review.child}: {said}" for slot, sentences in zip(wanted, found, strict=True) for said in sentences
        ]

    return warn


def chairs_of(review: Review, today: datetime.date) -> Any:
    """Return who may chair this review: the IROs to whom the child's record is not closed."""
    return iros(today).exclude(kept_out_of(review.child))


def shown(review: Review, heading: str, submit: str) -> dict[str, Any]:
    """Return what stands around the form of a booking."""
    when = deadlines(clock.today())
    limit, history = _last_day(review, when)
    needs = ArrangingNeeds.objects.filter(review=review).first()
    back = reverse("arranging:to-arrange")
    if policies.may_move(review):
        back = reverse("arranging:calendar")
    return {
        "heading": heading,
        "caption": f"{review.child}, {review.child.local_id}",
        "back": back,
        "cancel": back,
        "submit_text": submit,
        "limit": limit,
        "history": history,
        "slack": when.distance(limit.on) if limit else "",
        "communication": review.child.communication_needs,
        "facts": wishes_facts(review.child.review_wishes.standing()) + needs_facts(needs),
        "wishes": reverse("arranging:wishes", args=[review.child_id]),
        "needs": reverse("arranging:needs", args=[review.pk]),
    }


def _last_day(review: Review, when: Deadlines) -> tuple[Any, Sequence[str]]:
    """Return by when a review is to be held, of one that was adjourned its further limit; and how it came to be so."""
    until = adjourned_until(review, when.calendar)
    if until is None:
        return limit_of_review(review), of_reviews([review.pk]).get(review.pk, ())
    return until, of_meetings([review.pk]).get((review.pk, str(ClockKind.ADJOURNED)), ())


def stands(review: Review) -> list[tuple[str, str]]:
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


def said_of(on: datetime.date) -> str:
    """Say what follows from a day that is booked."""
    calendar = working_calendar()
    confer = preparation.confer(on, calendar=calendar).on
    papers = preparation.papers_due(on, calendar=calendar).on
    return f"Booked for {day(on)}. IRO and social worker confer by {day(confer)}; papers are due by {day(papers)}."


def _family(request: HttpRequest, review: Review) -> dict[str, Any]:
    """Say whose reviews could be booked together with this one."""
    reviews, _unseen = to_arrange_with(review, request.user)
    if not reviews:
        return {}
    saw_all(request, reviews)
    pks = "-".join(str(each.pk) for each in [review, *reviews])
    return {"together": reverse("arranging:several", args=[pks]), "family": families(reviews, 0)}


def initial_of(review: Review) -> dict[str, Any]:
    """Return what stands in the form before anybody has typed."""
    allocation = review.child.iro_allocations.open().first()
    needs = ArrangingNeeds.objects.filter(review=review).first()
    minutes = needs.minutes_wanted if needs and needs.minutes_wanted else DEFAULT_MINUTES
    initial = {"version": review.version, "chair": allocation.iro_id if allocation else None, "minutes": minutes}
    standing = review.bookings.current().first()
    if standing:
        names = ["on", "at", "minutes", "venue", "place", "chair"]
        if not policies.may_move(review):
            # The day of a meeting that was held is nothing to book again.
            names.remove("on")
        initial |= {name: getattr(standing, name) for name in names}
    return initial


def slot_in(cleaned: dict[str, Any]) -> dict[str, Any]:
    """Return the day, time, place and chair among a form's answers."""
    names = ("on", "at", "minutes", "venue", "place", "chair")
    return {name: cleaned[name] for name in names}


def _alone(review: Review) -> Callable[[dict[str, Any]], list[Slot]]:
    return lambda cleaned: [Slot(review=review, **slot_in(cleaned))]


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """Book a review."""
    review, today = review_of(request, pk), clock.today()

    def make(data: Any) -> forms.BookingForm:
        return forms.BookingForm(
            data,
            iros=chairs_of(review, today),
            warn=warnings_about(_alone(review), request.user),
            initial=initial_of(review),
        )

    def act(cleaned: dict[str, Any]) -> str:
        seen = cleaned["version"]
        actions.book_review(review=review, by=request.user, today=today, seen_version=seen, **slot_in(cleaned))
        page.said = f"Booked for {day(cleaned['on'])}." if has_begun(review) else said_of(cleaned["on"])
        return reverse("arranging:to-arrange")

    heading = "Book the next meeting of this review" if has_begun(review) else "Book this review"
    context = shown(review, heading, "Book") | _family(request, review)
    page = FormPage(
        f"arranging.book:{pk}",
        make,
        act,
        "Booked.",
        TEMPLATE,
        context,
        standing=stands,
        record=review,
        may=lambda: policies.may_book_a_day(review),
    )
    return form_page(request, page)
