"""The small pages around a review: one thing each. The form that logs a review is in `whole_review_views`."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.access import access
from accounts.permissions import Capability
from accounts.verdict import insist
from audit.reading import saw
from design import formats
from design.components import Fact
from desk.child.presenters import decision_table
from desk.child.rows import scope_of
from desk.deadlines import deadlines, limit_of_review
from desk.log_review import forms
from desk.posting import FormPage
from office import clock
from reviews import actions
from reviews.enums import SpokenOutcome
from reviews.models import Decision, RecordOfReview, Review
from reviews.policies import may_adjourn, may_complete


def _review(request: HttpRequest, pk: int) -> Review:
    """Return a review that this person may see, or answer 404."""
    found: Review = get_object_or_404(
        Review.objects.visible_to(request.user).select_related("child", "period__child", "chair"), pk=pk
    )
    saw(request, found)
    return found


def _record(request: HttpRequest, pk: int) -> RecordOfReview:
    """Return the record of a completed review that this person may see, or answer 404."""
    found: RecordOfReview = get_object_or_404(
        RecordOfReview.objects.filter(review__in=Review.objects.visible_to(request.user)).select_related(
            "review__child"
        ),
        review=pk,
    )
    saw(request, found.review)
    return found


def _frame(review: Review, heading: str, submit: str) -> dict[str, Any]:
    back = reverse("child:page", args=[review.child_id])
    return {
        "heading": heading,
        "caption": f"{review.child}, {review.get_sequence_display().lower()}",
        "back": back,
        "back_text": str(review.child),
        "cancel": back,
        "submit_text": submit,
    }


def _review_stands(review: Any) -> list[Fact]:
    """Say how a review stands that someone else changed meanwhile."""
    return [
        Fact("Status", review.get_status_display()),
        Fact("Due", formats.day(review.due_on)),
        Fact("Conversation with the child", review.get_spoken_outcome_display() if review.spoken_outcome else ""),
        Fact("Completed", formats.day(review.completed_on)),
    ]


def _record_stands(record: Any) -> list[Fact]:
    """Say how a record stands that someone else changed meanwhile."""
    return [
        Fact("Decisions sent", formats.day(record.decisions_sent_on)),
        Fact("Record finished", formats.day(record.finished_on)),
        Fact("The record as it stands", record.text),
    ]


@access(Capability.LOG_REVIEWS)
def speak(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the conversation with the child in private, before the review."""
    review, today = _review(request, pk), clock.today()
    insist(may_complete(review))
    initial = {"version": review.version} | spoken_initial(review)

    def work(form: forms.SpeakForm) -> str:
        outcome, on, note = form.conversation()
        actions.record_conversation(
            review=review,
            outcome=outcome,
            on=on,
            note=note,
            by=request.user,
            today=today,
            seen_version=form.cleaned_data["version"],
        )
        messages.success(request, f"The conversation with {review.child.called} is recorded.")
        return reverse("child:page", args=[review.child_id])

    return FormPage(
        request,
        make_form=lambda data: forms.SpeakForm(data, initial=initial, today=today),
        stands=_review_stands,
        context=_frame(review, "Conversation before the review", "Record the conversation"),
        draft_key=f"log_review.speak:{pk}",
    ).answer(work)


def spoken_initial(review: Review) -> dict[str, Any]:
    """Return what was already recorded of the conversation, as a form's first values."""
    if not review.spoken_outcome:
        return {}
    note = {
        SpokenOutcome.SEEN.value: "seen_note",
        SpokenOutcome.REFUSED.value: "refused_note",
        SpokenOutcome.NOT_APPROPRIATE.value: "not_appropriate_note",
        SpokenOutcome.OBSERVED.value: "observed_note",
        SpokenOutcome.TRIED.value: "tried_note",
    }[review.spoken_outcome]
    on = "observed_on" if review.spoken_outcome == SpokenOutcome.OBSERVED else "spoken_on"
    return {"spoken_outcome": review.spoken_outcome, note: review.spoken_note, on: review.spoken_on}


