"""C22, C23 and C24: a new session id whenever rights change, sessions that end at once, nothing kept by the browser."""

import datetime
import json
import re

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import (
    change_password,
    deactivate_account,
    end_role,
    end_sessions,
    grant_role,
    reactivate_account,
)
from accounts.confirming import CONFIRMED_AT
from accounts.enums import Role
from accounts.models import RoleGrant, User
from accounts.sign_in import sessions
from audit.models import AuditEvent
from iro_service.access_matrix import pages
from tests.factories import BY, make_user
from tests.security.addresses import address_of
from tests.security.answers import ask
from tests.security.production import SAFE, production  # noqa: F401 - a fixture
from tests.security.signing_in import PASSWORD, app_for, give_code, give_password, is_signed_in, press
from tests.security.world import Kind

NEW = "seven quiet lanterns"
TODAY = datetime.date(2025, 6, 2)
pytestmark = pytest.mark.django_db


def key_of(client):
    return client.session.session_key


def is_dead(key):
    """Say whether a session id opens nothing: it is not kept, and a browser that brings it is nobody."""
    thief = Client()
    thief.cookies["sessionid"] = key
    return not Session.objects.filter(session_key=key).exists() and not is_signed_in(thief)


# C22 -----------------------------------------------------------------------------------------------------------------
def test_c22_session_id_changes_whenever_rights_change_and_the_old_one_is_dead(client):
    user = make_user()
    grant_role(user=user, role=Role.SUPPORT_WORKER, by=BY, from_on=TODAY)
    app = app_for(user)
    client.get("/account/second-factor/")
    client.get(reverse("accounts:sign-in"))
    give_password(client, user.email)
    waiting = key_of(client)
    give_code(client, app.code())
    seen = [waiting, key_of(client)]
    assert is_dead(waiting)
    client.post(reverse("accounts:choose-role"), {"role": Role.SUPPORT_WORKER})
    seen.append(key_of(client))
    client.post(reverse("accounts:confirm"), {"password": PASSWORD, "code": app.code(1)})
    seen.append(key_of(client))
    client.post(
        reverse("accounts:change-password"), {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    )
    seen.append(key_of(client))
    assert is_signed_in(client)
    client.post(reverse("accounts:sign-out"))
    assert len(set(seen)) == 5
    assert [key for key in seen if not is_dead(key)] == []
    assert not is_signed_in(client)


def test_c22_id_planted_before_sign_in_is_worth_nothing_after_it(client):
    client.get(reverse("accounts:single-sign-on"))
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    give_password(client, make_user().email)
    assert is_signed_in(client)
    assert is_dead(planted)


def test_c22_next_person_at_the_machine_inherits_nothing(client):
    first, second = make_user(), make_user()
    give_password(client, first.email)
    client.post(reverse("accounts:confirm"), {"password": PASSWORD})
    client.post(reverse("accounts:sign-out"))
    give_password(client, second.email)
    assert CONFIRMED_AT not in client.session
    assert first.email not in json.dumps(dict(client.session))


def test_c22_the_list_of_sessions_follows_the_id(client):
    user = make_user()
    grant_role(user=user, role=Role.SUPPORT_WORKER, by=BY, from_on=TODAY)
    give_password(client, user.email)
    client.post(reverse("accounts:choose-role"), {"role": Role.SUPPORT_WORKER})
    client.post(reverse("accounts:confirm"), {"password": PASSWORD})
    client.post(
        reverse("accounts:change-password"), {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    )
    assert list(UserSession.objects.values_list("user", "session_key")) == [(user.pk, key_of(client))]


def test_c22_cookies_of_production(client, settings, production):  # noqa: F811 - the fixture
    names = ["SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE"]
    names += ["SESSION_COOKIE_PATH", "SESSION_COOKIE_DOMAIN", "SESSION_EXPIRE_AT_BROWSER_CLOSE", "DEVICE_COOKIE_NAME"]
    names += ["CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_HTTPONLY", "CSRF_COOKIE_SAMESITE"]
    code = "import json; from django.conf import settings as s; "
    code += f"print(json.dumps({{name: getattr(s, name) for name in {names}}}))"
    for name, value in json.loads(production("-c", code).stdout).items():
        setattr(settings, name, value)
    client.get(reverse("accounts:sign-in"), secure=True)
    give_password(client, make_user().email, secure=True)
    assert set(client.cookies) == {"__Host-session", "__Host-csrf", "__Host-device"}
    for cookie in client.cookies.values():
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
        assert (cookie["path"], cookie["domain"]) == ("/", "")  # what __Host- asks for
    assert client.cookies["__Host-session"]["max-age"] == ""  # gone when the browser closes


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"SECOND_FACTOR": "0"}, "SECOND_FACTOR is off; unset it: production asks for a second factor."),
        (
            {"SSO_SERVER": "http://login.example.org", "SSO_CLIENT_ID": "i", "SSO_CLIENT_SECRET": "s"},
            "Set SSO_SERVER to an",
        ),
    ],
)
def test_c26_production_refuses_to_start_without_the_second_factor(production, changed, sentence):  # noqa: F811 - the fixture
    done = production("-c", "from django.conf import settings; settings.DEBUG", **changed)
    assert f"ImproperlyConfigured: {sentence}" in done.stderr
    done = production("-c", "from django.conf import settings; print(settings.SECOND_FACTOR)")
    assert done.stdout.strip() == "True"
    assert "SECOND_FACTOR" not in SAFE


