"""Single sign-on against a real provider on this machine: who comes in, and who does not."""

import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from accounts.actions import deactivate_account, grant_role
from accounts.confirming import CONFIRMED_AT
from accounts.enums import Role
from accounts.models import User
from audit.actions import acting
from audit.models import AuditEvent
from tests.factories import BY, TODAY, make_user
from tests.security import provider as providers
from tests.security.signing_in import PASSWORD, app_for, give_code, give_password, is_signed_in

pytestmark = pytest.mark.django_db
REFUSAL = "did not lead to an open account of this service"


@pytest.fixture
def provider(settings):
    with providers.running_provider() as running:
        settings.SINGLE_SIGN_ON = {
            "server": running.url,
            "client_id": providers.CLIENT_ID,
            "client_secret": providers.CLIENT_SECRET,
            "name": "Harbour Council",
            "verified_domains": set(),
            "second_factor": set(),
        }
        yield running


def go(client, **query):
    """Follow the browser to the provider and back to our door; return the address it is sent back to."""
    away = client.get(reverse("accounts:single-sign-on", query=query))
    assert away.status_code == 302
    back = requests.get(away["Location"], allow_redirects=False, timeout=5).headers["Location"]
    found = urlsplit(back)
    assert (found.netloc, found.path) == ("testserver", "/account/sign-in/elsewhere/back/")
    return f"{found.path}?{found.query}"


def sign_in(client, **query):
    return client.get(go(client, **query))


def says(provider, email, /, **claims):
    provider.claims = {"email": email, "email_verified": True} | claims


def refused(response):
    return response.status_code == 403 and REFUSAL in response.content.decode()


# Coming in -----------------------------------------------------------------------------------------------------------
def test_person_with_an_open_account_comes_in_and_is_linked(client, provider):
    user = make_user(email="wren@example.org")
    says(provider, "Wren@Example.org")
    response = sign_in(client, next="/account/")
    assert (response.status_code, response["Location"]) == (302, "/account/")
    assert is_signed_in(client)
    assert list(SocialAccount.objects.values_list("user", "uid", "extra_data")) == [(user.pk, "subject-1", {})]
    verbs = AuditEvent.objects.order_by("id").values_list("verb", "subject_id")
    assert list(verbs) == [("accounts.link_single_sign_on", user.pk), ("accounts.sign_in", user.pk)]
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)  # it is not touched
    assert User.objects.count() == 1


def test_person_is_known_again_by_the_subject_when_the_address_changed(client, provider):
    make_user(email="wren@example.org")
    says(provider, "wren@example.org")
    sign_in(client)
    says(provider, "wren.newname@example.org", email_verified=False)
    other = Client()
    assert sign_in(other)["Location"] == "/"
    assert is_signed_in(other)
    assert SocialAccount.objects.count() == 1


def test_state_nonce_and_pkce_are_asked_for_and_new_each_time(client, provider):
    make_user(email="wren@example.org")
    says(provider, "wren@example.org")
    seen = []
    for _ in range(2):
        sign_in(Client())
        seen.append(provider.asked)
    for asked in seen:
        assert asked["response_type"] == "code"
        assert set(asked["scope"].split()) == {"openid", "profile", "email"}
        assert asked["code_challenge_method"] == "S256"
        assert asked.keys().isdisjoint({"prompt", "max_age"})
    for name in ("state", "nonce", "code_challenge"):
        assert seen[0][name] != seen[1][name]
        assert len(seen[0][name]) >= 16


def test_sign_in_page_offers_it_where_there_is_one(client, provider, settings):
    page = client.get(reverse("accounts:sign-in", query={"next": "/account/"})).content.decode()
    assert 'href="/account/sign-in/elsewhere/?next=%2Faccount%2F"' in page
    assert "Sign in with Harbour Council" in page
    settings.SINGLE_SIGN_ON = {}
    assert "elsewhere" not in client.get(reverse("accounts:sign-in")).content.decode()
    assert client.get(reverse("accounts:single-sign-on"))["Location"] == "/"
    assert client.get(reverse("accounts:single-sign-on-back"))["Location"] == "/"


def test_person_with_two_roles_chooses_one_here_too(client, provider):
    user = make_user(email="wren@example.org")
    grant_role(user=user, role=Role.SUPPORT_WORKER, by=BY, from_on=TODAY)
    says(provider, "wren@example.org")
    assert sign_in(client)["Location"].startswith("/account/role/?next=")


def test_it_leads_to_no_other_site(client, provider):
    make_user(email="wren@example.org")
    says(provider, "wren@example.org")
    assert sign_in(client, next="https://elsewhere.example/")["Location"] == "/"


# Being refused -------------------------------------------------------------------------------------------------------
UNKNOWN = {"email": "nobody@example.org"}


