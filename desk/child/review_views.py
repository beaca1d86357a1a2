"""The page of one review: everything recorded about it, and what may be done with it."""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.access import access
from accounts.models import User
from accounts.permissions import Capability
from accounts.visibility import Record
from audit.reading import saw
from design import components, formats
from design.components import Fact
from desk import histories
from desk.after_review.links import afterwards_of, told_tables
from desk.arranging.held_together import shared_by
from desk.before.presenters import before_facts, confer_limit, conferred_words, opened_confer, read_before
from desk.child import presenters, review_presenters
from desk.child.rows import Scope, scope_of
from desk.confidential.links import banner_of
from desk.deadlines import deadlines
from desk.filling.links import forms_of
from desk.log_review.series import long_series
from desk.observing.presenters import listening_facts, seeking_facts, whole_of
from desk.side_by_side.presenters import compared_table
from desk.taking_part.links import hearing_of
from office import clock
from reviews import policies
from reviews.enums import ReviewStatus
from reviews.meeting_ahead import has_begun
from reviews.models import Review
from reviews.taking_back import (
    last_booking,
    may_restore_booking,
    may_take_back_a_meeting,
    may_take_back_completion,
    may_take_back_completion_as,
    may_take_back_ending,
)


@access(Capability.SEE_CHILDREN, record=Record.REVIEW)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show everything recorded about one review, with its bookings and every correction."""
    scope, when = scope_of(request.user), deadlines(clock.today())
    found: Review = get_object_or_404(
        Review.objects.visible_to(request.user)
        .select_related("child", "chair", "period", "record")
        .prefetch_related(
            "parents__parent", "strategies", "meetings", "attendances", "papers", "bookings__venue", "postponements"
        ),
        pk=pk,
    )
    saw(request, found)
    context = {
        "heading": f"{found.get_sequence_display()} of {found.child}",
        "caption": presenters.caption_of(found.child, when.today),
        "back": reverse("child:reviews", args=[found.child_id]),
        "back_text": f"Reviews of {found.child.called}",
        "banners": banner_of(found.child),
        "facts": review_presenters.review_facts(found, scope, when, histories.of_reviews([found.pk]).get(found.pk, ())),
        "history": review_presenters.life_of(found, scope),
        "bookings": review_presenters.booking_table(found, scope),
        "ways": _ways(found, scope),
        "mending": _mending(found, scope, request.user, when.today),
        "compared": compared_table(found, request.user),
    }
    tables = []
    if scope.outcome and found.is_open:
        before = read_before(found, may_record=scope.logs_reviews)
        context |= {"before": before_facts(found, before, when), "warned": long_series(found, when.today)}
    elif scope.reads(found):
        conferred = list(found.conferrings.all())
        limit = confer_limit(found, None, when)
        words = conferred_words(conferred, limit, opened_confer(found, None, when), when, is_open=False)
        context |= {"before": [Fact("Social worker and IRO confer", components.lines(*words))]}
        context |= {"warned": long_series(found, found.completed_on or when.today)}
    if hearing := hearing_of(found, scope):
        before_it: Any = context.get("before", [])
        context["before"] = [*before_it, *hearing]
    if scope.reads(found):
        tables = [
            review_presenters.meetings_table(found),
            review_presenters.parents_table(found),
            review_presenters.others_table(found),
            review_presenters.papers_table(found),
        ]
        context |= {
            "voice": review_presenters.voice_facts(found, scope),
            "record": review_presenters.record_facts(found, scope, when, _past_of_record(found)),
            "record_text": found.record.text if hasattr(found, "record") else "",
            "corrections": review_presenters.correction_table(found),
            "shared": shared_by(found, request.user),
        }
    if scope.reads_decisions(found):
        listed = list(found.decisions.all())
        caption = formats.counted(len(listed), "decision")
        tables.append(review_presenters.decision_table(listed, scope, when, caption=caption))
        tables += told_tables(found)
    sought = listening_facts(found, whole_of(found, request.user), request.user)
    context["listening"] = [*sought, *seeking_facts(found, request.user)]
    tables += forms_of(found, request.user)
    context["tables"] = [table for table in tables if table.rows]
    context["afterwards"] = afterwards_of(found, request.user)
    return render(request, "desk/child/review.html", context)


def _past_of_record(found: Review) -> histories.Past:
    """Return how the clocks of a review's record came to be what they are."""
    return histories.around(records=[found.record.pk] if hasattr(found, "record") else [])


def _ways(found: Review, scope: Scope) -> list[tuple[str, str]]:
    """Return what may be done next about an open review."""
    if not found.is_open or found.due_on is None:
        return []
    ways = []
    if scope.logs_reviews:
        ways = [("Log the review", "log_review:form"), ("Bring it forward", "log_review:earlier")]
        if policies.may_meet(found):
            ways.append(("Record one meeting of a series", "log_review:meeting"))
        if policies.may_adjourn(found):
            ways.append(("Adjourn it", "log_review:adjourn"))
    if scope.arranges and policies.may_move(found):
        ways += [("Move the booking", "arranging:move"), ("Cancel the booking", "arranging:cancel-booking")]
    elif scope.arranges and policies.may_book(found):
        words = "Book the next meeting" if has_begun(found) else "Book a date"
        ways.append((words, "arranging:book"))
    return [(words, reverse(name, args=[found.pk])) for words, name in ways]


def _undoing(found: Review, scope: Scope, user: User, today: datetime.date) -> list[tuple[str, str, object]]:
    """Return which mistakes this person may take back."""
    ways: list[tuple[str, str, object]] = []
    if found.status == ReviewStatus.COMPLETED and (scope.logs_reviews or scope.corrects):
        may_undo = may_take_back_completion(found) & may_take_back_completion_as(user, found, today)
        ways.append(("Open it again: it was completed by mistake", "putting_right:completion", may_undo))
    if found.status == ReviewStatus.ENDED and scope.cancels:
        ways.append(("Open it again: it was ended by mistake", "putting_right:ending", may_take_back_ending(found)))
    if found.status == ReviewStatus.IN_SERIES and (scope.logs_reviews or scope.corrects):
        ways.append(("A meeting was recorded by mistake", "putting_right:meeting", may_take_back_a_meeting(found)))
    if found.status == ReviewStatus.TO_ARRANGE and scope.arranges:
        may_restore = may_restore_booking(found, last_booking(found), today)
        ways.append(("Restore the booking that was cancelled by mistake", "putting_right:booking", may_restore))
    return ways


def _mending(found: Review, scope: Scope, user: User, today: datetime.date) -> list[tuple[str, str]]:
    """Return how what was logged wrongly may be mended, or what will not be held ended."""
    ways = [
        ("Correct this review", "service:correct", scope.corrects and policies.may_correct(found)),
        ("Void it: it was entered by mistake", "service:void", scope.corrects and policies.may_void(found)),
        ("End it without holding it", "service:end", scope.cancels and policies.may_end(found)),
        *_undoing(found, scope, user, today),
    ]
    return [(words, reverse(name, args=[found.pk])) for words, name, is_open in ways if is_open]
