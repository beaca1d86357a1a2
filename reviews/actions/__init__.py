"""What happens to reviews, one function each, by the part of a review's life it belongs to."""

from reviews.actions.afterwards import (
    add_decision,
    close_decision,
    distribute_record,
    finish_record,
    send_decisions,
    write_record,
)
from reviews.actions.arranging import book_review, cancel_booking, move_booking, take_the_chair
from reviews.actions.bringing_in import bring_in_review
from reviews.actions.correcting import CORRECTABLE, correct_review, recompute_age_bands, void_review
from reviews.actions.flagging import flag_deadline
from reviews.actions.holding import adjourn_review, complete_review, record_meeting
from reviews.actions.panels import hold_secure_panel, plan_secure_panel
from reviews.actions.planning import (
    ask_for_earlier_review,
    end_open_reviews,
    end_review,
    plan_next_review,
    recompute_due,
)
from reviews.actions.speaking import record_conversation

__all__ = [
    "CORRECTABLE",
    "add_decision",
    "adjourn_review",
    "ask_for_earlier_review",
    "book_review",
    "bring_in_review",
    "cancel_booking",
    "close_decision",
    "complete_review",
    "correct_review",
    "distribute_record",
    "end_open_reviews",
    "end_review",
    "finish_record",
    "flag_deadline",
    "hold_secure_panel",
    "move_booking",
    "plan_next_review",
    "plan_secure_panel",
    "recompute_age_bands",
    "recompute_due",
    "record_conversation",
    "record_meeting",
    "send_decisions",
    "take_the_chair",
    "void_review",
    "write_record",
]
