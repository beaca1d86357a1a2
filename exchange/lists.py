"""The lists that may be taken away as files. Whoever has a list registers it here, from `AppConfig.ready()`."""

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from accounts.permissions import Capability
from exchange.permissions import may_take

# What narrows a list is short; longer is nobody's filter.
LONGEST_VALUE = 100

Params = Mapping[str, str]


@dataclass(frozen=True)
class Row:
    """A row of a list: the record's id, the child it is about (if any), and its cells as plain values."""

    pk: int
    child_id: int | None
    cells: tuple[Any, ...]


@dataclass(frozen=True)
class Sheet:
    """A list as it stands for somebody: what it is called, its columns and its rows."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[Row]


@dataclass(frozen=True)
class ListExport:
    """A list that may be taken away.

    name: in its address, for ever. page: the name of the page that shows it. sheet: what stands on it for a person
    (acting in their role), narrowed as the page would be, on a day; it starts at `visible_to`. still: of the
    records with these ids, those that the person may see now, on the list or not (see `within`). needs: the rights of
    which one is needed beside the right to take lists away at all; they may be fewer than open the page. path, query:
    what narrows the page in its path and after the question mark.
    """

    name: str
    page: str
    sheet: Callable[[User, Params, datetime.date], Sheet]
    still: Callable[[User, Params, Collection[int], datetime.date], set[int]]
    needs: tuple[Capability, ...]
    path: tuple[str, ...] = ()
    query: tuple[str, ...] = ()

    def narrowed(self, given: Mapping[str, Any]) -> dict[str, str]:
        """Return of what was given in an address only what narrows this list."""
        return {name: str(given[name])[:LONGEST_VALUE] for name in (*self.path, *self.query) if given.get(name)}

    def address(self, params: Params) -> str:
        """Return the address of the page that shows the list, narrowed as given."""
        path = reverse(self.page, kwargs={name: params[name] for name in self.path})
        query = urlencode({name: params[name] for name in self.query if name in params})
        return f"{path}?{query}" if query else path

    def download_address(self, params: Params) -> str:
        """Return the address that asks for this list as a file."""
        path = reverse("exchange:take-list", args=[self.name])
        return f"{path}?{urlencode(dict(params))}" if params else path


def within(door: Callable[[User], QuerySet[Any]]) -> Callable[[User, Params, Collection[int], datetime.date], set[int]]:
    """Return what says for a list which records a person may still see: those that `door` (`visible_to`) lets them."""

    def still(user: User, _params: Params, ids: Collection[int], _today: datetime.date) -> set[int]:
        return set(door(user).filter(pk__in=ids).values_list("pk", flat=True))

    return still


LISTS: dict[str, ListExport] = {}
_of_page: dict[str, ListExport] = {}


def register(listing: ListExport) -> None:
    """Let a list be taken away. Raises ValueError for a second one of a name or of a page."""
    if listing.name in LISTS or listing.page in _of_page:
        message = f"two lists are called {listing.name} or are shown by {listing.page}"
        raise ValueError(message)
    LISTS[listing.name] = _of_page[listing.page] = listing


def download_of(request: HttpRequest) -> str:
    """Return the address that takes away the list of the page being shown; empty where there is none to take."""
    match, user = request.resolver_match, getattr(request, "user", None)
    listing = _of_page.get(match.view_name) if match else None
    if match is None or listing is None or not isinstance(user, User) or not may_take(user, listing.needs):
        return ""
    return listing.download_address(listing.narrowed({**request.GET.dict(), **match.kwargs}))
