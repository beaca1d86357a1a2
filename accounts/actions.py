"""What happens to the people who work here: accounts, roles, posts, teams and passwords."""

import datetime
import uuid
from decimal import Decimal
from typing import Any, TypeVar

from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.db.models import Model

from accounts import policies
from accounts.models import ManagerDeputy, Post, RoleGrant, Team, TeamManagement, User
from accounts.sign_in import second_factor
from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor, SystemJob
from audit.versions import change, take_turn

M = TypeVar("M", bound=Model)
ONE_DAY = datetime.timedelta(days=1)


@action("accounts.create_account")
def create_account(
    *,
    email: str,
    full_name: str,
    by: Actor,
    password: str | None = None,
    sex: str = "",
    identity: str = "",
    phone: str = "",
    must_change_password: bool = False,
    is_agency: bool = False,
) -> User:
    """Make an account, without any role. Without a password nobody can sign in until one is set through the link.

    Raises ValidationError for an address that is taken.
    """
    user: User = User(
        email=email.strip().lower(),
        full_name=full_name.strip(),
        sex=sex,
        identity=identity,
        phone=phone,
        must_change_password=must_change_password,
        is_agency=is_agency,
    )
    user.set_password(password)
    user.full_clean(exclude=["password"])
    user.save()
    return user


@action("accounts.change_details")
def change_details(*, user: User, by: Actor, seen_version: int | None = None, **details: Any) -> User:
    """Change a person's name, telephone number, sex or identity as they describe it, or that an agency sends them.

    Raises ValidationError; ConflictError when the record has moved on since `seen_version`.
    """
    if details.get("is_agency") and not (verdict := policies.may_come_from_agency(user)):
        raise ValidationError({"is_agency": verdict.reason})
    return _changed(user, seen_version, details, exclude=["password"])


def _changed(row: M, seen_version: int | None, facts: dict[str, Any], *, exclude: list[str] | None = None) -> M:
    """Write facts that fit to a row that has not moved on."""
    for name, value in facts.items():
        setattr(row, name, value)
    row.full_clean(exclude=exclude)
    return change(row, seen_version=seen_version, **facts)


@action("accounts.close_account")
def deactivate_account(*, user: User, by: Actor, today: datetime.date) -> User:
    """Close an account and end its roles and teams: whoever is signed in with it is out at the next page.

    Opened again, the account has no role until someone gives it one. Raises RefusedError for one's own account.
    """
    insist(policies.may_close(user, by))
    change(user, is_active=False)
    _end_sessions_of(user)
    for grant in RoleGrant.objects.filter(user=user).exclude(until_on__lt=today):
        _end_before(grant, today)
    for management in TeamManagement.objects.filter(manager=user).exclude(until_on__lt=today):
        _end_before(management, today)
    return user


@action("accounts.open_account")
def reactivate_account(*, user: User, by: Actor) -> User:
    """Open a closed account again. Raises RefusedError for an open one."""
    insist(policies.may_open(user))
    return change(user, is_active=True)


def _end_before(row: Any, day: datetime.date) -> None:
    """End a spell so that it no longer holds on `day`; one that never held before is taken back: the log keeps that."""
    if row.from_on >= day:
        row.delete()
        return
    change(row, until_on=day - ONE_DAY)


@action("accounts.grant_role")
def grant_role(
    *, user: User, role: str, by: Actor, from_on: datetime.date, until_on: datetime.date | None = None
) -> RoleGrant:
    """Give somebody a role from a day, until a day (inclusive) where one is known.

    Raises RefusedError for one's own roles, for a role that is not for `by` to give, and for roles that do not go
    together.
    """
    insist(policies.may_decide_role(role, user, by) & policies.fits(role, user, from_on, until_on))
    granted_by_id = None if isinstance(by, SystemJob) else by.pk
    grant = RoleGrant(user=user, role=role, from_on=from_on, until_on=until_on, granted_by_id=granted_by_id)
    grant.full_clean(exclude=["granted_by"])
    grant.save()
    return grant


@action("accounts.end_role")
def end_role(
    *,
    grant: RoleGrant,
    by: Actor,
    today: datetime.date,
    last_day: datetime.date | None = None,
    seen_version: int | None = None,
) -> RoleGrant:
    """End a role: at once, or after a `last_day` from today on.

    Raises RefusedError as `grant_role` does, ConflictError when the role has moved on since `seen_version`.
    """
    insist(policies.may_decide_role(grant.role, grant.user, by) & policies.may_end(grant, today))
    _end(grant, today, last_day, seen_version)
    if last_day is None:
        _end_sessions_of(grant.user)
    return grant


def _end_sessions_of(user: User) -> None:
    user.sessions_since = uuid.uuid4()
    user.save(update_fields=["sessions_since"])


@action("accounts.end_sessions")
def end_sessions(*, user: User, by: Actor) -> User:
    """End every session of a person: whoever is signed in with the account is out at their next page."""
    _end_sessions_of(user)
    return user


@action("accounts.link_single_sign_on")
def link_single_sign_on(*, user: User, provider: str, subject: str, by: Actor) -> User:
    """Remember who a person is at the provider of single sign-on, so that a changed address finds them again."""
    SocialAccount.objects.create(user=user, provider=provider, uid=subject, extra_data={})
    return user


@action("accounts.set_up_second_factor")
def set_up_second_factor(*, user: User, secret: str, step: int, by: Actor) -> list[str]:
    """Keep an authenticator app in place of any before. Returns the new recovery codes, which nobody can read again.

    secret: base 32, as the app has it. step: of the code that proved it.
    """
    return second_factor.replace(user, secret, step)


