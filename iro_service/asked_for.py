"""Which records an address names: what a refusal notes, whether there are such records or not."""

from typing import Any

# Beyond what a page takes at once, and as many rows as one refused request may add to the log.
MOST_NAMED = 50
LARGEST_ID = 2**63 - 1
# Where an address names several records at once: their ids, joined by hyphens.
SEVERAL = "pks"


def ids_named(kwargs: dict[str, Any]) -> list[tuple[str, int]]:
    """Return the ids that stand as numbers in an address, each with what it is called there."""
    return [(name, value) for name, value in kwargs.items() if isinstance(value, int)]


def records_named(kwargs: dict[str, Any]) -> list[tuple[str, int]]:
    """Return what a refusal is about: each of several records, or else the record that the address names last.

    An id too large for the column is kept as none: no record has it.
    """
    words = [word for word in str(kwargs.get(SEVERAL, "")).split("-") if word.isdecimal() and word.isascii()]
    several = [("pk", int(word)) for word in dict.fromkeys(words) if len(word) <= len(str(LARGEST_ID))]
    return [(name, value) for name, value in several[:MOST_NAMED] or ids_named(kwargs)[-1:] if value <= LARGEST_ID]
