"""SEC-1ST-1M, SEC-NEXT-3M, SEC-PLAN-28D and who may sit on a panel."""

from datetime import date

import pytest

from statute import secure
from statute.due import Strength
from statute.secure import PanelMember

INSIDER = PanelMember(is_member_or_officer_of_authority=True)
OUTSIDER = PanelMember(is_member_or_officer_of_authority=False)
CHILDS_IRO = PanelMember(is_member_or_officer_of_authority=True, is_childs_iro=True)

TOO_FEW = "A panel needs at least 3 people."
ALL_INSIDE = "At least one person must be neither a councillor nor an officer of the authority."
IRO_SITS = "The child's own IRO should not sit on the panel."


@pytest.mark.parametrize(
    ("panels", "rule", "expected"),
    [
        ([], "SEC-1ST-1M", date(2025, 2, 28)),
        ([date(2025, 1, 30)], "SEC-1ST-1M", date(2025, 2, 28)),
        ([date(2025, 1, 31)], "SEC-NEXT-3M", date(2025, 4, 30)),
        ([date(2025, 5, 20), date(2025, 2, 20)], "SEC-NEXT-3M", date(2025, 8, 20)),
    ],
)
def test_next_panel_follows_the_last_one_of_this_placement(calendar, panels, rule, expected):
    due = secure.next_panel(placement_started_on=date(2025, 1, 31), panels_held_on=panels, calendar=calendar)
    assert (due.rule, due.on, due.strength) == (rule, expected, Strength.LAW)


def test_first_panel_is_planned_within_28_days(calendar):
    due = secure.plan_first_panel(date(2025, 3, 31), calendar=calendar)
    assert (due.rule, due.on, due.strength) == ("SEC-PLAN-28D", date(2025, 4, 28), Strength.LOCAL)


@pytest.mark.parametrize(
    ("members", "problems"),
    [
        ([INSIDER, INSIDER, OUTSIDER], ()),
        ([OUTSIDER, OUTSIDER, OUTSIDER], ()),
        ([INSIDER, OUTSIDER], (TOO_FEW,)),
        ([INSIDER, INSIDER, INSIDER], (ALL_INSIDE,)),
        ([CHILDS_IRO, INSIDER, OUTSIDER], (IRO_SITS,)),
        ([CHILDS_IRO], (TOO_FEW, ALL_INSIDE, IRO_SITS)),
        ([], (TOO_FEW, ALL_INSIDE)),
    ],
)
def test_panel_problems_are_named(members, problems):
    assert secure.panel_problems(members) == problems
