"""People, posts and teams as the tables and facts that pages show."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from accounts import policies
from accounts.models import Post, RoleGrant, User
from accounts.permissions import Capability, may
from design.components import Column, Fact, Table, lines, link, quiet, tag
from design.formats import counted, day

ACTIONS = Column("What can be done", hidden=True)


def share(fte: Decimal | None) -> str:
    """Return a share of full time as people write it: 0.5, 1, or that nobody has said."""
    return "not said" if fte is None else f"{fte.normalize():f}"


def full_time(posts: Iterable[Post]) -> str:
    """Return the shares of some posts added up, in words; posts whose share nobody has said are counted apart."""
    shares = [post.fte for post in posts]
    known = sum((fte for fte in shares if fte is not None), Decimal(0))
    silent = sum(1 for fte in shares if fte is None)
    words = f"{counted(len(shares), 'post')} today, {share(known)} full-time equivalent"
    return f"{words}; the share of {silent} is not said" if silent else words


def account_tag(person: User) -> SafeString:
    """Return whether an account is open, as a tag."""
    return tag("Open", "green") if person.is_active else tag("Closed", "grey")


def staff_table(page_obj: Any) -> Table:
    """Return one page of the people, with `roles_today` and `posts_today` fetched."""
    return Table(
        caption=counted(page_obj.paginator.count, "person", "people"),
        columns=["Name", "E-mail address", "Roles", "Posts", "Account", "Last signed in"],
        rows=[
            [
                lines(
                    link(person.full_name, reverse("accounts:person", args=[person.pk])),
                    quiet("Agency staff") if person.is_agency else "",
                ),
                person.email,
                lines(*(_role_today(grant) for grant in person.roles_today)) or quiet("No role"),
                lines(*(f"{post.get_kind_display()}, {share(post.fte)}" for post in person.posts_today)),
                account_tag(person),
                day(person.last_login.date() if person.last_login else None, empty="Never"),
            ]
            for person in page_obj
        ],
        stack=True,
    )


def _role_today(grant: RoleGrant) -> SafeString:
    """Return a role, and until when where that is known."""
    return lines(grant.get_role_display(), quiet(f"until {day(grant.until_on)}") if grant.until_on else "")


def person_facts(person: User, reader: User) -> list[Fact | tuple[str, Any]]:
    """Return the facts of one person's account."""
    change = reverse("accounts:change-details", args=[person.pk])
    return [
        ("E-mail address", person.email),
        Fact("Telephone number", person.phone, href=change),
        Fact("Sex", person.get_sex_display(), href=change),
        Fact("Ethnic identity", person.identity, href=change),
        Fact(
            "Works here through an agency",
            "Yes" if person.is_agency else "No",
            href=change if may(reader, Capability.MANAGE_ACCOUNTS) else "",
        ),
        ("Account", account_tag(person)),
        ("Last signed in", day(person.last_login.date() if person.last_login else None, empty="Never")),
    ]


def second_factor(app: Authenticator | None, codes_left: int) -> str:
    """Return in words whether a person set up an authenticator app, and how many recovery codes are left."""
    if app is None:
        return "Not set up"
    return f"Authenticator app, since {day(app.created_at.date())}. {counted(codes_left, 'recovery code')} left"


def roles_table(grants: list[RoleGrant], reader: User, today: datetime.date) -> Table:
    """Return the roles a person holds, held and will hold."""
    return Table(
        caption="Roles",
        columns=["Role", "From", "Until", "Given by", ACTIONS],
        rows=[
            [
                grant.get_role_display(),
                day(grant.from_on),
                day(grant.until_on, empty="Further notice"),
                grant.granted_by.full_name if grant.granted_by else "The system",
                link("End", reverse("accounts:end-role", args=[grant.pk]), hidden=f"the role {grant}")
                if policies.may_decide_role(grant.role, grant.user, reader) & policies.may_end(grant, today)
                else "",
            ]
            for grant in grants
        ],
        stack=True,
    )


def posts_table(posts: Iterable[Post], reader: User, *, with_holder: bool = True, total: int | None = None) -> Table:
    """Return posts, each with its share, its days, and what this reader may do about it."""
    found = list(posts)
    may_change = bool(may(reader, Capability.MANAGE_STAFF))
    return Table(
        caption=counted(len(found) if total is None else total, "post"),
        columns=[
            "Post",
            *(["Held by"] if with_holder else []),
            Column("Full-time equivalent", numeric=True),
            "Other duties",
            "From",
            "Until",
            *([ACTIONS] if may_change else []),
        ],
        rows=[
            [
                lines(post.get_kind_display(), quiet("Agency staff") if post.is_agency else ""),
                *([_holder(post)] if with_holder else []),
                share(post.fte),
                f"{share(post.other_duties_fte)} {post.other_duties}".strip() if post.other_duties_fte else "None",
                day(post.from_on),
                day(post.until_on, empty="Further notice"),
                *([_post_links(post)] if may_change else []),
            ]
            for post in found
        ],
        stack=True,
    )


def _holder(post: Post) -> SafeString:
    if post.holder is None:
        return quiet("Vacant")
    return link(post.holder.full_name, reverse("accounts:person", args=[post.holder.pk]))


def _post_links(post: Post) -> SafeString:
    hidden = f"the post {post}"
    links = [
        link("Change", reverse("accounts:change-post", args=[post.pk]), hidden=hidden),
        link("End", reverse("accounts:end-post", args=[post.pk]), hidden=hidden),
    ]
    return format_html_join(SafeString(" "), "{}", ((each,) for each in links))


def teams_table(page_obj: Any) -> Table:
    """Return one page of the teams, with `managed_today` fetched."""
    return Table(
        caption=counted(page_obj.paginator.count, "team"),
        columns=["Team", "What for", "Managed by"],
        rows=[
            [
                link(team.name, reverse("accounts:team", args=[team.pk])),
                team.get_kind_display(),
                lines(*(row.manager.full_name for row in team.managed_today)) or quiet("Nobody"),
            ]
            for team in page_obj
        ],
    )


def managements_table(rows: Iterable[Any], reader: User, today: datetime.date, *, of_person: bool) -> Table:
    """Return which teams a person manages, or who manages a team, today and before."""
    may_end = bool(may(reader, Capability.MANAGE_STAFF))

    def about(row: Any) -> str:
        return row.team.name if of_person else row.manager.full_name

    return Table(
        caption="Teams they manage" if of_person else "Managers",
        columns=["Team" if of_person else "Manager", "From", "Until", *([ACTIONS] if may_end else [])],
        rows=[
            [
                about(row),
                day(row.from_on),
                day(row.until_on, empty="Further notice"),
                *([_end_link(row, about(row), today)] if may_end else []),
            ]
            for row in rows
        ],
    )


def _end_link(row: Any, about: str, today: datetime.date) -> SafeString | str:
    if row.until_on is not None and row.until_on < today:
        return ""
    return link("End", reverse("accounts:end-management", args=[row.pk]), hidden=about)
