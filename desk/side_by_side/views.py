"""What the social worker records before a review, and what it shows beside the child's own answers."""

from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.permissions import Capability
from accounts.visibility import Record
from audit.reading import saw
from desk.side_by_side import forms, presenters
from office import clock
from office.form_pages import FormPage, around, form_page
from participation.actions import record_workers_view
from participation.models import SocialWorkersView
from participation.policies import may_record_view
from reviews.models import Review

METHODS = ["GET", "HEAD", "POST"]


def _review(request: HttpRequest, pk: int) -> Review:
    found: Review = get_object_or_404(Review.objects.visible_to(request.user).select_related("child"), pk=pk)
    saw(request, found)
    return found


def _caption(review: Review) -> str:
    return f"{review.child}, {review.get_sequence_display().lower()}"


@access(Capability.RECORD_OWN_VIEW, record=Record.REVIEW)
@require_http_methods(METHODS)
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Record how the social worker sees what the child is asked too; open to change until the review is over."""
    review, today = _review(request, pk), clock.today()
    view = SocialWorkersView.objects.visible_to(request.user).filter(review=review).first()
    standing = list(view.answers.filter(edition=F("view__version"))) if view else []
    back = reverse("my_children:mine")

    def act(data: dict[str, Any]) -> str:
        record_workers_view(
            review=review, seen=forms.seen_of(data), by=request.user, today=today, seen_version=data["version"]
        )
        return back

    initial = {"version": view.version if view else 0} | forms.typed_of(standing)
    page = FormPage(
        f"side_by_side.record:{pk}",
        lambda data: forms.WorkersViewForm(data, initial=initial),
        act,
        "It is recorded. The IRO sees it beside what the child said.",
        "desk/side_by_side/record.html",
        around("How you see it, before the review", back=back, submit="Record it", caption=_caption(review)),
        standing=lambda now: presenters.standing_of(now.answers.filter(edition=now.version)),
        record=view,
        may=lambda: may_record_view(review),
    )
    return form_page(request, page)


@access(Capability.COMPARE_VIEWS, record=Record.REVIEW)
@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the child said before a review beside what the social worker recorded."""
    review = _review(request, pk)
    context = {
        "heading": "The child’s answer beside the social worker’s record",
        "caption": _caption(review),
        "back": reverse("child:review", args=[review.pk]),
        "back_text": "The review",
        "table": presenters.compared_table(review, request.user),
        "empty_text": "Neither has said anything yet.",
        "empty_more": "The child is asked on the consultation form; the social worker is asked on “My children”.",
    }
    return render(request, "desk/side_by_side/compare.html", context)
