"""Reading a file of examples and comparing each with what the rules say."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from statute.examples.answer import sentence, short
from statute.examples.evaluators import evaluate
from statute.examples.facts import ExampleError

COLUMNS: Final = ("rule", "start_date", "prior_review_date", "other_inputs", "expected_due")


class FileError(Exception):
    """The file cannot be read as examples at all."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One example with what the rules make of it. `found` is None where it could not be evaluated."""

    line: int
    rule: str
    expected: str
    found: str | None
    working: str

    @property
    def agrees(self) -> bool:
        """Whether the rules give what the file expects."""
        return self.found == self.expected

    def __str__(self) -> str:
        if self.found is None:
            return f"line {self.line}: {self.rule}: ERROR: {self.working}"
        return f"line {self.line}: {self.rule}: expected {self.expected}, found {self.found} ({self.working})"


def check_file(path: Path) -> list[Checked]:
    """Evaluate every example of a CSV file. Raises FileError for a file that is missing or is not of that shape."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(_check(csv.DictReader(file, strict=True)))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise FileError(f"{path} cannot be read: {error}") from None


def _check(reader: "csv.DictReader[str]") -> Iterator[Checked]:
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise FileError(f"The file has no column {', '.join(missing)}.")
    for row in reader:
        texts = {column: (row[column] or "").strip() for column in COLUMNS}
        yield _check_one(reader.line_num, texts)


def _check_one(line: int, texts: dict[str, str]) -> Checked:
    rule, start, prior, other_inputs, expected = (texts[column] for column in COLUMNS)
    try:
        result = evaluate(rule, start, prior, other_inputs)
    except ExampleError as error:
        return Checked(line, rule, expected, None, str(error))
    return Checked(line, rule, expected, short(result), sentence(result))
