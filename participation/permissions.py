"""What a person may do with a form that was asked, beyond their role: it is opened by whoever has taken it on."""

from accounts.enums import Role
from accounts.models import User
from accounts.verdict import ALLOWED, Verdict, refused
from participation.models import AskedForm


def may_open_form(user: User, asked: AskedForm) -> Verdict:
    """Say whether this person may see what was filled so far, and fill it: whoever has taken the form on, alone."""
    if asked.taken_on_by_id == user.pk:
        return ALLOWED
    if asked.taken_on_by_id is None:
        return refused("Take this form on first.")
    return refused(f"{asked.taken_on_by} has taken this form on.")


def may_give_back_form(user: User, asked: AskedForm) -> Verdict:
    """Say whether this person may give a form back: whoever has taken it on, or the manager where they are away."""
    if asked.taken_on_by_id is None:
        return refused("Nobody has taken this form on.")
    if not asked.can_be_filled():
        return refused("Only a form that can still be filled is given back.")
    if asked.taken_on_by_id == user.pk or user.acting_role == Role.MANAGER:
        return ALLOWED
    return refused("You have not taken this form on.")
