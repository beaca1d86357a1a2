"""How the child and the parents are heard, to read: around one review, over time, and parents who stay away."""

from functools import partial

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import access
from accounts.permissions import Capability, may
from accounts.visibility import Record
from audit.reading import saw, saw_all, saw_only_figures, searched
from children.looking_up import looked_up
from children.models import Child
from desk.child.views import frame
from desk.one_child import visible_child
from desk.taking_part import presenters, rows
from desk.taking_part.forms import StayedAwayFilter
from participation.models import SupportQuestion
from reviews.heard import may_offer_to_meet, may_relay
from reviews.models import PlanningMeeting, Review
from reviews.policies import may_complete

PER_PAGE = 50


@access(Capability.SEE_REVIEW_OUTCOME, record=Record.REVIEW)
@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was tried, planned, asked, offered and relayed around one review, with the ways to record it."""
    found: Review = get_object_or_404(Review.objects.visible_to(request.user).select_related("child"), pk=pk)
    saw(request, found)
    heard = rows.read_heard(found)
    records = bool(may(request.user, Capability.LOG_REVIEWS))
    is_open, is_live = bool(records and may_complete(found)), bool(records and may_offer_to_meet(found))
    parents = presenters.parts_table(heard.parts, may=bool(records and may_relay(found)))
    if found.is_open:
        parents = presenters.coming_table(heard.parents, heard.invitations)
    tables = [
        presenters.plans_table(heard.plans, may=is_live),
        presenters.tried_table(heard.tried, may=is_live),
        presenters.support_table(heard.support),
        parents,
        presenters.offers_table(heard.offers, may=is_live),
        presenters.relays_table(heard.parts, may=is_live),
    ]
    ways = [
        ("Record what you planned with the young person", "plan", is_open),
        ("Record what was tried", "strategy", is_open),
        ("Record what was asked about an advocate or visitor", "support", is_live),
        ("Record an offer to meet a parent", "offer", is_live and bool(heard.parents)),
    ]
    context = {
        "heading": "Hearing the child and the parents",
        "caption": f"{found.child}, {found.get_sequence_display().lower()}",
        "back": reverse("child:review", args=[found.pk]),
        "back_text": "The review",
        "ways": [
            (words, reverse(f"taking_part:{name}", args=[found.pk])) for words, name, is_there in ways if is_there
        ],
        "tables": [table for table in tables if table.rows],
    }
    return render(request, "desk/taking_part/review.html", context)


@access(Capability.SEE_REVIEW_OUTCOME, record=Record.CHILD)
@require_safe
def voice(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how the child took part in every review, what was asked about an advocate, and what was planned together."""
    child = visible_child(request, pk)
    seen = Review.objects.visible_to(request.user).filter(child=child)
    completed = seen.completed().prefetch_related("strategies").order_by("-completed_on", "-pk")
    asked = SupportQuestion.objects.filter(review__in=seen.exclude(status="voided")).standing()
    plans = PlanningMeeting.objects.filter(review__in=seen).standing()
    tables = [
        presenters.part_table(list(completed)),
        presenters.support_history(list(asked.select_related("recorded_by").order_by("-asked_on", "-pk"))),
        presenters.plan_history(list(plans.order_by("-on", "-pk"))),
    ]
    context = frame(request, child, "voice", tables=[table for table in tables if table.rows])
    context |= {
        "empty_text": "Nothing is recorded yet of how the child takes part.",
        "empty_more": "It is recorded around each review, and when a review is logged.",
    }
    return render(request, "desk/child/tables.html", context)


@access(Capability.SEE_REVIEW_OUTCOME)
@require_safe
def stayed_away(request: HttpRequest) -> HttpResponse:
    """List the parents who were invited to their child's last two reviews and came to neither."""
    filters = StayedAwayFilter(request.GET or None)
    words = filters.cleaned_data["q"] if filters.is_valid() else ""
    find = partial(looked_up, request)
    children = find(words) if words else Child.objects.visible_to(request.user)
    page_obj = Paginator(rows.stayed_away(request.user, children), PER_PAGE).get_page(request.GET.get("page"))
    listed = [part.review.child for part in page_obj]
    if words:
        searched(request, words, listed)
    saw_all(request, listed)
    saw_only_figures(request)
    context = {
        "heading": "Parents who stayed away twice running",
        "filters": filters,
        "table": presenters.stayed_away_table(page_obj, count=page_obj.paginator.count),
        "page_obj": page_obj,
        "empty_text": "No parent stayed away from the last two reviews.",
        "empty_more": "A parent is listed who was invited to a child’s last two completed reviews and came to neither.",
    }
    return render(request, "layouts/list.html", context)
