"""Three pages, one mistake each: what stands now, what taking it back does, and why."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.permissions import Capability
from accounts.visibility import Record
from audit.reading import saw
from design import formats
from desk.putting_right import forms
from office import clock
from office.form_pages import FormPage, around, form_page
from reviews import actions
from reviews.models import Booking, Review
from reviews.taking_back import (
    last_booking,
    may_restore_booking,
    may_take_back_a_meeting,
    may_take_back_completion,
    may_take_back_completion_as,
    may_take_back_ending,
    others_of,
)

METHODS = ["GET", "HEAD", "POST"]
TEMPLATE = "desk/putting_right/form.html"
Facts = list[tuple[str, Any]]


def _review(request: HttpRequest, pk: int) -> Review:
    found: Review = get_object_or_404(
        Review.objects.visible_to(request.user).select_related("child", "period", "chair", "record"), pk=pk
    )
    saw(request, found)
    return found


def _around(review: Review, heading: str, submit: str, facts: Facts, follows: list[str]) -> dict[str, Any]:
    caption = f"{review.child}, {review.get_sequence_display().lower()}"
    back = reverse("child:review", args=[review.pk])
    return around(heading, back=back, submit=submit, caption=caption, facts=facts, follows=follows)


def _stands(review: Any) -> Facts:
    """Say how a review stands that somebody else changed meanwhile."""
    return [
        ("Status", review.get_status_display()),
        ("Due", formats.day(review.due_on)),
        ("Completed", formats.day(review.completed_on)),
        ("Ended", formats.day(review.ended_on)),
    ]


def _goes(review: Review) -> str:
    """Say what happens to the review that was opened after this one."""
    following = others_of(review).open().first()
    if following is None:
        return "No review was opened after it."
    booking = following.bookings.current().first()
    if booking is None:
        return "The review that was opened after it is withdrawn."
    return (
        f"The review that was opened after it is withdrawn, and its booking for {formats.day(booking.on)} falls. Tell "
        "those who were invited."
    )


def _completed(review: Review) -> Facts:
    record = getattr(review, "record", None)
    facts: Facts = [
        ("Completed", formats.day(review.completed_on)),
        ("Chair", review.chair.full_name if review.chair else ""),
    ]
    if record is not None:
        facts.append(("Decisions", formats.counted(review.decisions.count(), "decision")))
        facts.append(("Decisions sent", formats.day(record.decisions_sent_on) or "Not yet"))
        facts.append(("Record distributed", formats.day(record.distributed_on) or "Not yet"))
    return facts


@access(Capability.LOG_REVIEWS, Capability.CORRECT_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def completion(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a review again that was completed by mistake."""
    review, today = _review(request, pk), clock.today()

    def act(given: dict[str, Any]) -> str:
        actions.take_back_completion(
            review=review, why=given["why"], by=request.user, today=today, seen_version=given["version"]
        )
        return reverse("child:review", args=[review.pk])

    follows = [
        "The review is open again as it stood before, by the limit it had, and can be completed again.",
        "What was logged stays readable as a review entered by mistake. Its decisions and its record count no more.",
        "Decisions of earlier reviews that it closed or carried over are open again.",
        _goes(review),
    ]
    record = getattr(review, "record", None)
    if record is not None and record.decisions_sent_on:
        follows.append("The decisions were sent. Tell those who received them that they do not stand.")
    page = FormPage(
        f"putting_right.completion:{pk}",
        lambda data: forms.WhyForm(data, initial={"version": review.version}),
        act,
        "The completion is taken back. The review is open again.",
        TEMPLATE,
        _around(review, "This review was completed by mistake", "Open the review again", _completed(review), follows),
        standing=_stands,
        record=review,
        may=lambda: may_take_back_completion(review) & may_take_back_completion_as(request.user, review, today),
    )
    return form_page(request, page)


@access(Capability.CANCEL_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a review again that was ended by mistake."""
    review, today = _review(request, pk), clock.today()

    def act(given: dict[str, Any]) -> str:
        actions.take_back_ending(
            review=review, why=given["why"], by=request.user, today=today, seen_version=given["version"]
        )
        return reverse("child:review", args=[review.pk])

    facts = [
        ("Ended", formats.day(review.ended_on)),
        ("Because", review.get_ended_reason_display()),
        ("What is known", review.ended_note),
    ]
    follows = [
        "The review is open again as it stood before, by the limit it had.",
        "A booking that fell with it stands again if its day is to come and its time still free.",
        _goes(review),
    ]
    page = FormPage(
        f"putting_right.ending:{pk}",
        lambda data: forms.WhyForm(data, initial={"version": review.version}),
        act,
        "The review is open again.",
        TEMPLATE,
        _around(review, "This review was ended by mistake", "Open the review again", facts, follows),
        standing=_stands,
        record=review,
        may=lambda: may_take_back_ending(review),
    )
    return form_page(request, page)


@access(Capability.LOG_REVIEWS, Capability.CORRECT_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one meeting of a series that was recorded by mistake."""
    review, today = _review(request, pk), clock.today()
    standing = review.meetings.standing()

    def act(given: dict[str, Any]) -> str:
        chosen = given["meeting"]
        chosen.review = review
        actions.take_back_meeting(
            meeting=chosen, why=given["why"], by=request.user, today=today, seen_version=given["version"]
        )
        return reverse("child:review", args=[review.pk])

    follows = [
        "The meeting counts no more. It stays readable, with your reason.",
        "Where it was the only one, the review stands again as before it began, with its booking.",
    ]
    heading, facts = "A meeting was recorded by mistake", [("Meetings recorded", str(standing.count()))]
    page = FormPage(
        f"putting_right.meeting:{pk}",
        lambda data: forms.MeetingForm(data, meetings=standing, initial={"version": review.version}),
        act,
        "The meeting is taken back.",
        TEMPLATE,
        _around(review, heading, "Take it back", facts, follows),
        standing=_stands,
        record=review,
        may=lambda: may_take_back_a_meeting(review),
    )
    return form_page(request, page)


@access(Capability.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def booking(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a booking stand again that was cancelled by mistake."""
    review, today = _review(request, pk), clock.today()
    cancelled = last_booking(review)

    def act(given: dict[str, Any]) -> str:
        actions.restore_booking(review=review, by=request.user, today=today, seen_version=given["version"])
        return reverse("child:review", args=[review.pk])

    page = FormPage(
        f"putting_right.booking:{pk}",
        lambda data: forms.AgainForm(data, initial={"version": review.version}),
        act,
        "The booking stands again.",
        TEMPLATE,
        _around(
            review,
            "This booking was cancelled by mistake",
            "Let the booking stand again",
            _booked(cancelled) if cancelled else [],
            ["The same day, time, place and chair are booked again, if they are still free."],
        ),
        standing=_stands,
        record=review,
        may=lambda: may_restore_booking(review, cancelled, today),
    )
    return form_page(request, page)


def _booked(booking: Booking) -> Facts:
    return [
        ("Day", formats.weekday(booking.on)),
        ("Time", formats.clock(booking.at)),
        ("Where", booking.where),
        ("Chair", booking.chair.full_name),
        ("Why it was cancelled", booking.moved_because),
    ]
