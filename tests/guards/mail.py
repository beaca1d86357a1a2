"""A mail says "there is something for you" and carries a link: who is a child here, it never says.

Every mail that the suite makes comes through here, whichever way it would leave: each of Django's ways asks the message
for its text. It has one recipient, who has an open account; it holds no name, date of birth or address of any child in
the test database, nor of anybody around one. Or its recipient is somebody who is invited to a review, at the address
that stands in the records: then it holds none of these either, whoever it goes to.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db.models import Q

from accounts.models import User
from children.models import Child, Episode, PersonAroundChild
from participation.models import AskedForm
from reviews.models import Invitation

# Shorter words stand in too many sentences to say whose they are.
SHORTEST_NAME = 3
SHORTEST_ADDRESS_LINE = 5
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
DAYS = (
    "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%B %d %Y",
)  # fmt: skip


class TellingMailError(AssertionError):
    """A mail goes to somebody it should not, or says something about a child."""


def _day_in_words(day: Any) -> Iterator[str]:
    for form in DAYS:
        yield day.strftime(form)
        # As people write it: 3/1/2011, 3 January 2011.
        yield re.sub(r"(?<!\d)0(?=\d)", "", day.strftime(form))


def _address_in_words(address: str) -> Iterator[str]:
    for line in re.split(r"[\n,]", address):
        if len(line.strip()) >= SHORTEST_ADDRESS_LINE:
            yield line.strip()
    yield from POSTCODE.findall(address)


def private_words() -> dict[str, str]:
    """Return each word or phrase that no mail may hold, with what it is."""
    found: dict[str, str] = {}
    for child in Child.objects.all():
        for name in (child.first_name, child.last_name, child.preferred_name, *child.former_names.split()):
            found[name.strip(" ,;")] = "a child's name"
        found.update(dict.fromkeys(_day_in_words(child.date_of_birth), "a child's date of birth"))
    for person in PersonAroundChild.objects.all():
        found.update(dict.fromkeys(person.full_name.split(), "the name of somebody around a child"))
        found.update(dict.fromkeys(_address_in_words(person.address), "the address of somebody around a child"))
        found.update(dict.fromkeys(filter(None, (person.phone, person.email)), "how to reach somebody around a child"))
    for placed_with, address in Episode.objects.values_list("placed_with", "placement_address"):
        found.update(dict.fromkeys(_address_in_words(address), "where a child is placed"))
        found.update(dict.fromkeys(filter(None, [placed_with]), "with whom a child is placed"))
    return {word: what for word, what in found.items() if len(word) >= SHORTEST_NAME}


def text_of(message: EmailMessage) -> str:
    """Return everything that a reader of the mail may read: subject, text, other forms of it, attachments."""
    parts = [str(message.subject), str(message.body), *(str(value) for value in message.extra_headers.values())]
    parts += [str(content) for content, _mimetype in getattr(message, "alternatives", [])]
    for attachment in message.attachments:
        parts += [str(part) for part in attachment] if isinstance(attachment, tuple) else [str(attachment)]
    return "\n".join(parts)


def invited_at(addresses: list[str]) -> set[str]:
    """Return those of some addresses at which the records invite somebody, or ask them for their views."""
    rows = Invitation.objects.filter(Q(person__email__in=addresses) | Q(email__in=addresses))
    asked = AskedForm.objects.filter(person__email__in=addresses).select_related("person")
    return {row.address for row in [*rows.select_related("person", "user"), *asked]}


def without_addresses(text: str, recipients: list[str]) -> str:
    """Return a text without the reader's own address, which it may hold, as its calendar file does, over two lines."""
    text = text.replace("\r\n ", "")
    for address in recipients:
        text = text.replace(address, "")
    return text


def faults_of(message: EmailMessage) -> list[str]:
    """Return what is wrong with a mail, in words, or an empty list."""
    recipients = message.recipients()
    faults = [] if len(recipients) == 1 else [f"it goes to {len(recipients)} people"]
    readers = list(User.objects.filter(email__in=recipients))
    faults += [f"its reader's account is closed ({reader.pk})" for reader in readers if not reader.is_active]
    known = {reader.email for reader in readers} | invited_at(recipients)
    if not known.issuperset(recipients):
        faults.append("a recipient is nobody's account, and nobody who is invited")
    # Its reader may be called like a child, and may be greeted.
    own = {word for reader in readers for word in reader.full_name.split()}
    text = without_addresses(text_of(message), recipients)
    for word, what in private_words().items():
        if word not in own and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text):
            faults.append(f"it holds {what}")
    return list(dict.fromkeys(faults))


def install(patch: pytest.MonkeyPatch) -> None:
    """Look at every mail at the moment when its text is asked for, as every way of sending does."""
    original = EmailMessage.message

    def message(self: EmailMessage, *args: Any, **kwargs: Any) -> Any:
        faults = faults_of(self)
        if faults:
            sentence = "a mail was refused: " + "; ".join(faults)
            raise TellingMailError(sentence)
        return original(self, *args, **kwargs)

    patch.setattr(EmailMessage, "message", message)
