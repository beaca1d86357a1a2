"""C25: guessing passwords: nobody gets in, nobody learns who has an account, and the true user is not locked out."""

import datetime
import statistics
import time

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import make_password
from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.models import User
from accounts.sign_in.addresses import address_of
from accounts.sign_in.devices import LONGEST_COOKIE, MOST_PEOPLE, known_device, remember_device
from audit.actions import acting
from office.models import Job
from tests.factories import make_user
from tests.security.signing_in import PASSWORD, another_address, give_password, is_signed_in

pytestmark = pytest.mark.django_db
LOCKED = 429


@pytest.fixture(autouse=True)
def counted(settings):
    settings.AXES_ENABLED = True


def guess(email, password="wrong", address=None, client=None):
    return give_password(client or Client(), email, password, REMOTE_ADDR=address or another_address())


def own_browser(user):
    """Return a browser in which the person has signed in before."""
    client = Client()
    give_password(client, user.email)
    client.post(reverse("accounts:sign-out"))
    return client


# Locking -------------------------------------------------------------------------------------------------------------
def test_c25_account_guessed_from_fifty_addresses_is_locked_for_strangers_and_not_for_its_own_browser():
    user = make_user()
    own = own_browser(user)
    answers = [guess(user.email).status_code for _ in range(50)]
    assert answers == [200] * 4 + [LOCKED] * 46
    assert guess(user.email, PASSWORD).status_code == LOCKED
    assert give_password(own, user.email)["Location"] == "/"
    assert is_signed_in(own)


def test_c25_true_user_on_a_new_machine_gets_in_by_the_mail():
    user = make_user()
    for _ in range(6):
        guess(user.email)
    new = Client()
    assert give_password(new, user.email).status_code == LOCKED
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    link = reverse("accounts:set-password", args=[uid, default_token_generator.make_token(user)])
    form = new.get(link)["Location"]
    new.post(form, {"new_password1": "seven quiet lanterns", "new_password2": "seven quiet lanterns"})
    for _ in range(6):
        guess(user.email)
    assert give_password(new, user.email, "seven quiet lanterns")["Location"] == "/"


def test_c25_own_browser_is_locked_by_its_own_failures_alone():
    user, other = make_user(), make_user()
    own = own_browser(user)
    assert [give_password(own, user.email, "wrong").status_code for _ in range(5)] == [200] * 4 + [LOCKED]
    assert give_password(own, user.email).status_code == LOCKED
    assert give_password(own, other.email)["Location"] == "/"
    assert guess(user.email, PASSWORD)["Location"] == "/"


def test_c25_one_address_over_many_accounts_is_locked_and_its_neighbours_known_browsers_are_not():
    users = [make_user() for _ in range(12)]
    own = own_browser(users[0])
    address = another_address()
    answers = [guess(user.email, address=address).status_code for user in users for _ in range(4)]
    answers += [guess(f"nobody{number}@example.org", address=address).status_code for number in range(3)]
    assert answers == [200] * 49 + [LOCKED] * 2
    assert guess(users[5].email, PASSWORD, address=address).status_code == LOCKED
    assert give_password(own, users[0].email, REMOTE_ADDR=address)["Location"] == "/"
    assert guess(users[6].email, PASSWORD)["Location"] == "/"


def test_c25_signing_in_to_ones_own_account_does_not_clear_the_address():
    mine, victim = make_user(), make_user()
    address = another_address()
    for number in range(49):
        guess(f"nobody{number}@example.org", address=address)
    assert guess(mine.email, PASSWORD, address=address)["Location"] == "/"
    assert guess(victim.email, address=address).status_code == LOCKED


def test_c25_lock_ends_after_fifteen_minutes_however_hard_one_knocks(time_machine):
    time_machine.move_to(datetime.datetime(2025, 6, 2, 9, 0, tzinfo=datetime.UTC), tick=False)
    user = make_user()
    for _ in range(5):
        guess(user.email)
    for _ in range(14):
        time_machine.shift(60)
        assert guess(user.email, PASSWORD).status_code == LOCKED
    time_machine.shift(61)
    assert guess(user.email, PASSWORD)["Location"] == "/"


def test_c25_unknown_account_is_locked_like_a_known_one():
    make_user(email="known@example.org")
    for email in ("known@example.org", "nobody@example.org"):
        pages = [guess(email) for _ in range(7)]
        assert [page.status_code for page in pages] == [200] * 4 + [LOCKED] * 3


def test_c25_counters_keep_nothing_that_was_typed():
    guess("nobody@example.org", password="hunter2 hunter2")
    kept = str(AccessAttempt.objects.values().get())
    assert "hunter2" not in kept


# The mark of a browser -----------------------------------------------------------------------------------------------
def test_c25_mark_of_one_account_is_none_for_another():
    user, other = make_user(), make_user()
    own = own_browser(user)
    for _ in range(5):
        guess(other.email)
    assert give_password(own, other.email).status_code == LOCKED


@pytest.mark.parametrize("cookie", ["", "x", "eyJ4IjoxfQ:1abc:forged", "x" * (LONGEST_COOKIE + 1), "signed"])
def test_c25_forged_mark_is_none(cookie):
    user = make_user()
    for _ in range(5):
        guess(user.email)
    forger = Client()
    forger.cookies["device"] = signing.dumps([1], salt="accounts.devices") if cookie == "signed" else cookie
    assert give_password(forger, user.email).status_code == LOCKED