# C23 -----------------------------------------------------------------------------------------------------------------
def by_form(user, client):
    sent = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    client.post(reverse("accounts:change-password"), sent)


def by_action(user, _client):
    change_password(user=user, new_password=NEW, by=user)


def by_closing(user, _client):
    deactivate_account(user=user, by=BY, today=TODAY)


def by_closing_and_opening(user, _client):
    deactivate_account(user=user, by=BY, today=TODAY)
    reactivate_account(user=user, by=BY)


def by_ending_a_role(user, _client):
    end_role(grant=RoleGrant.objects.get(user=user, until_on=None), by=BY, today=TODAY)


def by_the_administrators_button(user, _client):
    administrator = Client()
    administrator.force_login(make_user(Role.SYSTEM_ADMINISTRATOR))
    page = reverse("accounts:person", args=[user.pk])
    assert press(administrator, page, reverse("accounts:end-sessions", args=[user.pk]))["Location"] == page


def by_command(user, _client):
    call_command("end_sessions", user.email.upper(), verbosity=0)


def by_the_persons_own_button(_user, client):
    client.post(reverse("accounts:end-other-sessions"))


WAYS = [
    by_form,
    by_action,
    by_closing,
    by_closing_and_opening,
    by_ending_a_role,
    by_the_administrators_button,
    by_command,
    by_the_persons_own_button,
]


@pytest.mark.parametrize("way", WAYS)
def test_c23_all_other_sessions_are_refused_at_their_next_request(client, way, capsys):
    user = make_user()
    others = [Client(), Client()]
    for each in (client, *others):
        give_password(each, user.email)
        assert is_signed_in(each)
    way(user, client)
    assert [is_signed_in(each) for each in others] == [False, False]
    assert is_signed_in(client) is (way in (by_form, by_the_persons_own_button))
    somebody = make_user()
    give_password(others[0], somebody.email)
    assert is_signed_in(others[0])


def test_c23_role_that_ends_on_a_later_day_leaves_the_sessions(client):
    user = make_user()
    give_password(client, user.email)
    grant = RoleGrant.objects.get(user=user)
    end_role(grant=grant, by=BY, today=TODAY, last_day=TODAY + datetime.timedelta(days=30))
    assert is_signed_in(client)


def test_c23_only_the_administrator_ends_somebodys_sessions(client):
    user = make_user()
    theirs = Client()
    theirs.force_login(user)
    client.force_login(make_user(Role.MANAGER))
    assert client.post(reverse("accounts:end-sessions", args=[user.pk])).status_code == 403
    assert is_signed_in(theirs)


def test_c23_command_names_an_account_that_is_not_there():
    with pytest.raises(CommandError, match=re.escape("There is no account nobody@example.org.")):
        call_command("end_sessions", "nobody@example.org")


