"""ADO-AUTH-3M, ADO-AUTH-6M, ADO-BOTH, ADO-PLACED-4W, ADO-PLACED-3M, ADO-PLACED-6M, ADO-RETURN."""

from datetime import date

import pytest

from statute import adoption
from statute.reviews import later_review

AUTHORITY = date(2025, 3, 10)


@pytest.mark.parametrize(
    ("completed", "rule", "expected"),
    [
        ([], "ADO-AUTH-3M", date(2025, 6, 10)),
        ([date(2025, 3, 9)], "ADO-AUTH-3M", date(2025, 6, 10)),
        ([date(2025, 3, 10)], "ADO-AUTH-6M", date(2025, 9, 10)),
        ([date(2025, 11, 1), date(2025, 6, 1)], "ADO-AUTH-6M", date(2026, 5, 1)),
    ],
)
def test_child_not_placed_is_reviewed_from_the_authority(calendar, completed, rule, expected):
    due = adoption.next_authority_review(authority_on=AUTHORITY, completed_on=completed, calendar=calendar)
    assert (due.rule, due.on) == (rule, expected)


@pytest.mark.parametrize(
    ("completed", "rule", "expected"),
    [
        ([], "ADO-PLACED-4W", date(2025, 4, 7)),
        ([date(2025, 3, 9)], "ADO-PLACED-4W", date(2025, 4, 7)),
        ([date(2025, 3, 10)], "ADO-PLACED-3M", date(2025, 6, 10)),
        ([date(2025, 6, 30), date(2025, 4, 4)], "ADO-PLACED-6M", date(2025, 12, 30)),
        ([date(2025, 4, 4), date(2025, 6, 30), date(2025, 12, 1)], "ADO-PLACED-6M", date(2026, 6, 1)),
    ],
)
def test_child_placed_is_reviewed_from_the_placement(calendar, completed, rule, expected):
    due = adoption.next_placed_review(placed_on=AUTHORITY, completed_on=completed, calendar=calendar)
    assert (due.rule, due.on) == (rule, expected)


@pytest.mark.parametrize(
    ("last_review", "expected", "strictest"),
    [
        (date(2024, 11, 20), date(2025, 5, 20), "REV-SUBS"),
        (date(2024, 12, 20), date(2025, 6, 10), "ADO-AUTH-3M"),
        (date(2024, 12, 10), date(2025, 6, 10), "REV-SUBS"),
    ],
)
def test_earlier_of_the_two_reviews_governs(calendar, last_review, expected, strictest):
    looked_after = later_review(last_review, calendar=calendar)
    authority = adoption.first_authority_review(AUTHORITY, calendar=calendar)
    due = adoption.earlier_review(looked_after=looked_after, adoption=authority)
    chosen, other = (looked_after, authority) if strictest == "REV-SUBS" else (authority, looked_after)
    assert (due.rule, due.on, due.plan_by) == ("ADO-BOTH", expected, chosen.plan_by)
    assert due.source == adoption.ADO_BOTH.source
    assert due.basis == (*chosen.basis, ("other limit", other.on.isoformat()))
    assert due.explanation.endswith(f"({other.rule})")


def test_returned_child_is_reviewed_inside_two_weeks(calendar):
    window = adoption.return_window(date(2024, 12, 16), calendar=calendar)
    assert window.earliest == date(2025, 1, 13)
    assert (window.latest.rule, window.latest.on) == ("ADO-RETURN", date(2025, 1, 27))
    assert window.latest.basis == (("from", "2024-12-16"),)
