"""Taking back what was recorded by mistake of how a child or a parent is heard. Its row stays, with the reason."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.permissions import Capability
from accounts.verdict import insist
from accounts.visibility import Record
from audit.reading import saw
from desk.taking_part.forms import TakeBackForm
from desk.taking_part.views.recording import METHODS, page_of
from office import clock
from office.form_pages import form_page
from reviews import actions
from reviews.actions.hearing import may_still_take_back, may_take_back
from reviews.models import OfferToMeet, OutcomeRelayed, PlanningMeeting, Review, StrategyTried


def _page(request: HttpRequest, record: Any, review: Review, name: str, what: str) -> HttpResponse:
    saw(request, review)
    if request.method != "POST":
        insist(may_still_take_back(record))
    today, initial = clock.today(), {"version": review.version}
    page = page_of(
        review,
        f"take-back-{name}:{record.pk}",
        (f"Take back {what}", "Take it back", "It is taken back. Its row stays in the history, with the reason."),
        make=lambda data: TakeBackForm(data, initial=initial, today=today),
        act=lambda data: actions.take_back_heard(
            record=record, why=data["why"], by=request.user, seen_version=data["version"]
        ),
        may=lambda: may_take_back(record),
    )
    return form_page(request, page)


def _seen(request: HttpRequest, kind: Any, way: str = "review") -> QuerySet[Any]:
    """Return the records of a kind whose review this person may see, taken back or not: the second is told so."""
    found: QuerySet[Any] = kind.objects.filter(**{f"{way}__in": Review.objects.visible_to(request.user)})
    return found.select_related(f"{way}__child", f"{way}__period")


@access(Capability.LOG_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def strategy(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that something was tried."""
    record: StrategyTried = get_object_or_404(_seen(request, StrategyTried), pk=pk)
    return _page(request, record, record.review, "strategy", f"what was tried: {record}")


@access(Capability.LOG_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that a review was planned with the young person."""
    record: PlanningMeeting = get_object_or_404(_seen(request, PlanningMeeting), pk=pk)
    return _page(request, record, record.review, "plan", "that you planned the review together")


@access(Capability.LOG_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that the IRO offered to meet a parent."""
    record: OfferToMeet = get_object_or_404(_seen(request, OfferToMeet), pk=pk)
    return _page(request, record, record.review, "offer", "the offer to meet")


@access(Capability.LOG_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def relay(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that the outcome was relayed to a parent."""
    found = _seen(request, OutcomeRelayed, "part__review")
    record: OutcomeRelayed = get_object_or_404(found, pk=pk)
    return _page(request, record, record.part.review, "relay", "that the outcome was relayed")
