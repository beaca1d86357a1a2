"""The record written to the child as a letter: kept as a draft, read as the child will read it, finished, printed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.permissions import Capability
from accounts.verdict import ALLOWED, Verdict
from accounts.visibility import Record
from audit.reading import saw
from design.formats import day
from desk.after_review import forms
from desk.after_review.letter import PlainDecision, first_draft, plainness
from office import clock
from office.form_pages import FormPage, around, form_page
from reviews.actions import finish_letter, write_letter
from reviews.enums import ReviewStatus
from reviews.models import Decision, LetterToChild, RecordOfReview, Review
from reviews.policies import may_write
from reviews.policies_afterwards import may_write_letter
from reviews.policies_childs_page import decisions_for_the_child, has_plain_words

METHODS = ["GET", "HEAD", "POST"]
C = Capability


def _record(request: HttpRequest, pk: int) -> RecordOfReview:
    """Return the record of a completed review that this person sees."""
    seen = Review.objects.visible_to(request.user).filter(status=ReviewStatus.COMPLETED)
    found: RecordOfReview = get_object_or_404(
        RecordOfReview.objects.filter(review__in=seen).select_related("review__child", "review__chair"), review=pk
    )
    saw(request, found.review)
    return found


def _begun(review: Review) -> str:
    """Return how a letter that nobody has begun reads: with the decisions dropped in."""
    return first_draft(
        called=review.child.called,
        completed_on=review.day_completed,
        chair=str(review.chair or ""),
        decisions=[_plain(each) for each in decisions_for_the_child(review)],
    )


def _plain(decision: Decision) -> PlainDecision:
    """Return a decision as the letter begins with it: in the words of the child's page, where it has them."""
    if has_plain_words(decision):
        return PlainDecision(decision.plain_words.text, decision.plain_words.who, decision.target_on)
    return PlainDecision(decision.text, decision.owner, decision.target_on)


def _stands(letter: Any) -> list[tuple[str, Any]]:
    """Say how a letter stands that somebody else changed meanwhile."""
    return [("Finished", day(letter.finished_on) or "not yet"), ("The letter as it stands", letter.text)]


@access(C.LOG_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the letter to the child; keep it, read it as it is, or finish it."""
    record, today = _record(request, pk), clock.today()
    review = record.review
    standing = LetterToChild.objects.filter(review=review).first()
    finishes, reads = request.POST.get("do") == "finish", request.POST.get("do") == "read"

    def may_now() -> Verdict:
        verdict = may_write_letter(standing or LetterToChild(review=review))
        return verdict & may_write(record) if request.POST.get("is_the_record") and finishes else verdict

    def act(given: dict[str, Any]) -> str:
        kept = {"review": review, "text": given["text"], "by": request.user}
        kept["seen_version"] = given["version"] if standing else None
        if finishes:
            finish_letter(**kept, is_the_record=given.get("is_the_record", False), today=today)
            return reverse("after_review:read-letter", args=[review.pk])
        write_letter(**kept)
        return reverse("after_review:read-letter" if reads else "child:review", args=[review.pk])

    begun = standing.text if standing and standing.text else _begun(review)
    initial = {"text": begun, "version": standing.version if standing else None}
    context = around(
        f"Letter to {review.child.called}",
        back=reverse("child:review", args=[review.pk]),
        submit="",
        caption=f"{review.child}, review of {day(review.completed_on)}",
        hints=plainness(begun).sentences(),
        finished_on=standing.finished_on if standing else None,
        finished_text=standing.text if standing else "",
        read_href=reverse("after_review:read-letter", args=[review.pk]),
    )
    page = FormPage(
        f"after_review.letter:{pk}",
        lambda data: _form(data, initial, record),
        act,
        "The letter is finished." if finishes else "What you wrote is kept.",
        "desk/after_review/letter.html",
        context,
        standing=_stands,
        record=standing,
        # A finished letter is shown, not refused.
        may=may_now if request.method == "POST" else lambda: ALLOWED,
    )
    return form_page(request, page)


def _form(data: Any, initial: dict[str, Any], record: RecordOfReview) -> forms.LetterForm:
    form = forms.LetterForm(data, initial=initial)
    if record.finished_on:
        del form.fields["is_the_record"]
    return form


@access(C.LOG_REVIEWS, record=Record.REVIEW)
@require_safe
def read_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the letter as the child will read it, to print it."""
    record = _record(request, pk)
    found = get_object_or_404(LetterToChild.objects.filter(review=record.review))
    context = {
        "heading": f"Letter to {record.review.child.called}",
        "caption": "Finished" if found.finished_on else "Draft",
        "back": reverse("after_review:letter", args=[pk]),
        "back_text": "Write it" if not found.finished_on else "Back",
        "text": found.text,
        "hints": plainness(found.text).sentences(),
    }
    return render(request, "desk/after_review/read_letter.html", context)
