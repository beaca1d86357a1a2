"""What is mine today, and which of it comes by mail."""

import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.enums import Role
from accounts.permissions import Capability, may
from audit.reading import saw_all, saw_only_figures
from desk.deadlines import deadlines
from desk.digest import gathering, presenters
from desk.digest.actions import choose
from desk.digest.changed import moved_for
from desk.digest.forms import PreferencesForm
from desk.digest.sources import SOURCES, sources_of
from office import clock
from office.form_pages import FormPage, answered, answers, around, form_page

PER_PAGE = 50
SHOWN_FOR = datetime.timedelta(weeks=4)
ZONE = ZoneInfo("Europe/London")


@access(Capability.HAVE_REMINDERS)
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Show what waits for this person today, in the role they act in: what the mail counts, by name."""
    user, when = request.user, deadlines(clock.today())
    parts = gathering.parts_for(user, sources_of(user.acting_role), when)
    children = presenters.children_named(user, parts)
    saw_all(request, children.values())
    saw_only_figures(request)
    context = {
        "heading": "What is mine today",
        "caption": Role(user.acting_role).label,
        "sections": presenters.sections(parts, children, when),
        "sees_dates": bool(may(user, Capability.SEE_SCHEDULE)),
        "has_several_roles": len(user.roles_held) > 1,
    }
    return render(request, "desk/digest/today.html", context)


@access(Capability.HAVE_REMINDERS)
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Let somebody choose what they are told of by mail, and how often."""
    user = request.user
    chosen, sources = gathering.chosen_by(user), sources_of(*user.roles_held)

    def make(data: Any) -> PreferencesForm:
        return PreferencesForm(data, sources=sources, chosen=chosen)

    def act(given: dict[str, Any]) -> str:
        picked = {name: how for name, how in answered(given).items() if name in SOURCES}
        choose(reader=user, choices=picked, by=user, seen_version=given["version"])
        return reverse("accounts:my-account")

    def standing(now: Any) -> list[tuple[str, Any]]:
        return answers(make(None), _Answers(now))

    context = around("Your reminders by mail", back=reverse("accounts:my-account"), submit="Save")
    page = FormPage(
        "digest.preferences",
        make,
        act,
        "Your reminders are saved.",
        "desk/digest/preferences.html",
        context,
        standing,
        record=chosen if chosen.pk else None,
    )
    return form_page(request, page)


@access(Capability.SEE_SCHEDULE)
@require_safe
def changed(request: HttpRequest) -> HttpResponse:
    """List the dates that have moved in the last four weeks, of those this person may see, the newest first."""
    since = datetime.datetime.combine(clock.real_today() - SHOWN_FOR, datetime.time.min, tzinfo=ZONE)
    page_obj = Paginator(moved_for(request.user, since), PER_PAGE).get_page(request.GET.get("page"))
    saw_all(request, [each.child for each in page_obj])
    saw_only_figures(request)
    context = {
        "heading": "Dates that have changed",
        "table": presenters.changed_table(page_obj, count=page_obj.paginator.count),
        "page_obj": page_obj,
        "empty_text": "No date of yours has changed in the last four weeks.",
        "empty_more": "Dates move when a bank holiday is added, a fact is corrected or a review is brought forward.",
    }
    return render(request, "layouts/list.html", context)


class _Answers:
    """What somebody chose, answered by the name of a source as a record answers by the name of a column."""

    def __init__(self, chosen: Any) -> None:
        for source in SOURCES.values():
            setattr(self, source.name, gathering.how_of(source, chosen))
