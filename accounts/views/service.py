"""The posts and teams of the service."""

from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts import actions, presenters
from accounts.access import access
from accounts.actions import POST_FACTS
from accounts.forms import ChangePostForm, ChangeTeamForm, EndPostForm, ManageTeamForm, NewPostForm, TeamForm
from accounts.models import Post, Team, TeamManagement
from accounts.permissions import Capability
from accounts.views.today import day_of
from design.formats import day
from office.form_pages import FormPage, answered, answers, around, form_page

PER_PAGE = 50
manager_only = access(Capability.MANAGE_STAFF)
get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@manager_only
@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """List the posts: those of today, or all there ever were."""
    everything = request.GET.get("show") == "all"
    found = Post.objects.select_related("holder")
    shown = found if everything else found.exclude(until_on__lt=day_of(request))
    page_obj = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "heading": "Posts",
        "back": reverse("accounts:staff"),
        "table": presenters.posts_table(page_obj, request.user, total=page_obj.paginator.count),
        "page_obj": page_obj,
        "total": presenters.full_time(found.in_force(day_of(request))),
        "everything": everything,
        "empty_text": "No posts yet.",
        "empty_more": "Add the posts of the service, so that caseloads can be compared with them.",
    }
    return render(request, "accounts/posts.html", context)


def _facts(given: dict[str, Any]) -> dict[str, Any]:
    return {**answered(given), "other_duties_fte": given["other_duties_fte"] or Decimal(0)}


@manager_only
@get_and_post
def create_post(request: HttpRequest) -> HttpResponse:
    """Add a post."""
    back = reverse("accounts:posts")

    def act(given: dict[str, Any]) -> str:
        actions.create_post(**_facts(given), by=request.user)
        return back

    context = around("New post", back=back, submit="Add the post")
    return form_page(request, FormPage("accounts.post", NewPostForm, act, "The post is added.", context=context))


@manager_only
@get_and_post
def change_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a post from a day on; what it was before stays for the figures of the past."""
    post = get_object_or_404(Post.objects.select_related("holder"), pk=pk)
    back = reverse("accounts:posts")
    initial = {name: getattr(post, name) for name in (*POST_FACTS, "until_on", "version")}

    def make(data: Any) -> ChangePostForm:
        return ChangePostForm(data, initial=initial | {"from_on": day_of(request)})

    def act(given: dict[str, Any]) -> str:
        actions.change_post(post=post, by=request.user, seen_version=given["version"], **_facts(given))
        return back

    page = FormPage(
        f"accounts.change_post:{pk}",
        make,
        act,
        "The post is changed.",
        "accounts/change_post.html",
        around("Change a post", back=back, submit="Change the post", caption=str(post), post=post),
        standing=lambda now: answers(make(None), now),
        record=post,
    )
    return form_page(request, page)


@manager_only
@get_and_post
def end_post(request: HttpRequest, pk: int) -> HttpResponse:
    """End a post."""
    post = get_object_or_404(Post.objects.select_related("holder"), pk=pk)
    back = reverse("accounts:posts")

    def make(data: Any) -> EndPostForm:
        return EndPostForm(data, initial={"version": post.version})

    def act(given: dict[str, Any]) -> str:
        actions.end_post(post=post, last_day=given["last_day"], by=request.user, seen_version=given["version"])
        return back

    page = FormPage(
        f"accounts.end_post:{pk}",
        make,
        act,
        "The end of the post is recorded.",
        context=around("End a post", back=back, submit="End the post", caption=str(post)),
        standing=lambda now: [("Post", str(now)), ("Last day", day(now.until_on) if now.until_on else "none")],
        record=post,
    )
    return form_page(request, page)


@manager_only
@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """List the teams and who manages them today."""
    in_force = TeamManagement.objects.in_force(day_of(request)).select_related("manager")
    found = Team.objects.prefetch_related(Prefetch("managements", in_force, to_attr="managed_today"))
    page_obj = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "heading": "Teams",
        "back": reverse("accounts:staff"),
        "table": presenters.teams_table(page_obj),
        "page_obj": page_obj,
        "empty_text": "No teams yet.",
        "empty_more": "Add the social work teams, so that disputes reach their managers.",
    }
    return render(request, "accounts/teams.html", context)


@manager_only
@get_and_post
def create_team(request: HttpRequest) -> HttpResponse:
    """Add a team."""
    back = reverse("accounts:teams")

    def act(given: dict[str, Any]) -> str:
        actions.create_team(**answered(given), by=request.user)
        return back

    context = around("New team", back=back, submit="Add the team")
    return form_page(request, FormPage("accounts.new_team", TeamForm, act, "The team is added.", context=context))


@manager_only
@get_and_post
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a team and who has managed it; let somebody else manage it."""
    shown = get_object_or_404(Team, pk=pk)
    today = day_of(request)

    def make(data: Any) -> ManageTeamForm:
        return ManageTeamForm(data, today=today, team=shown, initial={"from_on": today})

    def act(given: dict[str, Any]) -> str:
        actions.manage_team(team=shown, by=request.user, **answered(given))
        return reverse("accounts:team", args=[pk])

    managed = shown.managements.select_related("manager")
    context = {
        "heading": shown.name,
        "back": reverse("accounts:teams"),
        "table": presenters.managements_table(managed, request.user, today, of_person=False),
        "team": shown,
        "submit_text": "Add the manager",
    }
    said = "The manager is recorded."
    return form_page(request, FormPage(f"accounts.team:{pk}", make, act, said, "accounts/team.html", context))


@manager_only
@get_and_post
def change_team(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a team's name or what it is for."""
    shown = get_object_or_404(Team, pk=pk)
    here = reverse("accounts:team", args=[pk])

    def make(data: Any) -> ChangeTeamForm:
        return ChangeTeamForm(data, initial={"name": shown.name, "kind": shown.kind, "version": shown.version})

    def act(given: dict[str, Any]) -> str:
        actions.change_team(team=shown, by=request.user, seen_version=given["version"], **answered(given))
        return here

    page = FormPage(
        f"accounts.change_team:{pk}",
        make,
        act,
        "The team is changed.",
        context=around("Change a team", back=here, submit="Save", caption=shown.name),
        standing=lambda now: answers(make(None), now),
        record=shown,
    )
    return form_page(request, page)
