"""Log a review: the whole of it on one page, what it leads to, and the page that says what happened."""

import datetime
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import access
from accounts.permissions import Capability
from accounts.visibility import Record
from audit.reading import saw
from audit.versions import ConflictError
from design import formats
from design.components import Fact
from design.templatetags.components import working
from desk.caseload.rows import DRAFT_KEY
from desk.child.review_presenters import agreed_table
from desk.child.rows import current_booking
from desk.deadlines import Deadlines, deadlines, limit_of_review
from desk.histories import ByClock, of_records, of_reviews
from desk.log_review.actions import log_review
from desk.log_review.hearing import heard_before, not_asked
from desk.log_review.outlook import Outlook, outlook
from desk.log_review.whole_review import Background, WholeReview
from desk.observing.presenters import listening_facts, whole_of
from desk.side_by_side.presenters import compared_table
from office import clock
from office.authority import working_calendar
from office.drafts import DraftRefusedError, discard_draft, load_draft, save_draft
from office.form_keys import once
from office.form_pages import CONFLICT, KEPT, UNPROCESSABLE
from office.refusals import sentence_of
from reviews.enums import ReviewStatus
from reviews.invited import expected_at
from reviews.models import Decision, Paper, RecordOfReview, Review
from reviews.models.clocks import OF_RECORD
from reviews.policies import may_adjourn, may_complete

OTHER_VERSION = "The review was changed after you began this draft. Check that what you typed still holds."


def _review(request: HttpRequest, pk: int) -> Review:
    found: Review = get_object_or_404(
        Review.objects.visible_to(request.user).select_related("child", "period__child", "chair"), pk=pk
    )
    saw(request, found)
    return found


def _background(request: HttpRequest, review: Review, today: datetime.date) -> Background:
    """Read what the form needs: a fixed number of queries."""
    child = review.child
    iro = child.iro_allocations.open().select_related("iro").first()
    work = child.social_work_allocations.open().select_related("social_worker").first()
    visible = Review.objects.visible_to(request.user).filter(child=child).exclude(pk=review.pk)
    return Background(
        review=review,
        user=request.user,
        iro=iro.iro if iro else None,
        worker=work.social_worker if work else None,
        people=list(child.people.all()),
        decisions=list(Decision.objects.open().not_frozen().filter(review__in=visible).order_by("target_on", "pk")),
        booking=current_booking(review),
        today=today,
        calendar=working_calendar(),
        expected=expected_at(review),
        papers=dict(Paper.objects.filter(review=review).values_list("kind", "state")),
        heard=heard_before(review),
    )


def _key(review: Review) -> str:
    return f"{DRAFT_KEY}{review.pk}"


def _typed(data: QueryDict) -> dict[str, list[str]]:
    """Return what was typed, without the buttons."""
    return {name: data.getlist(name) for name in data if name != "do" and not name.endswith(("-add", "-remove"))}


def _keep(request: HttpRequest, review: Review, data: QueryDict) -> None:
    """Keep what was sent; what is too long to be kept is still on the page, with the message that says so."""
    with suppress(DraftRefusedError):
        save_draft(user=request.user, key=_key(review), fields=_typed(data))


@access(Capability.LOG_REVIEWS, record=Record.REVIEW)
def form(request: HttpRequest, pk: int) -> HttpResponse:
    """Log a review. POST: complete it, keep it for later, go on to adjourn it, or only show what would follow."""
    review = _review(request, pk)
    known = _background(request, review, clock.today())
    if request.method != "POST":
        return _opened(request, known)
    whole, do = WholeReview(known, request.POST), request.POST.get("do", "")
    _keep(request, review, request.POST)
    if do == "save":
        messages.success(request, f"The review of {review.child} is kept as you typed it. Open it again to go on.")
        return redirect("caseload:mine")
    if do == "adjourn":
        return redirect("log_review:adjourn", pk=review.pk)
    if do != "complete" or whole.is_changing:
        whole.hold()
        return _page(request, known, whole)
    return _completed(request, known, whole)


def _opened(request: HttpRequest, known: Background) -> HttpResponse:
    review = known.review
    if not may_complete(review):
        return redirect("child:review", pk=review.pk)
    draft = load_draft(user=request.user, key=_key(review))
    if draft is None:
        return _page(request, known, WholeReview(known))
    notice = OTHER_VERSION if draft.get("version") != str(review.version) else ""
    draft["version"] = str(review.version)
    whole = WholeReview(known, draft)
    whole.hold()
    return _page(request, known, whole, draft_saved=KEPT, notice=notice)


def _completed(request: HttpRequest, known: Background, whole: WholeReview) -> HttpResponse:
    review = known.review
    if not may_complete(review) or whole.gone_decisions():
        return _conflict(request, known)
    if not whole.is_valid():
        return _page(request, known, whole, UNPROCESSABLE)
    said, following = whole.when.cleaned_data, whole.following.cleaned_data

    def work() -> str:
        log_review(
            review=review,
            facts=whole.facts(),
            by=request.user,
            today=known.today,
            seen_version=said["version"],
            good_practice=whole.good.cleaned_data["good_practice"],
            next_review_by=following["next_review_by"],
            next_early_reason=following["next_early_reason"],
            support=whole.support_facts(),
        )
        discard_draft(user=request.user, key=_key(review))
        return reverse("log_review:done", args=[review.pk])

    try:
        return redirect(once(said["form_key"], by=request.user, work=work))
    except ValidationError as error:
        whole.attach(error)
        return _page(request, known, whole, UNPROCESSABLE)
    except IntegrityError as refusal:
        whole.attach(ValidationError(sentence_of(refusal)))
        return _page(request, known, whole, UNPROCESSABLE)
    except ConflictError:
        return _conflict(request, known)


