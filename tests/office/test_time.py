"""Working weeks and leave: who keeps whose, what is refused, and what a page of each shows."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.verdict import RefusedError
from office.models import Leave, WorkingPattern
from office.timekeeping import actions
from tests.factories import BY, TODAY, make_user

pytestmark = pytest.mark.django_db
D = datetime.date
T = datetime.time
KEY = "6f0a53c4-3b3f-4df5-8a52-7d0a3b3d1c1"
WEEK = {0: (T(9), T(17)), 2: (T(9), T(13))}


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def hours_of(pattern: WorkingPattern) -> list[tuple[int, datetime.time, datetime.time]]:
    return list(pattern.hours.values_list("weekday", "begins", "ends"))


def test_another_working_week_ends_the_one_before():
    iro = make_user()
    first = actions.begin_working_pattern(person=iro, from_on=D(2025, 1, 6), hours=WEEK, by=BY)
    second = actions.begin_working_pattern(person=iro, from_on=D(2025, 6, 2), hours={1: (T(8), T(16))}, by=BY)
    first.refresh_from_db()
    assert (first.until_on, second.until_on) == (D(2025, 6, 1), None)
    assert (hours_of(first), hours_of(second)) == ([(0, T(9), T(17)), (2, T(9), T(13))], [(1, T(8), T(16))])


def test_working_week_without_a_day_or_before_another_is_refused():
    iro = make_user()
    with pytest.raises(ValidationError, match="at least one day"):
        actions.begin_working_pattern(person=iro, from_on=TODAY, hours={}, by=BY)
    actions.begin_working_pattern(person=iro, from_on=TODAY, hours=WEEK, by=BY)
    with pytest.raises(ValidationError, match="that day or later"):
        actions.begin_working_pattern(person=iro, from_on=TODAY, hours=WEEK, by=BY)


def test_working_week_that_overlaps_another_or_is_over_is_not_changed():
    iro = make_user()
    first = actions.begin_working_pattern(person=iro, from_on=D(2025, 1, 6), hours=WEEK, by=BY)
    actions.begin_working_pattern(person=iro, from_on=D(2025, 6, 2), hours=WEEK, by=BY)
    first.refresh_from_db()
    given = {"pattern": first, "hours": WEEK, "by": BY, "from_on": D(2025, 1, 6)}
    with pytest.raises(RefusedError, match="is over"):
        actions.change_working_pattern(until_on=D(2025, 3, 1), today=TODAY, **given)
    with pytest.raises(ValidationError, match="on some of these days"):
        actions.change_working_pattern(until_on=D(2025, 6, 2), today=D(2025, 5, 1), **given)


@pytest.mark.parametrize(
    ("days", "part", "sentence"),
    [
        ((D(2025, 6, 10), D(2025, 6, 9)), "whole", "must not come before"),
        ((D(2025, 6, 9), D(2025, 6, 10)), "morning", "part of a day is of one day"),
        ((D(2025, 7, 7), D(2025, 7, 7)), "whole", "for some of these days already"),
    ],
)
def test_leave_that_cannot_be_is_refused(days, part, sentence):
    iro = make_user()
    actions.enter_leave(person=iro, from_on=D(2025, 7, 1), until_on=D(2025, 7, 8), kind="annual", by=BY)
    with pytest.raises(ValidationError, match=sentence):
        actions.enter_leave(person=iro, from_on=days[0], until_on=days[1], part=part, kind="annual", by=BY)


def test_half_a_day_stands_beside_the_other_half():
    iro = make_user()
    for part in ("morning", "afternoon"):
        actions.enter_leave(person=iro, from_on=TODAY, until_on=TODAY, part=part, kind="training", by=BY)
    assert list(iro.leave.values_list("part", flat=True)) == ["morning", "afternoon"]


def test_leave_that_is_over_stays_as_it_was():
    iro = make_user()
    leave = actions.enter_leave(person=iro, from_on=D(2025, 5, 1), until_on=D(2025, 5, 2), kind="sick", by=BY)
    with pytest.raises(RefusedError, match="is over"):
        actions.remove_leave(leave=leave, by=BY, today=TODAY)
    assert Leave.objects.filter(pk=leave.pk).exists()


OWN, OF_IRO, OF_MANAGER = "own", "of an IRO", "of the manager"


@pytest.mark.parametrize(
    ("role", "whose", "week", "leave"),
    [
        (Role.IRO, OWN, 200, 200),
        (Role.IRO, OF_IRO, 404, 404),
        (Role.IRO, OF_MANAGER, 404, 404),
        (Role.SUPPORT_WORKER, OWN, 200, 200),
        (Role.SUPPORT_WORKER, OF_IRO, 404, 200),
        (Role.SUPPORT_WORKER, OF_MANAGER, 404, 404),
        (Role.MANAGER, OWN, 200, 200),
        (Role.MANAGER, OF_IRO, 200, 200),
        (Role.SOCIAL_WORKER, OF_IRO, 403, 403),
    ],
)
def test_who_keeps_whose_time(role, whose, week, leave):
    user = make_user(role)
    person = user if whose == OWN else make_user(Role.IRO if whose == OF_IRO else Role.MANAGER)
    client = signed_in(user)
    addresses = (reverse("office:begin-pattern", args=[person.pk]), reverse("office:enter-leave", args=[person.pk]))
    assert tuple(client.get(address).status_code for address in addresses) == (week, leave)


def pattern(**more: str) -> dict[str, str]:
    return {"from_on": "2025-06-02", "begins_0": "9am", "ends_0": "17:00", "form_key": KEY + "1", "version": "1"} | more


def test_iro_keeps_their_own_week_on_the_page():
    iro = make_user()
    client = signed_in(iro)
    sent = client.post(reverse("office:begin-pattern", args=[iro.pk]), pattern())
    assert (sent.status_code, sent.url) == (302, reverse("office:time"))
    page = client.get(reverse("office:time")).content.decode()
    assert "Monday 9am to 5pm" in page


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"ends_0": ""}, "ends_0"),
        ({"begins_0": ""}, "begins_0"),
        ({"ends_0": "8am"}, "ends_0"),
        ({"from_on": "1066-10-14"}, "from_on"),
        ({"begins_0": "x"}, "begins_0"),
    ],
)
def test_wrong_week_is_answered_beside_its_field(more, field):
    iro = make_user()
    answer = signed_in(iro).post(reverse("office:begin-pattern", args=[iro.pk]), pattern(**more))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not iro.working_patterns.exists()


def test_support_worker_enters_the_leave_of_an_iro_and_takes_it_back():
    iro, client = make_user(), signed_in(make_user(Role.SUPPORT_WORKER))
    sent = {"from_on": "2025-06-09", "until_on": "2025-06-10", "part": "whole", "kind": "sick", "form_key": KEY + "1"}
    where = reverse("office:time-of", args=[iro.pk])
    assert client.post(reverse("office:enter-leave", args=[iro.pk]), sent | {"version": "1"}).url == where
    leave = iro.leave.get()
    assert "9 June 2025 to 10 June 2025" in client.get(where).content.decode()
    address = reverse("office:remove-leave", args=[leave.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"form_key": KEY + "2"}).url == where
    assert not iro.leave.exists()
    again = client.post(address, {"form_key": KEY + "3"}, follow=True)
    assert "taken back before" in again.content.decode()


def test_leave_is_changed_on_its_page():
    iro = make_user()
    leave = actions.enter_leave(person=iro, from_on=D(2025, 6, 9), until_on=D(2025, 6, 9), kind="annual", by=BY)
    sent = {"from_on": "2025-06-12", "until_on": "2025-06-12", "part": "morning", "kind": "other", "version": "1"}
    signed_in(iro).post(reverse("office:change-leave", args=[leave.pk]), sent | {"form_key": KEY + "1"})
    leave.refresh_from_db()
    assert (leave.from_on, leave.part, leave.kind, leave.version) == (D(2025, 6, 12), "morning", "other", 2)


def test_pages_of_time_ask_the_same_for_one_row_and_for_three(assert_same_queries):
    iro = make_user()
    days = iter(D(2025, 6, 9) + datetime.timedelta(days=number) for number in range(30))

    def more(number: int) -> None:
        for _ in range(number):
            on = next(days)
            actions.enter_leave(person=iro, from_on=on, until_on=on, kind="annual", by=BY)
            actions.begin_working_pattern(person=iro, from_on=on, hours=WEEK, by=BY)

    assert_same_queries(more, reverse("office:time"), signed_in(iro))


def test_people_whose_time_one_keeps_ask_the_same_for_one_and_for_three(assert_same_queries):
    client = signed_in(make_user(Role.MANAGER))
    assert_same_queries(lambda number: [make_user() for _ in range(number)], reverse("office:time-of-others"), client)


@pytest.mark.parametrize(
    ("begins", "ends", "field"),
    [("8:45am", "", "school_day_ends"), ("", "15:15", "school_day_begins"), ("15:15", "8:45", "school_day_ends")],
)
def test_school_day_has_both_ends_in_order(begins, ends, field):
    client = signed_in(make_user(Role.MANAGER))
    address = reverse("office:settings")
    form = client.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    answer = client.post(address, sent | {"school_day_begins": begins, "school_day_ends": ends})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