@access(Capability.LOG_REVIEWS)
def earlier(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a review earlier than its limit."""
    review, today = _review(request, pk), clock.today()
    insist(may_complete(review))

    def work(form: forms.EarlierForm) -> str:
        data = form.cleaned_data
        actions.ask_for_earlier_review(
            review=review,
            review_by=data["review_by"],
            reason=data["reason"],
            note=data["note"],
            by=request.user,
            today=today,
            seen_version=data["version"],
        )
        messages.success(request, f"The review is now due by {formats.day(review.due_on)}.")
        return reverse("child:page", args=[review.child_id])

    frame = _frame(review, "Ask for an earlier review", "Ask for an earlier review")
    frame["now_due"] = deadlines(today).opened(limit_of_review(review)) if review.due_on else ""
    return FormPage(
        request,
        make_form=lambda data: forms.EarlierForm(data, initial={"version": review.version}, today=today),
        stands=_review_stands,
        context=frame,
        template="desk/log_review/earlier.html",
    ).answer(work)


@access(Capability.LOG_REVIEWS)
def decisions(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the decisions of a review were sent to those who carry them out."""
    record, today = _record(request, pk), clock.today()
    review, when = record.review, deadlines(today)
    listed = list(review.decisions.all())

    def work(form: forms.OnForm) -> str:
        data = form.cleaned_data
        actions.send_decisions(record=record, on=data["on"], by=request.user, today=today, seen_version=data["version"])
        messages.success(
            request, "The decisions are recorded as sent. The manager has 5 working days to challenge them."
        )
        return reverse("child:review", args=[review.pk])

    frame = _frame(review, "Send the decisions", "Record that they were sent")
    scope = scope_of(request.user)
    frame["table"] = decision_table(listed, scope, when, caption=f"{formats.counted(len(listed), 'decision')} to send")
    frame["due"] = record.decisions_due_on
    frame["distance"] = when.distance(record.decisions_due_on) if record.decisions_due_on else ""
    return FormPage(
        request,
        make_form=lambda data: forms.OnForm(data, initial={"version": record.version, "on": today}, today=today),
        stands=_record_stands,
        context=frame,
        template="desk/log_review/decisions.html",
    ).answer(work)


@access(Capability.LOG_REVIEWS)
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the record of a review; keep it for later, or finish it."""
    found, today = _record(request, pk), clock.today()
    review, when = found.review, deadlines(today)
    key = f"log_review.record:{pk}"

    def work(form: forms.RecordForm) -> str:
        data = form.cleaned_data
        if request.POST.get("do") == "finish":
            actions.finish_record(
                record=found,
                text=data["text"],
                on=today,
                by=request.user,
                today=today,
                seen_version=data["version"],
            )
            messages.success(request, "The record is finished. The support worker distributes it.")
            return reverse("child:review", args=[review.pk])
        actions.write_record(record=found, text=data["text"], by=request.user, seen_version=data["version"])
        messages.success(request, "What you have written is kept.")
        return reverse("caseload:mine")

    frame = _frame(review, "Record of the review", "")
    frame |= {
        "due": found.full_due_on,
        "distance": when.distance(found.full_due_on) if found.full_due_on else "",
        "listed": list(review.decisions.values_list("text", "owner", "target_on")),
        "finished_on": found.finished_on,
        "finished_text": found.text,
    }
    return FormPage(
        request,
        make_form=lambda data: forms.RecordForm(
            data, initial={"version": found.version, "text": found.text}, today=today
        ),
        stands=_record_stands,
        context=frame,
        draft_key="" if found.finished_on else key,
        template="desk/log_review/record.html",
    ).answer(work)


@access(Capability.LOG_REVIEWS)
def close_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a decision of a past review."""
    decision: Decision = get_object_or_404(
        Decision.objects.filter(review__in=Review.objects.visible_to(request.user)).select_related("review__child"),
        pk=pk,
    )
    saw(request, decision.review)
    today = clock.today()
    back = reverse("child:decisions", args=[decision.review.child_id])

    def work(form: forms.CloseDecisionForm) -> str:
        data = form.cleaned_data
        actions.close_decision(
            decision=decision,
            status=data["status"],
            on=data["on"],
            outcome=data["done_outcome"] or data["why"],
            by=request.user,
            today=today,
            seen_version=data["version"],
        )
        messages.success(request, "The decision is closed.")
        return back

    frame = _frame(decision.review, "Close a decision", "Close the decision")
    frame |= {"back": back, "back_text": "Decisions", "cancel": back, "decision": decision}
    initial = {"version": decision.version, "on": today}
    return FormPage(
        request,
        make_form=lambda data: forms.CloseDecisionForm(data, initial=initial, today=today),
        stands=lambda now: [
            Fact("Decision", now.text),
            Fact("Status", now.get_status_display()),
            Fact("What became of it", now.outcome),
        ],
        context=frame,
        template="desk/log_review/close_decision.html",
    ).answer(work)


@access(Capability.LOG_REVIEWS)
def adjourn(request: HttpRequest, pk: int) -> HttpResponse:
    """Adjourn a review whose meeting was opened: once only."""
    review, today = _review(request, pk), clock.today()
    if request.method != "POST":
        insist(may_adjourn(review))

    def work(form: forms.AdjournForm) -> str:
        data = form.cleaned_data
        actions.adjourn_review(
            review=review,
            on=data["adjourned_on"],
            chair=request.user,
            reason=data["adjourned_reason"],
            by=request.user,
            today=today,
            seen_version=data["version"],
        )
        messages.success(request, "The review is adjourned. What you typed into its form is kept as a draft.")
        return reverse("child:page", args=[review.child_id])

    initial = {"version": review.version, "adjourned_on": today}
    return FormPage(
        request,
        make_form=lambda data: forms.AdjournForm(data, initial=initial, today=today),
        stands=_review_stands,
        context=_frame(review, "Adjourn the review", "Adjourn the review"),
        template="desk/log_review/adjourn.html",
    ).answer(work)


@access(Capability.LOG_REVIEWS)
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Record one meeting of a review that is a series of meetings, and goes on."""
    review, today = _review(request, pk), clock.today()

    def work(form: forms.MeetingForm) -> str:
        data = form.cleaned_data
        actions.record_meeting(
            review=review,
            on=data["held_on"],
            note=data["note"],
            chair=request.user,
            by=request.user,
            today=today,
            seen_version=data["version"],
        )
        messages.success(request, "The meeting is recorded. The review goes on until you complete it.")
        return reverse("child:review", args=[review.pk])

    initial = {"version": review.version, "held_on": today}
    return FormPage(
        request,
        make_form=lambda data: forms.MeetingForm(data, initial=initial, today=today),
        stands=_review_stands,
        context=_frame(review, "One meeting of a series", "Record the meeting"),
    ).answer(work)
