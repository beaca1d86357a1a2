"""One sending of a form does its work once, also when two arrive together."""

import threading
import uuid

import pytest
from django.db import connection, connections

from audit.actions import acting
from office.form_keys import once
from office.models import Draft, FormKey
from tests.factories import make_user


@pytest.mark.django_db
def test_second_sending_lands_where_the_first_led():
    user, key, done = make_user(), uuid.uuid4(), []

    def work():
        done.append(1)
        return "/reviews/7/"

    assert [once(key, by=user, work=work), once(key, by=user, work=work)] == ["/reviews/7/", "/reviews/7/"]
    assert done == [1]


@pytest.mark.django_db
def test_key_counts_per_person():
    key, done = uuid.uuid4(), []

    def work():
        done.append(1)
        return "/"

    for user in (make_user(), make_user()):
        once(key, by=user, work=work)
    assert done == [1, 1]


@pytest.mark.django_db
def test_work_that_was_refused_leaves_the_key_unused():
    user, key = make_user(), uuid.uuid4()

    def refuse():
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - any will do
        once(key, by=user, work=refuse)
    assert FormKey.objects.count() == 0
    assert once(key, by=user, work=lambda: "/done/") == "/done/"


@pytest.mark.django_db(transaction=True)
def test_two_sendings_at_once_make_one_row():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's test database is one connection's memory; bin/test runs this on PostgreSQL")
    user, key, landed = make_user(), uuid.uuid4(), []
    together = threading.Barrier(2)

    def work():
        with acting():
            Draft.objects.create(user=user, key=f"made-{uuid.uuid4()}")
        return "/made/"

    def send():
        together.wait()
        landed.append(once(key, by=user, work=work))
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert landed == ["/made/", "/made/"]
    assert Draft.objects.count() == 1
