"""Papers of one review: one came, and the social worker reminded of those that did not."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.permissions import Capability
from accounts.visibility import Record
from design.forms import SentForm
from desk.deadlines import deadlines
from desk.histories import opened_before_meeting
from desk.inviting import forms, presenters
from desk.inviting.tasks import request_chase
from desk.inviting.views.people import METHODS, booking_of, review_of
from desk.inviting.views.sending import site_of
from office import clock
from office.form_pages import FormPage, around, form_page
from reviews import actions
from reviews.models import ClockKind, Review
from reviews.papers import expected_of, may_chase, may_record_papers, papers_of

C = Capability


def _frame(review: Review, heading: str, submit: str) -> dict[str, Any]:
    caption = f"{review.child}, {review.child.local_id}"
    when, booking = deadlines(clock.today()), booking_of(review)
    context = around(heading, back=reverse("inviting:papers"), submit=submit, caption=caption, back_text="Papers")
    if booking is not None:
        booking.review = review
        listed = papers_of(booking, review.papers.all(), when.calendar)
        context["facts"] = [
            ("Papers due", opened_before_meeting(review.pk, booking.on, when)[ClockKind.PAPERS]),
            ("Awaited", ", ".join(kind.label for kind in listed.awaited) or "nothing"),
            ("Received", presenters.received(listed) or "nothing yet"),
        ]
    return context


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a paper came and when, that it is not needed, or that it was recorded by mistake."""
    review, today = review_of(request, pk), clock.today()
    booking = booking_of(review)
    kinds = expected_of(review, booking.on if booking else today)

    def act(cleaned: dict[str, Any]) -> str:
        if cleaned["came"] == "mistake":
            actions.take_back_paper(review=review, kind=cleaned["kind"], by=request.user)
        else:
            actions.record_paper(
                review=review,
                kind=cleaned["kind"],
                on=cleaned["on"],
                is_needed=cleaned["came"] == "came",
                by=request.user,
                today=today,
            )
        return reverse("inviting:papers")

    page = FormPage(
        f"inviting.paper:{pk}",
        lambda data: forms.PaperForm(data, kinds=kinds, today=today, initial={"on": today, "came": "came"}),
        act,
        "The paper is recorded.",
        template="desk/inviting/with_facts.html",
        context=_frame(review, "Record a paper", "Record the paper"),
        may=lambda: may_record_papers(review),
    )
    return form_page(request, page)


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def chase(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind the child's social worker by mail of the papers that are awaited: once a day at most."""
    review, today = review_of(request, pk), clock.today()

    def act(_cleaned: dict[str, Any]) -> str:
        made, reader = actions.chase_papers(review=review, by=request.user, today=today)
        link = site_of(request) + reverse("child:page", args=[review.child_id])
        request_chase(made, link, request.user)
        page.said = f"{reader} is being reminded by e-mail."
        return reverse("inviting:papers")

    page = FormPage(
        f"inviting.chase:{pk}",
        SentForm,
        act,
        "The social worker is being reminded.",
        template="desk/inviting/with_facts.html",
        context=_frame(review, "Remind the social worker of the papers", "Send the reminder"),
        may=lambda: may_chase(review),
    )
    return form_page(request, page)
