"""Disputes in the words and shapes of the pages. Everything is given: nothing here asks the database or the clock."""

from disputes.presenters.clocks import Clock, clocks_of, is_past_limit
from disputes.presenters.lists import (
    addressed_table,
    children_table,
    disputes_table,
    referrals_table,
    waiting_words,
    waits_for,
)
from disputes.presenters.thread import Step, facts_of, history_of, may_and_may_not, stages_table
from disputes.presenters.words import short_stage, status_tag

__all__ = [
    "Clock",
    "Step",
    "addressed_table",
    "children_table",
    "clocks_of",
    "disputes_table",
    "facts_of",
    "history_of",
    "is_past_limit",
    "may_and_may_not",
    "referrals_table",
    "short_stage",
    "stages_table",
    "status_tag",
    "waiting_words",
    "waits_for",
]
