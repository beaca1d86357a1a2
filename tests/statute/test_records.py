"""REC-DECISIONS-5WD, REC-CHALLENGE-5WD, REC-FULL-15WD, REC-DISTRIB-20WD, CAREPLAN-UPDATE-10WD."""

from datetime import date

import pytest

from statute import records
from statute.due import Strength


@pytest.mark.parametrize(
    ("function", "rule", "strength", "expected"),
    [
        (records.decisions_out, "REC-DECISIONS-5WD", Strength.GUIDE, "2025-12-30"),
        (records.challenge_by, "REC-CHALLENGE-5WD", Strength.GUIDE, "2025-12-30"),
        (records.full_record, "REC-FULL-15WD", Strength.GUIDE, "2026-01-14"),
        (records.distribute, "REC-DISTRIB-20WD", Strength.GUIDE, "2026-01-21"),
        (records.care_plan_update, "CAREPLAN-UPDATE-10WD", Strength.LOCAL, "2026-01-07"),
    ],
)
def test_record_clocks_start_when_the_review_was_completed(calendar, function, rule, strength, expected):
    due = function(date(2025, 12, 19), calendar=calendar)
    assert (due.rule, due.strength, due.on.isoformat()) == (rule, strength, expected)
