"""The page of a child: where they are, what has been promised, what comes next."""

import datetime
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.access import access
from accounts.models import User
from accounts.permissions import Capability
from accounts.visibility import Record
from audit.reading import saw_all, saw_only_figures, searched
from children.confidentiality import restriction_of
from children.enums import CareKind
from children.looking_up import Finder, looked_up
from children.models import Child
from design import components, formats
from design.components import Fact, Table
from desk import histories
from desk.between.facts import between_facts
from desk.child import clocks, presenters, review_presenters
from desk.child.clocks_of_plans import owed_clocks
from desk.child.forms import ChildFilter
from desk.child.picture import picture_of
from desk.child.rows import Now, Scope, last_completed_of, read_now, scope_of, with_iro
from desk.confidential.links import banner_of, ways_from
from desk.deadlines import deadlines
from desk.kinds.nights import nights_by_child
from desk.kinds.presenters import adoption_facts, running_nights, short_break_facts, warning_of, ways_of
from desk.one_child import visible_child
from desk.taking_part.links import family_of
from disputes.models import Dispute
from office import clock
from reviews import policies
from reviews.enums import DecisionStatus
from reviews.meeting_ahead import has_begun
from reviews.models import Decision, RecordOfReview, Review

PER_PAGE = 50
# Where a series of short breaks near its limit is warned of.
WITH_WARNING = ("page", "clocks")


def frame(request: HttpRequest, child: Child, current: str, **more: Any) -> dict[str, Any]:
    """Return what every part of a child's page has: name, id and age, banners, parts."""
    scope, today = scope_of(request.user), clock.today()
    warns = scope.arranges and current in WITH_WARNING
    near = warning_of(running_nights(child, today)) if warns else []
    return {
        "heading": str(child),
        "caption": presenters.caption_of(child, today),
        "banners": [*banner_of(child), *near, *presenters.banners_of(child)],
        "tabs": presenters.tabs_of(child.pk, scope, current),
        **more,
    }


@access(Capability.SEE_CHILDREN, record=Record.CHILD)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who the child is, where, who answers for them, and what comes next."""
    child = visible_child(request, pk)
    scope, when = scope_of(request.user), deadlines(clock.today())
    now = read_now(child, request.user, when.today)
    history = review_presenters.history_of(now.review.due_date_changes.select_related("by")) if now.review else []
    saw_all(request, now.siblings)
    parts = [("What comes next", presenters.coming(now, scope, when, history))] if scope.schedule else []
    if scope.in_touch and parts:
        parts[0][1].extend(between_facts(child, now.review, scope))
    parts += [
        ("Where", presenters.where(now, scope)),
        *_further_parts(child, now, scope, when.today),
        ("Who answers for the child", presenters.responsible(now, scope)),
        ("Who", presenters.who(now, scope, when.today)),
    ]
    last = last_completed_of(child, request.user) if now.review is None and scope.logs_reviews else None
    context = frame(request, child, "page", parts=parts, actions=_actions(child, now, scope, last))
    context["picture"] = picture_of(child, request.user, scope, when.today) if scope.schedule else ""
    context["recordable"] = ways_of(child, now.period) if scope.notifies else []
    context["ways"] = ways_from(child, request.user, is_restricted=restriction_of(child) is not None)
    return render(request, "desk/child/page.html", context)


def _further_parts(child: Child, now: Now, scope: Scope, today: datetime.date) -> list[tuple[str, list[Fact]]]:
    """Return what the page says about short breaks and adoption, of a child whom it concerns."""
    parts = []
    if scope.arranges and now.period and now.period.kind == CareKind.SHORT_BREAKS and now.period.ceased_on is None:
        nights = running_nights(child, today)
        parts.append(("Short breaks", short_break_facts(child, nights, today, notifies=scope.notifies)))
    if facts := adoption_facts(child, sees_ground=scope.legal_status):
        parts.append(("Adoption", facts))
    return parts


def _actions(child: Child, now: Now, scope: Scope, last: Review | None) -> list[tuple[str, str]]:
    """Return what this person may do next about the child, the likeliest first.

    last: where no review is open, the one completed last.
    """
    review, actions = now.review, []
    if review is not None and review.due_on is not None:
        if scope.logs_reviews:
            actions.append(("Log the review", reverse("log_review:form", args=[review.pk])))
            if not review.spoken_outcome:
                actions.append(("Record a conversation", reverse("log_review:speak", args=[review.pk])))
            actions.append(("Ask for an earlier review", reverse("log_review:earlier", args=[review.pk])))
        if scope.arranges and policies.may_book(review):
            name = "arranging:move" if now.booking else "arranging:book"
            words = "Book the next meeting" if has_begun(review) else "Book a date"
            actions.append(("Move the booking" if now.booking else words, reverse(name, args=[review.pk])))
            if now.booking:
                actions.append(("Invitations", reverse("inviting:review", args=[review.pk])))
            actions.append(("Wishes about time and place", reverse("arranging:wishes", args=[child.pk])))
        actions += _views(review, scope)
    actions += _earlier(last)
    looked_after = now.period is not None and now.period.ceased_on is None
    if scope.notifies and looked_after:
        actions.append(("Record a move or change", reverse("arranging:change", args=[child.pk])))
        actions.append(("Record leaving care", reverse("arranging:leaving", args=[child.pk])))
    if scope.notifies and not looked_after and not child.died_on:
        actions.append(("Record a return into care", reverse("arranging:return", args=[child.pk])))
    return actions


def _earlier(last: Review | None) -> list[tuple[str, str]]:
    if last is None or not policies.may_bring_forward(last):
        return []
    return [("Ask for an earlier review", reverse("log_review:earlier", args=[last.pk]))]


def _views(review: Review, scope: Scope) -> list[tuple[str, str]]:
    return [("Views for this review", reverse("asking:review", args=[review.pk]))] if scope.asks_for_views else []


@access(Capability.SEE_CHILDREN, record=Record.CHILD)
def reviews(request: HttpRequest, pk: int) -> HttpResponse:
    """List the child's reviews, newest first; each opens everything that was recorded."""
    child = visible_child(request, pk)
    when, scope = deadlines(clock.today()), scope_of(request.user)
    found = (
        Review.objects.visible_to(request.user)
        .filter(child=child)
        .select_related("chair", "record")
        .defer("due_explanation", "record__text")
        .order_by("-due_on", "-pk")
    )
    table = review_presenters.review_table(list(found), scope, when)
    return render(request, "desk/child/list.html", frame(request, child, "reviews", table=table))


