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
from reviews.actions.between import (
    Considered,
    answer_event,
    check_midpoint,
    failed_decision_words,
    keep_contact,
    note_concern,
    tell_of_event,
    told_kind_of_change,
    withdraw_contact,
    withdraw_event,
)
from reviews.actions.bringing_in import bring_in_review
from reviews.actions.conferring import record_conferring
from reviews.actions.correcting import CORRECTABLE, correct_review, recompute_age_bands, void_review
from reviews.actions.flagging import flag_deadline
from reviews.actions.holding import adjourn_review, complete_review, record_meeting
from reviews.actions.inviting import (
    invite_after_all,
    invite_professional,
    leave_out,
    mend_address,
    note_undelivered,
    propose_invitations,
    record_answer,
    silence,
    withdraw_invitation,
)
from reviews.actions.panels import book_secure_panel, decide_on_panel, hold_secure_panel, plan_secure_panel
from reviews.actions.papers import chase_papers, record_paper, take_back_paper
from reviews.actions.planning import (
    ask_for_earlier_review,
    end_open_reviews,
    end_review,
    plan_next_review,
    recompute_due,
)
from reviews.actions.recomputing import note_moved_clock, recompute_panel, recompute_record, restart_record
from reviews.actions.regimes import check_short_breaks, follow_adoption
from reviews.actions.sending import (
    ask_to_send_invitations,
    drop_sending,
    make_reply_link,
    note_refused,
    note_sent,
    post_invitations,
    put_back,
    take_in_hand,
)
from reviews.actions.speaking import record_attempt, record_conversation
from reviews.actions.together import (
    begin_together,
    book_several,
    cancel_several,
    move_several,
    write_shared_text,
)
from reviews.actions.undoing import restore_booking, take_back_completion, take_back_ending
from reviews.actions.venues import add_venue, change_venue, set_journey
from reviews.actions.wishing import record_needs, record_wishes

__all__ = [
    "CORRECTABLE",
    "Considered",
    "add_decision",
    "add_venue",
    "adjourn_review",
    "answer_event",
    "ask_for_earlier_review",
    "ask_to_send_invitations",
    "begin_together",
    "book_review",
    "book_secure_panel",
    "book_several",
    "bring_in_review",
    "cancel_booking",
    "cancel_several",
    "change_venue",
    "chase_papers",
    "check_midpoint",
    "check_short_breaks",
    "close_decision",
    "complete_review",
    "correct_review",
    "decide_on_panel",
    "distribute_record",
    "drop_sending",
    "end_open_reviews",
    "end_review",
    "failed_decision_words",
    "finish_record",
    "flag_deadline",
    "follow_adoption",
    "hold_secure_panel",
    "invite_after_all",
    "invite_professional",
    "keep_contact",
    "leave_out",
    "make_reply_link",
    "mend_address",
    "move_booking",
    "move_several",
    "note_concern",
    "note_moved_clock",
    "note_refused",
    "note_sent",
    "note_undelivered",
    "plan_next_review",
    "plan_secure_panel",
    "post_invitations",
    "propose_invitations",
    "put_back",
    "recompute_age_bands",
    "recompute_due",
    "recompute_panel",
    "recompute_record",
    "record_answer",
    "record_attempt",
    "record_conferring",
    "record_conversation",
    "record_meeting",
    "record_needs",
    "record_paper",
    "record_wishes",
    "restart_record",
    "restore_booking",
    "send_decisions",
    "set_journey",
    "silence",
    "take_back_completion",
    "take_back_ending",
    "take_back_paper",
    "take_in_hand",
    "take_the_chair",
    "tell_of_event",
    "told_kind_of_change",
    "void_review",
    "withdraw_contact",
    "withdraw_event",
    "withdraw_invitation",
    "write_record",
    "write_shared_text",
]
