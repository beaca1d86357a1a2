"""The small pages around a review: one thing each. The form that logs a review is in `whole_review_views`."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.access import access
from accounts.permissions import Capability
from accounts.views.passwords import site_of
from accounts.visibility import Record
from audit.reading import saw
from design import formats
from desk.after_review.actions import send_and_tell
from desk.after_review.rows import told_beforehand
from desk.child.review_presenters import agreed_table
from desk.deadlines import deadlines
from desk.histories import opened_clock, opened_limits
from desk.log_review import forms
from desk.log_review.series import long_series
from office import clock
from office.authority import working_calendar
from office.form_pages import FormPage, around, form_page
from reviews import actions
from reviews.enums import ReviewStatus
from reviews.models import ClockKind, Decision, RecordOfReview, Review
from reviews.policies import may_adjourn, may_bring_forward, may_complete, may_meet
from statute.adjournments import adjournment_limit


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
    caption = f"{review.child}, {review.get_sequence_display().lower()}"
    return around(heading, back=back, submit=submit, caption=caption, back_text=str(review.child))


def _review_stands(review: Any) -> list[tuple[str, Any]]:
    """Say how a review stands that someone else changed meanwhile."""
    return [
        ("Status", review.get_status_display()),
        ("Due", formats.day(review.due_on)),
        ("Conversation with the child", review.get_spoken_outcome_display() if review.spoken_outcome else ""),
        ("Completed", formats.day(review.completed_on)),
    ]


def _record_stands(record: Any) -> list[tuple[str, Any]]:
    """Say how a record stands that someone else changed meanwhile."""
    return [
        ("Decisions sent", formats.day(record.decisions_sent_on)),
        ("Record finished", formats.day(record.finished_on)),
        ("The record as it stands", record.text),
    ]


@access(Capability.LOG_REVIEWS, record=Record.REVIEW)
def speak(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the conversation with the child in private, before the review."""
    review, today = _review(request, pk), clock.today()
    initial = {"version": review.version} | forms.spoken_initial(review)

    def act(data: dict[str, Any]) -> str:
        outcome, on, note = forms.conversation_of(data)
        actions.record_conversation(
            review=review,
            outcome=outcome,
            on=on,
            note=note,
            place=data["spoken_place"],
            by=request.user,
            today=today,
            seen_version=data["version"],
        )
        return reverse("child:page", args=[review.child_id])

    return form_page(
        request,
        FormPage(
            key=f"log_review.speak:{pk}",
            act=act,
            said="The conversation is recorded.",
            make=lambda data: forms.SpeakForm(data, initial=initial, today=today, review=review),
            standing=_review_stands,
            record=review,
            may=lambda: may_complete(review),
            context=_frame(review, "Conversation before the review", "Record the conversation"),
        ),
    )


