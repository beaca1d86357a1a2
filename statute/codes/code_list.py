"""One list of codes: its labels, and which codes were valid on a day."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from types import MappingProxyType
from typing import Final

ENCODING: Final = "utf-8"


@dataclass(frozen=True, slots=True)
class Code:
    """A code with its label, and the first and last day it was valid; None where it always was, or still is."""

    code: str
    label: str
    valid_from: date | None
    valid_to: date | None
    notes: str

    def is_valid_on(self, day: date) -> bool:
        """Whether the national return took the code on that day. Both ends count."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list of the national return. Immutable, in the order of its file."""

    name: str
    codes: Mapping[str, Code]

    def __contains__(self, code: object) -> bool:
        return code in self.codes

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes.values())

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, code: str) -> Code:
        return self.codes[code]

    def label(self, code: str) -> str:
        """The code in words. Raises KeyError for a code that was never on the list."""
        return self.codes[code].label

    def is_valid_on(self, code: str, day: date) -> bool:
        """Whether the code was on the list on that day; False for one that never was."""
        return code in self.codes and self.codes[code].is_valid_on(day)

    def valid_on(self, day: date) -> tuple[Code, ...]:
        """The codes to offer for a day."""
        return tuple(code for code in self if code.is_valid_on(day))

    def choices_on(self, day: date) -> list[tuple[str, str]]:
        """The codes for a day as pairs of a code and its label, as a form asks for them."""
        return [(code.code, code.label) for code in self.valid_on(day)]


def read_list(name: str) -> CodeList:
    """Read a list from the CSV file of its name beside this module."""
    text = files("statute.codes").joinpath(f"{name}.csv").read_text(encoding=ENCODING)
    codes = (_code(row) for row in csv.DictReader(text.splitlines()))
    return CodeList(name, MappingProxyType({code.code: code for code in codes}))


def _code(row: dict[str, str]) -> Code:
    return Code(
        code=row["code"],
        label=row["label"],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        notes=row["notes"],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
