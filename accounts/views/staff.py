"""The people of the service: list, one person, their account and their roles."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts import actions, policies, presenters
from accounts.access import access
from accounts.confirming import confirm_first, recently_confirmed
from accounts.forms import AccountForm, DetailsForm, EndForm, GrantRoleForm, StaffFilters
from accounts.leaving import what_remains
from accounts.mail import send_notice, send_password_link
from accounts.models import Post, RoleGrant, TeamManagement, User
from accounts.permissions import Capability, may
from accounts.sign_in import second_factor
from accounts.verdict import ALLOWED, Verdict, insist
from accounts.views.passwords import site_of
from accounts.views.today import day_of
from audit.reading import saw_only_figures
from design.formats import day
from design.forms import SentForm
from office.form_pages import FormPage, answered, answers, around, form_page

PER_PAGE = 50
DETAILS = ("full_name", "phone", "sex", "identity", "is_agency")
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
    if given.get("ending"):
        people = people.filter(pk__in=RoleGrant.objects.ending_soon(day_of(request)).values("user"))
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
        "press": SentForm(),
        "back": reverse("accounts:staff"),
        "facts": presenters.person_facts(shown, reader),
        "person": shown,
        "roles": presenters.roles_table(grants, reader, today),
        "posts": presenters.posts_table(shown.posts.select_related("holder"), reader, with_holder=False),
        "teams": presenters.managements_table(managements, reader, today, of_person=True),
        "may_grant": bool(others_roles) and shown.is_active,
        "may_manage_account": may(reader, Capability.MANAGE_ACCOUNTS),
        "may_manage_staff": may(reader, Capability.MANAGE_STAFF),
        "close": policies.may_close(shown, reader),
        "reset": policies.may_reset_second_factor(shown, reader) if second_factor.has_one(shown) else None,
        "waits_for_role": shown.is_active and not any(policies.may_end(grant, today) for grant in grants),
    }
    return render(request, "accounts/person.html", context)


@accounts_only
@get_and_post
def create_account(request: HttpRequest) -> HttpResponse:
    """Make an account and send its link. The IRO manager then gives the role."""
    back = reverse("accounts:staff")

    def act(given: dict[str, Any]) -> str:
        made = actions.create_account(**answered(given), by=request.user)
        send_password_link(user=made, site=site_of(request), by=request.user)
        return back

    said = "The account is made, and a link to set a password is on its way. It has no role yet."
    context = around("New account", back=back, submit="Make the account")
    page = FormPage("accounts.create", AccountForm, act, said, "accounts/create_account.html", context)
    return form_page(request, page)


def _person_page(shown: User, heading: str, submit: str) -> dict[str, Any]:
    return around(heading, back=reverse("accounts:person", args=[shown.pk]), submit=submit, caption=shown.full_name)


def _account_stands(user: User) -> list[tuple[str, str]]:
    return [("Account", "open" if user.is_active else "closed")]


@either
@get_and_post
def change_details(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a person is called. The address stays: whoever could change it could sign in as them."""
    shown = get_object_or_404(User, pk=pk)
    initial = {name: getattr(shown, name) for name in DETAILS} | {"version": shown.version}

    def make(data: Any) -> DetailsForm:
        by_administrator = bool(may(request.user, Capability.MANAGE_ACCOUNTS))
        return DetailsForm(data, by_administrator=by_administrator, initial=initial)

    def act(given: dict[str, Any]) -> str:
        actions.change_details(user=shown, by=request.user, seen_version=given["version"], **answered(given))
        return reverse("accounts:person", args=[pk])

    page = FormPage(
        f"accounts.details:{pk}",
        make,
        act,
        "The details are changed.",
        context=_person_page(shown, "Change details", "Save"),
        standing=lambda now: answers(make(None), now),
        record=shown,
    )
    return form_page(request, page)


def _press(
    request: HttpRequest,
    shown: User,
    words: tuple[str, str, str],
    work: Callable[[], object],
    *,
    may: Callable[[], Verdict] = lambda: ALLOWED,
    template: str = "layouts/form.html",
) -> HttpResponse:
    """Do one thing about an account. words: the heading, the button, what is said afterwards."""
    heading, submit, said = words

    def act(_given: dict[str, Any]) -> str:
        work()
        return reverse("accounts:person", args=[shown.pk])

    page = FormPage(
        f"accounts.{request.resolver_match.url_name}:{shown.pk}",
        SentForm,
        act,
        said,
        template,
        _person_page(shown, heading, submit),
        standing=_account_stands,
        record=shown,
        may=may,
    )
    return form_page(request, page)


@accounts_only
@get_and_post
def close_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account: the person is out at their next page, and their roles end."""
    shown = get_object_or_404(User, pk=pk)
    if shown.pk == request.user.pk:
        insist(policies.may_close(shown, request.user))
    return _press(
        request,
        shown,
        ("Close this account?", "Close the account", "The account is closed."),
        lambda: actions.deactivate_account(user=shown, by=request.user, today=day_of(request)),
        may=lambda: policies.may_close(shown, request.user),
        template="accounts/close_account.html",
    )


@accounts_only
@require_http_methods(["POST"])
def open_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed account again, without any role."""
    shown = get_object_or_404(User, pk=pk)
    said = "The account is open again. It has no role until someone gives it one."
    return _press(
        request,
        shown,
        ("Open this account again", "Open the account", said),
        lambda: actions.reactivate_account(user=shown, by=request.user),
        may=lambda: policies.may_open(shown),
    )