def test_c25_mark_of_another_key_is_none(settings):
    user = make_user()
    own = own_browser(user)
    settings.SECRET_KEY = "another key"
    request = RequestFactory().get("/")
    request.COOKIES["device"] = own.cookies["device"].value
    assert known_device(request, user.email) == ""


def test_c25_people_who_share_a_browser_have_a_mark_each_and_it_names_nobody():
    request, names = RequestFactory().get("/"), [f"person{number}@example.org" for number in range(MOST_PEOPLE + 1)]
    for name in names:
        response = HttpResponse()
        remember_device(request, response, name)
        request.COOKIES["device"] = response.cookies["device"].value
    assert [bool(known_device(request, name)) for name in names] == [False] + [True] * MOST_PEOPLE
    assert len({known_device(request, name) for name in names[1:]}) == MOST_PEOPLE
    assert known_device(request, names[1].upper()) == known_device(request, names[1])
    assert not any(name in str(signing.loads(request.COOKIES["device"], salt="accounts.devices")) for name in names)
    assert len(request.COOKIES["device"]) < 1000


# Addresses behind proxies --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("proxies", "passed_on", "address"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "nonsense", "10.0.0.1"),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, None, "10.0.0.1"),
    ],
)
def test_c25_address_is_the_one_that_the_outermost_proxy_saw(settings, proxies, passed_on, address):
    settings.TRUSTED_PROXIES = proxies
    headers = {"x-forwarded-for": passed_on} if passed_on is not None else {}
    assert address_of(RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers=headers)) == address


# Nothing is learnt ---------------------------------------------------------------------------------------------------
def words_of(page):
    """Return the page without what differs between any two pages: the form's token, and the address typed again."""
    return [
        line
        for line in page.content.decode().splitlines()
        if "csrfmiddlewaretoken" not in line and "value=" not in line
    ]


def test_c25_answer_for_an_unknown_account_is_word_for_word_that_for_a_known_one():
    make_user(email="known@example.org")
    known, unknown = guess("known@example.org"), guess("nobody@example.org")
    assert known.status_code == unknown.status_code == 200
    assert words_of(known) == words_of(unknown)


def median_seconds(ask, rounds, clock=time.thread_time):
    """Return the median seconds of each of two kinds of request, asked in turn.

    clock: what is counted. This thread's own work, unless told: a busy machine does not sway it.
    """
    taken = ([], [])
    for number in range(rounds):
        for which in (0, 1):
            began = clock()
            ask(which, number)
            taken[which].append(clock() - began)
    return [statistics.median(each) for each in taken]


def test_c25_unknown_account_takes_as_long_as_a_wrong_password(settings):
    settings.AXES_ENABLED = False
    settings.PASSWORD_HASHERS = ["tests.security.hashing.QuickPBKDF2"]
    user = make_user()
    with acting():
        User.objects.filter(pk=user.pk).update(password=make_password(PASSWORD))
    emails = (user.email, "nobody@example.org")
    client = Client()
    known, unknown = median_seconds(lambda which, _: give_password(client, emails[which], "wrong"), 9)
    assert abs(known - unknown) < 0.02


def test_c25_asking_for_a_link_takes_as_long_for_nobody():
    emails = (make_user().email, "nobody@example.org")
    client = Client()

    def ask(which, _number):
        assert client.post(reverse("accounts:forgotten-password"), {"email": emails[which]}).status_code == 302

    known, unknown = median_seconds(ask, 9)
    assert abs(known - unknown) < 0.02
    assert Job.objects.count() in (1, 2)  # however often it was asked for within five minutes


# In earnest ----------------------------------------------------------------------------------------------------------
def guessing(accounts, guesses):
    """Guess at each account from many addresses; return how often somebody got in, and whether the owners still do."""
    users = [make_user() for _ in range(accounts)]
    browsers = [own_browser(user) for user in users]
    got_in = 0
    for number in range(guesses):
        client = Client()
        guess(users[number % accounts].email, f"guess number {number}", client=client)
        got_in += "_auth_user_id" in client.session
    return got_in, [give_password(own, user.email)["Location"] for own, user in zip(browsers, users, strict=True)]


def test_c25_three_hundred_guesses_over_ten_accounts_let_nobody_in_and_lock_nobody_out():
    assert guessing(accounts=10, guesses=300) == (0, ["/"] * 10)


@pytest.mark.slow
def test_c25_ten_thousand_guesses_over_fifty_accounts_let_nobody_in_and_lock_nobody_out():
    assert guessing(accounts=50, guesses=10_000) == (0, ["/"] * 50)


@pytest.mark.slow
def test_c25_times_differ_by_less_than_twenty_milliseconds_with_the_hasher_of_production(settings):
    settings.AXES_ENABLED = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    user = make_user()
    with acting():
        User.objects.filter(pk=user.pk).update(password=make_password(PASSWORD))
    emails = (user.email, "nobody@example.org")
    client = Client()
    known, unknown = median_seconds(
        lambda which, _: give_password(client, emails[which], "wrong"), 25, time.perf_counter
    )
    assert abs(known - unknown) < 0.02