def test_c23_every_ending_is_recorded():
    user, administrator = make_user(), make_user(Role.SYSTEM_ADMINISTRATOR)
    end_sessions(user=user, by=administrator)
    event = AuditEvent.objects.get(verb="accounts.end_sessions")
    assert (event.actor_id, event.subject_id) == (administrator.pk, user.pk)


# One's own sessions --------------------------------------------------------------------------------------------------
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [(FIREFOX, "Firefox on Windows"), (SAFARI, "Safari on an iPhone"), (EDGE, "Edge on Windows"), ("", "A browser")],
)
def test_device_is_told_in_words(user_agent, words):
    assert sessions.device_in_words(user_agent) == words


def test_own_sessions_are_listed_and_one_is_ended(client):
    user, stranger = make_user(), make_user()
    phone, theirs = Client(), Client()
    give_password(client, user.email, headers={"user-agent": FIREFOX})
    give_password(phone, user.email, headers={"user-agent": SAFARI}, REMOTE_ADDR="198.51.100.7")
    give_password(theirs, stranger.email, headers={"user-agent": EDGE})
    page = client.get("/account/").content.decode()
    assert re.findall(r'__key">([^<]+)</dt>', page.partition("Where you are signed in")[2]) == [
        "Firefox on Windows (this one)",
        "Safari on an iPhone",
    ]
    assert "from 198.51.100.7" in page
    row = UserSession.objects.get(session_key=key_of(phone))
    assert client.post(reverse("accounts:end-session", args=[row.pk]))["Location"] == "/account/"
    assert [is_signed_in(each) for each in (client, phone, theirs)] == [True, False, True]
    assert is_dead(row.session_key)
    assert "Safari" not in client.get("/account/").content.decode()


def test_nobody_ends_somebody_elses_session_or_this_one_by_its_number(client):
    user, stranger = make_user(), make_user()
    theirs = Client()
    give_password(client, user.email)
    give_password(theirs, stranger.email)
    for key in (key_of(theirs), key_of(client)):
        row = UserSession.objects.get(session_key=key)
        assert client.post(reverse("accounts:end-session", args=[row.pk])).status_code == 404
    assert (is_signed_in(client), is_signed_in(theirs)) == (True, True)


def test_sessions_that_ended_are_not_listed(client):
    user = make_user()
    give_password(client, user.email)
    other = Client()
    give_password(other, user.email)
    assert len(sessions.open_sessions(user, key_of(client), timezone.now())) == 2
    other.post(reverse("accounts:sign-out"))
    user = User.objects.get(pk=user.pk)
    assert [each.is_this_one for each in sessions.open_sessions(user, key_of(client), timezone.now())] == [True]
    end_sessions(user=user, by=user)
    assert sessions.open_sessions(user, key_of(client), timezone.now()) == []


def test_own_account_asks_as_many_queries_for_three_sessions_as_for_one(client, assert_same_queries):
    user = make_user()
    give_password(client, user.email)

    def more(count):
        for _ in range(count):
            give_password(Client(), user.email)

    assert_same_queries(more, "/account/", client)


# C24 -----------------------------------------------------------------------------------------------------------------
def test_c24_no_page_of_a_child_is_kept_by_the_browser(world):
    client = world.client(Role.MANAGER)
    of_children = [page for page in pages() if page.rule.record]
    answers = {page.name: ask(client, address_of(page, world, Kind.MINE))["Cache-Control"] for page in of_children}
    assert {name: answer for name, answer in answers.items() if answer != "no-store"} == {}
    assert len(answers) > 40


def test_c24_signing_in_and_out_are_not_kept_either(client):
    user = make_user()
    app_for(user)
    assert "no-store" in client.get(reverse("accounts:sign-in"))["Cache-Control"]
    give_password(client, user.email)
    assert "no-store" in client.get(reverse("mfa_authenticate"))["Cache-Control"]


def test_where_somebody_was_signed_in_is_forgotten_with_the_session(client):
    user = make_user()
    other = Client()
    give_password(client, user.email)
    give_password(other, user.email)
    Session.objects.filter(session_key=key_of(other)).delete()
    sessions.forget_ended()
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [key_of(client)]
