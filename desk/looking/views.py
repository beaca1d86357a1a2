"""Who has looked at a child's record, and the access log."""

import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import access
from accounts.permissions import Capability, may
from accounts.visibility import Record
from audit.models import AuditEvent
from audit.reading import saw, saw_only_figures
from children.models import AccessConcern, Child, Restriction
from children.permissions import openings_shown_to
from design import components
from desk.child.views import frame
from desk.looking import presenters
from desk.looking.forms import FindChildForm, LogFilter
from desk.looking.rows import (
    Asked,
    by_person,
    day_begins,
    events_open_to,
    local_ids_of,
    looks_at,
    names_of,
    narrowed,
    people_named,
)
from desk.one_child import visible_child
from office import clock

PER_PAGE = 50
STATISTICS_OVER = datetime.timedelta(days=30)
NOBODY = "Nobody has opened this record yet."
C = Capability


def _asked(form: LogFilter) -> Asked:
    if not form.is_valid():
        return Asked()
    chosen = form.cleaned_data
    people = people_named(chosen["who"]) if chosen["who"] else None
    return Asked(people, chosen["kind"], chosen["first"], chosen["last"])


def _page(request: HttpRequest, events: Any) -> Page[Any]:
    return Paginator(events, PER_PAGE).get_page(request.GET.get("page"))


@access(C.SEE_WHO_LOOKED, record=Record.CHILD)
@require_safe
def who(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who has looked at a child's record, the latest first, with what was changed."""
    child = visible_child(request, pk)
    filters = LogFilter(request.GET or None)
    page_obj = _page(request, narrowed(looks_at(child.pk), _asked(filters)))
    names = names_of(event.actor_id for event in page_obj)
    context = frame(request, child, "looked") | {
        "filters": filters,
        "table": presenters.looks_table(page_obj, names, count=page_obj.paginator.count),
        "page_obj": page_obj,
        "statement": reverse("looking:statement", args=[child.pk]),
        "log": reverse("looking:overview") if may(request.user, C.SEE_ACCESS_LOG) else "",
        "empty_text": NOBODY if not request.GET else "Nothing in the log fits.",
    }
    return render(request, "desk/looking/who.html", context)


@access(C.SEE_WHO_LOOKED, record=Record.CHILD)
@require_safe
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show, to be printed for the child, everybody who has looked at the record: how often, from when until when."""
    child = visible_child(request, pk)
    people = list(by_person(child.pk))
    context = {
        "heading": f"Who has looked at the record of {child}",
        "caption": child.local_id,
        "back": reverse("looking:who", args=[child.pk]),
        "table": presenters.statement_table(people, names_of(each["actor_id"] for each in people)),
        "on": clock.today(),
        "empty_text": NOBODY,
    }
    return render(request, "desk/looking/statement.html", context)


@access(C.SEE_ACCESS_LOG)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show what waits for whoever looks after the log, how the record is used by role, and the way to a child's."""
    saw_only_figures(request)
    form = FindChildForm(request.GET if "local_id" in request.GET else None)
    sees_all = bool(may(request.user, C.SEE_MISUSE_REPORT))
    if sees_all and form.is_valid():
        found = Child.objects.filter(local_id__iexact=form.cleaned_data["local_id"].strip()).first()
        if found is not None:
            return redirect("looking:about", found.pk)
        form.add_error("local_id", "There is no record with this id. Check it and try again.")
    recent = events_open_to(request.user).filter(at__gte=day_begins(clock.real_today() - STATISTICS_OVER))
    context = {
        "heading": "Access log",
        "figures": _figures(request, recent) if sees_all else [],
        "table": presenters.roles_table(_by_role(recent)),
        "form": form if sees_all else None,
        "events": reverse("looking:events"),
    }
    return render(request, "desk/looking/overview.html", context)


def _figures(request: HttpRequest, recent: Any) -> list[Any]:
    open_concerns = AccessConcern.objects.to_look_into().count()
    overdue = Restriction.objects.to_look_at_again(clock.today()).count()
    refused = recent.filter(kind=AuditEvent.Kind.REFUSED).count()
    listed = reverse("looking:events")
    waiting = openings_shown_to(request.user).without_verdict().exclude(user=request.user.pk)
    late = waiting.overdue(clock.today()).count()
    return [
        components.figure(
            waiting.count(),
            "records opened in an emergency that wait for a verdict",
            reverse("break_glass:opened"),
            note=f"{late} overdue" if late else "",
            colour="red" if late else "",
        ),
        components.figure(
            open_concerns,
            "patterns of unusual access to look into",
            reverse("looking:unusual"),
            colour="yellow" if open_concerns else "",
        ),
        components.figure(overdue, "restrictions to be looked at again by now", colour="red" if overdue else ""),
        components.figure(refused, "refusals in the last 30 days", f"{listed}?kind=refused"),
    ]


def _by_role(recent: Any) -> Any:
    kinds = {"read": "read", "searched": "search", "exported": "export", "refused": "refused"}
    counts = {name: Count("pk", filter=Q(kind=kind)) for name, kind in kinds.items()}
    people = recent.filter(actor_id__isnull=False).exclude(acting_role="").order_by().values("acting_role")
    return people.annotate(people=Count("actor_id", distinct=True), **counts).order_by("acting_role")


@access(C.SEE_ACCESS_LOG)
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Show the events of the log, the latest first: who, when, what, about which ids; never a value."""
    filters = LogFilter(request.GET or None)
    page_obj = _page(request, narrowed(events_open_to(request.user), _asked(filters)))
    names = names_of(event.actor_id for event in page_obj)
    local_ids = local_ids_of((pk for event in page_obj for pk in event.child_ids), request.user)
    saw(request, *local_ids)
    opens = bool(may(request.user, C.SEE_MISUSE_REPORT))
    table = presenters.events_table(page_obj, names, local_ids, count=page_obj.paginator.count, opens=opens)
    context = {
        "heading": "Events of the log",
        "back": reverse("looking:overview"),
        "filters": filters,
        "table": table,
        "page_obj": page_obj,
        "empty_text": "Nothing in the log fits.",
        "empty_more": "Clear the filters to see everything.",
    }
    return render(request, "layouts/list.html", context)


@access(C.SEE_MISUSE_REPORT)
@require_safe
def about(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the information-governance officer who looked at a child of whom they see the id alone."""
    child = get_object_or_404(Child.objects.only("pk", "local_id"), pk=pk)
    saw(request, child)
    filters = LogFilter(request.GET or None)
    page_obj = _page(request, narrowed(looks_at(child.pk), _asked(filters)))
    names = names_of(event.actor_id for event in page_obj)
    context = {
        "heading": f"Who has looked at {child.local_id}",
        "back": reverse("looking:overview"),
        "filters": filters,
        "table": presenters.looks_table(page_obj, names, count=page_obj.paginator.count),
        "page_obj": page_obj,
        "empty_text": NOBODY if not request.GET else "Nothing in the log fits.",
    }
    return render(request, "layouts/list.html", context)
