"""What a person may do about a child's record where more than the role matters: breaking the glass, and judging it."""

import datetime

from django.db.models import QuerySet

from accounts.enums import Role
from accounts.models import RoleGrant, User
from accounts.permissions import CAPABILITIES, Capability, may
from accounts.verdict import ALLOWED, Verdict, refused
from children.confidentiality import in_conflict_with
from children.models import BreakGlass, Child
from design.formats import clock, day

# So many people other than the one who opens a record are told at once. Source: the access model, break-glass.
TOLD_AT_LEAST = 2
NOBODY_TO_TELL = (
    "Two people must be told at once when a record is opened this way, and there are not two. "
    "Ask the IRO manager or the information-governance officer."
)
JUDGES = tuple(role for role in Role if Capability.JUDGE_BROKEN_GLASS in CAPABILITIES[role])


def judges_of(child: Child, apart_from: User, today: datetime.date) -> list[User]:
    """Return who is told that this child's record was opened, and may judge it.

    Those with the right to, who do not know the child privately, apart from the one who opens it.
    """
    held = RoleGrant.objects.in_force(today).filter(role__in=JUDGES).values("user")
    found = User.objects.active().filter(pk__in=held).exclude(pk=apart_from.pk)
    return [person for person in found if not is_in_conflict(person, child)]


def is_in_conflict(person: User, child: Child) -> bool:
    """Say whether the register keeps this person from this child's record."""
    return Child.objects.filter(in_conflict_with(person), pk=child.pk).exists()


def may_break_glass(user: User, today: datetime.date, now: datetime.datetime) -> Verdict:
    """Say whether this person may open any record at all outside what they may see.

    By role, one at a time, and only when nothing that they opened before waits for its verdict past its day.
    """
    mine = BreakGlass.objects.filter(user=user)
    late = mine.overdue(today).order_by("verdict_due_on").first()
    running = mine.open_at(now).first()
    allowed = may(user, Capability.BREAK_GLASS)
    if not allowed:
        return allowed
    if late is not None:
        return refused(
            f"Nobody has judged the record you opened on {day(late.opened_at)}, and its verdict was due on "
            f"{day(late.verdict_due_on)}. Until then you cannot open another. Ask the IRO manager."
        )
    if running is not None:
        return refused(f"You have opened a record until {clock(running.closes_at)}. End that before you open another.")
    return ALLOWED


def may_judge(user: User, opening: BreakGlass) -> Verdict:
    """Say whether this person may judge why a record was opened."""
    if opening.user_id == user.pk:
        return refused("Nobody judges their own opening of a record.")
    allowed = may(user, Capability.JUDGE_BROKEN_GLASS)
    if allowed and opening.verdict:
        return refused("This was judged already.")
    return allowed


def openings_shown_to(user: User) -> "QuerySet[BreakGlass]":
    """Return the openings of records that this person may look into: all but of children whom they know privately."""
    closed = Child.objects.filter(in_conflict_with(user)).values("pk")
    return BreakGlass.objects.exclude(child__in=closed)
