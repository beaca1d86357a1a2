"""Before a review: an attempt to speak with the child, conferring, and what the child said, for the IRO alone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.permissions import Capability
from accounts.visibility import Record
from audit.reading import saw
from children.models import Child
from design import components, formats
from design.components import Fact
from desk.before import forms, presenters
from desk.deadlines import deadlines
from office import clock
from office.form_pages import FormPage, around, form_page
from reviews import actions
from reviews.models import ConversationAttempt, PrivateConversation, Review
from reviews.policies import may_complete

METHODS = ["GET", "HEAD", "POST"]
TEMPLATE = "desk/before/form.html"


def _review(request: HttpRequest, pk: int) -> Review:
    found: Review = get_object_or_404(Review.objects.visible_to(request.user).select_related("child", "period"), pk=pk)
    saw(request, found)
    return found


def _around(review: Review, heading: str, submit: str, **more: Any) -> dict[str, Any]:
    caption = f"{review.child}, {review.get_sequence_display().lower()}"
    return around(heading, back=reverse("child:review", args=[review.pk]), submit=submit, caption=caption, **more)


def _stands(review: Any) -> list[tuple[str, Any]]:
    return [
        ("Status", review.get_status_display()),
        ("Conversation", review.get_spoken_outcome_display() if review.spoken_outcome else "Not yet"),
        ("Attempts recorded", str(review.attempts.count())),
        ("Times conferred", str(review.conferrings.count())),
    ]


@access(Capability.LOG_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def attempt(request: HttpRequest, pk: int) -> HttpResponse:
    """Record one attempt to speak with the child in private."""
    review, today = _review(request, pk), clock.today()
    made = list(ConversationAttempt.objects.readable_by(request.user).filter(review=review))

    def act(data: dict[str, Any]) -> str:
        actions.record_attempt(
            review=review,
            on=data["on"],
            how=data["how"],
            what_happened=data["what_happened"],
            by=request.user,
            today=today,
            seen_version=data["version"],
        )
        return reverse("before:in-confidence", args=[review.pk])

    page = FormPage(
        f"before.attempt:{pk}",
        lambda data: forms.AttemptForm(data, initial={"version": review.version, "on": today}, today=today),
        act,
        "The attempt is recorded.",
        TEMPLATE,
        _around(
            review, "An attempt to speak with the child", "Record the attempt", table=presenters.attempts_table(made)
        ),
        standing=_stands,
        record=review,
        may=lambda: may_complete(review),
    )
    return form_page(request, page)


@access(Capability.LOG_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def confer(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the social worker and the IRO conferred before the review."""
    review, today = _review(request, pk), clock.today()
    when = deadlines(today)
    booking = review.bookings.current().first()
    limit, opened = presenters.confer_limit(review, booking, when), presenters.opened_confer(review, booking, when)
    conferred = list(review.conferrings.all())

    def act(data: dict[str, Any]) -> str:
        actions.record_conferring(
            review=review,
            on=data["on"],
            with_whom=data["with_whom"],
            how=data["how"],
            note=data["note"],
            by=request.user,
            today=today,
            seen_version=data["version"],
        )
        return reverse("child:review", args=[review.pk])

    initial = {"version": review.version, "on": today, "with_whom": _social_worker(review.child)}
    page = FormPage(
        f"before.confer:{pk}",
        lambda data: forms.ConferForm(data, initial=initial, today=today),
        act,
        "It is recorded that you conferred.",
        TEMPLATE,
        _around(
            review,
            "Social worker and IRO confer",
            "Record it",
            limit=components.lines(opened, when.tagged(limit.on)) if limit else "",
            table=presenters.conferrings_table(conferred),
        ),
        standing=_stands,
        record=review,
        may=lambda: may_complete(review),
    )
    return form_page(request, page)


def _social_worker(child: Child) -> str:
    work = child.social_work_allocations.open().select_related("social_worker").first()
    return work.social_worker.full_name if work and work.social_worker else ""


@access(Capability.LOG_REVIEWS, record=Record.REVIEW)
@require_safe
def in_confidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the child said in private before a review: to the child's IRO, who covers, and the chair, alone."""
    review = _review(request, pk)
    conversation = PrivateConversation.objects.readable_by(request.user).filter(review=review).first()
    attempts = list(ConversationAttempt.objects.readable_by(request.user).filter(review=review))
    facts = [
        Fact("What came of it", review.get_spoken_outcome_display() if review.spoken_outcome else presenters.NOT_YET),
        Fact("Day", formats.day(review.spoken_on)),
        Fact("Where", conversation.place if conversation else ""),
        Fact("Why not, or what was tried", review.spoken_note),
    ]
    ways = []
    if may_complete(review):
        ways = [
            ("Record the conversation", reverse("log_review:speak", args=[review.pk])),
            ("Record an attempt", reverse("before:attempt", args=[review.pk])),
        ]
    context = {
        "heading": "Conversation in private",
        "caption": f"{review.child}, {review.get_sequence_display().lower()}",
        "back": reverse("child:review", args=[review.pk]),
        "back_text": "The review",
        "facts": [fact for fact in facts if fact.value],
        "said": conversation.in_confidence if conversation else "",
        "table": presenters.attempts_table(attempts),
        "ways": ways,
    }
    return render(request, "desk/before/in_confidence.html", context)
