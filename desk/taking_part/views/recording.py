"""Recording, around one review, what was tried, planned, asked, offered and relayed."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.permissions import Capability
from accounts.verdict import Verdict
from accounts.visibility import Record
from audit.reading import saw
from design.forms import GovukForm
from desk.taking_part import forms, presenters, rows
from office import clock
from office.form_pages import FormPage, around, form_page
from participation.actions.support import record_support
from participation.policies_advocacy import may_ask_about_support
from reviews import actions
from reviews.heard import may_offer_to_meet, may_relay
from reviews.models import OfferToMeet, ParentPart, Review
from reviews.policies import may_complete

METHODS = ["GET", "HEAD", "POST"]
TEMPLATE = "desk/taking_part/form.html"


def review_seen(request: HttpRequest, pk: int) -> Review:
    """Return a review that this person may see, noted as read, or answer 404."""
    found: Review = get_object_or_404(Review.objects.visible_to(request.user).select_related("child", "period"), pk=pk)
    saw(request, found)
    return found


def page_of(
    review: Review,
    name: str,
    words: tuple[str, str, str],
    *,
    make: Callable[[Any], GovukForm],
    act: Callable[[dict[str, Any]], object],
    may: Callable[[], Verdict],
    **more: Any,
) -> FormPage:
    """Return a page that records something around a review. words: the heading, the button, what is said afterwards."""
    heading, submit, said = words
    back = reverse("taking_part:review", args=[review.pk])
    caption = f"{review.child}, {review.get_sequence_display().lower()}"

    def done(data: dict[str, Any]) -> str:
        act(data)
        return back

    return FormPage(
        f"taking_part.{name}",
        make,
        done,
        said,
        TEMPLATE,
        around(heading, back=back, submit=submit, caption=caption, **more),
        standing=stands,
        record=review,
        may=may,
    )


def stands(review: Any) -> list[tuple[str, Any]]:
    """Say how a review stands that someone else changed meanwhile."""
    return [
        ("Status", review.get_status_display()),
        ("Things tried", str(review.strategies.standing().count())),
        ("Times planned with the young person", str(review.planning_meetings.standing().count())),
        ("Advocate and independent visitor", presenters.support_words(list(review.support_questions.all()))),
        ("Offers to meet a parent", str(review.offers_to_meet.standing().count())),
    ]


@access(Capability.LOG_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def strategy(request: HttpRequest, pk: int) -> HttpResponse:
    """Record one thing that was tried so that the child is heard at an open review."""
    review, today = review_seen(request, pk), clock.today()
    initial = {"version": review.version, "on": today, "tried_by": request.user.full_name}
    page = page_of(
        review,
        f"strategy:{pk}",
        ("What was tried so that the child is heard", "Record it", "What was tried is recorded."),
        make=lambda data: forms.StrategyForm(data, initial=initial, today=today),
        act=lambda data: actions.record_strategy(
            review=review,
            strategy=data["strategy"],
            on=data["on"],
            tried_by=data["tried_by"],
            outcome=data["outcome"],
            by=request.user,
            today=today,
            seen_version=data["version"],
        ),
        may=lambda: may_complete(review),
        table=presenters.tried_table(list(review.strategies.standing()), may=False),
    )
    return form_page(request, page)


@access(Capability.LOG_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what the IRO and the young person agreed when they planned an open review."""
    review, today = review_seen(request, pk), clock.today()
    met = f"{review.child.called} and {request.user.full_name}"
    initial = {"version": review.version, "on": today, "with_whom": met[:120]}
    names = ("on", "with_whom", "chairs", "agenda", "to_invite", "place")
    page = page_of(
        review,
        f"plan:{pk}",
        ("Plan the review with the young person", "Record it", "What you planned is recorded."),
        make=lambda data: forms.PlanForm(data, initial=initial, today=today),
        act=lambda data: actions.plan_with_the_child(
            review=review,
            by=request.user,
            today=today,
            seen_version=data["version"],
            **{name: data[name] for name in names},
        ),
        may=lambda: may_complete(review),
        table=presenters.plans_table(list(review.planning_meetings.standing()), may=False),
    )
    return form_page(request, page)


