"""Changing a password, and setting one through a link."""

import datetime
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.actions import create_account, deactivate_account
from accounts.models import User
from office import tasks
from office.models import Job
from tests.factories import BY, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
NEW = "seven quiet lanterns"
TODAY = datetime.date(2025, 6, 2)


def link_for(client, user):
    client.post(reverse("accounts:forgotten-password"), {"email": user.email})
    assert tasks.sweep_jobs() == 1
    return re.search(r"http://testserver(/\S+)", mail.outbox[-1].body)[1]


def test_changing_a_password_keeps_this_session_and_ends_the_others(client):
    user = make_user()
    other = Client()
    client.force_login(user)
    other.force_login(user)
    sent = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert client.post(reverse("accounts:change-password"), sent)["Location"] == "/account/"
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert User.objects.get(pk=user.pk).check_password(NEW)


@pytest.mark.parametrize(
    ("old", "first", "second", "sentence"),
    [
        ("wrong", NEW, NEW, "This is not your password now."),
        (PASSWORD, NEW, "another thing entirely", "The two passwords differ."),
        (PASSWORD, "short", "short", "too short"),
        (PASSWORD, "password1234", "password1234", "too common"),
        (PASSWORD, "x" * 201, "x" * 201, "at most 200 characters"),
        ("", "", "", "Enter your password"),
    ],
)
def test_bad_new_password_is_refused_beside_its_field(client, old, first, second, sentence):
    user = make_user()
    client.force_login(user)
    sent = {"old_password": old, "new_password1": first, "new_password2": second}
    page = client.post(reverse("accounts:change-password"), sent)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_link_sets_a_password_once(client):
    user = make_user()
    link = link_for(client, user)
    page = client.get(link, follow=True)
    assert "New password again" in page.content.decode()
    done = client.post(page.redirect_chain[-1][0], {"new_password1": NEW, "new_password2": NEW})
    assert done["Location"] == "/account/sign-in/"
    assert User.objects.get(pk=user.pk).check_password(NEW)
    assert "This link has been used or is too old." in Client().get(link, follow=True).content.decode()


def test_new_account_gets_its_first_password_through_a_link(client):
    user = create_account(email="new@example.org", full_name="New Person", by=BY)
    page = client.get(link_for(client, user), follow=True)
    client.post(page.redirect_chain[-1][0], {"new_password1": NEW, "new_password2": NEW})
    assert User.objects.get(pk=user.pk).check_password(NEW)


def test_mail_names_nobody_and_has_one_reader(client):
    link_for(client, make_user(name="Wren Somebody"))
    message = mail.outbox[0]
    assert message.to == [User.objects.get().email]
    assert "Wren" not in message.body + message.subject


def test_page_answers_the_same_for_unknown_and_closed_accounts(client):
    known = make_user(email="known@example.org")
    closed = make_user(email="closed@example.org")
    deactivate_account(user=closed, by=BY, today=TODAY)
    answers = []
    for email in ("known@example.org", "closed@example.org", "nobody@example.org", "KNOWN@example.org"):
        response = client.post(reverse("accounts:forgotten-password"), {"email": email})
        answers.append((response.status_code, response["Location"]))
    assert set(answers) == {(302, "/account/password/link-sent/")}
    assert [job.payload["user"] for job in Job.objects.all()] == [known.pk]


def test_link_of_an_account_closed_meanwhile_does_nothing(client):
    user = make_user()
    link = link_for(client, user)
    deactivate_account(user=user, by=BY, today=TODAY)
    assert "This link has been used or is too old." in client.get(link, follow=True).content.decode()


def test_account_closed_before_the_mail_left_gets_none(client):
    user = make_user()
    client.post(reverse("accounts:forgotten-password"), {"email": user.email})
    deactivate_account(user=user, by=BY, today=TODAY)
    tasks.sweep_jobs()
    assert mail.outbox == []
    assert Job.objects.get().error == "This account is closed."


@pytest.mark.parametrize("address", ["/account/password/set/x/y/", "/account/password/set/MQ/%01/"])
def test_forged_link_does_nothing(client, address):
    assert "This link has been used or is too old." in client.get(address, follow=True).content.decode()
