"""What is mine today, and which of it comes by mail."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.enums import Role
from accounts.permissions import Capability
from audit.reading import saw_all, saw_only_figures
from desk.deadlines import deadlines
from desk.digest import gathering, presenters
from desk.digest.actions import choose
from desk.digest.forms import PreferencesForm
from desk.digest.sources import SOURCES, sources_of
from office import clock
from office.form_pages import FormPage, answered, answers, around, form_page


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


class _Answers:
    """What somebody chose, answered by the name of a source as a record answers by the name of a column."""

    def __init__(self, chosen: Any) -> None:
        for source in SOURCES.values():
            setattr(self, source.name, gathering.how_of(source, chosen))