@access(Capability.SEE_DECISIONS, record=Record.CHILD)
def decisions(request: HttpRequest, pk: int) -> HttpResponse:
    """List the decisions of the child's reviews: open ones first, by target."""
    child = visible_child(request, pk)
    when, scope = deadlines(clock.today()), scope_of(request.user)
    visible = Review.objects.visible_to(request.user).filter(child=child)
    if not scope.outcome:
        visible = visible.filter(record__decisions_sent_on__isnull=False)
    found = list(Decision.objects.filter(review__in=visible).order_by("target_on", "pk"))
    still = [each for each in found if each.status == DecisionStatus.OPEN]
    closed = [each for each in reversed(found) if each.status != DecisionStatus.OPEN]
    tables = [
        review_presenters.decision_table(still, scope, when, caption=formats.counted(len(still), "open decision")),
        review_presenters.decision_table(closed, scope, when, caption=formats.counted(len(closed), "closed decision")),
    ]
    context = frame(request, child, "decisions", tables=[table for table in tables if table.rows])
    context |= {"empty_text": "No decisions yet.", "empty_more": "They are written down when a review is logged."}
    return render(request, "desk/child/tables.html", context)


@access(Capability.SEE_CONTACTS, record=Record.CHILD)
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """List the people around the child."""
    child = visible_child(request, pk)
    scope = scope_of(request.user)
    rows = [
        [
            person.full_name,
            components.lines(
                person.get_relationship_display(), components.quiet("" if person.is_current else "no longer")
            ),
            review_presenters.YES_NO[person.has_parental_responsibility],
            components.lines(person.phone, person.email, person.address if scope.address else "", person.how_to_reach),
            person.language,
        ]
        for person in child.people.all()
    ]
    columns = ["Name", "Who they are", "Parental responsibility", "How to reach them", "Language"]
    caption = formats.counted(len(rows), "person", "people")
    context = frame(request, child, "people", table=Table(caption=caption, columns=columns, rows=rows, stack=True))
    if scope.notifies:
        context["action"] = ("Add a person", reverse("arranging:person", args=[child.pk]))
    if scope.outcome:
        context |= family_of(child, request.user)
    context |= {"empty_text": "Nobody is recorded yet.", "empty_more": "The support worker records parents and carers."}
    return render(request, "desk/child/list.html", context)


