"""Who stands in for an operational manager: named by the manager, from a day until a day."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.actions import end_deputy, name_deputy
from accounts.models import ManagerDeputy
from accounts.permissions import Capability
from design.forms import SentForm, VersionField
from desk.after_review import forms, presenters, rows
from desk.deadlines import deadlines
from office import clock
from office.form_pages import FormPage, around, form_page

METHODS = ["GET", "HEAD", "POST"]
LIST = "after_review:deputies"


class EndForm(SentForm):
    """A button that says how the row was."""

    version = VersionField()


@access(Capability.NAME_A_DEPUTY)
@require_safe
def deputies(request: HttpRequest) -> HttpResponse:
    """List who stands in for this manager, and for whom they stand in."""
    when = deadlines(clock.today())
    mine = rows.deputies_of(request.user).order_by("-from_on", "-pk")
    for_others = ManagerDeputy.objects.in_force(when.today).filter(deputy=request.user).select_related("manager")
    context = {
        "heading": "Who stands in for me",
        "back": reverse("after_review:to-challenge"),
        "table": presenters.deputies_table(mine[:50], when),
        "empty_text": "Nobody stands in for you.",
        "empty_more": "Name somebody before you are away: they see what is sent to your teams, and may challenge it.",
        "for_others": [f"{each.manager}, until {each.until_on:%d/%m/%Y}" for each in for_others],
    }
    return render(request, "desk/after_review/deputies.html", context)


@access(Capability.NAME_A_DEPUTY)
@require_http_methods(METHODS)
def name(request: HttpRequest) -> HttpResponse:
    """Name who stands in."""
    today = clock.today()

    def act(given: dict[str, Any]) -> str:
        days = {key: given[key] for key in ("deputy", "from_on", "until_on")}
        name_deputy(manager=request.user, by=request.user, today=today, **days)
        return reverse(LIST)

    page = FormPage(
        "after_review.name_deputy",
        lambda data: forms.DeputyForm(data, today=today, manager=request.user, initial={"from_on": today}),
        act,
        "They stand in for you on these days.",
        context=around("Name who stands in for you", back=reverse(LIST), submit="Save"),
    )
    return form_page(request, page)


@access(Capability.NAME_A_DEPUTY)
@require_http_methods(METHODS)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody no longer stand in."""
    row = get_object_or_404(rows.deputies_of(request.user), pk=pk)
    today = clock.today()

    def act(given: dict[str, Any]) -> str:
        end_deputy(deputy=row, by=request.user, today=today, seen_version=given["version"])
        return reverse(LIST)

    page = FormPage(
        f"after_review.end_deputy:{pk}",
        lambda data: EndForm(data, initial={"version": row.version}),
        act,
        "They no longer stand in for you.",
        context=around(f"{row.deputy} no longer stands in for me", back=reverse(LIST), submit="End it"),
        standing=lambda now: [("Days", f"{now.from_on:%d/%m/%Y} to {now.until_on:%d/%m/%Y}")],
        record=row,
    )
    return form_page(request, page)
