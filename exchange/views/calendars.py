"""The calendar feed: its owner's page, and the address that a calendar reads without signing in."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import access, public
from accounts.confirming import confirm_first, recently_confirmed
from accounts.permissions import Capability
from accounts.sign_in.addresses import address_of
from audit.actions import record_event
from audit.models import AuditEvent
from audit.reading import saw
from design.formats import day
from exchange.actions import end_feed, is_barred, make_feed, note_wrong_address
from exchange.addresses import Token, feed_at, new_token
from exchange.feeds import bookings_for, calendar_of, is_alive
from exchange.forms import MakeFeedForm
from exchange.models import CalendarFeed
from office import clock
from office.form_keys import once

owners = access(Capability.HAVE_CALENDAR_FEED)


def _own(request: HttpRequest) -> CalendarFeed | None:
    found: CalendarFeed | None = CalendarFeed.objects.standing().of(request.user).select_related("grant").first()
    return found if found and is_alive(found, request.user, clock.today()) else None


@owners
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """Say whether one has a calendar feed; make one, or another in its place. Its address is shown once, here."""
    if request.method != "POST":
        return _shown(request, MakeFeedForm())
    if not recently_confirmed(request):
        return confirm_first(request)
    form = MakeFeedForm(request.POST)
    if not form.is_valid():
        return _shown(request, form)
    new: list[Token] = []

    def work() -> str:
        token = new_token()
        make_feed(token=token, by=request.user, today=clock.today())
        new.append(token)
        return reverse("exchange:calendar")

    onward = once(form.cleaned_data["form_key"], by=request.user, work=work)
    if not new:
        return redirect(onward)
    # Shown in the answer itself: wherever it could wait for a page of its own, it would be kept.
    address = request.build_absolute_uri(reverse("exchange:feed", args=[str(new[0])]))
    return _shown(request, MakeFeedForm(), address=address)


def _shown(request: HttpRequest, form: MakeFeedForm, address: str = "") -> HttpResponse:
    feed = _own(request)
    context: dict[str, Any] = {
        "heading": "Your calendar feed",
        "back": reverse("accounts:my-account"),
        "back_text": "Your account",
        "form": form,
        "feed": feed,
        "made": day(timezone.localtime(feed.made_at).date()) if feed else "",
        "address": address,
        "submit_text": "Make another address" if feed else "Make an address",
    }
    return render(request, "exchange/calendar.html", context)


@owners
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """End one's calendar feed."""
    feed = _own(request)
    if feed is not None:
        end_feed(feed=feed, by=request.user)
    return redirect("exchange:calendar")


@public
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give a calendar what its owner is booked for, as their role and the day allow; anything else is not there."""
    now, today = timezone.now(), clock.today()
    asked_from = address_of(request)
    if is_barred(asked_from, now):
        raise Http404
    found = feed_at(token)
    if found is None:
        note_wrong_address(asked_from, now)
        raise Http404
    owner = found.user
    owner.act_as(found.grant.role, on=today, at=now)
    if not is_alive(found, owner, today):
        raise Http404
    bookings = list(bookings_for(owner, today))
    children = sorted({booking.review.child_id for booking in bookings})
    # Nobody need be signed in, so the page itself says whose calendar has read: no row, no calendar. Who is signed in
    # and opens the address by hand has read it too.
    saw(request, *children)
    record_event(
        kind=AuditEvent.Kind.READ,
        verb="exchange:feed",
        by=owner,
        subject=found,
        child_ids=children,
        row_count=len(bookings),
    )
    site = request.build_absolute_uri("/").rstrip("/")
    content = calendar_of(bookings, now=now, site=site)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="reviews.ics"'
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
