"""The pages of Stop, Look and Listen about the whole: read, begun, brought together, opened again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.enums import Role
from accounts.models import User
from accounts.permissions import Capability, may
from accounts.verdict import ALLOWED, Verdict, refused
from accounts.visibility import Record
from audit.reading import saw
from design import formats
from desk.child.presenters import age_words
from desk.observing import forms, presenters
from office import clock
from office.form_pages import FormPage, answered, around, form_page
from participation.actions import observing as actions
from participation.models import StopLookListen
from participation.policies_observing import may_begin, may_bring_together, may_open_again
from reviews.models import Review

METHODS = ["GET", "HEAD", "POST"]
C = Capability


def whole_or_404(request: HttpRequest, pk: int) -> StopLookListen:
    """Return the Stop, Look and Listen before a review that this person may read."""
    seen = StopLookListen.objects.visible_to(request.user).select_related("review__child", "review__period")
    found: StopLookListen = get_object_or_404(seen, review=pk)
    saw(request, found.review)
    return found


def framed(review: Review, heading: str, submit: str, **more: Any) -> dict[str, Any]:
    """Return what stands around a form of one review's Stop, Look and Listen."""
    caption = f"{review.child}, {formats.within_sentence(review.get_sequence_display())}"
    more.setdefault("back", reverse("observing:page", args=[review.pk]))
    return around(heading, submit=submit, caption=caption, **more)


def may_seek_as(user: User, review: Review) -> Verdict:
    """Say whether this person may seek the child's views: a consultation officer takes the child on first."""
    if user.acting_role != Role.CONSULTATION_OFFICER or review.taken_on.of(user).exists():
        return ALLOWED
    return refused(f"Take {review.child.called} on first, from your list of views to seek.")


@access(C.READ_SOUGHT_VIEWS, record=Record.REVIEW)
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the three strands, what they come to, and what happened when."""
    whole = whole_or_404(request, pk)
    review, may_seek = whole.review, bool(may(request.user, C.SEEK_VIEWS))
    booking = review.bookings.current().first()
    context = {
        "heading": presenters.NAME,
        "caption": f"{review.child}, {age_words(review.child, clock.today())}",
        "back": reverse("child:review", args=[review.pk]),
        "back_text": "The review",
        "facts": [
            ("How the child communicates", whole.how_communicates),
            ("Review", formats.day(booking.on) if booking else "not booked yet"),
            ("How far it is", presenters.whole_tag(whole)),
        ],
        "summary": presenters.summary_facts(whole),
        "kept": presenters.kept_facts(whole),
        "strands": presenters.strands_of(whole, may_seek=may_seek),
        "ways": presenters.ways_of_whole(whole, may_seek=may_seek),
        "history": presenters.history_table(whole),
    }
    return render(request, "desk/observing/page.html", context)


@access(C.SEEK_VIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin Stop, Look and Listen before a review."""
    seen = Review.objects.visible_to(request.user).select_related("child", "stop_look_listen")
    review: Review = get_object_or_404(seen, pk=pk)
    saw(request, review)
    begun = StopLookListen.objects.visible_to(request.user).filter(review=review).exists()
    if begun and request.method != "POST":
        return redirect("observing:page", pk=pk)
    initial = {"version": review.version, "how_communicates": review.child.communication_needs}

    def act(given: dict[str, Any]) -> str:
        facts = answered(given)
        actions.begin_listening(
            review=review, by=request.user, today=clock.today(), seen_version=given["version"], **facts
        )
        return reverse("observing:page", args=[review.pk])

    form = FormPage(
        f"observing.begin:{pk}",
        lambda data: forms.BeginForm(data, initial=initial),
        act,
        "Stop, Look and Listen has begun. Plan each of the three strands.",
        context=framed(review, "Begin Stop, Look and Listen", "Begin", back=reverse("child:review", args=[review.pk])),
        standing=lambda now: [("Status of the review", now.get_status_display())],
        record=review,
        may=lambda: may_seek_as(request.user, review) & may_begin(review),
    )
    return form_page(request, form)


def _whole_stands(whole: Any) -> list[tuple[str, Any]]:
    """Say how the whole stands that somebody else changed meanwhile."""
    strands = [(strand.get_kind_display(), presenters.strand_tag(strand)) for strand in whole.strands.all()]
    words = [(name, getattr(whole, field)) for name, field in presenters.SUMMARY if getattr(whole, field)]
    return [("How far it is", presenters.whole_tag(whole)), *strands, *words]


@access(C.SEEK_VIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def together(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring the strands together for the review: what the child seems to want, likes, dislikes, what is not known."""
    whole = whole_or_404(request, pk)
    initial = {"version": whole.version} | {field: getattr(whole, field) for _words, field in presenters.SUMMARY}

    def act(given: dict[str, Any]) -> str:
        actions.bring_together(
            whole=whole, by=request.user, today=clock.today(), seen_version=given["version"], **answered(given)
        )
        return reverse("observing:page", args=[pk])

    form = FormPage(
        f"observing.together:{pk}",
        lambda data: forms.TogetherForm(data, initial=initial),
        act,
        "It is brought together. The IRO sees it on the review’s page and while logging the review.",
        "desk/observing/together.html",
        framed(
            whole.review,
            "Bring it together for the review",
            "Bring it together",
            strands=presenters.strands_of(whole, may_seek=False),
        ),
        _whole_stands,
        whole,
        lambda: may_bring_together(whole),
    )
    return form_page(request, form)


@access(C.SEEK_VIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Open again what was brought together, to mend it."""
    whole = whole_or_404(request, pk)

    def act(given: dict[str, Any]) -> str:
        actions.open_listening_again(
            whole=whole, why=given["why"], by=request.user, today=clock.today(), seen_version=given["version"]
        )
        return reverse("observing:page", args=[pk])

    form = FormPage(
        f"observing.again:{pk}",
        lambda data: forms.AgainForm(data, initial={"version": whole.version}),
        act,
        "It is open again. What was written stays, to be mended.",
        context=framed(whole.review, "Open it again", "Open it again"),
        standing=_whole_stands,
        record=whole,
        may=lambda: may_open_again(whole),
    )
    return form_page(request, form)
