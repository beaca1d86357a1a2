"""Signing in and out, the role of the session, and how sessions end."""

import datetime

import pytest
from django.conf import settings as configuration
from django.urls import reverse

from accounts.actions import create_account, deactivate_account, grant_role
from accounts.enums import Role
from accounts.models import User
from audit.models import AuditEvent
from office.models import Draft
from tests.factories import BY, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
TODAY = datetime.date(2025, 6, 2)


def sign_in(client, user, password=PASSWORD, **query):
    return client.post(reverse("accounts:sign-in", query=query), {"username": user.email, "password": password})


def verbs():
    return list(AuditEvent.objects.filter(kind="sign_in").order_by("id").values_list("verb", "actor_id", "subject_id"))


def test_person_signs_in_and_out_and_both_are_recorded(client):
    user = make_user()
    response = sign_in(client, user)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert "Signed in as" in client.get(reverse("accounts:my-account")).content.decode()
    assert client.post(reverse("accounts:sign-out")).status_code == 302
    assert client.get(reverse("accounts:my-account")).status_code == 302
    assert verbs() == [("accounts.sign_in", user.pk, user.pk), ("accounts.sign_out", user.pk, user.pk)]


def test_address_is_folded_when_signing_in(client):
    user = make_user()
    response = client.post(reverse("accounts:sign-in"), {"username": f" {user.email.upper()} ", "password": PASSWORD})
    assert response.status_code == 302


def test_signing_in_leads_on_to_where_the_person_was_going_within_this_site(client):
    user = make_user()
    assert sign_in(client, user, next="/account/")["Location"] == "/account/"
    client.logout()
    assert sign_in(client, user, next="https://elsewhere.example/")["Location"] == "/"


@pytest.mark.parametrize("case", ["unknown", "wrong password", "closed", "no password", "too long"])
def test_refusals_are_the_same_for_every_cause(client, case):
    user = make_user(email="known@example.org")
    email, password = "known@example.org", PASSWORD
    if case == "unknown":
        email = "nobody@example.org"
    elif case == "wrong password":
        password = "wrong"
    elif case == "closed":
        deactivate_account(user=user, by=BY, today=TODAY)
    elif case == "no password":
        create_account(email="new@example.org", full_name="New", by=BY)
        email, password = "new@example.org", ""
    else:
        password = "x" * 5000
    page = client.post(reverse("accounts:sign-in"), {"username": email, "password": password})
    assert page.status_code == 200
    text = page.content.decode()
    expected = "Enter your password" if case == "no password" else "The e-mail address or the password is wrong."
    assert expected in text
    assert "Error: " in text
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "typed", ["\x01", "'; DROP TABLE accounts_user; --", "x" * 10_000, "<script>alert(1)</script>"]
)
def test_strange_input_is_refused_politely(client, typed):
    page = client.post(reverse("accounts:sign-in"), {"username": typed, "password": typed})
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_session_id_changes_at_sign_in_and_with_the_role(client):
    user = make_user()
    grant_role(user=user, role=Role.SUPPORT_WORKER, by=BY, from_on=TODAY)
    client.get(reverse("accounts:sign-in"))
    before = client.session.session_key
    sign_in(client, user)
    signed_in = client.session.session_key
    client.post(reverse("accounts:choose-role"), {"role": Role.SUPPORT_WORKER})
    assert len({before, signed_in, client.session.session_key}) == 3


def test_locked_out_after_five_failures_even_with_the_right_password(client, settings):
    settings.AXES_ENABLED = True
    user = make_user()
    for _ in range(5):
        page = sign_in(client, user, password="wrong")
    assert page.status_code == 429
    page = sign_in(client, user)
    assert page.status_code == 429
    assert "Too many tries" in page.content.decode()
    other = make_user()
    assert sign_in(client, other).status_code == 302


