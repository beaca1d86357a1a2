"""Files that a spreadsheet opens: text that no program takes for a formula, and names that no system minds."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

# What a spreadsheet runs, or calls another program with, when a cell begins so. The forms of other widths, raised and
# lowered, which some programs fold to these, are caught by folding first; the minus sign proper folds to nothing.
FORMULA_STARTS = frozenset("=+-@\u2212")
# A file for people begins so, or their spreadsheet takes "Siân" for something else.
BYTE_ORDER_MARK = "\ufeff"
# Kinds of character that stand for nothing on a page by themselves: controls, marks of format, spaces, accents.
PASSED_OVER = frozenset({"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"})
# A tab or a line's end before the text moves it into a cell of its own; a mark before it hides how it begins.
NEVER_FIRST = frozenset({"Cc", "Cf"})
LONGEST_NAME = 80
# Names that belong to devices on Windows, whatever their ending.
DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


def _passed_over(character: str) -> bool:
    """Say whether programs skip a character before they look whether a cell is a formula: spaces, marks, controls."""
    return character.isspace() or unicodedata.category(character) in PASSED_OVER


def begins_a_formula(text: str) -> bool:
    """Say whether a spreadsheet may run this text as a formula, also after what it passes over."""
    for character in text:
        if unicodedata.category(character) in NEVER_FIRST:
            return True
        if not _passed_over(character):
            return unicodedata.normalize("NFKC", character)[0] in FORMULA_STARTS
    return False


def safe_cell(value: object) -> object:
    """Return a cell that no spreadsheet will run: text that may be taken for a formula gets an apostrophe before it.

    Numbers stay numbers, below nought too; None is an empty cell.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        text = value.replace("\0", "")
        return f"'{text}" if begins_a_formula(text) else text
    return value


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV for people: every cell safe and in quotation marks, with the mark that tells the encoding."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + text.getvalue()


def file_name(*words: object, ending: str) -> str:
    """Return a name for a file that every system takes: letters, digits and hyphens, then an ending ("csv")."""
    plain = unicodedata.normalize("NFKD", " ".join(str(word) for word in words)).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:LONGEST_NAME].rstrip("-")
    return f"{stem if stem and stem not in DEVICES else f'list-{stem}'.rstrip('-')}.{ending}"
