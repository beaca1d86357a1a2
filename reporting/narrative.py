"""Narrative as people write it: paragraphs, lists, and figures by name, so that a number is never typed. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reporting.measures.measure import Measure

# A figure by its key, in braces: {reviews.held}; a row of a table after a colon: {children.by_placement:Q2}.
NAMED = re.compile(r"\{([a-z][a-z0-9_.\-]*)(?::([^{}]+))?\}", re.IGNORECASE)
BULLETS = ("- ", "* ", "• ")
HEADING = "## "


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, the items of a list, or a heading below the section's own."""

    text: str = ""
    items: tuple[str, ...] = ()
    heading: str = ""


def shown(measure: Measure, row: str = "") -> str:
    """Return a figure, or one cell of its table ("AOTH.male"), as it stands in a sentence. Raises KeyError."""
    value: object = measure.value
    for step in row.split(".") if row else ():
        if not isinstance(value, Mapping):
            raise KeyError(row)
        value = value[step]
    if isinstance(value, Mapping):
        raise KeyError(measure.key)
    if value is None:
        return "not stated"
    if isinstance(value, str):
        return measure.labels.get(value, value).lower()
    return f"{value:,}%" if measure.is_percentage else f"{value:,}"


def unknown_names(text: str, figures: Mapping[str, Measure]) -> list[str]:
    """Return the names in braces that are no figure, in the order they stand."""
    return [found.group(0) for found in NAMED.finditer(text) if _filled(found, figures) is None]


def filled(text: str, figures: Mapping[str, Measure]) -> str:
    """Return the text with its named figures filled in; a name that is no figure stays as it was typed."""
    return NAMED.sub(lambda found: _filled(found, figures) or found.group(0), text)


def _filled(found: re.Match[str], figures: Mapping[str, Measure]) -> str | None:
    try:
        return shown(figures[found.group(1)], found.group(2) or "")
    except KeyError:
        return None


def blocks(text: str) -> tuple[Block, ...]:
    """Return a text as headings, paragraphs and lists.

    Blank lines part paragraphs; "- " begins an item, which runs on over lines that begin otherwise; "## " a heading.
    """
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    return tuple(block for part in parts for block in _blocks_of([line.strip() for line in part.splitlines()]))


def _blocks_of(lines: list[str]) -> Iterator[Block]:
    while lines:
        if lines[0].startswith(HEADING):
            yield Block(heading=lines.pop(0).removeprefix(HEADING).strip())
        elif lines[0].startswith(BULLETS):
            yield Block(items=tuple(_items(lines)))
        else:
            prose = _until(lines, (HEADING, *BULLETS))
            if prose:
                yield Block(text=prose)


def _until(lines: list[str], starts: tuple[str, ...]) -> str:
    """Take lines off the front up to one that begins otherwise, and return them as one."""
    taken = []
    while lines and not lines[0].startswith(starts):
        taken.append(lines.pop(0))
    return " ".join(line for line in taken if line)


def _items(lines: list[str]) -> Iterator[str]:
    while lines and lines[0].startswith(BULLETS):
        first = lines.pop(0)[2:].strip()
        yield f"{first} {_until(lines, (HEADING, *BULLETS))}".strip()