def test_person_with_two_roles_chooses_one_for_the_session(client):
    user = make_user(Role.IRO)
    grant_role(user=user, role=Role.SUPPORT_WORKER, by=BY, from_on=TODAY)
    response = sign_in(client, user, next="/account/")
    assert response["Location"] == "/account/role/?next=%2Faccount%2F"
    page = client.get(response["Location"]).content.decode()
    assert "Independent Reviewing Officer" in page
    assert "Review support worker" in page
    assert client.post(response["Location"], {"role": Role.SUPPORT_WORKER})["Location"] == "/account/"
    assert ", Review support worker" in client.get("/account/").content.decode()
    event = AuditEvent.objects.filter(verb="accounts.choose_role").get()
    assert (event.actor_id, event.acting_role) == (user.pk, Role.SUPPORT_WORKER)


def test_role_that_is_not_held_cannot_be_chosen(client):
    user = make_user(Role.IRO)
    grant_role(user=user, role=Role.SUPPORT_WORKER, by=BY, from_on=TODAY)
    client.force_login(user)
    page = client.post(reverse("accounts:choose-role"), {"role": Role.MANAGER})
    assert page.status_code == 200
    assert client.session.get("acting_role") is None


def test_chosen_role_that_ended_is_no_longer_acted_in(client):
    user = make_user(Role.IRO)
    extra = grant_role(user=user, role=Role.SUPPORT_WORKER, by=BY, from_on=TODAY)
    client.force_login(user)
    client.post(reverse("accounts:choose-role"), {"role": Role.SUPPORT_WORKER})
    type(extra).objects.filter(pk=extra.pk).update(until_on=TODAY)
    assert ", Independent Reviewing Officer" in client.get("/account/").content.decode()


def test_person_with_one_role_has_nothing_to_choose(client):
    client.force_login(make_user())
    assert client.get(reverse("accounts:choose-role"))["Location"] == "/"


def test_closed_account_is_out_at_its_next_page(client):
    user = make_user()
    client.force_login(user)
    assert client.get("/account/").status_code == 200
    deactivate_account(user=user, by=BY, today=TODAY)
    assert client.get("/account/")["Location"].startswith("/account/sign-in/")


def test_idle_session_ends_and_comes_back_to_the_form_with_what_was_typed(client, time_machine):
    user = make_user()
    client.force_login(user)
    time_machine.move_to(datetime.datetime(2025, 6, 2, 9, 0, tzinfo=datetime.UTC), tick=False)
    client.get("/account/")
    time_machine.shift(configuration.SESSION_IDLE_SECONDS + 1)
    response = client.post("/account/role/", {"draft_key": "reviews.log:7", "note": "Typed for an hour"})
    assert response["Location"] == "/account/sign-in/?next=/account/role/"
    assert Draft.objects.values_list("user", "key", "fields").get() == (
        user.pk,
        "reviews.log:7",
        {"note": ["Typed for an hour"]},
    )
    assert client.get("/account/").status_code == 302


def test_session_ends_after_ten_hours_however_busy(client, time_machine):
    user = make_user()
    client.force_login(user)
    time_machine.move_to(datetime.datetime(2025, 6, 2, 8, 0, tzinfo=datetime.UTC), tick=False)
    pages = 0
    while client.get("/account/").status_code == 200:
        pages += 1
        time_machine.shift(15 * 60)
    assert pages == 10 * 4 + 1
    assert verbs() == [("accounts.session_over", user.pk, user.pk)]


def test_session_in_use_does_not_end(client, time_machine):
    client.force_login(make_user())
    time_machine.move_to(datetime.datetime(2025, 6, 2, 9, 0, tzinfo=datetime.UTC), tick=False)
    for _ in range(3):
        assert client.get("/account/").status_code == 200
        time_machine.shift(configuration.SESSION_IDLE_SECONDS - 61)


def test_signing_out_by_a_link_is_refused(client):
    client.force_login(make_user())
    assert client.get(reverse("accounts:sign-out")).status_code == 405


def test_password_given_by_someone_else_must_be_changed_before_anything(client):
    user = make_user(must_change_password=True)
    assert sign_in(client, user).status_code == 302
    assert client.get("/account/")["Location"] == "/account/password/"
    page = client.get("/account/password/").content.decode()
    assert "Choose one that only you know" in page
    new = "seven quiet lanterns"
    sent = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/account/password/", sent)["Location"] == "/account/"
    assert client.get("/account/").status_code == 200
    assert User.objects.get(pk=user.pk).must_change_password is False
