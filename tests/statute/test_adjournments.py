"""ADJOURN-20WD and ADJOURN-STATUS."""

from datetime import date

import pytest

from statute.adjournments import Timeliness, adjournment_limit, may_adjourn, timeliness

DUE = date(2025, 7, 4)


def test_adjourned_review_has_twenty_working_days(calendar):
    due = adjournment_limit(date(2025, 4, 10), calendar=calendar)
    assert (due.rule, due.on) == ("ADJOURN-20WD", date(2025, 5, 13))


def test_review_may_be_adjourned_once():
    assert [may_adjourn(number) for number in (0, 1, 2)] == [True, False, False]


@pytest.mark.parametrize(
    ("meetings", "adjourned", "adjournments", "expected"),
    [
        (("2025-06-30", "2025-07-03"), None, 1, Timeliness.ON_TIME),
        (("2025-06-30", "2025-07-04"), None, 1, Timeliness.ON_TIME),
        (("2025-06-30", "2025-07-04"), "2025-06-30", 2, Timeliness.ON_TIME),
        (("2025-06-30", "2025-07-05"), None, 1, Timeliness.LATE),
        (("2025-07-04", "2025-08-01"), "2025-07-04", 1, Timeliness.ON_TIME_ADJOURNED),
        (("2025-06-30", "2025-07-28"), "2025-06-30", 1, Timeliness.ON_TIME_ADJOURNED),
        (("2025-06-30", "2025-07-29"), "2025-06-30", 1, Timeliness.LATE),
        (("2025-06-30", "2025-07-29"), "2025-07-02", 1, Timeliness.ON_TIME_ADJOURNED),
        (("2025-06-30", "2025-07-22"), "2025-06-30", 2, Timeliness.LATE),
        (("2025-07-05", "2025-07-22"), "2025-07-05", 1, Timeliness.LATE),
    ],
)
def test_timeliness_excuses_one_adjournment_of_a_review_opened_in_time(
    calendar, meetings, adjourned, adjournments, expected
):
    found = timeliness(
        due_on=DUE,
        opened_on=date.fromisoformat(meetings[0]),
        completed_on=date.fromisoformat(meetings[1]),
        adjourned_on=adjourned and date.fromisoformat(adjourned),
        adjournments=adjournments,
        calendar=calendar,
    )
    assert found is expected


def test_timeliness_takes_one_adjournment_for_granted(calendar):
    adjourned = date(2025, 6, 30)
    found = timeliness(
        due_on=DUE, opened_on=adjourned, completed_on=date(2025, 7, 22), adjourned_on=adjourned, calendar=calendar
    )
    assert found is Timeliness.ON_TIME_ADJOURNED


def test_timeliness_is_written_as_the_examples_write_it():
    assert [status.value for status in Timeliness] == ["ON-TIME", "ON-TIME-ADJOURNED", "LATE"]
