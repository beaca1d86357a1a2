"""What somebody is shown by every page that opens to them, what was read for it, and what the log says of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.test import Client

from accounts.declared import Whose
from audit.models import AuditEvent
from iro_service.access_exceptions import Answer
from iro_service.access_matrix import answer_to, pages
from tests.security.addresses import address_of
from tests.security.answers import METHOD_NOT_ALLOWED, body_of, same_again
from tests.security.crawling import noting_reads
from tests.security.rows import child_models
from tests.security.sending import forms_of
from tests.security.world import World, canaries_in


@dataclass
class Observed:
    """One request: by which method, to which page, about which kind of child, and what came of it."""

    method: str
    page: str
    kind: Whose | None
    status: int
    text: str
    shown: set[str]
    read: list[str]
    logged: list[AuditEvent] = field(default_factory=list)

    @property
    def children_logged(self) -> set[int]:
        """Return the children whom the log names for this request."""
        return {child for event in self.logged for child in event.child_ids}


def observed(client: Client, method: str, address: str, page: str, kind: Whose | None) -> Observed:
    """Send one request, take back whatever it changed, and return what it showed, read and left in the log."""
    mark, last = transaction.savepoint(), AuditEvent.objects.values_list("pk", flat=True).first() or 0
    with noting_reads() as read:
        response = getattr(same_again(client), method)(address)
    body = body_of(response)
    logged = list(AuditEvent.objects.filter(pk__gt=last))
    transaction.savepoint_rollback(mark)
    text = body.decode(errors="replace")
    return Observed(method, page, kind, response.status_code, text, canaries_in(text), read, logged)


def everything_shown_to(world: World, who: str) -> Iterator[Observed]:
    """Yield every page that opens to somebody, as it opens, and as it comes back when nothing is sent to it."""
    client = world.client(who)
    for page in pages():
        for kind in page.kinds:
            if page.rule.public or answer_to(who, page, kind) is not Answer.OPEN:
                continue
            address = address_of(page, world, kind)
            seen = observed(client, "get", address, page.name, kind)
            if seen.status != METHOD_NOT_ALLOWED:
                yield seen
            if seen.status == METHOD_NOT_ALLOWED or any(forms_of(seen.text.encode())):
                yield observed(client, "post", address, page.name, kind)


# Written by the program from other fields, or a copy of one.
DERIVED = frozenset(
    {
        "Child.search_name",
        "DecisionChallenge.became_text",
        "DecisionChallenge.was_text",
        "Dispute.resolve_by_explanation",
        "MidpointCheck.due_explanation",
        "DisputeStatusChange.why",
        "RecordRecipient.name",
        "Review.due_explanation",
        "ReviewCorrection.became",
        "ReviewCorrection.was",
        "ReviewStatusChange.why",
        "SecurePanel.due_explanation",
    }
)


def fields_of_words(world: World) -> dict[str, tuple[str, int]]:
    """Return of every canary about a child the field in which it stands ("Child.first_name"), and the child's id."""
    found: dict[str, tuple[str, int]] = {}
    for model, path in child_models().items():
        names = [field.attname for field in model._meta.concrete_fields]
        for row in model._default_manager.annotate(whose=F(path)).values("whose", *names):
            child = row.pop("whose")
            for name, value in row.items():
                field = f"{model.__name__}.{name}"
                if field not in DERIVED:
                    found |= dict.fromkeys(canaries_in(str(value)), (field, child))
    return found
