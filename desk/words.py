"""Words that several desk pages use for the same thing."""

from functools import lru_cache
from typing import Any

from django.urls import reverse

from statute.codes import PLACEMENT

RETIRED = " (retired)"


def name_of(row: Any, prefix: str = "child__") -> str:
    """Return the name a child goes by, with the family name, from the columns of a row."""
    first = getattr(row, f"{prefix}preferred_name") or getattr(row, f"{prefix}first_name")
    return f"{first} {getattr(row, f'{prefix}last_name')}"


def placement_words(code: str) -> str:
    """Return a placement code in words; an unknown or empty one says so."""
    if not code:
        return "Placement not recorded"
    return PLACEMENT.label(code).removesuffix(RETIRED) if code in PLACEMENT else code


@lru_cache(maxsize=64)
def _pattern(name: str) -> str:
    return reverse(name, args=[0])


def address(name: str, pk: int) -> str:
    """Return the address of a record's page, as `reverse` would: for long lists, where that is a third of the work."""
    return _pattern(name).replace("/0/", f"/{pk}/")
