"""Challenging decisions: what may still be challenged, the challenge itself, its answer, and taking it back."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.permissions import Capability, may
from accounts.verdict import Verdict, insist, refused
from accounts.views.passwords import site_of
from accounts.visibility import Record
from audit.reading import saw, saw_all, saw_only_figures
from desk.after_review import actions, forms, presenters
from desk.after_review.rows import challengeable, challenges_seen, sent_days_still_open
from desk.deadlines import deadlines
from office import clock
from office.form_pages import FormPage, around, form_page
from reviews.actions import take_back_challenge
from reviews.models import Decision, DecisionChallenge, RecordOfReview, Review
from reviews.policies_afterwards import may_answer, may_challenge, may_take_back_challenge

PER_PAGE = 50
METHODS = ["GET", "HEAD", "POST"]
C = Capability


@access(C.CHALLENGE_DECISIONS)
@require_safe
def to_challenge(request: HttpRequest) -> HttpResponse:
    """List the decisions that this manager or deputy may still challenge, and what they challenged before."""
    when = deadlines(clock.today())
    days = sent_days_still_open(request.user, when.calendar, when.today)
    page_obj = Paginator(challengeable(request.user, days), PER_PAGE).get_page(request.GET.get("page"))
    mine = list(challenges_seen(request.user).filter(made_by=request.user).order_by("-made_on", "-pk")[:PER_PAGE])
    saw_all(request, [each.review for each in page_obj])
    saw_all(request, [each.decision.review for each in mine])
    saw_only_figures(request)
    context = {
        "heading": "Decisions that I may still challenge",
        "table": presenters.challengeable_table(list(page_obj), when, count=page_obj.paginator.count),
        "page_obj": page_obj,
        "empty_text": "No decision may be challenged now.",
        "empty_more": "Decisions sent to your teams are listed here for five working days. After that they are final.",
        "mine": presenters.challenges_table(mine, answers=False, count=len(mine)),
    }
    return render(request, "desk/after_review/to_challenge.html", context)


def _sent_record(request: HttpRequest, pk: int) -> RecordOfReview:
    """Return the record of a review whose decisions were sent, as far as this person sees the review."""
    sent = RecordOfReview.objects.filter(
        decisions_sent_on__isnull=False, review__in=Review.objects.visible_to(request.user)
    )
    found: RecordOfReview = get_object_or_404(sent.select_related("review__child"), review=pk)
    saw(request, found.review)
    return found


def _may_any(decisions: list[Decision], today: Any, calendar: Any) -> Verdict:
    """Say whether any of a review's decisions may be challenged; the refusal is the first one's."""
    verdicts = [may_challenge(each, today=today, calendar=calendar) for each in decisions]
    if not verdicts:
        return refused("This review has no decisions.")
    return next((verdict for verdict in verdicts if verdict), verdicts[0])


@access(C.CHALLENGE_DECISIONS, record=Record.REVIEW)
@require_http_methods(METHODS)
def challenge(request: HttpRequest, pk: int) -> HttpResponse:
    """Challenge decisions of a review, with the reason, while the time runs."""
    record, when = _sent_record(request, pk), deadlines(clock.today())
    review = record.review
    listed = list(review.decisions.select_related("review__record").order_by("target_on", "pk"))
    open_to = [each.pk for each in listed if may_challenge(each, today=when.today, calendar=when.calendar)]

    def make(data: Any) -> forms.ChallengeForm:
        return forms.ChallengeForm(data, decisions=review.decisions.filter(pk__in=open_to).order_by("target_on", "pk"))

    def act(given: dict[str, Any]) -> str:
        chosen = list(given["decisions"].select_related("review__child", "review__record"))
        actions.challenge_and_tell(
            decisions=chosen, text=given["text"], site=site_of(request), by=request.user, today=when.today
        )
        return reverse("after_review:to-challenge")

    context = around(
        "Challenge decisions",
        back=reverse("after_review:to-challenge"),
        submit="Challenge",
        caption=f"{review.child}, {review.get_sequence_display().lower()}",
        clock=presenters.clock_of(record, when),
        standing_decisions=[
            (each.text, f"{each.owner}, by {each.target_on:%d/%m/%Y}", presenters.standing_tag(each)) for each in listed
        ],
    )
    if request.method != "POST" and not open_to:
        context["closed"] = _may_any(listed, when.today, when.calendar).reason
        return render(request, "desk/after_review/closed_to_challenge.html", context)
    page = FormPage(
        f"after_review.challenge:{pk}",
        make,
        act,
        "The decisions are challenged. The IRO is told, and they are not carried out until the IRO has answered.",
        "desk/after_review/challenge.html",
        context,
        may=lambda: _may_any(listed, when.today, when.calendar),
    )
    return form_page(request, page)


@access(C.SEE_REVIEW_OUTCOME)
@require_safe
def to_answer(request: HttpRequest) -> HttpResponse:
    """List the challenges that wait for an answer, the oldest first."""
    found = challenges_seen(request.user).unanswered().order_by("made_on", "pk")
    page_obj = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    saw_all(request, [each.decision.review for each in page_obj])
    saw_only_figures(request)
    context = {
        "heading": "Challenged decisions",
        "table": presenters.challenges_table(
            page_obj, answers=bool(may(request.user, C.LOG_REVIEWS)), count=page_obj.paginator.count
        ),
        "page_obj": page_obj,
        "empty_text": "No challenge waits for an answer.",
        "empty_more": "Once decisions are sent, a team manager may challenge them within five working days.",
    }
    return render(request, "layouts/list.html", context)


def _challenge(request: HttpRequest, pk: int) -> DecisionChallenge:
    found: DecisionChallenge = get_object_or_404(challenges_seen(request.user), pk=pk)
    saw(request, found.decision.review)
    return found


@access(C.LOG_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a challenge: keep the decision, word it otherwise, or withdraw it."""
    found, today = _challenge(request, pk), clock.today()

    def act(given: dict[str, Any]) -> str:
        actions.answer_and_tell(
            challenge=found,
            answer=given["answer"],
            reason=given["reason"],
            wording=given["wording"],
            site=site_of(request),
            by=request.user,
            today=today,
            seen_version=given["version"],
        )
        return reverse("after_review:decision", args=[found.decision_id])

    initial = {"version": found.version, "wording": found.was_text}
    page = FormPage(
        f"after_review.answer:{pk}",
        lambda data: forms.AnswerForm(data, initial=initial),
        act,
        "The challenge is answered, and whoever made it is told.",
        "desk/after_review/with_facts.html",
        around(
            "Answer a challenge",
            back=reverse("after_review:to-answer"),
            submit="Answer",
            caption=str(found.decision.review.child),
            facts=presenters.answered_facts(found),
        ),
        standing=presenters.answered_facts,
        record=found,
        may=lambda: may_answer(found),
    )
    return form_page(request, page)


@access(C.CHALLENGE_DECISIONS, record=Record.REVIEW)
@require_http_methods(METHODS)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a challenge of one's own: the time to challenge runs on."""
    found, today = _challenge(request, pk), clock.today()
    if found.made_by_id != request.user.pk:
        insist(may_take_back_challenge(found, request.user))

    def act(given: dict[str, Any]) -> str:
        take_back_challenge(
            challenge=found, reason=given["why"], by=request.user, today=today, seen_version=given["version"]
        )
        return reverse("after_review:to-challenge")

    page = FormPage(
        f"after_review.take_back:{pk}",
        lambda data: forms.ReasonForm(data, initial={"version": found.version}),
        act,
        "The challenge is taken back.",
        "desk/after_review/with_facts.html",
        around(
            "Take a challenge back",
            back=reverse("after_review:to-challenge"),
            submit="Take it back",
            caption=str(found.decision.review.child),
            facts=presenters.answered_facts(found),
        ),
        standing=presenters.answered_facts,
        record=found,
        may=lambda: may_take_back_challenge(found, request.user),
    )
    return form_page(request, page)