@access(Capability.SEE_DISPUTES, record=Record.CHILD)
def challenge(request: HttpRequest, pk: int) -> HttpResponse:
    """List the disputes about the child's care, open ones first, and referrals to Cafcass."""
    child = visible_child(request, pk)
    when = deadlines(clock.today())
    found = list(
        Dispute.objects.visible_to(request.user)
        .filter(child=child)
        .select_related("raised_by")
        .prefetch_related("stages__addressed_to", "issues")
        .order_by("-status", "-pk")
    )
    limits = histories.opened_disputes(found, when)
    rows = [
        [
            components.link(each.get_stage_display(), reverse("disputes:detail", args=[each.pk])),
            components.lines(each.summary, components.quiet(", ".join(str(issue) for issue in each.issues.all()))),
            each.raised_by.full_name,
            components.lines(*(review_presenters.stage_words(stage) for stage in each.stages.all())),
            components.lines(limits[each.pk], when.tagged(each.resolve_by) if each.resolved_on is None else "")
            if each.resolve_by
            else components.quiet("No limit yet"),
            components.lines(each.get_status_display(), formats.day(each.resolved_on), each.resolution),
        ]
        for each in found
    ]
    columns = ["Stage", "What is wrong", "Raised by", "Stages so far", "Resolve by", "Status"]
    table = Table(caption=formats.counted(len(rows), "dispute"), columns=columns, rows=rows, stack=True)
    context = frame(request, child, "challenge", table=table)
    if scope_of(request.user).raises_disputes:
        context["action"] = ("Raise a concern", reverse("disputes:raise", args=[child.pk]))
    context |= {
        "empty_text": "Nothing has been challenged.",
        "empty_more": "A concern starts informally.",
    }
    return render(request, "desk/child/list.html", context)


@access(Capability.SEE_SCHEDULE, record=Record.CHILD)
def clocks_page(request: HttpRequest, pk: int) -> HttpResponse:
    """List every limit that runs for the child, with its working and how it came to be that day."""
    child = visible_child(request, pk)
    scope, when = scope_of(request.user), deadlines(clock.today())
    now = read_now(child, request.user, when.today)
    visible = Review.objects.visible_to(request.user).filter(child=child)
    written = list(
        RecordOfReview.objects.filter(review__in=visible.completed())
        .select_related("review")
        .defer("text", "review__due_explanation")
        .order_by("-review__completed_on")
    )
    disputes = (
        Dispute.objects.visible_to(request.user).open().filter(child=child).prefetch_related("stages__entered_by")
    )
    sat = scope.legal_status and (scope.logs_reviews or scope.corrects)
    panels, disputed = list(child.secure_panels.to_come()), list(disputes if scope.disputes else [])
    running_records = [record for record in written if record.distributed_on is None]
    past = histories.around(
        reviews=[now.review.pk] if now.review else [],
        records=[record.pk for record in running_records],
        panels=[panel.pk for panel in panels],
        disputes=[dispute.pk for dispute in disputed],
    )
    moved = now.review.due_date_changes.select_related("by") if now.review else ()
    running = clocks.clocks_of(
        clocks.Reading(
            now,
            when,
            scope,
            history=review_presenters.history_of(moved),
            last_completed_on=written[0].review.completed_on if written else None,
            records_open=running_records,
            panels=panels,
            disputes=disputed,
            nights=nights_by_child([child.pk], when.today).get(child.pk),
            past=past,
        )
    )
    owed = owed_clocks(child, when) if scope.duties else []
    running = sorted([*running, *owed], key=lambda each: each.due.on)
    tables = [
        clocks.clock_table(running, when),
        clocks.panel_table(child.secure_panels.held().order_by("-held_on") if sat else ()),
        clocks.done_table(written),
    ]
    context = frame(request, child, "clocks", tables=[table for table in tables if table.rows])
    context |= {"empty_text": "No clock runs for this child.", "empty_more": "Clocks start when care begins."}
    return render(request, "desk/child/tables.html", context)


def children_listed(user: User, filters: ChildFilter, find: Finder) -> QuerySet[Any]:
    """Return the children that the list shows somebody: narrowed by the filters, where they can be read."""
    chosen = filters.cleaned_data if filters.is_valid() else {"q": "", "care": ""}
    found = find(chosen["q"]) if chosen["q"] else Child.objects.visible_to(user)
    return with_iro(found if chosen["care"] == "all" else found.current())


@access(Capability.SEE_CHILDREN)
def children(request: HttpRequest) -> HttpResponse:
    """List the children this person may open, by name, fifty to a page."""
    filters = ChildFilter(request.GET or None)
    found = children_listed(request.user, filters, partial(looked_up, request))
    page_obj = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    if words := getattr(filters, "cleaned_data", {}).get("q"):
        searched(request, words, page_obj)
    saw_all(request, page_obj)
    saw_only_figures(request)
    caption = formats.counted(page_obj.paginator.count, "child", "children")
    context = {
        "heading": "Children",
        "filters": filters,
        "table": presenters.child_list(page_obj, clock.today(), caption=caption),
        "page_obj": page_obj,
        "empty_text": "No child found.",
        "empty_more": "Try part of a name, or the whole id. You see the children your role gives you.",
    }
    return render(request, "layouts/list.html", context)
