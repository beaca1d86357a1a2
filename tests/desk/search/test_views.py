"""Search finds whom one may see, however their names are spelt, and nobody else."""

import pytest
from django.test import Client

from accounts.enums import Role
from tests.factories import make_child, make_user

pytestmark = pytest.mark.django_db
URL = "/search/"
MAY = {Role.IRO, Role.MANAGER, Role.SUPPORT_WORKER, Role.OPERATIONAL_MANAGER}


@pytest.fixture
def iro():
    return make_user()


@pytest.fixture
def client(iro):
    return signed_in(iro)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def found(client, words):
    page = client.get(URL, {"q": words})
    return len(page.context["table"].rows) if "table" in page.context else None


@pytest.mark.parametrize("role", Role)
def test_roles_that_may_search(role):
    assert signed_in(make_user(role)).get(URL).status_code == (200 if role in MAY else 403)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("sian", 1),
        ("SIÂN", 1),
        ("o'neill", 1),
        ("o’neill", 1),
        ("neill sian", 1),
        ("brook", 1),
        ("sia", 1),
        ("si", 0),
        ("Z9", 1),
        ("z9", 1),
        ("nobody", 0),
        ("%%%", 0),
        ("___", 0),
        ("' OR 1=1 --", 0),
        ("", None),
        ("x" * 81, None),
    ],
)
def test_search_folds_names_and_takes_whole_ids(words, number, client, iro):
    make_child(iro=iro, local_id="Z9", first_name="Siân", last_name="O’Neill", former_names="Sian Brook")
    make_child(iro=iro, first_name="Other", last_name="Child")
    assert found(client, words) == number


def test_colleagues_child_is_not_found(client, iro):
    make_child(iro=iro, last_name="Reedmine")
    make_child(iro=make_user(), last_name="Reedtheirs")
    text = client.get(URL, {"q": "reed"}).content.decode()
    assert ("Reedmine" in text, "Reedtheirs" in text) == (True, False)


def test_at_most_25_are_shown_and_it_says_so(client, iro):
    for _ in range(26):
        make_child(iro=iro, last_name="Manyfold")
    page = client.get(URL, {"q": "manyfold"})
    assert (len(page.context["table"].rows), "There are more." in page.content.decode()) == (25, True)


def test_nothing_found_says_what_to_do(client):
    assert "No child found." in client.get(URL, {"q": "nobody"}).content.decode()


def test_search_asks_the_same_queries_for_one_and_three(client, iro, assert_same_queries):
    def make(number):
        for _ in range(number):
            make_child(iro=iro, last_name="Manyfold")

    assert assert_same_queries(make, f"{URL}?q=manyfold", client) == 6


def test_search_box_stands_in_the_header_of_those_who_may(client):
    texts = [signed_in(make_user(role)).get("/").content.decode() for role in (Role.DIRECTOR,)]
    assert 'action="/search/"' in client.get(URL).content.decode()
    assert ['action="/search/"' in text for text in texts] == [False]
