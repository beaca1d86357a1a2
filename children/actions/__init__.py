"""What happens to a child's records, one function each. Dates are the days things happened, never the clock's."""

from children.actions.allocating import allocate_iro, allocate_social_worker, bring_in_allocation
from children.actions.care import (
    CORRECTABLE,
    NAMES,
    bring_in_episode,
    bring_in_period,
    cease_care,
    change_episode,
    correct_child,
    open_period_of,
    record_stay,
    register_child,
    searchable,
    start_period_of_care,
)
from children.actions.people import group_siblings, record_person

__all__ = [
    "CORRECTABLE",
    "NAMES",
    "allocate_iro",
    "allocate_social_worker",
    "bring_in_allocation",
    "bring_in_episode",
    "bring_in_period",
    "cease_care",
    "change_episode",
    "correct_child",
    "group_siblings",
    "open_period_of",
    "record_person",
    "record_stay",
    "register_child",
    "searchable",
    "start_period_of_care",
]
