"""Who may take what out of the system. `may` knows the roles, and that agency staff take nothing."""

from collections.abc import Iterable

from accounts.models import User
from accounts.permissions import Capability, may, may_any
from accounts.verdict import ALLOWED, Verdict, refused


def may_take(user: User, needs: Iterable[Capability]) -> Verdict:
    """Say whether this person, in the role they act in, may take away a list for which one of `needs` is needed."""
    return may(user, Capability.EXPORT_LISTS) & may_any(user, *needs)


def may_have_feed(user: User) -> Verdict:
    """Say whether this person, in the role they act in, may have the reviews they are booked for in a calendar."""
    is_open = ALLOWED if user.is_active else refused("This account is closed.")
    return is_open & may(user, Capability.HAVE_CALENDAR_FEED)