@access(Capability.LOG_REVIEWS, record=Record.REVIEW)
def earlier(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a review earlier than its limit; after the last before 18, for one where none is due."""
    review, today = _review(request, pk), clock.today()
    opens = review.status == ReviewStatus.COMPLETED

    def act(data: dict[str, Any]) -> str:
        asked = {name: data[name] for name in ("review_by", "event_on", "reason", "note")}
        asked |= {"by": request.user, "today": today}
        if opens:
            actions.open_earlier_review(period=review.period, **asked)
        else:
            actions.ask_for_earlier_review(review=review, seen_version=data["version"], **asked)
        return reverse("child:page", args=[review.child_id])

    frame = _frame(review, "Ask for an earlier review", "Ask for an earlier review")
    frame |= {"opens": opens, "now_due": opened_limits([review.pk], deadlines(today)).get(review.pk, "")}
    return form_page(
        request,
        FormPage(
            key=f"log_review.earlier:{pk}",
            act=act,
            said="A review is opened." if opens else "The review is brought forward.",
            make=lambda data: forms.EarlierForm(data, initial={"version": review.version}, today=today),
            standing=_review_stands,
            record=review,
            may=lambda: may_bring_forward(review),
            context=frame,
            template="desk/log_review/earlier.html",
        ),
    )


@access(Capability.LOG_REVIEWS, record=Record.REVIEW)
def decisions(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the decisions of a review were sent to those who carry them out."""
    record, today = _record(request, pk), clock.today()
    review, when = record.review, deadlines(today)
    listed = list(review.decisions.all())

    def act(data: dict[str, Any]) -> str:
        send_and_tell(
            record=record,
            on=data["on"],
            site=site_of(request),
            by=request.user,
            today=today,
            seen_version=data["version"],
        )
        return reverse("child:review", args=[review.pk])

    frame = _frame(review, "Send the decisions", "Record that they were sent")
    frame["table"] = agreed_table(listed, caption=f"{formats.counted(len(listed), 'decision')} to send")
    frame["told"] = told_beforehand(review, today)
    frame["due"] = opened_clock(record, ClockKind.DECISIONS, when) if record.decisions_due_on else ""
    frame["distance"] = when.distance(record.decisions_due_on) if record.decisions_due_on else ""
    return form_page(
        request,
        FormPage(
            key=f"log_review.decisions:{pk}",
            act=act,
            said="The decisions are sent. Whoever they were sent to is told by mail; the manager may challenge them.",
            make=lambda data: forms.OnForm(data, initial={"version": record.version, "on": today}, today=today),
            standing=_record_stands,
            record=record,
            context=frame,
            template="desk/log_review/decisions.html",
        ),
    )


@access(Capability.LOG_REVIEWS, record=Record.REVIEW)
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the record of a review; keep it for later, or finish it."""
    found, today = _record(request, pk), clock.today()
    review, when = found.review, deadlines(today)
    finishes = request.POST.get("do") == "finish"

    def act(data: dict[str, Any]) -> str:
        if finishes:
            actions.finish_record(
                record=found,
                text=data["text"],
                on=today,
                by=request.user,
                today=today,
                seen_version=data["version"],
            )
            return reverse("child:review", args=[review.pk])
        actions.write_record(record=found, text=data["text"], by=request.user, seen_version=data["version"])
        return reverse("caseload:mine")

    frame = _frame(review, "Record of the review", "")
    frame |= {
        "due": opened_clock(found, ClockKind.FULL, when) if found.full_due_on else "",
        "distance": when.distance(found.full_due_on) if found.full_due_on else "",
        "listed": list(review.decisions.values_list("text", "owner", "target_on")),
        "finished_on": found.finished_on,
        "finished_text": found.text,
    }
    return form_page(
        request,
        FormPage(
            key=f"log_review.record:{pk}",
            act=act,
            said="The record is finished. The support worker distributes it."
            if finishes
            else "What you wrote is kept.",
            make=lambda data: forms.RecordForm(
                data, initial={"version": found.version, "text": found.text}, today=today
            ),
            standing=_record_stands,
            record=found,
            context=frame,
            template="desk/log_review/record.html",
        ),
    )


@access(Capability.LOG_REVIEWS, record=Record.REVIEW)
def close_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a decision of a past review."""
    decision: Decision = get_object_or_404(
        Decision.objects.filter(review__in=Review.objects.visible_to(request.user)).select_related("review__child"),
        pk=pk,
    )
    saw(request, decision.review)
    today = clock.today()
    back = reverse("child:decisions", args=[decision.review.child_id])

    def act(data: dict[str, Any]) -> str:
        actions.close_decision(
            decision=decision,
            status=data["status"],
            on=data["on"],
            outcome=data["done_outcome"] or data["why"],
            by=request.user,
            today=today,
            seen_version=data["version"],
        )
        return back

    frame = _frame(decision.review, "Close a decision", "Close the decision")
    frame |= {"back": back, "back_text": "Decisions", "cancel": back, "decision": decision}
    initial = {"version": decision.version, "on": today}
    return form_page(
        request,
        FormPage(
            key=f"log_review.close:{pk}",
            act=act,
            said="The decision is closed.",
            make=lambda data: forms.CloseDecisionForm(data, initial=initial, today=today),
            standing=lambda now: [
                ("Decision", now.text),
                ("Status", now.get_status_display()),
                ("What became of it", now.outcome),
            ],
            record=decision,
            context=frame,
            template="desk/log_review/close_decision.html",
        ),
    )


@access(Capability.LOG_REVIEWS, record=Record.REVIEW)
def adjourn(request: HttpRequest, pk: int) -> HttpResponse:
    """Adjourn a review whose meeting was opened: once only."""
    review, today = _review(request, pk), clock.today()

    def act(data: dict[str, Any]) -> str:
        actions.adjourn_review(
            review=review,
            on=data["adjourned_on"],
            chair=request.user,
            reason=data["adjourned_reason"],
            by=request.user,
            today=today,
            seen_version=data["version"],
        )
        return reverse("child:page", args=[review.child_id])

    initial = {"version": review.version, "adjourned_on": today}
    return form_page(
        request,
        FormPage(
            key=f"log_review.adjourn:{pk}",
            act=act,
            said="The review is adjourned. What you typed into its form is kept.",
            make=lambda data: forms.AdjournForm(data, initial=initial, today=today),
            standing=_review_stands,
            record=review,
            may=lambda: may_adjourn(review),
            context=_frame(review, "Adjourn the review", "Adjourn the review")
            | {"limit": adjournment_limit(today, calendar=working_calendar())},
            template="desk/log_review/adjourn.html",
        ),
    )


@access(Capability.LOG_REVIEWS, record=Record.REVIEW)
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Record one meeting of a review that is a series of meetings, and goes on."""
    review, today = _review(request, pk), clock.today()

    def act(data: dict[str, Any]) -> str:
        actions.record_meeting(
            review=review,
            on=data["held_on"],
            note=data["note"],
            chair=request.user,
            by=request.user,
            today=today,
            seen_version=data["version"],
        )
        return reverse("child:review", args=[review.pk])

    initial = {"version": review.version, "held_on": today}
    return form_page(
        request,
        FormPage(
            key=f"log_review.meeting:{pk}",
            act=act,
            said="The meeting is recorded. The review goes on until you complete it.",
            make=lambda data: forms.MeetingForm(data, initial=initial, today=today),
            standing=_review_stands,
            record=review,
            may=lambda: may_meet(review),
            context=_frame(review, "One meeting of a series", "Record the meeting")
            | {"meetings": list(review.meetings.standing()), "warned": long_series(review, today)},
            template="desk/log_review/meeting.html",
        ),
    )
