"""How a limit came to be the day it is, in sentences: whatever kind of limit its history is of."""

from collections.abc import Iterable
from typing import Any

from design import formats

THE_SYSTEM = "the system"


def sentence_of(change: Any) -> str:
    """Return one change of a limit: the days, why, when and by whom.

    change: a row with was_on, now_on, why, at and by; its `by` at hand, or each asks for its own.
    """
    to = formats.day(change.now_on) or "no limit"
    days = to if change.was_on is None else f"{formats.day(change.was_on)} became {to}"
    who = change.by.full_name if change.by else THE_SYSTEM
    return f"{days}: {formats.within_sentence(change.why)} ({formats.day(change.at)}, {who})"


def sentences(changes: Iterable[Any]) -> list[str]:
    """Return the changes of one limit, in the order given: oldest first."""
    return [sentence_of(change) for change in changes]