@accounts_only
@require_http_methods(["POST"])
def send_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a link to set a password to the person's own address."""
    shown = get_object_or_404(User, pk=pk)
    return _press(
        request,
        shown,
        ("Send a link to set a password", "Send the link", f"A link is on its way to {shown.email}."),
        lambda: send_password_link(user=shown, site=site_of(request), by=request.user),
        may=lambda: policies.may_send_link(shown),
    )


@accounts_only
@require_http_methods(["POST"])
def end_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """End every session of a person: they are out at their next page. One's own too, which leads to signing in."""
    shown = get_object_or_404(User, pk=pk)
    return _press(
        request,
        shown,
        ("Sign this person out everywhere", "Sign them out", f"{shown.full_name} is signed out everywhere."),
        lambda: actions.end_sessions(user=shown, by=request.user),
    )


@accounts_only
@get_and_post
def reset_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget the second factor of somebody who lost phone and recovery codes. They are told by mail."""
    shown = get_object_or_404(User, pk=pk)
    insist(policies.may_reset_second_factor(shown, request.user))
    if not recently_confirmed(request):
        return confirm_first(request)

    def work() -> None:
        actions.reset_second_factor(user=shown, by=request.user)
        send_notice(user=shown, notice="second_factor_reset", site=site_of(request), by=request.user)

    said = "The second factor is reset, and the person is told by mail."
    words = ("Reset the second factor?", "Reset the second factor", said)
    return _press(request, shown, words, work, template="accounts/reset_second_factor.html")


@either
@get_and_post
def grant_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody a role that is for this reader to give."""
    shown = get_object_or_404(User, pk=pk)
    roles = policies.grantable_by(request.user)
    for role in roles[:1]:
        insist(policies.may_decide_role(role, shown, request.user))

    def make(data: Any) -> GrantRoleForm:
        return GrantRoleForm(data, roles=roles, is_agency=shown.is_agency, initial={"from_on": day_of(request)})

    def act(given: dict[str, Any]) -> str:
        actions.grant_role(user=shown, by=request.user, **answered(given))
        return reverse("accounts:person", args=[pk])

    context = _person_page(shown, "Give a role", "Give the role")
    return form_page(request, FormPage(f"accounts.grant:{pk}", make, act, "The role is given.", context=context))


def _remains(request: HttpRequest, grant: RoleGrant) -> list[str]:
    """Return what is left to others when a role ends, for the manager, who gives it to somebody else."""
    if not may(request.user, Capability.MANAGE_STAFF):
        return []
    saw_only_figures(request)
    return what_remains(grant.user, grant.role)


def _ending(now: Any) -> list[tuple[str, str]]:
    return [("Last day", day(now.until_on) if now.until_on else "none: it goes on")]


@either
@get_and_post
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role, at once or after a last day."""
    grant = get_object_or_404(RoleGrant.objects.select_related("user"), pk=pk)
    today = day_of(request)
    insist(policies.may_decide_role(grant.role, grant.user, request.user))
    here = reverse("accounts:person", args=[grant.user_id])

    def make(data: Any) -> EndForm:
        return EndForm(data, today=today, initial={"version": grant.version})

    def act(given: dict[str, Any]) -> str:
        actions.end_role(
            grant=grant, by=request.user, today=today, last_day=given["last_day"], seen_version=given["version"]
        )
        return here

    heading = f"End the role: {grant.get_role_display()}"
    page = FormPage(
        f"accounts.end_role:{pk}",
        make,
        act,
        "The end of the role is recorded.",
        "accounts/end_role.html",
        around(
            heading,
            back=here,
            submit="End the role",
            caption=grant.user.full_name,
            remains=_remains(request, grant),
        ),
        standing=_ending,
        record=grant,
        may=lambda: policies.may_end(grant, today),
    )
    return form_page(request, page)


@access(Capability.MANAGE_STAFF)
@get_and_post
def end_management(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody no longer answer for a team."""
    row = get_object_or_404(TeamManagement.objects.select_related("team", "manager"), pk=pk)
    today = day_of(request)
    here = reverse("accounts:team", args=[row.team_id])

    def make(data: Any) -> EndForm:
        return EndForm(data, today=today, initial={"version": row.version})

    def act(given: dict[str, Any]) -> str:
        actions.end_team_management(
            management=row, by=request.user, today=today, last_day=given["last_day"], seen_version=given["version"]
        )
        return here

    heading = f"{row.manager.full_name} no longer manages this team"
    page = FormPage(
        f"accounts.end_management:{pk}",
        make,
        act,
        "The end is recorded.",
        context=around(heading, back=here, submit="Save", caption=row.team.name),
        standing=_ending,
        record=row,
    )
    return form_page(request, page)
