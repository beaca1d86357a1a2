"""What is known of who looks and of who is looked at: names, streets, neighbourhoods, and whose work a child is."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator

from accounts.models import User
from children.models import Child, Episode, IROAllocation, IROCover, PersonAroundChild, SocialWorkAllocation
from children.names import fold
from desk.looking.patterns import Looked, Reader
from reviews.models import Booking, Review

POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d)[A-Z]{2}\b", re.IGNORECASE)
NUMBER = re.compile(r"^(flat\s+\w+|\d+\w?)[\s,]+", re.IGNORECASE)
Pair = tuple[int, int]
Spells = dict[Pair, list[tuple[datetime.date, datetime.date | None]]]


def surname_of(full_name: str) -> str:
    """Return the last word of a name, folded."""
    return fold(full_name).rpartition(" ")[2]


def area_of(postcode: str) -> str:
    """Return the sector of a postcode ("HA1 2" of "HA1 2XY"), or an empty text."""
    found = POSTCODE.search(postcode)
    return f"{found.group(1)} {found.group(2)}".upper() if found else ""


def streets_of(address: str) -> Iterator[str]:
    """Yield the parts of an address that may be its street, folded and without their number."""
    for part in re.split(r"[,\n]", address):
        plain = NUMBER.sub("", part.strip())
        if plain and not POSTCODE.search(part):
            yield fold(plain)


def work_of(pairs: set[Pair]) -> Spells:
    """Return from when until when each child was somebody's to work with: their IRO, cover, chair or social worker."""
    people, children = {person for person, _ in pairs}, {child for _, child in pairs}
    spells: Spells = defaultdict(list)
    iro_spells = list(
        IROAllocation.objects.filter(child__in=children).values_list("iro_id", "child_id", "from_on", "until_on")
    )
    workers = SocialWorkAllocation.objects.filter(child__in=children, social_worker__in=people)
    for person, child, begun, ended in (
        *iro_spells,
        *workers.values_list("social_worker_id", "child_id", "from_on", "until_on"),
    ):
        spells[person, child].append((begun, ended))
    for cover in IROCover.objects.filter(covered_by__in=people):
        whole = [child for iro, child, *_ in iro_spells if iro == cover.iro_id]
        for child in [cover.child_id] if cover.child_id else whole:
            spells[cover.covered_by_id, child].append((cover.from_on, cover.until_on))
    chaired = Review.objects.filter(child__in=children, chair__in=people).values_list("chair_id", "child_id")
    booked = Booking.objects.filter(review__child__in=children, chair__in=people)
    for person, child in (*chaired, *booked.values_list("chair_id", "review__child_id")):
        spells[person, child].append((datetime.date.min, None))
    return spells


def readers_among(people: set[int]) -> dict[int, Reader]:
    """Return what is known of people who look."""
    found = User.objects.filter(pk__in=people).values_list("pk", "full_name", "home__street", "home__postcode")
    return {
        pk: Reader(surname_of(name), next(streets_of(street or ""), ""), area_of(postcode or ""))
        for pk, name, street, postcode in found
    }


def looked_at(children: set[int]) -> dict[int, Looked]:
    """Return what is known of children who are looked at: the names, streets and neighbourhoods of them and theirs."""
    surnames: dict[int, set[str]] = defaultdict(set)
    addresses: dict[int, set[str]] = defaultdict(set)
    for pk, last, former in Child.objects.filter(pk__in=children).values_list("pk", "last_name", "former_names"):
        surnames[pk].update({fold(last), *(surname_of(name) for name in former.split(","))} - {""})
    around = PersonAroundChild.objects.filter(child__in=children).values_list("child_id", "full_name", "address")
    for pk, name, address in around:
        surnames[pk].add(surname_of(name))
        addresses[pk].add(address)
    for pk, address in Episode.objects.filter(child__in=children).values_list("child_id", "placement_address"):
        addresses[pk].add(address)
    return {
        pk: Looked(
            frozenset(surnames[pk]),
            frozenset(street for address in addresses[pk] for street in streets_of(address)),
            frozenset(area for address in addresses[pk] if (area := area_of(address))),
        )
        for pk in children
    }