def _conflict(request: HttpRequest, known: Background) -> HttpResponse:
    """Show how the review stands now beside what was typed; sending again goes by the new state."""
    review = _review(request, known.review.pk)
    fresh = _background(request, review, known.today)
    data = request.POST.copy()
    data["version"] = str(review.version)
    for decision in fresh.decisions:
        if f"last-{decision.pk}-version" in data:
            data[f"last-{decision.pk}-version"] = str(decision.version)
    for pk in WholeReview(fresh, data).gone_decisions():
        for name in [name for name in data if name.startswith(f"last-{pk}-")]:
            del data[name]
    _keep(request, review, data)
    whole = WholeReview(fresh, data)
    whole.hold()
    steps = review.status_changes.select_related("by").order_by("-pk")[:1]
    stands = [
        Fact("Status", review.get_status_display()),
        Fact("Last changed by", next((step.by.full_name for step in steps if step.by), "")),
        Fact("Completed", formats.day(review.completed_on)),
        Fact("Conversation before the review", review.get_spoken_outcome_display() if review.spoken_outcome else ""),
        Fact("Open decisions", formats.counted(len(fresh.decisions), "decision")),
    ]
    return _page(request, fresh, whole, CONFLICT, stands=stands)


def _page(request: HttpRequest, known: Background, whole: WholeReview, status: int = 200, **more: Any) -> HttpResponse:
    review, child = known.review, known.review.child
    context = {
        "heading": f"Log the review of {child}",
        "caption": review.get_sequence_display() if review.due_on else "",
        "back": reverse("child:page", args=[child.pk]),
        "back_text": str(child),
        "whole": whole,
        "forms": whole.parts,
        "review": review,
        "compared": compared_table(review, request.user),
        "may_complete": bool(may_complete(review)),
        "may_adjourn": bool(may_adjourn(review)),
        "listening": listening_facts(review, whole_of(review, request.user), request.user),
        "recorded_meetings": [] if review.held_on is None else list(review.meetings.standing()),
        "heard": known.heard,
        "is_series": whole.when["mode"].value() == "series",
        **_outlook(review, whole.completed_on(), known),
        "outlook_url": reverse("log_review:next_due", args=[review.pk]),
        "draft_url": reverse("office:draft"),
        "draft_key": _key(review),
        **more,
    }
    return render(request, "desk/log_review/form.html", context, status=status)


@access(Capability.LOG_REVIEWS, record=Record.REVIEW)
@require_POST
def next_due(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with what completing the review on the typed day would lead to. Writes nothing."""
    review = _review(request, pk)
    known = _background(request, review, clock.today())
    day = WholeReview(known, request.POST).completed_on()
    return render(request, "desk/log_review/outlook.html", _outlook(review, day, known))


def _outlook(review: Review, day: datetime.date | None, known: Background) -> dict[str, Any]:
    """Return what completing the review on a day would lead to, and its own limit with how it came to be that day."""
    return {
        "outlook": outlook(review, day, known.calendar),
        "now_due": working(limit_of_review(review), history=of_reviews([review.pk]).get(review.pk, ())),
    }


@access(Capability.LOG_REVIEWS, record=Record.REVIEW)
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what completing the review did: when the next is due, and which clocks started."""
    review = _review(request, pk)
    if review.status != ReviewStatus.COMPLETED:
        return redirect("child:review", pk=pk)
    when = deadlines(clock.today())
    following = Review.objects.visible_to(request.user).open().filter(child=review.child_id, kind=review.kind).first()
    listed = list(review.decisions.all())
    seen = outlook(review, review.completed_on, when.calendar)
    record = RecordOfReview.objects.filter(review=review).first()
    context = {
        "heading": "The review is completed",
        "caption": f"{review.child}, {review.get_sequence_display().lower()}",
        "child": review.child,
        "review": review,
        "following": following,
        "not_asked": not_asked(review),
        "due": limit_of_review(following) if following else None,
        "history": of_reviews([following.pk]).get(following.pk, ()) if following else (),
        "distance": when.distance(following.due_on) if following and following.due_on else "",
        "clocks": list(_clocks(seen, of_records([record.pk] if record else []), record, when)),
        "table": agreed_table(listed, caption=formats.counted(len(listed), "decision")),
    }
    return render(request, "desk/log_review/done.html", context)


def _clocks(
    seen: Outlook | None, past: ByClock, record: RecordOfReview | None, when: Deadlines
) -> Iterator[Mapping[str, Any]]:
    for (what, due), kind in zip(seen.clocks if seen else (), OF_RECORD, strict=False):
        history = past.get((record.pk, str(kind)), []) if record else []
        yield {"what": what, "due": due, "distance": when.distance(due.on), "history": history}