@access(Capability.LOG_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def support(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what came of the question about an advocate or an independent visitor: before, at or after the review."""
    review, today = review_seen(request, pk), clock.today()
    initial = {"version": review.version, "asked_on": review.completed_on or today}
    page = page_of(
        review,
        f"support:{pk}",
        ("Advocate and independent visitor", "Record it", "What came of the question is recorded."),
        make=lambda data: forms.SupportForm(data, initial=initial, today=today),
        act=lambda data: record_support(
            review=review,
            facts=forms.support_facts(data),
            on=data["asked_on"],
            by=request.user,
            today=today,
            seen_version=data["version"],
        ),
        may=lambda: may_ask_about_support(review),
        table=presenters.support_table(list(review.support_questions.select_related("recorded_by"))),
    )
    return form_page(request, page)


@access(Capability.LOG_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the IRO offered to meet a parent around a review."""
    review, today = review_seen(request, pk), clock.today()
    parents = rows.parents_of(review.child)
    initial = {"version": review.version, "offered_on": today}
    if len(parents) == 1:
        initial["parent"] = str(parents[0].pk)
    names = ("parent", "offered_on", "how", "taken_up", "met_on", "note")
    offered = list(review.offers_to_meet.standing().select_related("parent"))
    page = page_of(
        review,
        f"offer:{pk}",
        ("An offer to meet a parent", "Record the offer", "The offer is recorded."),
        make=lambda data: forms.OfferForm(data, initial=initial, today=today, parents=parents),
        act=lambda data: actions.offer_to_meet(
            review=review,
            by=request.user,
            today=today,
            seen_version=data["version"],
            **{name: data[name] for name in names},
        ),
        may=lambda: may_offer_to_meet(review),
        table=presenters.offers_table(offered, may=False),
    )
    return form_page(request, page)


@access(Capability.LOG_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Record whether a parent took up the offer to meet, and when they met."""
    found: OfferToMeet = get_object_or_404(
        OfferToMeet.objects.standing()
        .filter(review__in=Review.objects.visible_to(request.user))
        .select_related("parent", "review__child", "review__period"),
        pk=pk,
    )
    review, today = found.review, clock.today()
    saw(request, review)
    names = ("taken_up", "met_on", "note")
    initial = {"version": review.version, **{name: getattr(found, name) for name in names}}
    page = page_of(
        review,
        f"answer:{pk}",
        (f"The answer of {found.parent.full_name}", "Record the answer", "The answer is recorded."),
        make=lambda data: forms.AnswerForm(data, initial=initial, today=today),
        act=lambda data: actions.answer_offer(
            offer=found,
            by=request.user,
            today=today,
            seen_version=data["version"],
            **{name: data[name] for name in names},
        ),
        may=lambda: may_offer_to_meet(review),
        table=presenters.offers_table([found], may=False),
    )
    return form_page(request, page)


@access(Capability.LOG_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def relay(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the outcome of a completed review was relayed to a parent."""
    part: ParentPart = get_object_or_404(
        ParentPart.objects.filter(review__in=Review.objects.visible_to(request.user))
        .select_related("parent", "review__child", "review__period")
        .prefetch_related(rows.standing_relays()),
        pk=pk,
    )
    review, today = part.review, clock.today()
    saw(request, review)
    to = part.parent.full_name if part.parent else "a parent who is not on record"
    initial = {"version": review.version, "on": today, "by_whom": request.user.full_name}
    page = page_of(
        review,
        f"relay:{pk}",
        (f"The outcome relayed to {to}", "Record that it was relayed", "It is recorded that the outcome was relayed."),
        make=lambda data: forms.RelayForm(data, initial=initial, today=today),
        act=lambda data: actions.relay_outcome(
            part=part,
            on=data["on"],
            how=data["how"],
            by_whom=data["by_whom"],
            note=data["note"],
            by=request.user,
            today=today,
            seen_version=data["version"],
        ),
        may=lambda: may_relay(review),
        table=presenters.relays_table([part], may=False),
    )
    return form_page(request, page)
