"""What happens to a child's records, one function each. Dates are the days things happened, never the clock's."""

from children.actions.adoption import end_authority, record_authority
from children.actions.allocating import allocate_iro, allocate_social_worker, bring_in_allocation
from children.actions.breaking_glass import break_glass, end_broken_glass, judge_broken_glass
from children.actions.care import (
    CORRECTABLE,
    NAMES,
    bring_in_episode,
    bring_in_period,
    cease_care,
    change_episode,
    correct_child,
    open_period_of,
    register_child,
    searchable,
    start_period_of_care,
)
from children.actions.conflicts import declare_conflict, end_conflict, find_nobody, meet_declarations, place_conflict
from children.actions.covering import arrange_cover, change_cover, end_cover
from children.actions.people import group_siblings, record_person
from children.actions.plans import record_duty, withdraw_duty
from children.actions.restricting import (
    ask_to_restrict,
    decline_to_restrict,
    last_day_to_look_again,
    lift_restriction,
    look_at_restriction_again,
    put_on_list,
    restrict,
    restrict_by_default,
    take_off_list,
)
from children.actions.short_breaks import become_full, bring_in_stay, record_stay, withdraw_stay

__all__ = [
    "CORRECTABLE",
    "NAMES",
    "allocate_iro",
    "allocate_social_worker",
    "arrange_cover",
    "ask_to_restrict",
    "become_full",
    "break_glass",
    "bring_in_allocation",
    "bring_in_episode",
    "bring_in_period",
    "bring_in_stay",
    "cease_care",
    "change_cover",
    "change_episode",
    "correct_child",
    "declare_conflict",
    "decline_to_restrict",
    "end_authority",
    "end_broken_glass",
    "end_conflict",
    "end_cover",
    "find_nobody",
    "group_siblings",
    "judge_broken_glass",
    "last_day_to_look_again",
    "lift_restriction",
    "look_at_restriction_again",
    "meet_declarations",
    "open_period_of",
    "place_conflict",
    "put_on_list",
    "record_authority",
    "record_duty",
    "record_person",
    "record_stay",
    "register_child",
    "restrict",
    "restrict_by_default",
    "searchable",
    "start_period_of_care",
    "take_off_list",
    "withdraw_duty",
    "withdraw_stay",
]
