"""Where reminders come from: each room of the desk registers what may wait for somebody, from `AppConfig.ready()`.

A source says for one person, acting in one of their roles, which things wait for them today. It starts at
`visible_to(user)`, so that nobody hears of what they may not see, and looks afresh each time it is asked.
"""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.enums import Role
from accounts.models import User
from design.formats import counted
from desk.deadlines import Deadlines


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits.

    pk: its id, unique within its source. child_id: whom it is about, if it is about one child. by: until when. href:
    where it is done. due: the limit with its working, where the day is one that the law or the guidance sets.
    """

    pk: int
    child_id: int | None
    by: datetime.date | None = None
    href: str = ""
    due: Any = None


@dataclass(frozen=True)
class Source:
    """A sort of thing that may wait for somebody.

    name: for ever, at most 40 characters; it is kept beside every reminder. roles: for whom. one, many: what waits,
    as it follows a number ("review to hold this week"); never anything about one child. items: given the person and
    the day, what waits. page: the name of the page that lists them, if there is one. is_duty: the law asks for it, or
    a child may be unsafe, so that its mail cannot be turned off.
    """

    name: str
    roles: tuple[Role, ...]
    one: str
    many: str
    items: Callable[[User, Deadlines], Iterable[Item]]
    page: str = ""
    is_duty: bool = False
    # How the limits of its things came to be the days they are, by their ids; for the page, never for the mail.
    histories: Callable[[Collection[int]], Mapping[int, list[str]]] | None = None

    def sentence(self, number: int) -> str:
        """Return how many wait, in words: "3 reviews to hold this week"."""
        return counted(number, self.one, self.many)


SOURCES: dict[str, Source] = {}


def register(source: Source) -> None:
    """Let a sort of thing be reminded of. Raises ValueError for a second one of a name."""
    if source.name in SOURCES:
        message = f"two sources of reminders are called {source.name}"
        raise ValueError(message)
    SOURCES[source.name] = source


def sources_of(*roles: str) -> list[Source]:
    """Return the sources of any of some roles, in the order in which they were registered."""
    return [source for source in SOURCES.values() if set(source.roles) & set(roles)]
