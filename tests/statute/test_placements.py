"""The clocks of placements.

TEMP-APPROVAL-16W, TEMP-EXTEND-8W, EMERGENCY-FOSTER-6WD, REG19-ASSESS-10WD, REG19-DECISION-10WD,
NOTIFY-TERMINATION-10WD, NOTIFY-OOA-EMERGENCY-5WD.
"""

from datetime import date

import pytest

from statute import placements


@pytest.mark.parametrize(
    ("function", "rule", "expected"),
    [
        (placements.temporary_approval_ends, "TEMP-APPROVAL-16W", "2026-04-14"),
        (placements.extended_approval_ends, "TEMP-EXTEND-8W", "2026-02-17"),
        (placements.emergency_fostering_ends, "EMERGENCY-FOSTER-6WD", "2026-01-05"),
        (placements.assess_parent, "REG19-ASSESS-10WD", "2026-01-09"),
        (placements.decide_on_parent, "REG19-DECISION-10WD", "2026-01-09"),
        (placements.notify_termination, "NOTIFY-TERMINATION-10WD", "2026-01-09"),
        (placements.notify_area_authority, "NOTIFY-OOA-EMERGENCY-5WD", "2026-01-02"),
    ],
)
def test_placement_clocks(calendar, function, rule, expected):
    due = function(date(2025, 12, 23), calendar=calendar)
    assert (due.rule, due.on.isoformat()) == (rule, expected)


def test_temporary_approval_is_extended_once():
    assert [placements.may_extend_approval(number) for number in (0, 1, 2)] == [True, False, False]
