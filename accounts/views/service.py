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
from accounts.forms import EndPostForm, ManageTeamForm, PostForm, TeamForm
from accounts.models import Post, Team, TeamManagement
from accounts.permissions import Capability
from accounts.views.acting import act, day_of

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


def _facts(form: PostForm) -> dict[str, Any]:
    given = form.cleaned_data
    return {**given, "other_duties_fte": given["other_duties_fte"] or Decimal(0)}


@manager_only
@get_and_post
def create_post(request: HttpRequest) -> HttpResponse:
    """Add a post."""
    form = PostForm(request.POST or None)

    def work() -> None:
        actions.create_post(**_facts(form), by=request.user)

    here = reverse("accounts:posts")
    return act(request, form, work, done="The post is added.", to=here) or render(
        request,
        "layouts/form.html",
        {"heading": "New post", "form": form, "submit_text": "Add the post", "back": here, "cancel": here},
    )


@manager_only
@get_and_post
def change_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a post from a day on; what it was before stays for the figures of the past."""
    post = get_object_or_404(Post.objects.select_related("holder"), pk=pk)
    initial = {name: getattr(post, name) for name in (*POST_FACTS, "until_on")}
    form = PostForm(request.POST or None, initial={**initial, "from_on": day_of(request)})

    def work() -> None:
        given = _facts(form)
        actions.change_post(post=post, by=request.user, **given)

    here = reverse("accounts:posts")
    return act(request, form, work, done="The post is changed.", to=here) or render(
        request,
        "accounts/change_post.html",
        {
            "heading": "Change a post",
            "caption": str(post),
            "post": post,
            "form": form,
            "submit_text": "Change the post",
            "back": here,
            "cancel": here,
        },
    )


@manager_only
@get_and_post
def end_post(request: HttpRequest, pk: int) -> HttpResponse:
    """End a post."""
    post = get_object_or_404(Post.objects.select_related("holder"), pk=pk)
    form = EndPostForm(request.POST or None)

    def work() -> None:
        actions.end_post(post=post, last_day=form.cleaned_data["last_day"], by=request.user)

    here = reverse("accounts:posts")
    return act(request, form, work, done="The end of the post is recorded.", to=here) or render(
        request,
        "layouts/form.html",
        {
            "heading": "End a post",
            "caption": str(post),
            "form": form,
            "submit_text": "End the post",
            "back": here,
            "cancel": here,
        },
    )


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
    form = TeamForm(request.POST or None)

    def work() -> None:
        actions.create_team(**form.cleaned_data, by=request.user)

    here = reverse("accounts:teams")
    return act(request, form, work, done="The team is added.", to=here) or render(
        request,
        "layouts/form.html",
        {"heading": "New team", "form": form, "submit_text": "Add the team", "back": here, "cancel": here},
    )


@manager_only
@get_and_post
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a team and who has managed it; let somebody else manage it."""
    shown = get_object_or_404(Team, pk=pk)
    form = ManageTeamForm(request.POST or None, today=day_of(request), team=shown, initial={"from_on": day_of(request)})

    def work() -> None:
        actions.manage_team(team=shown, by=request.user, **form.cleaned_data)

    here = reverse("accounts:team", args=[pk])
    return act(request, form, work, done="The manager is recorded.", to=here) or render(
        request,
        "accounts/team.html",
        {
            "heading": shown.name,
            "back": reverse("accounts:teams"),
            "table": presenters.managements_table(
                shown.managements.select_related("manager"), request.user, day_of(request), of_person=False
            ),
            "team": shown,
            "form": form,
            "submit_text": "Add the manager",
        },
    )


@manager_only
@get_and_post
def change_team(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a team's name or what it is for."""
    shown = get_object_or_404(Team, pk=pk)
    form = TeamForm(request.POST or None, initial={"name": shown.name, "kind": shown.kind})

    def work() -> None:
        actions.change_team(team=shown, by=request.user, **form.cleaned_data)

    here = reverse("accounts:team", args=[pk])
    return act(request, form, work, done="The team is changed.", to=here) or render(
        request,
        "layouts/form.html",
        {
            "heading": "Change a team",
            "caption": shown.name,
            "form": form,
            "submit_text": "Save",
            "back": here,
            "cancel": here,
        },
    )
