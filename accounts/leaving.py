"""What somebody still answers for when a role of theirs ends: the apps above say it, and the page warns of it."""

from collections.abc import Callable

from accounts.models import User

# Given who leaves a role, and which; returns what is left in one sentence, or nothing.
Remains = Callable[[User, str], str]
_remains: list[Remains] = []


def register_remains(remains: Remains) -> None:
    """Say what may be left when somebody's role ends. Called from `AppConfig.ready()`."""
    _remains.append(remains)


def what_remains(user: User, role: str) -> list[str]:
    """Return what this person still answers for in a role, in sentences."""
    return [sentence for remains in _remains if (sentence := remains(user, role))]
