"""The page that a child can read: written by the IRO, read as the child will, given, taken back to be written again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.permissions import Capability, may
from accounts.visibility import Record
from audit.reading import saw
from design.components import Table
from design.formats import day
from desk.after_review.letter import plainness
from desk.childs_page import forms, presenters
from office import clock
from office.form_pages import FormPage, around, form_page
from reviews.actions import give_childs_page, take_childs_page_back, write_childs_page
from reviews.enums import ReviewStatus
from reviews.models import ChildsPage, Review
from reviews.policies_childs_page import decisions_for_the_child, may_give_page, may_take_page_back, may_write_page

METHODS = ["GET", "HEAD", "POST"]
C = Capability


def _review(request: HttpRequest, pk: int) -> Review:
    """Return a completed review that this person sees."""
    seen = Review.objects.visible_to(request.user).filter(status=ReviewStatus.COMPLETED)
    found: Review = get_object_or_404(seen.select_related("child", "chair"), pk=pk)
    saw(request, found)
    return found


def _page(review: Review) -> ChildsPage:
    found: ChildsPage = ChildsPage.objects.filter(review=review).first() or ChildsPage(review=review)
    found.review = review
    return found


def _framed(review: Review, heading: str, submit: str, **more: Any) -> dict[str, Any]:
    back = reverse("childs_page:read", args=[review.pk])
    return around(
        heading, back=back, submit=submit, caption=f"{review.child}, review of {day(review.completed_on)}", **more
    )


def _stands(page: Any) -> list[tuple[str, Any]]:
    """Say how the page stands that somebody else changed meanwhile."""
    lines = presenters.page_of(page.review, clock.today()).lines
    return [
        ("How far it is", page.get_status_display()),
        ("It begins with", page.opening),
        *((f"Decision {number}", line.text) for number, line in enumerate(lines, start=1)),
        ("Whom else to talk to", page.talk_to),
    ]


@access(C.SEE_REVIEW_OUTCOME, record=Record.REVIEW)
@require_safe
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the page as the child will read it, to print it, with what the IRO may do about it."""
    review = _review(request, pk)
    page, shown = _page(review), presenters.page_of(review, clock.today())
    ways: list[tuple[str, str]] = []
    if may(request.user, C.LOG_REVIEWS):
        offered = (
            ("Write it", "write", may_write_page(page)),
            ("The child got it", "give", may_give_page(page)),
            ("Write it again", "take-back", may_take_page_back(page)),
        )
        ways = [(words, reverse(f"childs_page:{name}", args=[pk])) for words, name, verdict in offered if verdict]
    context = {
        "heading": f"{shown.called}’s review",
        "shown": shown,
        "back": reverse("child:review", args=[pk]),
        "back_text": "The review",
        "stands": _how_it_stands(page, shown),
        "hints": plainness(presenters.words_on(shown)).sentences(),
        "ways": ways,
        "history": _history(page),
        "is_for_staff": True,
    }
    return render(request, "desk/childs_page/page.html", context)


def _history(page: ChildsPage) -> Table:
    steps = page.changes.select_related("by") if page.pk else ()
    rows = [[day(step.on), step.get_became_display(), step.by.full_name if step.by else "", step.why] for step in steps]
    return Table("What happened to the page", ["Day", "Became", "By", "Why"], rows, stack=True)


def _how_it_stands(page: ChildsPage, shown: presenters.PageShown) -> str:
    if page.given_on:
        given = f"The child got this page on {day(page.given_on)}: {page.get_given_by_display().lower()}."
        return given if shown.is_ready else f"{given} A decision was changed since: write the page again."
    verdict = may_give_page(page)
    return "Ready to be given to the child." if verdict else f"It cannot be given yet. {verdict.reason}"


@access(C.LOG_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write each decision in words that the child would use."""
    review = _review(request, pk)
    page, decisions = _page(review), decisions_for_the_child(review)
    form: list[forms.WriteForm] = []

    def make(data: Any) -> forms.WriteForm:
        form[:] = [forms.write_form(data, page, decisions)]
        return form[0]

    def act(given: dict[str, Any]) -> str:
        write_childs_page(
            review=review,
            words=form[0].words(),
            opening=given["opening"],
            talk_to=given["talk_to"],
            by=request.user,
            seen_version=given["version"] if page.pk else None,
        )
        return reverse("childs_page:read", args=[pk])

    return form_page(
        request,
        FormPage(
            f"childs_page.write:{pk}",
            make,
            act,
            "What you wrote is kept. This is how the child will read it.",
            context=_framed(review, f"A page for {review.child.called}", "Save and read it"),
            standing=_stands,
            record=page if page.pk else None,
            may=lambda: may_write_page(page),
        ),
    )


@access(C.LOG_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the child got the page."""
    review, today = _review(request, pk), clock.today()
    page = _page(review)

    def act(given: dict[str, Any]) -> str:
        give_childs_page(
            page=page, on=given["on"], how=given["how"], by=request.user, today=today, seen_version=given["version"]
        )
        return reverse("childs_page:read", args=[pk])

    return form_page(
        request,
        FormPage(
            f"childs_page.give:{pk}",
            lambda data: forms.GiveForm(data, initial={"version": page.version, "on": today}, today=today),
            act,
            "It is recorded that the child got the page.",
            context=_framed(review, f"{review.child.called} got the page", "Record it"),
            standing=_stands,
            record=page,
            may=lambda: may_give_page(page),
        ),
    )


@access(C.LOG_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the page back, to write it again."""
    review = _review(request, pk)
    page = _page(review)

    def act(given: dict[str, Any]) -> str:
        take_childs_page_back(
            page=page, why=given["why"], by=request.user, today=clock.today(), seen_version=given["version"]
        )
        return reverse("childs_page:write", args=[pk])

    return form_page(
        request,
        FormPage(
            f"childs_page.take-back:{pk}",
            lambda data: forms.TakeBackForm(data, initial={"version": page.version}),
            act,
            "The page can be written again.",
            context=_framed(review, "Write it again", "Write it again"),
            standing=_stands,
            record=page,
            may=lambda: may_take_page_back(page),
        ),
    )
