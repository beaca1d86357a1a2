"""The people of the service: list, one person, their account and their roles."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts import actions, policies, presenters
from accounts.access import access
from accounts.confirming import confirm_first, recently_confirmed
from accounts.forms import AccountForm, DetailsForm, EndForm, GrantRoleForm, StaffFilters
from accounts.mail import send_notice, send_password_link
from accounts.models import Post, RoleGrant, TeamManagement, User
from accounts.permissions import Capability, may
from accounts.sign_in import second_factor
from accounts.verdict import insist
from accounts.views.acting import act, day_of
from accounts.views.passwords import site_of
from design.forms import GovukForm

PER_PAGE = 50
either = access(Capability.MANAGE_STAFF, Capability.MANAGE_ACCOUNTS)
accounts_only = access(Capability.MANAGE_ACCOUNTS)
get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@either
@require_safe
def staff(request: HttpRequest) -> HttpResponse:
    """List the people, with the roles and posts they hold today."""
    today = day_of(request)
    filters = StaffFilters(request.GET or None)
    in_force = Prefetch("role_grants", RoleGrant.objects.in_force(today), to_attr="roles_today")
    posts = Prefetch("posts", Post.objects.in_force(today), to_attr="posts_today")
    people = _narrowed(filters, User.objects.all(), request).prefetch_related(in_force, posts)
    page_obj = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    links = [("Posts", reverse("accounts:posts")), ("Teams", reverse("accounts:teams"))]
    context = {
        "heading": "Staff",
        "filters": filters,
        "table": presenters.staff_table(page_obj),
        "page_obj": page_obj,
        "empty_text": "Nobody fits these filters.",
        "links": links if may(request.user, Capability.MANAGE_STAFF) else [],
        "may_create": may(request.user, Capability.MANAGE_ACCOUNTS),
    }
    return render(request, "accounts/staff.html", context)


def _narrowed(filters: StaffFilters, people: QuerySet[User], request: HttpRequest) -> QuerySet[User]:
    given = filters.cleaned_data if filters.is_valid() else {}
    if given.get("accounts") != "all":
        people = people.filter(is_active=given.get("accounts") != "closed")
    if given.get("name"):
        people = people.filter(Q(full_name__icontains=given["name"]) | Q(email__icontains=given["name"]))
    if given.get("role"):
        held = RoleGrant.objects.in_force(day_of(request)).filter(role=given["role"])
        people = people.filter(pk__in=held.values("user"))
    return people


@either
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one person: account, roles, posts and teams, each with what this reader may do about it."""
    shown = get_object_or_404(User, pk=pk)
    reader, today = request.user, day_of(request)
    grants = list(shown.role_grants.select_related("granted_by"))
    for grant in grants:
        grant.user = shown
    managements = shown.managements.select_related("team")
    others_roles = [role for role in policies.grantable_by(reader) if reader.pk != shown.pk]
    context = {
        "heading": shown.full_name,
        "back": reverse("accounts:staff"),
        "facts": presenters.person_facts(shown),
        "person": shown,
        "roles": presenters.roles_table(grants, reader, today),
        "posts": presenters.posts_table(shown.posts.select_related("holder"), reader, with_holder=False),
        "teams": presenters.managements_table(managements, reader, today, of_person=True),
        "may_grant": bool(others_roles) and shown.is_active,
        "may_manage_account": may(reader, Capability.MANAGE_ACCOUNTS),
        "may_manage_staff": may(reader, Capability.MANAGE_STAFF),
        "close": policies.may_close(shown, reader),
        "reset": policies.may_reset_second_factor(shown, reader) if second_factor.has_one(shown) else None,
        "waits_for_role": shown.is_active and not any(grant.until_on is None for grant in grants),
    }
    return render(request, "accounts/person.html", context)


@accounts_only
@get_and_post
def create_account(request: HttpRequest) -> HttpResponse:
    """Make an account and send its link. The IRO manager then gives the role."""
    form = AccountForm(request.POST or None)

    def work() -> None:
        made = actions.create_account(**form.cleaned_data, by=request.user)
        send_password_link(user=made, site=site_of(request), by=request.user)

    done = "The account is made, and a link to set a password is on its way. It has no role yet."
    return act(request, form, work, done=done, to=reverse("accounts:staff")) or render(
        request,
        "accounts/create_account.html",
        {
            "heading": "New account",
            "form": form,
            "submit_text": "Make the account",
            "back": reverse("accounts:staff"),
            "cancel": reverse("accounts:staff"),
        },
    )


