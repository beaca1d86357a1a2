"""The inputs an example may carry: their names, other names for the same thing, and what a value must look like.

Beside the names listed in `inputs.csv`, any happening may be named that moves no date ("placement_move",
"new_social_worker"), as long as every word of its name is in `words_of_the_field.txt`. A name with any other word in it
is taken for a mistake.
"""

import csv
import re
from collections.abc import Mapping
from enum import StrEnum
from importlib.resources import files
from typing import Final


class Kind(StrEnum):
    """What the value of an input must be."""

    DATE = "date"
    DATES = "dates"
    FLAG = "flag"
    TIMES = "times"
    NUMBER = "number"
    NUMBERS = "numbers"
    STAYS = "stays"
    RULE = "rule"
    REGIME = "regime"
    NOTE = "note"

    @property
    def meaning(self) -> str:
        """The kind in words, for `--help`."""
        return _MEANINGS[self]


_MEANINGS: Final[Mapping[Kind, str]] = {
    Kind.DATE: "a date",
    Kind.DATES: "dates, with commas between",
    Kind.FLAG: "yes or no; a date stands for yes",
    Kind.TIMES: "yes, no, once, twice or a date",
    Kind.NUMBER: "a number",
    Kind.NUMBERS: "numbers, with commas between",
    Kind.STAYS: "stays as start/end or start/end@carer, with semicolons between",
    Kind.RULE: "the id of a rule",
    Kind.REGIME: "the regulations in force",
    Kind.NOTE: "anything",
}
REGIMES: Final = ("SI1991/895", "SI2010/959", "CPPCR", "CPPCR2010", "SI2020/445", "SI2020/909")
# A fact of one of these kinds means nothing to a rule that does not ask for it; any other is simply not used.
ASKED_FOR_ONLY: Final = frozenset({Kind.STAYS, Kind.RULE, Kind.NUMBERS})
# Columns of the file, which would be lost without a word among the other inputs.
COLUMNS_NOT_INPUTS: Final = ("start_date", "prior_review_date", "expected_due")
_ANY_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def _text(name: str) -> str:
    return files("statute.examples").joinpath(name).read_text(encoding="utf-8")


_ROWS: Final = tuple(csv.DictReader(_text("inputs.csv").splitlines()))
KINDS: Final[Mapping[str, Kind]] = {row["name"]: Kind(row["kind"]) for row in _ROWS}
OTHER_NAMES: Final[Mapping[str, tuple[str, ...]]] = {row["name"]: tuple(row["other_names"].split()) for row in _ROWS}
_CANONICAL: Final[Mapping[str, str]] = {
    known: name for name, others in OTHER_NAMES.items() for known in (name, *others)
}
# "visit_last" names the same as "last_visit", and "died_on" and "date_of_consent" the same as "died" and "consent".
_FILLING: Final = frozenset({"on", "date", "of", "the", "is", "was", "has", "been", "made", "child"})
_BY_WORDS: Final[Mapping[frozenset[str], str]] = {frozenset(known.split("_")): known for known in _CANONICAL}
_WORDS_OF_THE_FIELD: Final = frozenset(_text("words_of_the_field.txt").split())


def canonical(name: str) -> str | None:
    """The name an input has here, or None for a name that nothing is known by."""
    lowered = name.lower()
    if lowered in COLUMNS_NOT_INPUTS:
        return None
    if lowered in _CANONICAL:
        return _CANONICAL[lowered]
    words = frozenset(lowered.split("_"))
    known = _BY_WORDS.get(words) or _BY_WORDS.get(words - _FILLING)
    if known is not None:
        return _CANONICAL[known]
    return lowered if words.issubset(_WORDS_OF_THE_FIELD) else None


def dates_in(text: str) -> list[str]:
    """Everything in a free value that looks like a date."""
    return _ANY_DATE.findall(text)
