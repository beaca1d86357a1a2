"""How a limit came to be the day it is: what it was, what changed it, when and by whom, one sentence each.

Read in batches, one query for each kind of limit, so that a list asks as much for one row as for a hundred.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from design import formats
from disputes.models import LimitChange
from reviews.models import ClockChange, DueDateChange

Histories = Mapping[int, list[str]]
THE_SYSTEM = "the system"


def sentence_of(change: Any) -> str:
    """Return one change of a limit: the days, why, when and by whom."""
    to = formats.day(change.now_on) or "no limit"
    days = to if change.was_on is None else f"{formats.day(change.was_on)} became {to}"
    who = change.by.full_name if change.by else THE_SYSTEM
    return f"{days}: {formats.within_sentence(change.why)} ({formats.day(change.at)}, {who})"


def sentences(changes: Iterable[Any]) -> list[str]:
    """Return the changes of one limit, oldest first. Each needs its `by` at hand."""
    return [sentence_of(change) for change in changes]


def of_reviews(pks: Collection[int]) -> Histories:
    """Return the history of the limit of each of some reviews: one query."""
    return _grouped(DueDateChange.objects.filter(review__in=list(pks)), "review_id")


def of_disputes(pks: Collection[int]) -> Histories:
    """Return the history of the limit of each of some disputes: one query."""
    return _grouped(LimitChange.objects.filter(dispute__in=list(pks)), "dispute_id")


def of_panels(pks: Collection[int]) -> Histories:
    """Return the history of the limit of each of some panels: one query."""
    return _grouped(ClockChange.objects.filter(panel__in=list(pks)), "panel_id")


def of_records(pks: Collection[int]) -> Mapping[tuple[int, str], list[str]]:
    """Return the history of each clock of some records, by record and clock: one query."""
    return _by_clock(ClockChange.objects.filter(record__in=list(pks)), "record_id")


def around_reviews(pks: Collection[int]) -> Mapping[tuple[int, str], list[str]]:
    """Return the history of the limits that hang on the meetings of some reviews, by review and clock: one query."""
    return _by_clock(ClockChange.objects.filter(review__in=list(pks)), "review_id")


def _grouped(changes: Any, key: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for change in changes.select_related("by").order_by("pk"):
        found[getattr(change, key)].append(sentence_of(change))
    return found


def _by_clock(changes: Any, key: str) -> dict[tuple[int, str], list[str]]:
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for change in changes.select_related("by").order_by("pk"):
        found[getattr(change, key), str(change.clock)].append(sentence_of(change))
    return found
