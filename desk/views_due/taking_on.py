"""Taking on to seek the views of a child before a review, and giving that back: one consultation officer at a time."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.enums import Role
from accounts.models import User
from accounts.permissions import Capability
from accounts.verdict import ALLOWED, Verdict, refused
from accounts.visibility import Record
from audit.reading import saw
from design import formats
from desk.views_due import forms
from office import clock
from office.form_pages import FormPage, around, form_page
from participation.actions import observing as actions
from participation.models import TakenOn
from participation.policies_observing import may_give_back, may_take_on
from reviews.models import Review

METHODS = ["GET", "HEAD", "POST"]
LIST = "views_due:due"


def _review(request: HttpRequest, pk: int) -> Review:
    seen = Review.objects.visible_to(request.user).select_related("child")
    found: Review = get_object_or_404(seen, pk=pk)
    saw(request, found)
    return found


def _standing(review: Review) -> TakenOn | None:
    found: TakenOn | None = review.taken_on.standing().select_related("officer", "review").first()
    return found


def _last(review: Review) -> "QuerySet[TakenOn]":
    found: QuerySet[TakenOn] = review.taken_on.select_related("officer", "review").order_by("-pk")[:1]
    return found


def _facts(review: Review) -> list[tuple[str, Any]]:
    booking = review.bookings.current().first()
    before = review.taken_on.exclude(until_on=None).select_related("officer").last()
    facts = [
        ("Child", str(review.child)),
        ("How they communicate", review.child.communication_needs or "nothing recorded"),
        ("Review", formats.weekday(booking.on) if booking else "not booked yet"),
    ]
    if before:
        facts.append(("Given back before", f"by {before.officer.full_name}: {before.given_back_because}"))
    return facts


def _stands(review: Any) -> list[tuple[str, Any]]:
    taken = _standing(review)
    return [("Who seeks their views", taken.officer.full_name if taken else "Nobody yet")]


@access(Capability.SEE_VIEWS_DUE, record=Record.REVIEW)
@require_http_methods(METHODS)
def take_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Take on to seek a child's views before a review."""
    review = _review(request, pk)

    def act(given: dict[str, Any]) -> str:
        actions.take_child_on(review=review, by=request.user, today=clock.today(), seen_version=given["version"])
        return reverse(LIST)

    page = FormPage(
        f"views_due.take-on:{pk}",
        lambda data: forms.TakeOnForm(data, initial={"version": review.version}),
        act,
        f"You have taken {review.child.called} on.",
        "desk/cover/form.html",
        around(f"Take {review.child.called} on", back=reverse(LIST), submit="Take on", facts=_facts(review)),
        _stands,
        review,
        lambda: may_take_on(review, _standing(review)),
    )
    return form_page(request, page)


def _may_give_back_as(user: User, taken: TakenOn) -> Verdict:
    """Say whether this person may give back: whoever took it on, or the IRO manager for them."""
    if taken.officer_id == user.pk or user.acting_role == Role.MANAGER:
        return ALLOWED
    return refused(f"{taken.officer} has taken this on. They give it back, or the IRO manager does.")


@access(Capability.SEE_VIEWS_DUE, Capability.CORRECT_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a child back, so that somebody else may take them on; the manager does it for somebody who is away."""
    review = _review(request, pk)
    taken = get_object_or_404(_last(review))
    back = reverse(LIST) if taken.officer_id == request.user.pk else reverse("child:review", args=[pk])

    def act(given: dict[str, Any]) -> str:
        actions.give_child_back(
            taken=taken,
            because=given["because"],
            by=request.user,
            today=clock.today(),
            seen_version=given["version"],
        )
        return back

    page = FormPage(
        f"views_due.give-back:{taken.pk}",
        lambda data: forms.GiveBackForm(data, initial={"version": taken.version}),
        act,
        f"{review.child.called} is given back: somebody else may take them on.",
        "desk/cover/form.html",
        around(f"Give {review.child.called} back", back=back, submit="Give back", facts=_facts(review)),
        lambda now: [("Given back", formats.day(now.until_on) or "not yet")],
        taken,
        lambda: _may_give_back_as(request.user, taken) & may_give_back(taken),
    )
    return form_page(request, page)
