"""C26: the second factor: RFC 6238, one use, one step to either side, hashed recovery codes, no way past it."""

import base64
import datetime
import json
import re
import threading

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from accounts.actions import change_password, grant_role, reset_second_factor
from accounts.confirming import CONFIRMED_AT
from accounts.enums import Role
from accounts.models import User
from accounts.sign_in import second_factor
from accounts.sign_in.secrets import UnreadableError, decrypt, encrypt, hashed, is_hash_of
from accounts.verdict import RefusedError
from audit.models import AuditEvent
from iro_service import middleware
from iro_service.access_matrix import pages
from office import tasks
from tests.factories import BY, make_user
from tests.security.signing_in import (
    PASSWORD,
    STEP_SECONDS,
    App,
    app_for,
    give_code,
    give_password,
    is_signed_in,
    press,
)

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2025, 6, 2, 9, 0, tzinfo=datetime.UTC)
NEEDED = sorted(set(Role) - {Role.PANEL_MEMBER})
# One that reaches records and one that does not: the rest differ in nothing but the table below says who needs it.
AT_EVERY_COMMIT = {Role.MANAGER, Role.SYSTEM_ADMINISTRATOR}

# RFC 6238, appendix B: seconds since 1970, and the code of eight digits by SHA-1.
VECTORS = [
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]
RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.fixture(autouse=True)
def required(settings, time_machine):
    settings.SECOND_FACTOR = True
    time_machine.move_to(NOW, tick=False)


def sign_in(client, user, app, **meta):
    give_password(client, user.email, **meta)
    return give_code(client, app.code(), **meta)


# Codes ---------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("at", "eight"), VECTORS)
def test_c26_codes_are_those_of_rfc_6238(at, eight, settings):
    assert second_factor.step_of(RFC_SECRET, eight[2:], at) == at // STEP_SECONDS
    settings.MFA_TOTP_DIGITS = 8
    assert second_factor.step_of(RFC_SECRET, eight, at) == at // STEP_SECONDS