@pytest.mark.parametrize(
    "claims",
    [
        UNKNOWN,
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "no"},
        {"email": ""},
        {"email": None},
        {"email": ["wren@example.org"]},
    ],
)
def test_unknown_and_unverified_addresses_are_refused_and_make_nothing(client, provider, claims):
    make_user(email="wren@example.org")
    says(provider, "wren@example.org", **claims)
    assert refused(sign_in(client))
    assert not is_signed_in(client)
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 0)
    assert AuditEvent.objects.get().verb == "accounts.sign_in_refused"


def test_closed_account_is_refused_linked_or_not(client, provider):
    user = make_user(email="wren@example.org")
    says(provider, "wren@example.org")
    sign_in(client)
    deactivate_account(user=user, by=BY, today=TODAY)
    linked = sign_in(Client())
    SocialAccount.objects.all().delete()
    unlinked = sign_in(Client())
    says(provider, "nobody@example.org")
    unknown = sign_in(Client())
    assert [refused(each) for each in (linked, unlinked, unknown)] == [True] * 3
    without_token = {re.sub(r'value="[^"]+"', "", each.content.decode()) for each in (linked, unlinked, unknown)}
    assert len(without_token) == 1


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-service"},
        {"iss": "https://elsewhere.example"},
        {"exp": 1},
        {"exp": "never"},
        {"sub": ""},
        {"sub": None},
        {"sub": 5},
        {"sub": "x" * 200},
    ],
)
def test_token_for_somebody_or_something_else_is_refused(client, provider, claims):
    make_user(email="wren@example.org")
    says(provider, "wren@example.org", **claims)
    assert refused(sign_in(client))
    assert not is_signed_in(client)
    assert SocialAccount.objects.count() == 0


def test_token_that_the_provider_did_not_sign_is_refused(client, provider):
    make_user(email="wren@example.org")
    says(provider, "wren@example.org")
    provider.signs_with = providers.key_number(2)
    assert refused(sign_in(client))
    assert not is_signed_in(client)


@pytest.mark.parametrize("said", [{"keys": []}, {"keys": [{"kty": "RSA"}]}, {}])
def test_provider_whose_keys_are_nonsense_is_refused(client, provider, monkeypatch, said):
    make_user(email="wren@example.org")
    says(provider, "wren@example.org")
    monkeypatch.setattr(providers.Provider, "keys", said)
    assert refused(sign_in(client))


def test_answer_with_a_state_of_another_browser_or_used_before_is_refused(client, provider):
    make_user(email="wren@example.org")
    says(provider, "wren@example.org")
    back = go(client)
    assert refused(Client().get(back))
    assert client.get(back)["Location"] == "/"
    client.post(reverse("accounts:sign-out"))
    assert refused(client.get(back))
    assert not is_signed_in(client)


def test_code_without_its_verifier_is_refused_by_the_provider(client, provider):
    make_user(email="wren@example.org")
    says(provider, "wren@example.org")
    back = go(client)
    next(iter(provider.codes.values()))["code_challenge"] = "another"
    assert refused(client.get(back))
    assert not is_signed_in(client)


def test_saying_no_at_the_provider_leads_back_to_the_same_sentence(client, provider):
    provider.denies = True
    assert refused(sign_in(client))


def test_provider_that_does_not_answer_is_no_error_of_ours(client, provider, settings):
    settings.SINGLE_SIGN_ON = settings.SINGLE_SIGN_ON | {"server": "http://127.0.0.1:9"}
    assert refused(client.get(reverse("accounts:single-sign-on")))


@pytest.mark.parametrize(
    "query", ["process=connect", "process=redirect", "auth_params=nonce%3Dx", "scope=offline_access"]
)
def test_what_an_address_asks_for_besides_is_ignored(client, provider, query):
    away = client.get(f"{reverse('accounts:single-sign-on')}?{query}")["Location"]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(away).query).items()}
    assert asked["nonce"] != "x"
    assert "offline_access" not in asked["scope"]
    states = client.session["socialaccount_states"]
    assert [state[0]["process"] for state in states.values()] == ["login"]


def test_nobody_links_a_second_account_to_a_subject(client, provider):
    first = make_user(email="wren@example.org")
    make_user(email="lark@example.org")
    says(provider, "wren@example.org")
    sign_in(client)
    says(provider, "lark@example.org")  # the same subject
    other = Client()
    sign_in(other)
    assert other.session["_auth_user_id"] == str(first.pk)


# Entra ID ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("claims", "comes_in"), [({"xms_edov": True}, True), ({"xms_edov": "1"}, True), ({}, False)])
def test_entra_vouches_for_an_address_in_its_own_way(client, provider, claims, comes_in):
    make_user(email="wren@example.org")
    provider.claims = {"email": "wren@example.org"} | claims
    sign_in(client)
    assert is_signed_in(client) is comes_in


