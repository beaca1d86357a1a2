"""The lists: meetings to come and their invitations, mail that did not arrive, papers awaited."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import access
from accounts.permissions import Capability
from audit.reading import saw_all
from design.formats import counted
from desk.arranging.presenters import sections
from desk.deadlines import deadlines
from desk.digest.models import Digest
from desk.inviting import presenters, rows
from office import clock
from reviews.papers import papers_of

PER_PAGE = 50
TEMPLATE = "desk/arranging/list.html"
C = Capability


@access(C.ARRANGE_REVIEWS)
@require_safe
def invitations(request: HttpRequest) -> HttpResponse:
    """Show the meetings to come with how their invitations stand."""
    today = clock.today()
    found = rows.counted_invitations(request.user, today)
    page_obj = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    saw_all(request, (booking.review for booking in page_obj))
    count = page_obj.paginator.count
    context = {
        "heading": "Invitations",
        "sections": sections("invitations", {"invitations": count}),
        "table": presenters.invitations_table(f"{counted(count, 'meeting')} to come", page_obj),
        "page_obj": page_obj,
        "empty_text": "No meetings are booked.",
        "empty_more": "A review is listed here from the day it is booked. Book one from the reviews to arrange.",
    }
    return render(request, TEMPLATE, context)


@access(C.ARRANGE_REVIEWS)
@require_safe
def undelivered(request: HttpRequest) -> HttpResponse:
    """Show the mail that did not arrive, with what to do about each, and what waits for the mail server."""
    today = clock.today()
    page_obj = Paginator(rows.undelivered(request.user), PER_PAGE).get_page(request.GET.get("page"))
    stuck = list(rows.stuck(request.user)[:PER_PAGE])
    unheard = list(rows.unheard_withdrawals(request.user, today)[:PER_PAGE])
    reminders = list(Digest.objects.still_missing(today).select_related("reader")[:PER_PAGE])
    saw_all(request, (each.review for each in page_obj))
    saw_all(request, (each.invitation.review for each in (*stuck, *unheard)))
    tables = [
        presenters.undelivered_table(list(page_obj)),
        presenters.unheard_table(unheard),
        presenters.stuck_table(stuck),
        presenters.reminders_table(reminders),
    ]
    context = {
        "heading": "Mail that did not arrive",
        "sections": sections("undelivered", {"undelivered": page_obj.paginator.count}),
        "tables": [table for table in tables if table.rows],
        "page_obj": page_obj,
    }
    return render(request, "desk/inviting/undelivered.html", context)


@access(C.ARRANGE_REVIEWS)
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """Show the papers of the meetings to come: awaited, late, received, and who was reminded."""
    when = deadlines(clock.today())
    found = rows.bookings_with_papers(request.user, when.today)
    page_obj = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    saw_all(request, (booking.review for booking in page_obj))
    listed = [papers_of(booking, booking.review.papers.all(), when.calendar) for booking in page_obj]
    count = page_obj.paginator.count
    context = {
        "heading": "Papers before the meeting",
        "sections": sections("papers", {"papers": count}),
        "table": presenters.papers_table(f"Papers of {counted(count, 'meeting')}", listed, when, chase=True),
        "page_obj": page_obj,
        "empty_text": "No papers are awaited.",
        "empty_more": "The papers of a review are listed here from the day it is booked.",
    }
    return render(request, TEMPLATE, context)