@pytest.mark.parametrize(("later", "right"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_c26_code_counts_one_step_to_either_side(later, right):
    user = make_user()
    app = app_for(user)
    assert (second_factor.use_code(user, app.code(later), NOW.timestamp()) is not None) is right


def test_c26_code_counts_once_for_as_long_as_it_would_be_right(time_machine):
    user = make_user()
    app = app_for(user)
    code = app.code(1)
    assert second_factor.use_code(user, code, NOW.timestamp()) is not None
    for seconds in (0, 29, 30, 59):
        assert second_factor.use_code(user, code, NOW.timestamp() + seconds) is None
    assert second_factor.use_code(user, app.code(0), NOW.timestamp()) is None  # an earlier one counts no more
    assert second_factor.use_code(user, app.code(2), NOW.timestamp() + 60) is not None


def test_c26_code_that_set_the_app_up_signs_nobody_in():
    user = make_user()
    app = app_for(user)
    step = second_factor.step_of(app.secret, app.code(), NOW.timestamp())
    second_factor.replace(user, app.secret, step)
    assert second_factor.use_code(user, app.code(), NOW.timestamp()) is None


@pytest.mark.parametrize(
    "typed", ["", " ", "000000", "abc", "\x00", "\uff11\uff12\uff13\uff14\uff15\uff16", "9" * 39, "-"]
)
def test_c26_what_is_no_code_is_refused(typed):
    user = make_user()
    app = app_for(user)
    assert app.code() != typed
    assert second_factor.use_code(user, typed, NOW.timestamp()) is None


def test_c26_spaces_in_a_code_do_no_harm():
    user = make_user()
    code = app_for(user).code()
    assert second_factor.use_code(user, f" {code[:3]} {code[3:]} ", NOW.timestamp()) is not None


def test_c26_someone_elses_code_is_refused():
    user, other = make_user(), make_user()
    app_for(user)
    theirs = app_for(other)
    assert second_factor.use_code(user, theirs.code(), NOW.timestamp()) is None
    assert second_factor.use_code(user, theirs.recovery_codes[0], NOW.timestamp()) is None


@pytest.mark.django_db(transaction=True)
def test_c26_code_sent_twice_at_once_counts_once():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's test database lives in one connection: bin/test runs this on PostgreSQL")
    user = make_user()
    code = app_for(user).code()
    together, used = threading.Barrier(4), []

    def send():
        together.wait()
        used.append(second_factor.use_code(user, code, NOW.timestamp()) is not None)
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(used) == [False, False, False, True]


# At rest -------------------------------------------------------------------------------------------------------------
def test_c26_neither_the_secret_nor_a_recovery_code_is_in_the_database():
    user = make_user()
    app = app_for(user)
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert app.secret not in kept
    assert len(app.recovery_codes) == 10
    for code in app.recovery_codes:
        assert code not in kept
        assert code.replace("-", "") not in kept
        assert code.replace("-", "").lower() not in kept
    hashes = Authenticator.objects.get(type="recovery_codes").data["hashes"]
    assert [len(each) for each in hashes] == [64] * 10
    assert decrypt(Authenticator.objects.get(type="totp").data["secret"]) == app.secret


def test_c26_recovery_code_works_once_however_it_is_written():
    user = make_user()
    code = app_for(user).recovery_codes[3]
    assert re.fullmatch(r"[A-Z]{4}-[A-Z]{4}-[A-Z]{4}", code)
    assert second_factor.use_code(user, code.lower().replace("-", " "), NOW.timestamp()) is not None
    assert second_factor.use_code(user, code, NOW.timestamp()) is None
    assert second_factor.recovery_codes_left(user) == 9


def test_c26_secrets_outlive_a_change_of_the_key(settings):
    closed, kept = encrypt("secret"), hashed("code")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key"
    assert decrypt(closed) == "secret"
    assert is_hash_of(kept, "code")
    settings.SECRET_KEY_FALLBACKS = []
    assert not is_hash_of(kept, "code")
    with pytest.raises(UnreadableError):
        decrypt(closed)


# Signing in ----------------------------------------------------------------------------------------------------------
def test_c26_whoever_has_an_app_is_signed_in_only_by_its_code(client):
    user = make_user()
    app = app_for(user)
    response = give_password(client, user.email)
    assert response["Location"] == "/account/sign-in/code/"
    assert "_auth_user_id" not in client.session
    assert not is_signed_in(client)
    assert give_code(client, app.code())["Location"] == "/"
    assert is_signed_in(client)
    assert list(AuditEvent.objects.filter(kind="sign_in").values_list("verb", flat=True)) == ["accounts.sign_in"]


def test_c26_recovery_code_signs_in(client):
    user = make_user()
    app = app_for(user)
    give_password(client, user.email)
    assert give_code(client, app.recovery_codes[0])["Location"] == "/"
    assert client.get("/account/").status_code == 200


def test_c26_wrong_code_is_told_plainly_and_recorded(client):
    user = make_user()
    app_for(user)
    give_password(client, user.email)
    page = give_code(client, "123456")
    assert page.status_code == 200
    assert "This code is wrong, or was used before." in page.content.decode()
    assert AuditEvent.objects.get(kind="sign_in").verb == "accounts.code_refused"
    assert not is_signed_in(client)


def test_c26_five_wrong_codes_lock_whoever_guesses_and_not_the_persons_own_browser(client, settings, time_machine):
    settings.AXES_ENABLED = True
    user = make_user()
    app = app_for(user)
    own = Client()
    sign_in(own, user, app)
    own.post(reverse("accounts:sign-out"))
    time_machine.shift(STEP_SECONDS)
    give_password(client, user.email)
    assert [give_code(client, "123456").status_code for _ in range(5)] == [200, 200, 200, 200, 429]
    assert give_code(client, app.code()).status_code == 429
    assert not is_signed_in(client)
    # Another address and another sign-in do not help the one who guesses.
    other = Client(REMOTE_ADDR="203.0.113.77")
    give_password(other, user.email)
    assert give_code(other, app.code()).status_code == 429
    assert sign_in(own, user, app)["Location"] == "/"
    time_machine.shift(15 * 60 + 1)
    give_password(client, user.email)
    assert give_code(client, app.code())["Location"] == "/"


def test_c26_password_given_long_ago_waits_for_no_code(client, time_machine):
    user = make_user()
    app = app_for(user)
    give_password(client, user.email)
    time_machine.shift(10 * 60 + 1)
    assert give_code(client, app.code())["Location"] == "/account/sign-in/"
    assert not is_signed_in(client)


def test_c26_account_closed_before_the_code_stays_closed(client):
    user = make_user()
    app = app_for(user)
    give_password(client, user.email)
    User.objects.filter(pk=user.pk).update(is_active=False)
    give_code(client, app.code())
    assert not is_signed_in(client)


def test_c26_waiting_sign_in_can_be_given_up(client):
    user = make_user()
    app = app_for(user)
    give_password(client, user.email)
    assert client.get(reverse("accounts:sign-in"))["Location"] == "/account/sign-in/code/"
    client.post(reverse("accounts:sign-out"))
    assert client.get(reverse("accounts:sign-in")).status_code == 200
    assert give_code(client, app.code())["Location"] == "/account/sign-in/"


# No way past it ------------------------------------------------------------------------------------------------------
def addresses():
    """Every address of the service, with something in place of its parameters."""
    for page in pages():
        yield page, "/" + re.sub(r"<int:\w+>", "1", re.sub(r"<(?:str:|slug:)?\w+>", "x", page.route))


# What sets the second factor up, what gives it, and what a first sign-in may have to do before. None shows a record.
OPEN_BEFORE = {
    "accounts:second-factor-picture",
    "accounts:set-up-second-factor",
    "accounts:confirm",
    "accounts:change-password",
}


def what_opens(client, method="get"):
    """Return the names of the pages that answer with anything but a way to what must be done first."""
    ways = ("/account/sign-in/", "/account/second-factor/", "/account/confirm/")
    opened = set()
    for page, address in addresses():
        if page.rule.public:
            continue
        response = getattr(client, method)(address)
        if response.status_code != 302 or not response["Location"].startswith(ways):
            opened.add(page.name)
    return opened


@pytest.mark.parametrize(
    "role", [role if role in AT_EVERY_COMMIT else pytest.param(role, marks=pytest.mark.slow) for role in NEEDED]
)
def test_c26_nothing_opens_before_a_second_factor_is_set_up(client, role):
    user = make_user(role)
    give_password(client, user.email)
    assert what_opens(client) <= OPEN_BEFORE


@pytest.mark.parametrize("method", ["get", "post"])
def test_c26_nothing_opens_between_password_and_code(client, method):
    user = make_user(Role.MANAGER)
    app_for(user)
    give_password(client, user.email)
    assert what_opens(client, method) == set()


def test_c26_nothing_takes_a_post_before_a_second_factor(client):
    user = make_user(Role.MANAGER)
    give_password(client, user.email)
    assert what_opens(client, "post") <= OPEN_BEFORE


def test_c26_session_from_before_the_app_was_set_up_must_give_its_code(client):
    user = make_user(Role.DIRECTOR)
    client.force_login(user)
    app = app_for(user)
    assert what_opens(client) <= OPEN_BEFORE - {"accounts:set-up-second-factor"}
    assert client.get("/account/")["Location"] == "/account/confirm/?next=%2Faccount%2F"
    sent = {"password": PASSWORD, "code": app.code()}
    assert client.post("/account/confirm/?next=%2Faccount%2F", sent)["Location"] == "/account/"
    assert client.get("/account/").status_code == 200


def test_c26_page_that_opens_without_it_is_found(client, monkeypatch):
    give_password(client, make_user(Role.MANAGER).email)
    monkeypatch.setattr(middleware, "BEFORE_SECOND_FACTOR", middleware.BEFORE_SECOND_FACTOR | {"accounts:staff"})
    assert what_opens(client) - OPEN_BEFORE == {"accounts:staff"}


@pytest.mark.parametrize(
    ("role", "needs"), [*((role, True) for role in NEEDED), (Role.PANEL_MEMBER, False), ("", False)]
)
def test_c26_who_needs_it(role, needs):
    assert second_factor.role_needs_it(role) is needs


def test_c26_panel_member_reads_published_reports_without_it(client):
    user = make_user(Role.PANEL_MEMBER)
    give_password(client, user.email)
    assert client.get("/account/").status_code == 200


def test_c26_role_taken_up_later_asks_for_it(client):
    user = make_user("")
    give_password(client, user.email)
    assert client.get("/account/").status_code == 200
    grant_role(user=user, role=Role.IRO, by=BY, from_on=NOW.date())
    assert client.get("/account/")["Location"] == "/account/second-factor/?next=%2Faccount%2F"


def test_c26_password_must_be_changed_before_the_app_is_set_up(client):
    user = make_user(must_change_password=True)
    give_password(client, user.email)
    assert client.get("/account/second-factor/")["Location"] == "/account/password/"


def test_c26_demonstration_signs_in_with_one_step(client, settings):
    settings.SECOND_FACTOR = False
    user = make_user()
    assert give_password(client, user.email)["Location"] == "/"
    assert client.get("/account/").status_code == 200


# Setting up ----------------------------------------------------------------------------------------------------------
def secret_on(page):
    return re.search(r'class="govuk-body">([A-Z2-7 ]{20,})</p>', page.content.decode())[1].replace(" ", "")


def code_of(secret, later=0):
    return App(secret, []).code(later)


def test_c26_setting_up_leads_on_to_the_codes_and_then_to_where_the_person_went(client):
    user = make_user()
    give_password(client, user.email)
    there = client.get("/account/")["Location"]
    page = client.get(there)
    text = page.content.decode()
    assert 'src="/account/second-factor/picture.svg"' in text
    picture = client.get("/account/second-factor/picture.svg")
    assert (picture["Content-Type"], picture["Cache-Control"]) == ("image/svg+xml", "no-store")
    assert picture.content.startswith(b"<?xml")
    secret = secret_on(page)
    assert secret_on(client.get(there)) == secret  # loaded again, it is the same
    assert "The app should show another code" in client.post(there, {"code": "123456"}).content.decode()
    before = client.session.session_key
    shown = client.post(there, {"code": code_of(secret)})["Location"]
    assert client.session.session_key != before
    codes = re.findall(r"<code>([A-Z-]+)</code>", client.get(shown).content.decode())
    assert len(set(codes)) == 10
    assert client.post(shown)["Location"] == "/account/"
    assert client.get(shown)["Location"] == "/account/"
    assert client.get("/account/second-factor/picture.svg").status_code == 404
    assert client.get("/account/").status_code == 200
    assert secret not in json.dumps(dict(client.session))
    assert Client().get("/account/").status_code == 302
    tasks.sweep_jobs()
    message = mail.outbox[-1]
    assert (message.to, message.subject.partition(":")[0]) == ([user.email], "A second factor was set up")
    verbs = AuditEvent.objects.filter(subject_id=user.pk, verb__startswith="accounts.").values_list("verb", flat=True)
    assert "accounts.set_up_second_factor" in verbs


def test_c26_app_is_replaced_only_after_confirming(client):
    user = make_user()
    app = app_for(user)
    sign_in(client, user, app)
    first = client.get("/account/second-factor/")
    assert first["Location"] == "/account/confirm/?next=%2Faccount%2Fsecond-factor%2F"
    assert client.post("/account/second-factor/", {"code": app.code()})["Location"].startswith("/account/confirm/")
    assert client.post("/account/second-factor/codes/new/")["Location"].startswith("/account/confirm/")
    refused = client.post(first["Location"], {"password": PASSWORD, "code": app.code()})
    assert "This code is wrong, or was used before." in refused.content.decode()
    assert client.post(first["Location"], {"password": "wrong", "code": app.code(1)}).status_code == 200
    done = client.post(first["Location"], {"password": PASSWORD, "code": app.code(1)})
    assert done["Location"] == "/account/second-factor/"
    assert CONFIRMED_AT in client.session
    secret = secret_on(client.get("/account/second-factor/"))
    assert secret != app.secret
    client.post("/account/second-factor/", {"code": code_of(secret)})
    assert second_factor.use_code(user, app.code(2), NOW.timestamp() + 60) is None
    assert second_factor.use_code(user, app.recovery_codes[0], NOW.timestamp()) is None
    assert second_factor.use_code(user, code_of(secret, 1), NOW.timestamp()) is not None


def test_c26_new_recovery_codes_replace_the_old(client):
    user = make_user()
    app = app_for(user)
    sign_in(client, user, app)
    client.post("/account/confirm/", {"password": PASSWORD, "code": app.code(1)})
    shown = client.post("/account/second-factor/codes/new/")["Location"]
    new = re.findall(r"<code>([A-Z-]+)</code>", client.get(shown).content.decode())
    assert second_factor.use_code(user, app.recovery_codes[0], NOW.timestamp()) is None
    assert second_factor.use_code(user, new[0], NOW.timestamp()) is not None


# Losing it -----------------------------------------------------------------------------------------------------------
def test_c26_administrator_resets_a_lost_second_factor_and_the_owner_is_told(client, settings):
    settings.SECOND_FACTOR = False
    user, administrator = make_user(), make_user(Role.SYSTEM_ADMINISTRATOR)
    app = app_for(user)
    theirs = Client()
    sign_in(theirs, user, app)
    client.force_login(administrator)
    address = reverse("accounts:reset-second-factor", args=[user.pk])
    assert client.post(address)["Location"].startswith("/account/confirm/")
    client.post("/account/confirm/", {"password": PASSWORD})
    assert "Make sure that it is the person who asks" in client.get(address).content.decode()
    assert press(client, address, address)["Location"] == reverse("accounts:person", args=[user.pk])
    assert not second_factor.has_one(user)
    assert not is_signed_in(theirs)
    tasks.sweep_jobs()
    assert [(m.to, m.subject.partition(":")[0]) for m in mail.outbox] == [
        ([user.email], "Your second factor was reset")
    ]
    event = AuditEvent.objects.get(verb="accounts.reset_second_factor")
    assert (event.actor_id, event.subject_id) == (administrator.pk, user.pk)


def test_c26_nobody_resets_their_own_or_without_the_right(settings):
    settings.SECOND_FACTOR = False
    administrator, manager, user = make_user(Role.SYSTEM_ADMINISTRATOR), make_user(Role.MANAGER), make_user()
    with pytest.raises(RefusedError):
        reset_second_factor(user=administrator, by=administrator)
    client = Client()
    client.force_login(manager)
    assert client.post(reverse("accounts:reset-second-factor", args=[user.pk])).status_code == 403


def test_c26_new_password_does_not_take_the_second_factor_away(client):
    user = make_user()
    app_for(user)
    change_password(user=user, new_password="seven quiet lanterns", by=user)
    assert give_password(client, user.email, "seven quiet lanterns")["Location"] == "/account/sign-in/code/"
    assert not is_signed_in(client)


def test_c26_command_resets_what_no_administrator_can(capsys):
    user = make_user(Role.SYSTEM_ADMINISTRATOR)
    app_for(user)
    call_command("reset_second_factor", user.email.upper())
    assert not second_factor.has_one(user)
    assert AuditEvent.objects.get(verb="accounts.reset_second_factor").system_job == "reset_second_factor command"
    with pytest.raises(CommandError, match="There is no open account"):
        call_command("reset_second_factor", "nobody@example.org")
