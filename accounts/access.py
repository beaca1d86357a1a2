"""The access rule that stands beside every view. A view without one answers 403 and fails `manage.py check`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from accounts.models import User
from accounts.permissions import Capability, may_any
from accounts.verdict import ALLOWED, Verdict
from accounts.visibility import Record

V = TypeVar("V", bound=Callable[..., Any])
ATTRIBUTE = "access_rule"


@dataclass(frozen=True)
class AccessRule:
    """Who may open a page: anyone at all, anyone signed in, or whoever has one of the capabilities.

    record: the kind of record that the page's address names, where it names one: whoever may open the page still sees
    only the records of that kind that they reach, and any other is not there for them.
    """

    public: bool = False
    capabilities: tuple[Capability, ...] = ()
    record: Record | None = None

    def verdict(self, user: User) -> Verdict:
        """Say whether a signed-in person may open the page."""
        return may_any(user, *self.capabilities) if self.capabilities else ALLOWED

    def __str__(self) -> str:
        """Return the rule in words, as the access matrix prints it."""
        if self.public:
            return "anyone"
        return " or ".join(self.capabilities) if self.capabilities else "anyone signed in"


def public(view: V) -> V:
    """Let anyone open this page, signed in or not."""
    setattr(view, ATTRIBUTE, AccessRule(public=True))
    return view


def signed_in(view: V) -> V:
    """Let anyone who is signed in open this page."""
    setattr(view, ATTRIBUTE, AccessRule())
    return view


def access(*capabilities: Capability, record: Record | None = None) -> Callable[[V], V]:
    """Let those open this page who have at least one of the capabilities.

    record: the kind of record about a child that the id in the address names; the view looks it up among those that
    the person reaches, and `manage.py access_matrix` prints which these are.
    """

    def decorate(view: V) -> V:
        setattr(view, ATTRIBUTE, AccessRule(capabilities=capabilities, record=record))
        return view

    return decorate


def rule_of(view: Callable[..., Any]) -> AccessRule | None:
    """Return the rule that stands beside a view (a function, or a class through `as_view`), or None."""
    found = getattr(view, ATTRIBUTE, None) or getattr(getattr(view, "view_class", None), ATTRIBUTE, None)
    return found if isinstance(found, AccessRule) else None
