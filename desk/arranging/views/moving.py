"""Moving a booked review and cancelling its booking, alone or with those that are held together with it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.models import User
from accounts.permissions import Capability
from accounts.visibility import Record
from audit.reading import saw_all
from design.formats import day
from desk.arranging import forms
from desk.arranging.held_together import named, others_booked
from desk.arranging.views.bookings import (
    METHODS,
    TEMPLATE,
    chairs_of,
    initial_of,
    review_of,
    said_of,
    shown,
    slot_in,
    stands,
    warnings_about,
)
from office import clock
from office.form_pages import FormPage, form_page
from reviews import actions, policies
from reviews.meeting_ahead import has_begun
from reviews.models import Booking, Review
from reviews.slots import Slot, shifted

C = Capability
ALONE = "alone"


class Companions:
    """The reviews that are held together with one, as far as somebody sees them."""

    def __init__(self, request: HttpRequest, review: Review) -> None:
        """Read them, and note that they are seen."""
        self.review = review
        self.standing: Booking | None = review.bookings.current().select_related("joint").first()
        self.bookings, self.unseen = others_booked(review, request.user)
        saw_all(request, [booking.review for booking in self.bookings])
        self.reviews: list[Review] = [booking.review for booking in self.bookings]

    @property
    def names(self) -> str:
        """Return the children's names in words; nothing where there are none to be asked about."""
        return named([str(review.child) for review in self.reviews], 0)

    @property
    def way(self) -> str:
        """Return how they are held together."""
        return self.standing.joint.way if self.standing and self.standing.joint else ""

    def note(self) -> str:
        """Say that others are held with it whom the reader does not see."""
        if not self.unseen:
            return ""
        others = named([], self.unseen)
        return f"The review of {others} is held together with this one, and stays where it is. Tell the IRO manager."

    def slots(self, cleaned: dict[str, Any]) -> list[Slot]:
        """Return where everything goes by a form's answers: the review itself, and the others where they go with it."""
        first = Slot(review=self.review, **slot_in(cleaned))
        if not self.goes_along(cleaned) or self.standing is None:
            return [first]
        return [first, *shifted(self.bookings, first, self.standing)]

    def goes_along(self, cleaned: dict[str, Any]) -> bool:
        """Say whether the others go with it."""
        return bool(self.bookings) and cleaned.get("others", ALONE) != ALONE


def _context(review: Review, heading: str, submit: str, companions: Companions) -> dict[str, Any]:
    return shown(review, heading, submit) | {"unseen": companions.note()}


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a booked review, with those held together with it where somebody says so. The limit stays where it is."""
    review, today = review_of(request, pk), clock.today()
    companions = Companions(request, review)

    def make(data: Any) -> forms.MoveForm:
        return forms.MoveForm(
            data,
            iros=chairs_of(review, today),
            warn=warnings_about(companions.slots, request.user, companions.way),
            others=companions.names,
            may_be_put_off=not has_begun(review),
            initial=initial_of(review),
        )

    def act(cleaned: dict[str, Any]) -> str:
        _move(companions, cleaned, request.user)
        page.said = f"Moved to {day(cleaned['on'])}." if has_begun(review) else said_of(cleaned["on"])
        return f"{reverse('arranging:calendar')}?week={cleaned['on']}"

    page = FormPage(
        f"arranging.move:{pk}",
        make,
        act,
        "Moved.",
        TEMPLATE,
        _context(review, "Move this review", "Move", companions),
        standing=stands,
        record=review,
        may=lambda: policies.may_move(review),
    )
    return form_page(request, page)


def _move(companions: Companions, cleaned: dict[str, Any], by: User) -> None:
    review = companions.review
    why = {"because": cleaned["because"], "asked_by": cleaned.get("asked_by", "")}
    today = clock.today()
    if not companions.goes_along(cleaned):
        seen = cleaned["version"]
        actions.move_booking(review=review, by=by, today=today, seen_version=seen, **why, **slot_in(cleaned))
        return
    slots, reviews = companions.slots(cleaned), [review, *companions.reviews]
    actions.move_several(reviews=reviews, slots=slots, by=by, today=today, **why)


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def cancel_booking(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a booking, with those held together with it where somebody says so; to arrange again."""
    review, today = review_of(request, pk), clock.today()
    companions = Companions(request, review)

    def act(cleaned: dict[str, Any]) -> str:
        because = cleaned["because"]
        if companions.goes_along(cleaned):
            reviews = [review, *companions.reviews]
            actions.cancel_several(reviews=reviews, because=because, by=request.user, today=today)
        else:
            seen = cleaned["version"]
            actions.cancel_booking(review=review, because=because, by=request.user, today=today, seen_version=seen)
        return reverse("arranging:to-arrange")

    what = "The next meeting" if has_begun(review) else "The review"
    page = FormPage(
        f"arranging.cancel:{pk}",
        lambda data: forms.CancelBookingForm(data, others=companions.names, initial={"version": review.version}),
        act,
        f"The booking is cancelled. {what} is to arrange again, by the same last lawful day.",
        TEMPLATE,
        _context(review, "Cancel this booking", "Cancel the booking", companions),
        standing=stands,
        record=review,
        may=lambda: policies.may_move(review),
    )
    return form_page(request, page)
