"""The page behind the link in an invitation. It needs no account, and says of the meeting when and where, no more."""

import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import public
from accounts.sign_in.addresses import address_of
from accounts.verdict import RefusedError, refused
from audit.actors import SystemJob
from audit.reading import saw
from design.formats import weekday
from desk.context import BARE_PAGE
from desk.inviting.forms import ReplyForm
from desk.inviting.links import link_at
from desk.inviting.outbox import moment, times_of
from exchange.actions import is_barred, note_wrong_address
from exchange.feeds import ELSEWHERE, homes_of, place_of
from office import clock
from office.authority import authority
from reviews.actions import record_answer
from reviews.enums import ANSWERS
from reviews.invited import MOST_ANSWERS, may_answer
from reviews.models import Booking, Invitation

BY = SystemJob("answer by the link of an invitation")
UNPROCESSABLE, CONFLICT = 422, 409
ENOUGH = "You have changed your answer many times. Please phone us instead."
NAMES = ("answer", "other_time", "wants_heard", "message")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """Show when and where a meeting is to whoever holds the link, and take their answer until it is over.

    A wrong address, one of a meeting that is over and one that was withdrawn are answered alike: not there.
    """
    invitation, booking = _behind(request, token)
    saw(request, invitation.review)
    if request.method != "POST":
        answered = invitation.status if invitation.status in ANSWERS else ""
        # What they wrote before is not shown again: the link may be opened by somebody else.
        return _shown(invitation, booking, request, ReplyForm(initial={"answer": answered}))
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _shown(invitation, booking, request, form, UNPROCESSABLE)
    try:
        _answer(invitation, {name: form.cleaned_data[name] for name in NAMES})
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return _shown(invitation, booking, request, form, CONFLICT)
    return _private(redirect(reverse("inviting:reply", args=[token])))


def _behind(request: HttpRequest, token: str) -> tuple[Invitation, Booking]:
    now = timezone.now()
    asked_from = address_of(request)
    if is_barred(asked_from, now):
        raise Http404
    link = link_at(token)
    if link is None:
        note_wrong_address(asked_from, now)
        raise Http404
    invitation: Invitation = link.invitation
    booking = invitation.review.bookings.ahead().select_related("venue", "review").first()
    local: datetime.datetime = moment(now, clock.today()).local
    if booking is None or not may_answer(invitation, booking, local):
        raise Http404
    return invitation, booking


def _answer(invitation: Invitation, said: dict[str, Any]) -> None:
    if invitation.changes.count() >= MOST_ANSWERS:
        raise RefusedError(refused(ENOUGH))
    record_answer(invitation=invitation, by=BY, **said)


def _shown(
    invitation: Invitation, booking: Booking, request: HttpRequest, form: ReplyForm, status: int = 200
) -> HttpResponse:
    place = place_of(booking, homes_of([booking]).get(booking.review.child_id, []))
    context = {
        "page": {**BARE_PAGE, "authority": authority().name, "service": authority().name},
        "heading": "A meeting",
        "form": form,
        "facts": [
            ("Day", weekday(booking.on)),
            ("Time", times_of(booking)),
            ("Place", "Ask us, if you do not know" if place == ELSEWHERE else place),
        ],
        "answered": invitation.get_status_display() if invitation.status in ANSWERS else "",
        "submit_text": "Change my answer" if invitation.status in ANSWERS else "Send my answer",
    }
    return _private(render(request, "desk/inviting/reply.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