@pytest.mark.parametrize(
    ("domain", "comes_in"), [("example.org", True), ("other.example.org", False), ("ample.org", False)]
)
def test_domain_of_the_settings_needs_no_vouching(client, provider, settings, domain, comes_in):
    settings.SINGLE_SIGN_ON = settings.SINGLE_SIGN_ON | {"verified_domains": {domain}}
    make_user(email="wren@example.org")
    provider.claims = {"email": "wren@example.org"}
    sign_in(client)
    assert is_signed_in(client) is comes_in


# The second factor ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("accepted", "claims", "counts"),
    [
        ({"mfa"}, {"amr": ["pwd", "mfa"]}, True),
        ({"mfa"}, {"amr": ["pwd"]}, False),
        ({"mfa"}, {}, False),
        ({"c1"}, {"acrs": ["c1"]}, True),
        ({"gold"}, {"acr": "gold"}, True),
        (set(), {"amr": ["mfa"], "acr": "gold"}, False),
    ],
)
def test_c26_second_factor_of_the_provider_counts_where_the_settings_say_so(
    client, provider, settings, accepted, claims, counts
):
    settings.SECOND_FACTOR = True
    settings.SINGLE_SIGN_ON = settings.SINGLE_SIGN_ON | {"second_factor": accepted}
    user = make_user(email="wren@example.org")
    says(provider, "wren@example.org", **claims)
    assert sign_in(client)["Location"] == "/"
    first = client.get("/account/")
    assert (first.status_code == 200) is counts
    if not counts:
        assert first["Location"] == "/account/second-factor/?next=%2Faccount%2F"
    app = app_for(user)
    other = Client()
    onward = sign_in(other)["Location"]
    assert onward == ("/" if counts else "/account/sign-in/code/")
    if not counts:
        assert not is_signed_in(other)
        give_code(other, app.code())
    assert other.get("/account/").status_code == 200


# Confirming ----------------------------------------------------------------------------------------------------------
def test_person_without_a_password_confirms_at_the_provider(client, provider):
    user = make_user(email="wren@example.org")
    with acting():
        User.objects.filter(pk=user.pk).update(password=make_password(None))
    says(provider, "wren@example.org")
    sign_in(client)
    page = client.get("/account/confirm/?next=/account/").content.decode()
    assert "Confirm with Harbour Council" in page
    assert 'name="password"' not in page
    says(provider, "wren@example.org", auth_time=int(time.time()))
    before = client.session.session_key
    response = sign_in(client, next="/account/", confirm="")
    assert response["Location"] == "/account/"
    assert (provider.asked["prompt"], provider.asked["max_age"]) == ("login", "0")
    assert CONFIRMED_AT in client.session
    assert client.session.session_key != before


def test_c26_person_without_a_password_who_has_an_app_gives_its_code_as_well(client, provider, settings):
    settings.SECOND_FACTOR = True
    user = make_user(email="wren@example.org")
    with acting():
        User.objects.filter(pk=user.pk).update(password=make_password(None))
    says(provider, "wren@example.org", auth_time=int(time.time()))
    sign_in(client)
    app = app_for(user)
    assert client.get("/account/")["Location"] == "/account/confirm/?next=%2Faccount%2F"
    assert client.post("/account/confirm/", {"code": app.code()}).status_code == 200  # not without going there first
    there = sign_in(client, next="/account/", confirm="")["Location"]
    assert there == "/account/confirm/?next=%2Faccount%2F"
    assert CONFIRMED_AT not in client.session
    page = client.get(there).content.decode()
    assert ('name="code"' in page, 'name="password"' in page) == (True, False)
    assert "This code is wrong" in client.post(there, {"code": "123456"}).content.decode()
    assert client.post(there, {"code": app.code()})["Location"] == "/account/"
    assert CONFIRMED_AT in client.session
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize("auth_time", [None, 1, "x", 4_000_000_000])
def test_signing_in_at_the_provider_long_ago_confirms_nothing(client, provider, auth_time):
    make_user(email="wren@example.org")
    says(provider, "wren@example.org")
    sign_in(client)
    says(provider, "wren@example.org", auth_time=auth_time)
    assert refused(sign_in(client, confirm=""))
    assert CONFIRMED_AT not in client.session


def test_somebody_else_at_the_provider_confirms_nothing(client, provider):
    make_user(email="wren@example.org")
    other = make_user(email="lark@example.org")
    says(provider, "wren@example.org", auth_time=int(time.time()), sub="subject-2")
    give_password(client, other.email)
    assert refused(sign_in(client, confirm=""))
    assert CONFIRMED_AT not in client.session
    assert refused(sign_in(Client(), confirm=""))
