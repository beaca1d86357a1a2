"""Showing again who one is before what is rare and grave."""

import datetime

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.actions import change_password
from accounts.confirming import confirm_first, recently_confirmed
from audit.models import AuditEvent
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


def request_of(client, user):
    request = RequestFactory().get("/disputes/?q=1")
    request.session, request.user = client.session, user
    return request


@pytest.fixture
def user(client):
    user = make_user()
    client.force_login(user)
    return user


def confirm(client, password=PASSWORD, **query):
    return client.post(reverse("accounts:confirm", query=query), {"password": password})


def test_signing_in_is_no_confirmation(client, user):
    assert recently_confirmed(request_of(client, user)) is False


def test_password_confirms_for_five_minutes_and_leads_back(client, user, time_machine):
    time_machine.move_to(datetime.datetime(2025, 6, 2, 9, 0, tzinfo=datetime.UTC), tick=False)
    before = client.session.session_key
    response = confirm(client, next="/disputes/?q=1")
    assert (response.status_code, response["Location"]) == (302, "/disputes/?q=1")
    assert client.session.session_key != before
    assert recently_confirmed(request_of(client, user)) is True
    time_machine.shift(299)
    assert recently_confirmed(request_of(client, user)) is True
    time_machine.shift(1)
    assert recently_confirmed(request_of(client, user)) is False
    events = AuditEvent.objects.filter(kind="sign_in").values_list("verb", "actor_id", "subject_id")
    assert list(events) == [("accounts.confirm", user.pk, user.pk)]


def test_clock_set_back_does_not_lengthen_it(client, user, time_machine):
    time_machine.move_to(datetime.datetime(2025, 6, 2, 9, 0, tzinfo=datetime.UTC), tick=False)
    confirm(client)
    time_machine.shift(-3600)
    assert recently_confirmed(request_of(client, user)) is False


def test_it_counts_in_its_own_session_only(client, user):
    other = Client()
    other.force_login(user)
    confirm(client)
    assert recently_confirmed(request_of(other, user)) is False
    client.post(reverse("accounts:sign-out"))
    client.force_login(user)
    assert recently_confirmed(request_of(client, user)) is False


@pytest.mark.parametrize(
    ("password", "sentence"),
    [("wrong", "This is not your password."), ("", "Enter your password"), ("x" * 201, "This is not your password.")],
)
def test_wrong_password_confirms_nothing(client, user, password, sentence):
    page = confirm(client, password)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert recently_confirmed(request_of(client, user)) is False
    assert AuditEvent.objects.get(kind="sign_in").verb == "accounts.confirm_refused"


def test_somebody_elses_password_confirms_nothing(client, user):
    other = make_user()
    change_password(user=other, new_password="seven quiet lanterns", by=other)
    assert confirm(client, "seven quiet lanterns").status_code == 200


def test_wrong_tries_are_counted_like_those_of_signing_in(client, user, settings):
    settings.AXES_ENABLED = True
    for _ in range(5):
        page = confirm(client, "wrong")
    assert page.status_code == 429
    assert confirm(client).status_code == 429


def test_page_that_asks_sends_there_and_back(client, user):
    response = confirm_first(request_of(client, user))
    assert response["Location"] == "/account/confirm/?next=%2Fdisputes%2F%3Fq%3D1"
    assert confirm_first(request_of(client, user), "/reports/")["Location"] == "/account/confirm/?next=%2Freports%2F"


def test_it_leads_to_no_other_site(client, user):
    assert confirm(client, next="https://elsewhere.example/")["Location"] == "/"
    assert confirm(Client())["Location"].startswith("/account/sign-in/")