@either
@get_and_post
def change_details(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a person is called. The address stays: whoever could change it could sign in as them."""
    shown = get_object_or_404(User, pk=pk)
    initial = {name: getattr(shown, name) for name in DetailsForm.base_fields}
    form = DetailsForm(request.POST or None, initial=initial)

    def work() -> None:
        actions.change_details(user=shown, by=request.user, **form.cleaned_data)

    here = reverse("accounts:person", args=[pk])
    return act(request, form, work, done="The details are changed.", to=here) or render(
        request,
        "layouts/form.html",
        {
            "heading": "Change details",
            "caption": shown.full_name,
            "form": form,
            "submit_text": "Save",
            "back": here,
            "cancel": here,
        },
    )


@accounts_only
@get_and_post
def close_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account: the person is out at their next page, and their roles end."""
    shown = get_object_or_404(User, pk=pk)
    insist(policies.may_close(shown, request.user))
    form = GovukForm(request.POST if request.method == "POST" else None)

    def work() -> None:
        actions.deactivate_account(user=shown, by=request.user, today=day_of(request))

    here = reverse("accounts:person", args=[pk])
    return act(request, form, work, done="The account is closed.", to=here) or render(
        request,
        "accounts/close_account.html",
        {
            "heading": "Close this account?",
            "caption": shown.full_name,
            "form": form,
            "submit_text": "Close the account",
            "back": here,
            "cancel": here,
        },
    )


@accounts_only
@require_http_methods(["POST"])
def open_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed account again, without any role."""
    shown = get_object_or_404(User, pk=pk)
    insist(policies.may_open(shown))
    form = GovukForm(request.POST)
    done = "The account is open again. It has no role until someone gives it one."
    here = reverse("accounts:person", args=[pk])

    def work() -> None:
        actions.reactivate_account(user=shown, by=request.user)

    return act(request, form, work, done=done, to=here) or person(request, pk)


@accounts_only
@require_http_methods(["POST"])
def send_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a link to set a password to the person's own address."""
    shown = get_object_or_404(User, pk=pk)
    insist(policies.may_send_link(shown))
    form = GovukForm(request.POST)

    def work() -> None:
        send_password_link(user=shown, site=site_of(request), by=request.user)

    here = reverse("accounts:person", args=[pk])
    return act(request, form, work, done=f"A link is on its way to {shown.email}.", to=here) or person(request, pk)


@accounts_only
@require_http_methods(["POST"])
def end_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """End every session of a person: they are out at their next page."""
    shown = get_object_or_404(User, pk=pk)
    actions.end_sessions(user=shown, by=request.user)
    if shown.pk == request.user.pk:
        return redirect("accounts:sign-in")
    messages.success(request, f"{shown.full_name} is signed out everywhere.")
    return redirect("accounts:person", pk)


@accounts_only
@get_and_post
def reset_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget the second factor of somebody who lost phone and recovery codes. They are told by mail."""
    shown = get_object_or_404(User, pk=pk)
    insist(policies.may_reset_second_factor(shown, request.user))
    if not recently_confirmed(request):
        return confirm_first(request)
    form = GovukForm(request.POST if request.method == "POST" else None)

    def work() -> None:
        actions.reset_second_factor(user=shown, by=request.user)
        send_notice(user=shown, notice="second_factor_reset", site=site_of(request), by=request.user)

    here = reverse("accounts:person", args=[pk])
    return act(
        request, form, work, done="The second factor is reset, and the person is told by mail.", to=here
    ) or render(
        request,
        "accounts/reset_second_factor.html",
        {
            "heading": "Reset the second factor?",
            "caption": shown.full_name,
            "form": form,
            "submit_text": "Reset the second factor",
            "back": here,
            "cancel": here,
        },
    )


@either
@get_and_post
def grant_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody a role that is for this reader to give."""
    shown = get_object_or_404(User, pk=pk)
    roles = policies.grantable_by(request.user)
    for role in roles[:1]:
        insist(policies.may_decide_role(role, shown, request.user))
    form = GrantRoleForm(request.POST or None, roles=roles, initial={"from_on": day_of(request)})

    def work() -> None:
        actions.grant_role(user=shown, by=request.user, **form.cleaned_data)

    here = reverse("accounts:person", args=[pk])
    return act(request, form, work, done="The role is given.", to=here) or render(
        request,
        "layouts/form.html",
        {
            "heading": "Give a role",
            "caption": shown.full_name,
            "form": form,
            "submit_text": "Give the role",
            "back": here,
            "cancel": here,
        },
    )


@either
@get_and_post
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role, at once or after a last day."""
    grant = get_object_or_404(RoleGrant.objects.select_related("user"), pk=pk)
    today = day_of(request)
    insist(policies.may_decide_role(grant.role, grant.user, request.user) & policies.may_end(grant, today))
    form = EndForm(request.POST or None, today=today)

    def work() -> None:
        actions.end_role(grant=grant, by=request.user, today=today, last_day=form.cleaned_data["last_day"])

    here = reverse("accounts:person", args=[grant.user_id])
    return act(request, form, work, done="The end of the role is recorded.", to=here) or render(
        request,
        "accounts/end_role.html",
        {
            "heading": f"End the role: {grant.get_role_display()}",
            "grant": grant,
            "caption": grant.user.full_name,
            "form": form,
            "submit_text": "End the role",
            "back": here,
            "cancel": here,
        },
    )


@access(Capability.MANAGE_STAFF)
@get_and_post
def end_management(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody no longer answer for a team."""
    row = get_object_or_404(TeamManagement.objects.select_related("team", "manager"), pk=pk)
    today = day_of(request)
    form = EndForm(request.POST or None, today=today)

    def work() -> None:
        actions.end_team_management(
            management=row, by=request.user, today=today, last_day=form.cleaned_data["last_day"]
        )

    here = reverse("accounts:team", args=[row.team_id])
    return act(request, form, work, done="The end is recorded.", to=here) or render(
        request,
        "layouts/form.html",
        {
            "heading": f"{row.manager.full_name} no longer manages this team",
            "caption": row.team.name,
            "form": form,
            "submit_text": "Save",
            "back": here,
            "cancel": here,
        },
    )
