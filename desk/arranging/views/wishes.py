"""What is wished of a review's time and place, what its meeting needs, and what brothers and sisters share."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.permissions import Capability
from accounts.verdict import insist, refused
from accounts.visibility import Record
from audit.reading import saw, saw_all
from children.models import Child
from desk.arranging import forms, wishes_shown
from desk.arranging.held_together import joint_of, seen_in
from office import clock
from office.form_pages import FormPage, answered, around, form_page
from reviews import actions, policies
from reviews.meeting_ahead import is_booked
from reviews.models import ArrangingNeeds, Review

METHODS = ["GET", "HEAD", "POST"]
C = Capability


@access(C.ARRANGE_REVIEWS, record=Record.CHILD)
@require_http_methods(METHODS)
def wishes(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the child and others wish of the reviews, and record what one of them says."""
    child = get_object_or_404(Child.objects.visible_to(request.user), pk=pk)
    saw(request, child)
    today = clock.today()

    def act(given: dict[str, Any]) -> str:
        facts = answered(given) | {"seen_version": given["version"]}
        actions.record_wishes(child=child, by=request.user, today=today, **facts)
        return reverse("arranging:wishes", args=[pk])

    def make(data: Any) -> forms.WishesForm:
        return forms.WishesForm(data, today=today, initial={"said_on": today, "version": child.version})

    context = around("Wishes about reviews", back=reverse("child:page", args=[pk]), submit="Record", caption=str(child))
    page = FormPage(
        f"arranging.wishes:{pk}",
        make,
        act,
        "The wishes are recorded. Whoever books a review sees them.",
        "desk/arranging/wishes.html",
        context | {"table": wishes_shown.wishes_table(child.review_wishes.standing())},
        standing=lambda now: wishes_shown.wishes_facts(now.review_wishes.standing()),
        record=child,
    )
    return form_page(request, page)


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def needs(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what a review's meeting needs."""
    review = get_object_or_404(Review.objects.visible_to(request.user).select_related("child"), pk=pk)
    saw(request, review)
    stand = ArrangingNeeds.objects.filter(review=review).first()
    initial = {name: getattr(stand, name) for name in forms.NEEDS} if stand else {}
    back = reverse("arranging:move" if is_booked(review) else "arranging:book", args=[pk])

    def act(given: dict[str, Any]) -> str:
        actions.record_needs(review=review, by=request.user, seen_version=given["version"], **answered(given))
        return back

    page = FormPage(
        f"arranging.needs:{pk}",
        lambda data: forms.NeedsForm(data, initial=initial | {"version": review.version}),
        act,
        "Recorded.",
        context=around("What this meeting needs", back=back, submit="Save", caption=str(review.child)),
        standing=lambda now: wishes_shown.needs_facts(ArrangingNeeds.objects.filter(review=now).first()),
        record=review,
        may=lambda: policies.may_complete(review),
    )
    return form_page(request, page)


@access(C.LOG_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def shared_text(request: HttpRequest, pk: int) -> HttpResponse:
    """Write once what the records of brothers and sisters share whose reviews are held together."""
    review = get_object_or_404(Review.objects.visible_to(request.user).select_related("child"), pk=pk)
    saw(request, review)
    joint = joint_of(review)
    if joint is None:
        insist(refused("This review is not held together with that of a brother or sister."))
    seen, others = seen_in(joint, request.user)
    saw_all(request, seen)

    def act(given: dict[str, Any]) -> str:
        actions.write_shared_text(
            joint=joint, reviews=seen, text=given["text"], by=request.user, seen_version=given["version"]
        )
        return reverse("child:review", args=[pk])

    page = FormPage(
        f"arranging.shared-text:{pk}",
        lambda data: forms.SharedTextForm(data, initial={"text": joint.shared_text, "version": joint.version}),
        act,
        "Kept. It stands in the record of each of them.",
        "desk/arranging/shared_text.html",
        around("What their records share", back=reverse("child:review", args=[pk]), submit="Save")
        | {"caption": wishes_shown.families(seen, others)},
        standing=lambda now: [("What all their records share", now.shared_text or "nothing yet")],
        record=joint,
        may=lambda: policies.may_share(seen),
    )
    return form_page(request, page)
