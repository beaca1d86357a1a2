"""What somebody is shown by every page that opens to them, what was read for it, and what the log says of it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.test import Client

from accounts.declared import Whose
from audit.guard import reads_case_table
from audit.models import AuditEvent
from iro_service.access_exceptions import Answer
from iro_service.access_matrix import NOBODY, Page, answer_to, pages
from reviews.models import JointMeeting
from tests.security.addresses import address_of
from tests.security.answers import METHOD_NOT_ALLOWED, body_of, in_words, same_again
from tests.security.rows import child_models
from tests.security.sending import forms_of
from tests.security.world import World, canaries_in

# Fifty changes of a child to a page: the oldest stand on the last one.
HISTORY = "looking:history"


@contextmanager
def noting_reads() -> Iterator[list[str]]:
    """Note every statement inside that reads a table about children."""
    read: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if reads_case_table(sql):
            read.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield read


@dataclass
class Observed:
    """One request: by which method, to which page, about which kind of child, and what came of it."""

    method: str
    page: str
    kind: Whose | None
    address: str
    status: int
    headers: dict[str, str]
    text: str
    shown: set[str]
    read: list[str]
    logged: list[AuditEvent] = field(default_factory=list)

    @property
    def children_logged(self) -> set[int]:
        """Return the children whom the log names for this request."""
        return {child for event in self.logged for child in event.child_ids}

    @property
    def answer(self) -> Answer:
        """Return what was answered, in words. Raises AssertionError for an error of the server."""
        return in_words(self.status, self.headers.get("Location", ""))


def observed(client: Client, method: str, address: str, page: str, kind: Whose | None) -> Observed:
    """Send one request, take back whatever it changed, and return what it showed, read and left in the log."""
    mark, last = transaction.savepoint(), AuditEvent.objects.values_list("pk", flat=True).first() or 0
    with noting_reads() as read:
        response = getattr(same_again(client), method)(address)
    body = body_of(response)
    logged = list(AuditEvent.objects.filter(pk__gt=last))
    transaction.savepoint_rollback(mark)
    status, headers, text = response.status_code, dict(response.headers), body.decode(errors="replace")
    return Observed(method, page, kind, address, status, headers, text, canaries_in(text), read, logged)


def is_open_to(who: str, page: Page, kind: Whose | None) -> bool:
    """Say whether a page that not everybody may open opens to somebody."""
    return not page.rule.public and answer_to(who, page, kind) is Answer.OPEN


@dataclass
class Asked:
    """What somebody was answered by every page for every kind of child, and when nothing was sent to a form."""

    cells: dict[tuple[str, Whose | None], Observed] = field(default_factory=dict)
    nothing_sent: list[Observed] = field(default_factory=list)
    further: list[Observed] = field(default_factory=list)

    def by_address(self) -> dict[str, Observed]:
        """Return the answers of the cells by their addresses."""
        return {each.address: each for each in self.cells.values()}

    def shown_to(self, who: str) -> Iterator[Observed]:
        """Yield every page that opens to them, as it opens, and as it comes back when nothing is sent to it.

        Of a history that runs over several pages, each.
        """
        for page in pages():
            for kind in page.kinds:
                if (page.name, kind) in self.cells and is_open_to(who, page, kind):
                    yield self.cells[page.name, kind]
        yield from self.nothing_sent
        yield from self.further


def ask_everything(world: World, who: str, within: str = "") -> Asked:
    """Ask every page for every kind of child as somebody ("nobody": signed in as nobody); send each open form nothing.

    A page that only takes what is sent is sent nothing instead. within: how the names of the pages begin.
    """
    client, asked = world.client("" if who == NOBODY else who), Asked()
    for page in (each for each in pages() if each.name.startswith(within)):
        for kind in page.kinds:
            address = address_of(page, world, kind)
            seen = observed(client, "get", address, page.name, kind)
            if seen.status == METHOD_NOT_ALLOWED:
                seen = observed(client, "post", address, page.name, kind)
            elif is_open_to(who, page, kind) and any(forms_of(seen.text.encode())):
                asked.nothing_sent.append(observed(client, "post", address, page.name, kind))
            asked.cells[page.name, kind] = seen
            if page.name == HISTORY and is_open_to(who, page, kind):
                asked.further += [observed(client, "get", each, page.name, kind) for each in pages_after(seen)]
    return asked


def pages_after(seen: Observed) -> list[str]:
    """Return the addresses of the pages of a list after the first."""
    numbers = {int(number) for number in re.findall(r'href="[^"]*[?&;]page=(\d+)', seen.text)}
    return [f"{seen.address}?page={number}" for number in range(2, max(numbers, default=1) + 1)]


# Written by the program from other fields, or a copy of one.
DERIVED = frozenset(
    {
        "Child.search_name",
        "DecisionChallenge.became_text",
        "AskedFormChange.why",
        "DecisionChallenge.was_text",
        "Dispute.resolve_by_explanation",
        "MidpointCheck.due_explanation",
        "PlainWords.of_text",
        "DisputeStatusChange.why",
        "RecordRecipient.name",
        "Review.due_explanation",
        "ReviewCorrection.became",
        "ReviewCorrection.was",
        "ReviewStatusChange.why",
        "SecurePanel.due_explanation",
    }
)


# What several children share: it is of a family, and of each child through the reviews that are held together.
SHARED: dict[Any, str] = {JointMeeting: "bookings__review__child"}


def fields_of_words(world: World) -> dict[str, tuple[str, int]]:
    """Return of every canary about a child the field in which it stands ("Child.first_name"), and the child's id."""
    found: dict[str, tuple[str, int]] = {}
    for model, path in (child_models() | SHARED).items():
        names = [field.attname for field in model._meta.concrete_fields]
        for row in model._default_manager.annotate(whose=F(path)).values("whose", *names):
            child = row.pop("whose")
            for name, value in row.items():
                field = f"{model.__name__}.{name}"
                if field not in DERIVED:
                    found |= dict.fromkeys(canaries_in(str(value)), (field, child))
    return found
