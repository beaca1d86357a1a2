"""What may be done with lists that are taken away, by their state."""

import datetime

from accounts.verdict import ALLOWED, Verdict, refused
from exchange.models import TakenList
from exchange.querysets import KEPT_FOR

MOST_ROWS = 500
GONE = "This list is no longer there to be downloaded."
NOTHING = "There is nothing on this list to download."
TOO_MANY = "This list has {rows:,} rows, and a download holds at most {most}. Narrow the list first, then download it."


def may_ask(rows: int) -> Verdict:
    """Say whether a list of so many rows may be taken away."""
    if rows == 0:
        return refused(NOTHING)
    if rows > MOST_ROWS:
        return refused(TOO_MANY.format(rows=rows, most=MOST_ROWS))
    return ALLOWED


def may_fetch(taken: TakenList, now: datetime.datetime) -> Verdict:
    """Say whether the file of a list is there to be fetched: made, and not yet kept for its time."""
    if taken.made_at is None:
        return refused("This download is not ready yet.")
    if not taken.file or now >= taken.made_at + KEPT_FOR:
        return refused("This download was kept for a day and is deleted. Ask for the list again.")
    return ALLOWED
