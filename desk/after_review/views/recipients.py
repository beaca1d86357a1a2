"""Who gets the record, in which version; each read before it is sent; marked as sent one by one."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.permissions import Capability, may
from accounts.verdict import Verdict
from accounts.visibility import Record
from audit.reading import saw
from design.components import lines, quiet
from design.formats import day
from desk.after_review import forms, presenters
from desk.after_review.rows import finished_records, recipients_seen
from desk.deadlines import deadlines
from desk.histories import opened_clock
from office import clock
from office.form_pages import FormPage, around, form_page
from reviews.actions import add_recipient, choose_version, mark_sent, undo_sent
from reviews.models import ClockKind, RecordOfReview, RecordRecipient
from reviews.policies_afterwards import may_choose_version, may_list_recipients, may_mark_sent, may_undo_sent
from reviews.versions import version_of

METHODS = ["GET", "HEAD", "POST"]
C = Capability


def _record(request: HttpRequest, pk: int) -> RecordOfReview:
    """Return the finished record of a review that this person sees."""
    found: RecordOfReview = get_object_or_404(finished_records(request.user), review=pk)
    saw(request, found.review)
    return found


def _recipient(request: HttpRequest, pk: int) -> RecordRecipient:
    found: RecordRecipient = get_object_or_404(recipients_seen(request.user), pk=pk)
    saw(request, found.record.review)
    return found


def _list(record: RecordOfReview) -> str:
    return reverse("after_review:recipients", args=[record.review_id])


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_safe
def recipients(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who gets the record, which version each gets, and who still waits for it."""
    record, when = _record(request, pk), deadlines(clock.today())
    listed = list(record.recipients.all())
    left = sum(1 for each in listed if not each.is_settled)
    chooses = bool(may(request.user, C.LOG_REVIEWS))
    due = record.distribute_due_on
    opened = opened_clock(record, ClockKind.DISTRIBUTE, when) if due else ""
    context = {
        "heading": "Who gets the record",
        "caption": f"{record.review.child}, review of {day(record.review.completed_on)}",
        "back": reverse("child:review", args=[pk]),
        "facts": [
            ("Send out by", lines(opened, quiet(when.distance(due)) if due and not record.distributed_on else "")),
            (
                "Sent to everyone",
                day(record.distributed_on) or (f"{left} still to send" if listed else "nobody listed"),
            ),
        ],
        "table": presenters.recipients_table(listed, chooses=chooses),
        "empty_text": "Nobody is listed for this record.",
        "empty_more": "Add who gets it." if chooses else "The IRO says who gets it.",
        "add": reverse("after_review:add-recipient", args=[pk]) if chooses else "",
    }
    return render(request, "desk/after_review/recipients.html", context)


@access(C.LOG_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody more get the record."""
    record = _record(request, pk)

    def act(given: dict[str, Any]) -> str:
        who = {name: given[name] for name in ("name", "part", "gets")}
        add_recipient(record=record, by=request.user, **who)
        return _list(record)

    page = FormPage(
        f"after_review.add_recipient:{pk}",
        forms.RecipientForm,
        act,
        "They are listed.",
        context=around("Add somebody who gets it", back=_list(record), submit="Add", caption=str(record.review.child)),
        may=lambda: may_list_recipients(record),
    )
    return form_page(request, page)


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show exactly what one person will get, to read it before it is sent, and to print it."""
    found = _recipient(request, pk)
    version = version_of(found.record, found.gets)
    context = {
        "heading": version.title,
        "back": _list(found.record),
        "back_text": "Who gets the record",
        "recipient": found,
        "version": version,
        "may_mark": bool(may_mark_sent(found)),
        "mark": reverse("after_review:mark-sent", args=[pk]),
    }
    return render(request, "desk/after_review/preview.html", context)


def _page(
    request: HttpRequest,
    found: RecordRecipient,
    *,
    key: str,
    make: Callable[[Any], Any],
    act: Callable[[dict[str, Any]], Any],
    said: str,
    heading: str,
    submit: str,
    may_now: Callable[[], Verdict],
) -> HttpResponse:
    """Answer a form about what one person gets; it leads back to the list."""

    def acted(given: dict[str, Any]) -> str:
        act(given)
        return _list(found.record)

    page = FormPage(
        f"after_review.{key}:{found.pk}",
        make,
        acted,
        said,
        "desk/after_review/with_facts.html",
        around(
            heading,
            back=_list(found.record),
            submit=submit,
            caption=str(found.record.review.child),
            facts=_facts(found),
        ),
        standing=_facts,
        record=found,
        may=may_now,
    )
    return form_page(request, page)


def _facts(found: Any) -> list[tuple[str, Any]]:
    return [
        ("Who", str(found)),
        (
            "What they get",
            f"Left out: {found.left_out_because}" if found.left_out_because else found.get_gets_display(),
        ),
        ("Sent", day(found.sent_on) or "not yet"),
    ]


@access(C.LOG_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose which version somebody gets, or leave them out with the reason."""
    found = _recipient(request, pk)
    initial = {
        "gets": "none" if found.left_out_because else found.gets,
        "left_out_because": found.left_out_because,
        "version": found.version,
    }

    def act(given: dict[str, Any]) -> None:
        is_out = given["gets"] == "none"
        choose_version(
            recipient=found,
            gets=found.gets if is_out else given["gets"],
            left_out_because=given["left_out_because"] if is_out else "",
            by=request.user,
            seen_version=given["version"],
        )

    return _page(
        request,
        found,
        key="choose_version",
        make=lambda data: forms.VersionChoiceForm(data, initial=initial),
        act=act,
        said="It is recorded what they get.",
        heading=f"What {found.name} gets",
        submit="Save",
        may_now=lambda: may_choose_version(found),
    )


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def sent(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark that one person was given their version. With the last one, the record is distributed."""
    found, today = _recipient(request, pk), clock.today()
    return _page(
        request,
        found,
        key="mark_sent",
        make=lambda data: forms.MarkSentForm(data, initial={"version": found.version, "on": today}),
        act=lambda given: mark_sent(
            recipient=found,
            on=given["on"],
            how=given["how"],
            by=request.user,
            today=today,
            seen_version=given["version"],
        ),
        said="It is marked as sent.",
        heading=f"Sent to {found.name}",
        submit="Mark as sent",
        may_now=lambda: may_mark_sent(found),
    )


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the mark that somebody was sent the record."""
    found = _recipient(request, pk)
    return _page(
        request,
        found,
        key="undo_sent",
        make=lambda data: forms.ReasonForm(data, initial={"version": found.version}),
        act=lambda given: undo_sent(recipient=found, why=given["why"], by=request.user, seen_version=given["version"]),
        said="It is marked as not sent.",
        heading=f"It was not sent to {found.name}",
        submit="It was not sent",
        may_now=lambda: may_undo_sent(found),
    )
