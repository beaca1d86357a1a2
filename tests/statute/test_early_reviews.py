"""REV-EARLY-IRO, REV-EARLY-VISITOR, REV-EARLY-REMAND, REV-EARLY-CUSTODY, REV-EARLY-CEASE."""

from datetime import date, timedelta

import pytest

from statute import early_reviews
from statute.due import Strength
from statute.reviews import second_review

COMPLETED = date(2025, 2, 10)
LIMIT = date(2025, 5, 10)


@pytest.fixture
def scheduled(calendar):
    return second_review(COMPLETED, calendar=calendar)


def test_request_wins_only_where_it_is_earlier(calendar, scheduled):
    early = early_reviews.early_at_iro_request(scheduled, LIMIT - timedelta(days=1), calendar=calendar)
    assert (early.rule, early.on, early.plan_by) == ("REV-EARLY-IRO", date(2025, 5, 9), date(2025, 5, 9))
    assert early.basis == (("scheduled", "2025-05-10"), ("from", "2025-02-10"))
    assert early_reviews.early_at_iro_request(scheduled, LIMIT, calendar=calendar) is scheduled


def test_event_wins_where_the_day_before_it_is_earlier(calendar, scheduled):
    for ends, expected in [
        (LIMIT, date(2025, 5, 9)),
        (LIMIT + timedelta(days=1), LIMIT),
        (COMPLETED, date(2025, 2, 9)),
    ]:
        assert early_reviews.early_before_remand_ends(scheduled, ends, calendar=calendar).on == expected
        custody = early_reviews.early_before_release(scheduled, ends, in_care=True, calendar=calendar)
        assert custody.on == expected
        ceasing = early_reviews.early_before_accommodation_ends(
            scheduled, ends, in_care=False, going_to_parent=False, calendar=calendar
        )
        assert ceasing.on == expected


def test_each_trigger_has_its_own_rule(calendar, scheduled):
    ends = date(2025, 4, 4)
    assert early_reviews.early_before_remand_ends(scheduled, ends, calendar=calendar).rule == "REV-EARLY-REMAND"
    release = early_reviews.early_before_release(scheduled, ends, in_care=True, calendar=calendar)
    assert release.rule == "REV-EARLY-CUSTODY"
    ceasing = early_reviews.early_before_accommodation_ends(
        scheduled, ends, in_care=False, going_to_parent=False, calendar=calendar
    )
    assert ceasing.rule == "REV-EARLY-CEASE"


def test_release_counts_only_for_a_child_in_care(calendar, scheduled):
    ends = date(2025, 4, 4)
    assert early_reviews.early_before_release(scheduled, ends, in_care=False, calendar=calendar) is scheduled


@pytest.mark.parametrize(
    ("in_care", "going_to_parent", "moves"),
    [(False, False, True), (True, False, False), (False, True, False), (True, True, False)],
)
def test_end_of_accommodation_counts_only_without_care_and_without_a_parent(
    calendar, scheduled, in_care, going_to_parent, moves
):
    due = early_reviews.early_before_accommodation_ends(
        scheduled, date(2025, 4, 4), in_care=in_care, going_to_parent=going_to_parent, calendar=calendar
    )
    assert (due.on == date(2025, 4, 3)) is moves
    assert (due is scheduled) is not moves


def test_visitor_s_concern_suggests_ten_working_days(calendar, scheduled):
    due = early_reviews.early_after_visitor_concern(scheduled, date(2025, 4, 14), calendar=calendar)
    assert (due.rule, due.on, due.strength) == ("REV-EARLY-VISITOR", date(2025, 4, 30), Strength.LOCAL)


def test_visitor_s_concern_never_pushes_the_review_back(calendar, scheduled):
    on_the_limit = early_reviews.early_after_visitor_concern(scheduled, date(2025, 4, 25), calendar=calendar)
    assert on_the_limit.on == date(2025, 5, 10)
    assert early_reviews.early_after_visitor_concern(scheduled, date(2025, 5, 1), calendar=calendar) is scheduled
    later = early_reviews.early_after_visitor_concern(
        scheduled, date(2025, 4, 14), calendar=calendar, review_by=date(2025, 6, 1)
    )
    assert later is scheduled


def test_iro_may_set_another_day_after_a_visitor_s_concern(calendar, scheduled):
    due = early_reviews.early_after_visitor_concern(
        scheduled, date(2025, 4, 14), calendar=calendar, review_by=date(2025, 4, 16)
    )
    assert (due.rule, due.on) == ("REV-EARLY-VISITOR", date(2025, 4, 16))


def test_concern_whose_suggestion_is_the_limit_leaves_the_limit(calendar):
    scheduled = second_review(date(2025, 1, 30), calendar=calendar)
    assert scheduled.on == date(2025, 4, 30)
    assert early_reviews.early_after_visitor_concern(scheduled, date(2025, 4, 14), calendar=calendar) is scheduled
