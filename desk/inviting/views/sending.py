"""Sending invitations by e-mail, and printing them as letters."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.permissions import Capability
from accounts.verdict import Verdict, insist, refused
from accounts.visibility import Record
from desk.inviting import forms
from desk.inviting.letters import letters_to
from desk.inviting.tasks import request_sending
from desk.inviting.views.changing import invitation_of
from desk.inviting.views.people import METHODS, booking_of, frame, review_of
from office import clock
from office.form_pages import FormPage, form_page
from reviews import actions
from reviews.enums import InvitationStatus, SendingState
from reviews.invited import may_change_list, may_mail
from reviews.models import Invitation, Review

C = Capability
UNSENT = (InvitationStatus.TO_SEND, InvitationStatus.UNDELIVERED)
NOBODY = "Nobody on the list has an e-mail address and is still to be written to."


def site_of(request: HttpRequest) -> str:
    """Return the scheme and host of this site, as links in mail begin."""
    return request.build_absolute_uri("/").rstrip("/")


def _unsent(review: Review) -> QuerySet[Invitation]:
    rows = Invitation.objects.filter(review=review, status__in=UNSENT)
    return rows.exclude(sendings__state=SendingState.WAITING).select_related("review__child", "person", "user")


def _to_mail(review: Review) -> QuerySet[Invitation]:
    able = [each.pk for each in _unsent(review) if may_mail(each)]
    return _unsent(review).filter(pk__in=able)


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send invitations by e-mail, each with a calendar file and a link to answer by."""
    found = review_of(request, pk)
    offered = _to_mail(found)

    def act(cleaned: dict[str, Any]) -> str:
        asked = actions.ask_to_send_invitations(
            review=found, invitations=list(cleaned["people"]), site=site_of(request), by=request.user
        )
        if asked:
            request_sending(asked[-1].pk)
        return reverse("inviting:review", args=[pk])

    def may() -> Verdict:
        verdict = may_change_list(found)
        return verdict if not verdict or offered.exists() else refused(NOBODY)

    page = FormPage(
        f"inviting.send:{pk}",
        lambda data: forms.ChosenForm(data, offered=offered),
        act,
        "The invitations are being sent. What does not arrive is shown here.",
        template="desk/inviting/send.html",
        context=frame(found, "Send invitations by e-mail", "Send"),
        may=may,
    )
    return form_page(request, page)


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def posted(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep that printed invitations were posted or handed over."""
    found, today = review_of(request, pk), clock.today()
    offered = _unsent(found)

    def act(cleaned: dict[str, Any]) -> str:
        actions.post_invitations(
            review=found, invitations=list(cleaned["people"]), on=cleaned["on"], by=request.user, today=today
        )
        return reverse("inviting:review", args=[pk])

    page = FormPage(
        f"inviting.posted:{pk}",
        lambda data: forms.PostedForm(data, offered=offered, initial={"on": today}),
        act,
        "The letters are recorded as sent.",
        context=frame(found, "Letters were posted", "Record it"),
        may=lambda: may_change_list(found),
    )
    return form_page(request, page)


def _shown(request: HttpRequest, review: Review, people: list[Invitation], today: datetime.date) -> HttpResponse:
    insist(may_change_list(review))
    booking = booking_of(review)
    letters = letters_to(people, booking, today) if booking else []
    context = frame(review, "Letters to print" if len(letters) != 1 else "Letter to print") | {
        "letters": letters,
        "posted": reverse("inviting:posted", args=[review.pk]),
    }
    return render(request, "desk/inviting/letters.html", context)


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_safe
def letters(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the invitations of a review that are still to be sent as letters, each to print on its own sheet."""
    found = review_of(request, pk)
    # Who has an address is written to by e-mail; the child always gets a letter.
    people = [each for each in _unsent(found) if not each.address or each.status == InvitationStatus.UNDELIVERED]
    return _shown(request, found, people, clock.today())


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one invitation as a letter to print."""
    invitation = invitation_of(request, pk)
    return _shown(request, invitation.review, [invitation], clock.today())
