"""The support worker's lists: reviews to arrange, the week's bookings, records to send out."""

import datetime
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.enums import Role
from accounts.models import User
from accounts.permissions import Capability, may
from accounts.visibility import Record
from audit.reading import saw, saw_all, searched
from children.looking_up import Finder, looked_up
from design.formats import counted, day
from desk.after_review.presenters import recipients_table
from desk.arranging import forms, presenters
from desk.arranging.held_together import shared_by
from desk.arranging.rows import (
    before_changes,
    counts_to_arrange,
    panels_to_come,
    records_to_distribute,
    reviews_to_arrange,
)
from desk.deadlines import deadlines
from desk.histories import opened_clock
from office import clock
from office.form_pages import FormPage, form_page
from reviews.actions import distribute_record
from reviews.models import ClockKind, RecordOfReview, Review

PER_PAGE = 50
# The most urgent; there are few in a year.
MOST_PANELS = 20
WEEK = datetime.timedelta(days=7)
# A typed week beyond these shows this one: no booking lies there, and the week beside it might not exist.
FIRST_YEAR, LAST_YEAR = 1990, 2100
C = Capability


def iros(today: datetime.date) -> Any:
    """Return those who may chair."""
    return User.objects.active().with_role(Role.IRO, today)


def listed_to_arrange(user: User, filters: forms.ToArrangeFilter, find: Finder) -> QuerySet[Review]:
    """Return the reviews that the list shows somebody: narrowed by the filters, where they can be read."""
    narrow = dict(filters.cleaned_data) if filters.is_valid() else {}
    if words := narrow.get("q"):
        narrow["found"] = find(words)
    return reviews_to_arrange(user, narrow, filters.today)


def chair_of(chosen: str, today: datetime.date) -> User | None:
    """Return the IRO whose bookings an address asks for, or None for everybody's."""
    found: User | None = iros(today).filter(pk=chosen).first() if chosen.isdecimal() else None
    return found


@access(C.ARRANGE_REVIEWS)
@require_safe
def to_arrange(request: HttpRequest) -> HttpResponse:
    """Show which reviews need a date, in the order of their last lawful day."""
    when = deadlines(clock.today())
    filters = forms.ToArrangeFilter(request.GET or None, iros=iros(when.today), today=when.today)
    found = listed_to_arrange(request.user, filters, partial(looked_up, request))
    page_obj = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    if words := getattr(filters, "cleaned_data", {}).get("q"):
        searched(request, words, page_obj)
    saw_all(request, page_obj)
    count = page_obj.paginator.count
    panels = list(panels_to_come(request.user)[:MOST_PANELS])
    saw_all(request, panels)
    before = before_changes(request.user)
    saw_all(request, [each.event for each in before])
    context = {
        "heading": "Reviews to arrange",
        "figures": presenters.counts(counts_to_arrange(request.user, when.today), when.today),
        "choose": reverse("arranging:choose"),
        "panels": presenters.panels(panels, when),
        "before": presenters.to_book_before(before, when),
        "venues": reverse("arranging:venues") if may(request.user, C.KEEP_VENUES) else "",
        "sections": presenters.sections("to-arrange", {"to-arrange": count}),
        "notify": reverse("arranging:notify") if may(request.user, C.NOTIFY_CHILD) else "",
        "filters": filters,
        "table": presenters.to_arrange(f"{counted(count, 'review')} to arrange", page_obj, when),
        "page_obj": page_obj,
        "empty_text": "No reviews to arrange.",
        "empty_more": "A review is listed here from the day it becomes due until it is booked, and again when it was "
        "adjourned or goes on as a series, until its next meeting is booked.",
    }
    return render(request, "desk/arranging/board.html", context)


def monday_of(week: str, today: datetime.date) -> datetime.date:
    """Return the Monday of the week that an address asks for, or of this one where it asks for none."""
    try:
        asked = datetime.date.fromisoformat(week)
    except ValueError:
        asked = today
    if not FIRST_YEAR <= asked.year <= LAST_YEAR:
        asked = today
    return asked - datetime.timedelta(days=asked.weekday())


@access(C.ARRANGE_REVIEWS)
@require_safe
def to_distribute(request: HttpRequest) -> HttpResponse:
    """Show the records that an IRO has finished and that wait to be sent out."""
    when = deadlines(clock.today())
    page_obj = Paginator(records_to_distribute(request.user), PER_PAGE).get_page(request.GET.get("page"))
    saw_all(request, (record.review for record in page_obj))
    count = page_obj.paginator.count
    context = {
        "heading": "Records to send out",
        "sections": presenters.sections("to-distribute", {"to-distribute": count}),
        "table": presenters.to_distribute(f"{counted(count, 'record')} to send out", page_obj, when),
        "page_obj": page_obj,
        "empty_text": "No records to send out.",
        "empty_more": "A record is listed here once the IRO has finished it.",
    }
    return render(request, "desk/arranging/list.html", context)


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def distribute(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a finished record, to print or send, and take the day on which it went out."""
    released = RecordOfReview.objects.filter(
        finished_on__isnull=False, review__in=Review.objects.visible_to(request.user)
    )
    record = get_object_or_404(released.select_related("review__child", "review__chair"), pk=pk)
    saw(request, record.review)
    today = clock.today()

    def act(cleaned: dict[str, Any]) -> str:
        distribute_record(
            record=record, on=cleaned["on"], by=request.user, today=today, seen_version=cleaned["version"]
        )
        return reverse("arranging:to-distribute")

    context = {
        "heading": f"Record of the review of {record.review.child}",
        "caption": record.review.child.local_id,
        "back": reverse("arranging:to-distribute"),
        "submit_text": "It was sent to all of them",
        "record": record,
        "facts": [
            ("Review completed", day(record.review.completed_on)),
            ("Finished by", f"{record.review.chair}, {day(record.finished_on)}"),
            ("Send out by", opened_clock(record, ClockKind.DISTRIBUTE, deadlines(today))),
            ("Sent out", day(record.distributed_on) or "not yet"),
        ],
        "shared": shared_by(record.review, request.user),
        "recipients": recipients_table(list(record.recipients.all()), chooses=bool(may(request.user, C.LOG_REVIEWS))),
        "decisions": [
            (decision.owner, decision.text, day(decision.target_on)) for decision in record.review.decisions.all()
        ],
    }
    page = FormPage(
        f"arranging.distribute:{pk}",
        lambda data: forms.DistributeForm(data, initial={"on": today, "version": record.version}),
        act,
        "The record is marked as sent out.",
        "desk/arranging/distribute.html",
        context,
        standing=lambda now: [("Sent out", day(now.distributed_on) if now.distributed_on else "not yet")],
        record=record,
    )
    return form_page(request, page)
