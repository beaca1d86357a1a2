"""What each version of a record says: in full, without where the child lives, the decisions only, the child's own.

The conversation in private belongs to no version: nothing here reads it. What the IRO wrote is free text, so the
version without the address takes out of it every word by which the records know the child's placement, and says where.
"""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from children.enums import Relationship
from children.models import Child
from reviews.enums import DecisionStanding, RecipientPart, RecordVersion
from reviews.models import RecordOfReview, RecordRecipient

LEFT_OUT = "[left out]"
# Shorter pieces of an address or a name would take ordinary words out of the text.
SHORTEST = 4
HOUSEHOLD = (Relationship.CARER,)


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision as it reads in a version."""

    text: str
    owner: str
    target_on: datetime.date


@dataclass(frozen=True, slots=True)
class Version:
    """What somebody gets: a title, the text (none for decisions only), decisions, and how often words were left out."""

    name: str
    title: str
    text: str
    decisions: Sequence[DecisionLine]
    left_out: int = 0


def version_of(record: RecordOfReview, gets: str) -> Version:
    """Return one version of a record. The child's is their letter; a letter that is not finished gives an empty one."""
    review = record.review
    label = str(RecordVersion(gets).label)
    title = f"Review of {review.child.called} on {_day(review.day_completed)}"
    if gets == RecordVersion.CHILD:
        letter = getattr(review, "letter", None)
        return Version(label, title, letter.text if letter and letter.finished_on else "", ())
    lines = [
        DecisionLine(each.text, each.owner, each.target_on)
        for each in review.decisions.exclude(standing=DecisionStanding.WITHDRAWN)
    ]
    text = "" if gets == RecordVersion.DECISIONS else whole_text(record)
    if gets == RecordVersion.FULL:
        return Version(label, title, text, lines)
    return _without(Version(label, title, text, lines), places_of(review.child, record))


def whole_text(record: RecordOfReview) -> str:
    """Return the text of a record, with what it shares with those of brothers and sisters held together with it."""
    latest = record.review.bookings.select_related("joint").order_by("-is_current", "-pk").first()
    shared = latest.joint.shared_text if latest and latest.joint else ""
    return "\n\n".join(part for part in (shared, record.text) if part)


def places_of(child: Child, record: RecordOfReview) -> list[str]:
    """Return every word by which the records know where a child lives, has lived, or goes to school, longest first."""
    found: set[str] = set()
    for address, home, host in child.episodes.values_list("placement_address", "placed_with", "host_authority"):
        found |= {host, *_pieces(address), *_names(home)}
    for name, address in child.people.filter(relationship__in=HOUSEHOLD).values_list("full_name", "address"):
        found |= {*_names(name), *_pieces(address)}
    parts = (RecipientPart.CARER, RecipientPart.SCHOOL)
    listed = RecordRecipient.objects.filter(record__review__child=child, part__in=parts)
    for name in listed.values_list("name", flat=True):
        found |= set(_names(name))
    known = {word.casefold() for word in (*child.first_name.split(), *child.last_name.split(), child.called)}
    return sorted(
        (word for word in found if len(word) >= SHORTEST and word.casefold() not in known), key=len, reverse=True
    )


def _pieces(address: str) -> Iterable[str]:
    """Return an address as a whole, and its lines and parts between commas: each may be written by itself."""
    yield " ".join(address.split())
    for part in re.split(r"[,\n]", address):
        yield part.strip()


def _names(name: str) -> Iterable[str]:
    """Return a name as a whole and its last word: carers are written of as "Mrs Smith"."""
    yield name.strip()
    words = name.split()
    if len(words) > 1:
        yield words[-1]


def _without(version: Version, places: Sequence[str]) -> Version:
    pattern = _pattern(places)
    if pattern is None:
        return version
    count = 0

    def leave_out(text: str) -> str:
        nonlocal count
        text, times = pattern.subn(LEFT_OUT, text)
        count += times
        return text

    text = leave_out(version.text)
    lines = [DecisionLine(leave_out(each.text), leave_out(each.owner), each.target_on) for each in version.decisions]
    return Version(version.name, version.title, text, lines, count)


def _pattern(places: Sequence[str]) -> re.Pattern[str] | None:
    """Return what finds any of the words, however they are spaced and whether in capitals or not."""
    spaced = [r"[\s,]+".join(re.escape(part) for part in re.split(r"[\s,]+", place) if part) for place in places]
    return re.compile("|".join(rf"(?<!\w){each}(?!\w)" for each in spaced if each), re.IGNORECASE) if spaced else None


def _day(on: datetime.date) -> str:
    return f"{on.day} {on:%B %Y}"
