"""Whose daily reminder did not arrive stands beside the invitations that did not: until one arrives, or they leave."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions import deactivate_account
from accounts.enums import Role
from accounts.models import User
from desk.digest.actions import begin_digest, note_not_sent, note_sent
from desk.digest.sending import REFUSED
from tests.factories import BY, make_user

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY, FRIDAY = D(2025, 6, 2), D(2025, 5, 30)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def iro():
    return make_user(Role.IRO, "Ivy Rowan", email="ivy.rowan@example.org")


def not_arrived(reader: User, on: datetime.date) -> None:
    note_not_sent(digest=begin_digest(reader=reader, on=on, by=BY), failure=REFUSED, by=BY)


def page() -> str:
    client = Client()
    client.force_login(make_user(Role.SUPPORT_WORKER), backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse("inviting:undelivered")).content.decode()


def test_support_worker_sees_whose_reminder_did_not_arrive_and_why(iro):
    not_arrived(iro, TODAY)
    shown = page()
    for words in (
        "1 person whose daily reminder did not arrive", "Ivy Rowan", "ivy.rowan@example.org", "2 June 2025", REFUSED,
        "Tell them to look at what is theirs today",
    ):  # fmt: skip
        assert words in shown, words


def test_each_is_listed_once_with_the_newest_that_did_not_arrive(iro):
    for on in (FRIDAY, TODAY):
        not_arrived(iro, on)
    shown = page()
    assert (shown.count("Ivy Rowan"), "2 June 2025" in shown, "30 May 2025" in shown) == (1, True, False)


def arrived_later(iro):
    digest = begin_digest(reader=iro, on=TODAY, by=BY)
    note_sent(digest=digest, said=[], told=[], by=BY)


def closed(iro):
    deactivate_account(user=iro, by=make_user(Role.SYSTEM_ADMINISTRATOR), today=TODAY)


@pytest.mark.parametrize("since", [arrived_later, closed])
def test_nobody_is_listed_once_a_later_one_arrived_or_the_account_is_closed(iro, since):
    not_arrived(iro, FRIDAY)
    assert "Ivy Rowan" in page()
    since(iro)
    assert "All mail has arrived" in page()


@pytest.mark.parametrize(("on", "listed"), [(TODAY, False), (FRIDAY, True), (D(2025, 5, 5), False)])
def test_one_that_broke_off_is_listed_from_the_day_after_for_four_weeks(iro, on, listed):
    begin_digest(reader=iro, on=on, by=BY)
    assert ("it may have arrived" in page()) == listed
