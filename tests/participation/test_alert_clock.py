"""The clock of an alert over clock changes, the hours of the office, and whom a child may call at any hour."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.actions import acting
from office.duty.hours import is_open
from office.duty.models import DutyArrangements
from office.models import BankHoliday
from participation.alert_clock import ACKNOWLEDGE_WITHIN, elapsed, next_telling
from participation.whom_to_call import whom_to_call
from statute.calendar import england
from tests.participation.forms import set_duty

LONDON = ZoneInfo("Europe/London")
CALENDAR = england()
FORWARD = datetime.datetime(2025, 3, 30, 1, tzinfo=datetime.UTC)  # 1am becomes 2am
BACK = datetime.datetime(2025, 10, 26, 1, tzinfo=datetime.UTC)  # 2am becomes 1am
YEAR = 365 * 24 * 3600
near_a_change = st.builds(
    lambda change, seconds: (change + datetime.timedelta(seconds=seconds)).astimezone(LONDON),
    st.sampled_from([FORWARD, BACK]),
    st.integers(-4 * 3600, 4 * 3600),
)
any_time = st.builds(
    lambda seconds: datetime.datetime.fromtimestamp(seconds, LONDON),
    st.integers(int(FORWARD.timestamp()) - 5 * YEAR, int(FORWARD.timestamp()) + 5 * YEAR),
)


@given(st.one_of(near_a_change, any_time))
def test_the_next_person_is_told_after_one_real_hour_whatever_the_clocks_do(at):
    following = next_telling(at)
    # Counted apart from the function: by the seconds since 1970, which know no clock change.
    assert following.timestamp() - at.timestamp() == 3600
    assert elapsed(at, following) == ACKNOWLEDGE_WITHIN


@given(st.one_of(near_a_change, any_time), st.integers(1, 30))
def test_each_further_person_is_an_hour_after_the_one_before(at, times):
    reached = at
    for _ in range(times):
        reached = next_telling(reached)
    assert reached.timestamp() - at.timestamp() == 3600 * times


@given(st.one_of(near_a_change, any_time))
def test_the_office_is_open_by_the_clock_on_the_wall_of_a_working_day(at):
    here = at.astimezone(datetime.UTC).astimezone(LONDON)
    by_hand = here.weekday() < 5 and here.date() not in {h.on for h in CALENDAR.holidays} and 9 <= here.hour < 17
    assert is_open(at.astimezone(datetime.UTC), DutyArrangements(), CALENDAR) == by_hand


NUMBERS = {
    "day_name": "the IRO service", "day_phone": "01632 960001",
    "night_name": "the emergency duty team", "night_phone": "01632 960999",
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "is_office_open"),
    [
        (datetime.datetime(2025, 6, 2, 8, 59, tzinfo=LONDON), False),
        (datetime.datetime(2025, 6, 2, 9, 0, tzinfo=LONDON), True),
        (datetime.datetime(2025, 6, 2, 16, 59, tzinfo=LONDON), True),
        (datetime.datetime(2025, 6, 2, 17, 0, tzinfo=LONDON), False),
        (datetime.datetime(2025, 6, 7, 12, 0, tzinfo=LONDON), False),  # Saturday
        (datetime.datetime(2025, 4, 21, 12, 0, tzinfo=LONDON), False),  # Easter Monday
        (datetime.datetime(2025, 6, 2, 8, 30, tzinfo=datetime.UTC), True),  # half past nine in summer
        (datetime.datetime(2025, 12, 2, 8, 30, tzinfo=datetime.UTC), False),  # half past eight in winter
    ],
)
def test_a_child_is_told_whom_to_call_by_day_and_out_of_hours(at, is_office_open):
    set_duty(**NUMBERS)
    found = whom_to_call(at)
    ours = ("the IRO service", "01632 960001") if is_office_open else ("the emergency duty team", "01632 960999")
    assert [(number.name, number.phone) for number in found.numbers] == [ours, ("Childline", "0800 1111")]
    assert found.is_office_open == is_office_open
    assert ("office is closed" in found.lead) == (not is_office_open)
    assert f"Call {ours[0]} on {ours[1]}." in " ".join(found.sentences)
    assert found.sentences[-1] == "If you are in danger now, call 999."


@pytest.mark.django_db
def test_a_day_the_office_added_as_a_holiday_is_out_of_hours():
    set_duty(**NUMBERS)
    with acting():
        BankHoliday.objects.create(on=datetime.date(2025, 6, 2), name="Coronation", source="Gazette")
    assert whom_to_call(datetime.datetime(2025, 6, 2, 12, tzinfo=LONDON)).is_office_open is False


@pytest.mark.django_db
def test_where_no_number_is_set_there_is_still_somebody_to_call():
    found = whom_to_call(datetime.datetime(2025, 6, 2, 12, tzinfo=LONDON))
    assert [number.phone for number in found.numbers] == ["0800 1111"]