@action("accounts.renew_recovery_codes")
def renew_recovery_codes(*, user: User, by: Actor) -> list[str]:
    """Make new recovery codes; the old ones work no more. Returns them, and nobody can read them again."""
    return second_factor.renew_recovery_codes(user)


@action("accounts.reset_second_factor")
def reset_second_factor(*, user: User, by: Actor) -> User:
    """Forget the second factor of somebody who lost it, and end their sessions. They set up another at their next.

    Raises RefusedError for one's own.
    """
    insist(policies.may_reset_second_factor(user, by))
    second_factor.remove(user)
    _end_sessions_of(user)
    return user


def _end(row: Any, today: datetime.date, last_day: datetime.date | None, seen_version: int | None) -> None:
    take_turn(row, seen_version=seen_version)
    if last_day is None:
        kept = row.pk
        _end_before(row, today)
        row.pk = kept  # the log names what was taken back
        return
    _changed(row, None, {"until_on": last_day}, exclude=["granted_by"])


@action("accounts.create_post")
def create_post(
    *,
    kind: str,
    from_on: datetime.date,
    by: Actor,
    holder: User | None = None,
    fte: Decimal | None = None,
    other_duties_fte: Decimal = Decimal(0),
    other_duties: str = "",
    until_on: datetime.date | None = None,
    is_agency: bool = False,
) -> Post:
    """Add a post of the service. fte: a share of full time above 0 and up to 1, None where nobody has said.

    Raises ValidationError where shares or days make no sense, RefusedError for the same post a second time.
    """
    insist(policies.may_add_post(kind, holder, from_on))
    post = Post(
        kind=kind,
        holder=holder,
        fte=fte,
        other_duties_fte=other_duties_fte,
        other_duties=other_duties,
        from_on=from_on,
        until_on=until_on,
        is_agency=is_agency,
    )
    post.full_clean()
    post.save()
    return post


@action("accounts.change_post")
def change_post(
    *,
    post: Post,
    from_on: datetime.date,
    by: Actor,
    until_on: datetime.date | None = None,
    seen_version: int | None = None,
    **facts: Any,
) -> Post:
    """Change a post from a day on: the old facts end the day before, and a new row holds the new ones.

    From the post's own first day or an earlier one, the row itself is put right. The past keeps the share it had.
    Raises ValidationError where shares or days make no sense, ConflictError when the post has moved on.
    """
    if from_on <= post.from_on:
        return _changed(post, seen_version, {"from_on": from_on, "until_on": until_on, **facts})
    known = {name: getattr(post, name) for name in POST_FACTS}
    change(post, seen_version=seen_version, until_on=from_on - ONE_DAY)
    following = Post(**{**known, **facts}, from_on=from_on, until_on=until_on)
    following.full_clean()
    following.save()
    return following


POST_FACTS = ("kind", "holder", "fte", "other_duties_fte", "other_duties", "is_agency")


@action("accounts.end_post")
def end_post(*, post: Post, last_day: datetime.date, by: Actor, seen_version: int | None = None) -> Post:
    """End a post after its last day. Raises ValidationError for a day before its first, ConflictError as the others."""
    return _changed(post, seen_version, {"until_on": last_day})


@action("accounts.create_team")
def create_team(*, name: str, kind: str, by: Actor) -> Team:
    """Add a team. Raises ValidationError for a name that is taken."""
    team = Team(name=name.strip(), kind=kind)
    team.full_clean()
    team.save()
    return team


@action("accounts.change_team")
def change_team(*, team: Team, by: Actor, seen_version: int | None = None, **facts: Any) -> Team:
    """Change a team's name, or say that it is no longer current.

    Raises ValidationError for a name that is taken, ConflictError when the team has moved on since `seen_version`.
    """
    return _changed(team, seen_version, facts)


@action("accounts.manage_team")
def manage_team(
    *, team: Team, manager: User, by: Actor, from_on: datetime.date, until_on: datetime.date | None = None
) -> TeamManagement:
    """Let somebody answer for a team from a day on. Raises ValidationError when they already do."""
    row = TeamManagement(team=team, manager=manager, from_on=from_on, until_on=until_on)
    row.full_clean()
    row.save()
    return row


@action("accounts.name_deputy")
def name_deputy(
    *, manager: User, deputy: User, from_on: datetime.date, until_on: datetime.date, by: User, today: datetime.date
) -> ManagerDeputy:
    """Let somebody stand in for an operational manager, for some days. Raises ValidationError, by field."""
    if until_on < today:
        raise ValidationError({"until_on": "The last day must not be in the past."})
    row = ManagerDeputy(manager=manager, deputy=deputy, from_on=from_on, until_on=until_on, named_by=by)
    row.full_clean()
    row.save()
    return row


@action("accounts.end_deputy")
def end_deputy(
    *, deputy: ManagerDeputy, by: User, today: datetime.date, seen_version: int | None = None
) -> ManagerDeputy:
    """Let somebody no longer stand in for a manager, from today on; one who was yet to begin never does."""
    last = today - datetime.timedelta(days=1)
    days = {"until_on": last} if deputy.from_on <= last else {"from_on": last, "until_on": last}
    return change(deputy, seen_version=seen_version, **days)


@action("accounts.end_team_management")
def end_team_management(
    *,
    management: TeamManagement,
    by: Actor,
    today: datetime.date,
    last_day: datetime.date | None = None,
    seen_version: int | None = None,
) -> TeamManagement:
    """Let somebody no longer answer for a team: at once, or after a `last_day`. Raises ConflictError as the others."""
    _end(management, today, last_day, seen_version)
    return management


@action("accounts.change_password")
def change_password(*, user: User, new_password: str, by: Actor) -> User:
    """Set a password that passed the form's checks. Every other session of the person ends at its next page."""
    user.set_password(new_password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    return user
