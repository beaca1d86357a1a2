"""What may be done about accounts and roles: nobody alone makes somebody who can open a case record.

The system administrator makes accounts and gives roles that open no child's record; the IRO manager gives the others,
and cannot make accounts. So two people stand behind every role that sees children (docs/adr: two people for a role).
"""

import datetime

from accounts.enums import Role
from accounts.models import Post, RoleGrant, User
from accounts.permissions import Capability, may
from accounts.verdict import ALLOWED, Verdict, refused
from audit.actors import Actor, SystemJob

# Roles that open no child's record: the system administrator gives them.
ROLES_WITHOUT_CASES = (Role.SYSTEM_ADMINISTRATOR, Role.PANEL_MEMBER)


def capability_to_grant(role: str) -> Capability:
    """Return the right it takes to give or end a role."""
    return Capability.MANAGE_ACCOUNTS if role in ROLES_WITHOUT_CASES else Capability.MANAGE_STAFF


def grantable_by(person: User) -> list[Role]:
    """Return the roles that this person may give to others."""
    return [role for role in Role if may(person, capability_to_grant(role))]


def may_decide_role(role: str, user: User, by: Actor) -> Verdict:
    """Say whether `by` may give a role to `user`, or end it: with the right to, and never for themselves."""
    if isinstance(by, SystemJob):
        return ALLOWED
    if user.pk == by.pk:
        return refused("Nobody changes their own roles. Ask someone else who may.")
    if not isinstance(by, User) or not may(by, capability_to_grant(role)):
        who = "the system administrator" if role in ROLES_WITHOUT_CASES else "the IRO manager"
        return refused(f"Only {who} gives or ends the role of {Role(role).label}.")
    return ALLOWED


def fits(role: str, user: User, from_on: datetime.date, until_on: datetime.date | None) -> Verdict:
    """Say whether a role fits with the other roles that a person holds during the same time."""
    others = RoleGrant.objects.filter(user=user).exclude(until_on__lt=from_on)
    if until_on is not None:
        others = others.filter(from_on__lte=until_on)
    held = set(others.values_list("role", flat=True))
    if not user.is_active:
        return refused("This account is closed. Open it first.")
    if user.is_agency and until_on is None:
        return refused("Enter a last day: a role of staff from an agency has one.")
    if role in held:
        return refused("This person already holds this role.")
    if held and (role == Role.PANEL_MEMBER or Role.PANEL_MEMBER in held):
        return refused("A panel member holds no other role.")
    if held and (role == Role.SYSTEM_ADMINISTRATOR or Role.SYSTEM_ADMINISTRATOR in held):
        return refused("A system administrator holds no other role.")
    return ALLOWED


def may_come_from_agency(user: User) -> Verdict:
    """Say whether an account can be marked as that of staff from an agency: none of its roles is without a last day."""
    if RoleGrant.objects.filter(user=user, until_on__isnull=True).exists():
        return refused("Give each of their roles a last day first: staff from an agency have one.")
    return ALLOWED


def may_end(grant: RoleGrant, on: datetime.date) -> Verdict:
    """Say whether a role can be ended: it is held, or will be."""
    if grant.until_on is not None and grant.until_on < on:
        return refused("This role has already ended.")
    return ALLOWED


def may_close(user: User, by: Actor) -> Verdict:
    """Say whether an account can be closed."""
    if not isinstance(by, SystemJob) and user.pk == by.pk:
        return refused("You cannot close your own account. Ask another system administrator.")
    if not user.is_active:
        return refused("This account is already closed.")
    return ALLOWED


def may_open(user: User) -> Verdict:
    """Say whether an account can be opened again."""
    return refused("This account is open.") if user.is_active else ALLOWED


def may_reset_second_factor(user: User, by: Actor) -> Verdict:
    """Say whether somebody's second factor can be forgotten: by another, since who has it can replace it themselves."""
    if not isinstance(by, SystemJob) and user.pk == by.pk:
        return refused("You cannot reset your own second factor. Ask another system administrator.")
    return ALLOWED if user.is_active else refused("This account is closed. Open it first.")


def may_send_link(user: User) -> Verdict:
    """Say whether a link to set a password can be sent."""
    return ALLOWED if user.is_active else refused("This account is closed. Open it first.")


def may_add_post(kind: str, holder: User | None, from_on: datetime.date) -> Verdict:
    """Say whether a post is new: the same one, held by the same person from the same day, was sent twice."""
    if holder is not None and Post.objects.filter(kind=kind, holder=holder, from_on=from_on).exists():
        return refused("This person already holds this post from this day.")
    return ALLOWED
