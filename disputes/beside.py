"""What apps above have to say on the page of what is addressed to somebody: they register, so the arrows stay down."""

import datetime
from collections.abc import Callable

from accounts.models import User

Beside = Callable[[User, datetime.date], list[tuple[str, str]]]
_registered: list[Beside] = []


def register_beside(says: Beside) -> None:
    """Let an app say what else waits for somebody: words and an address each. Called from `AppConfig.ready()`."""
    _registered.append(says)


def beside(user: User, today: datetime.date) -> list[tuple[str, str]]:
    """Return everything else that waits for somebody."""
    return [line for says in _registered for line in says(user, today)]
