"""The daily anchors: the chain's last position and hash, written down outside the database.

Whoever can rewrite the database can cut the chain's tail or make it anew; the copies that left the machine still tell.
"""

import datetime
import os
from dataclasses import dataclass
from pathlib import Path

DIGITS = 64


class AnchorFileError(ValueError):
    """A line of the file of anchors is none."""


@dataclass(frozen=True)
class Anchor:
    """Where the chain ended at a moment."""

    at: datetime.datetime
    position: int
    hash: str

    def __str__(self) -> str:
        """Return the anchor as it is written down: moment, position, hash."""
        return f"{self.at.isoformat(timespec='seconds')} {self.position} {self.hash}"


def parse(line: str) -> Anchor:
    """Return the anchor that a line holds. Raises AnchorFileError with a plain sentence."""
    try:
        at, position, digest = line.split()
        anchor = Anchor(datetime.datetime.fromisoformat(at), int(position), digest)
    except ValueError:
        message = f"this line is no anchor: {line.strip()[:120]}"
        raise AnchorFileError(message) from None
    if len(digest) != DIGITS:
        message = f"this anchor's hash is not whole: {line.strip()[:120]}"
        raise AnchorFileError(message)
    return anchor


def read(path: Path) -> list[Anchor]:
    """Return the anchors of a file, in its order; none where there is no file. Raises AnchorFileError."""
    if not path.exists():
        return []
    return [parse(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def add(path: Path, anchor: Anchor) -> None:
    """Add an anchor at the end of a file, for its owner's eyes, on the disk before this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        file.write(f"{anchor}\n")
        file.flush()
        os.fsync(file.fileno())
