"""What happens when something leaves the system."""

from exchange.actions.feeds import end_feed, forget_wrong_addresses, is_barred, make_feed, note_wrong_address
from exchange.actions.lists import MAKE_LIST, ask_for_list, clear_lists, insist_still_theirs, keep_list

__all__ = [
    "MAKE_LIST",
    "ask_for_list",
    "clear_lists",
    "end_feed",
    "forget_wrong_addresses",
    "insist_still_theirs",
    "is_barred",
    "keep_list",
    "make_feed",
    "note_wrong_address",
]
