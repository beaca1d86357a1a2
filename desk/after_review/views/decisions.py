"""One decision after the review: how it stands, how far it has come, said to be done, confirmed, opened again."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.permissions import Capability, may
from accounts.verdict import Verdict
from accounts.visibility import Record
from audit.reading import saw, saw_all, saw_only_figures
from desk.after_review import forms, presenters, rows
from desk.after_review.rows import decisions_seen, said_done, times_carried
from desk.child.rows import scope_of
from desk.deadlines import deadlines
from office import clock
from office.form_pages import FormPage, around, form_page
from reviews.actions import name_owner, reopen_decision, report_progress, say_not_yet
from reviews.enums import DecisionStatus
from reviews.models import Decision
from reviews.policies import may_close
from reviews.policies_afterwards import may_reopen, may_report

PER_PAGE = 50
METHODS = ["GET", "HEAD", "POST"]
C = Capability


def _decision(request: HttpRequest, pk: int) -> Decision:
    """Return a decision that this person may read: of a review they see, and sent out where they wait for that."""
    found: Decision = get_object_or_404(decisions_seen(request.user), pk=pk)
    if not scope_of(request.user).reads_decisions(found.review):
        raise Http404
    saw(request, found.review)
    return found


def _here(decision: Decision) -> str:
    return reverse("after_review:decision", args=[decision.pk])


@access(C.SEE_DECISIONS, record=Record.REVIEW)
@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one decision: how it stands, how far it has come, challenges with both wordings, and its history."""
    found, when = _decision(request, pk), deadlines(clock.today())
    challenges = list(found.challenges.select_related("made_by", "made_for"))
    context = {
        "heading": "Decision",
        "caption": str(found.review.child),
        "back": reverse("child:decisions", args=[found.review.child_id]),
        "back_text": "Decisions",
        "facts": presenters.decision_facts(found, when, times_carried(found)),
        "ways": _ways(request, found),
        "challenges": [presenters.answered_facts(each) for each in challenges],
        "tables": [
            table for table in (presenters.progress_table(found), presenters.changes_table(found)) if table.rows
        ],
        "raise_dispute": _raise_dispute(request, found, challenges),
    }
    return render(request, "desk/after_review/decision.html", context)


def _raise_dispute(request: HttpRequest, found: Decision, challenges: list[Any]) -> str:
    """Return where a challenge that was answered is taken further, for who may: into the resolution protocol."""
    answered = any(each.answer for each in challenges)
    may_raise = answered and may(request.user, C.RAISE_DISPUTES)
    return reverse("disputes:raise", args=[found.review.child_id]) if may_raise else ""


def _ways(request: HttpRequest, found: Decision) -> list[tuple[str, str]]:
    """Return what this person may do about the decision, as it stands."""
    mine = rows.own_challenge(found, request.user)
    logs, is_open = bool(may(request.user, C.LOG_REVIEWS)), found.status == DecisionStatus.OPEN
    ways = [
        ("Report progress", "after_review:progress", may(request.user, C.REPORT_PROGRESS) and may_report(found)),
        ("Close the decision", "log_review:close_decision", logs and may_close(found)),
        ("Say who is reminded", "after_review:owner", logs and may_close(found)),
        ("Open it again", "after_review:reopen", logs and not is_open and may_reopen(found)),
    ]
    links = [(words, reverse(name, args=[found.pk])) for words, name, allowed in ways if allowed]
    if mine is not None:
        links.append(("Take my challenge back", reverse("after_review:take-back", args=[mine.pk])))
    return links


def _page(
    request: HttpRequest,
    found: Decision,
    *,
    key: str,
    make: Callable[[Any], Any],
    act: Callable[[dict[str, Any]], Any],
    said: str,
    heading: str,
    submit: str,
    may_now: Callable[[], Verdict],
) -> HttpResponse:
    """Answer a form about one decision; it leads back to the decision's page."""

    def acted(given: dict[str, Any]) -> str:
        act(given)
        return _here(found)

    facts = [
        ("Decision", found.text),
        ("Who carries it out", found.owner),
        ("By when", f"{found.target_on:%d/%m/%Y}"),
    ]
    page = FormPage(
        f"after_review.{key}:{found.pk}",
        make,
        acted,
        said,
        "desk/after_review/with_facts.html",
        around(heading, back=_here(found), submit=submit, caption=str(found.review.child), facts=facts),
        standing=lambda now: [
            ("Whether it stands", now.get_standing_display()),
            ("What became of it", now.get_status_display()),
            ("Who is reminded", str(now.owned_by or "nobody named")),
        ],
        record=found,
        may=may_now,
    )
    return form_page(request, page)


@access(C.REPORT_PROGRESS, record=Record.REVIEW)
@require_http_methods(METHODS)
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Report how far a decision has come; said to be carried out, it waits for the IRO to confirm."""
    found, today = _decision(request, pk), clock.today()
    return _page(
        request,
        found,
        key="progress",
        make=forms.ProgressForm,
        act=lambda given: report_progress(
            decision=found, text=given["text"], says_done=given["says_done"], by=request.user, today=today
        ),
        said="The IRO sees what you reported.",
        heading="Report progress",
        submit="Report",
        may_now=lambda: may_report(found),
    )


@access(C.LOG_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def not_yet(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a decision is not carried out yet, and what is missing."""
    found, today = _decision(request, pk), clock.today()
    return _page(
        request,
        found,
        key="not_yet",
        make=forms.NotYetForm,
        act=lambda given: say_not_yet(decision=found, text=given["text"], by=request.user, today=today),
        said="The social worker sees what is still missing.",
        heading="Not carried out yet",
        submit="Say so",
        may_now=lambda: may_report(found),
    )


@access(C.LOG_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a decision again that was closed by mistake."""
    found, today = _decision(request, pk), clock.today()
    return _page(
        request,
        found,
        key="reopen",
        make=lambda data: forms.ReasonForm(data, initial={"version": found.version}),
        act=lambda given: reopen_decision(
            decision=found, why=given["why"], by=request.user, today=today, seen_version=given["version"]
        ),
        said="The decision is open again.",
        heading="Open the decision again",
        submit="Open it again",
        may_now=lambda: may_reopen(found),
    )


@access(C.LOG_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def owner(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who of those with an account is reminded of the decision."""
    found, today = _decision(request, pk), clock.today()
    initial = {"version": found.version, "owned_by": found.owned_by_id}
    return _page(
        request,
        found,
        key="owner",
        make=lambda data: forms.OwnerForm(data, today=today, initial=initial),
        act=lambda given: name_owner(
            decision=found, owned_by=given["owned_by"], by=request.user, seen_version=given["version"]
        ),
        said="It is recorded who is reminded.",
        heading="Who is reminded of this decision?",
        submit="Save",
        may_now=lambda: may_close(found),
    )


@access(C.LOG_REVIEWS)
@require_safe
def to_confirm(request: HttpRequest) -> HttpResponse:
    """List the decisions that are said to be carried out, to confirm or not."""
    page_obj = Paginator(said_done(request.user), PER_PAGE).get_page(request.GET.get("page"))
    saw_all(request, [each.review for each in page_obj])
    saw_only_figures(request)
    context = {
        "heading": "Said to be carried out",
        "table": presenters.said_done_table(page_obj, count=page_obj.paginator.count),
        "page_obj": page_obj,
        "empty_text": "Nothing waits for you to confirm it.",
        "empty_more": "When a social worker says that a decision was carried out, it is listed here.",
    }
    return render(request, "layouts/list.html", context)
