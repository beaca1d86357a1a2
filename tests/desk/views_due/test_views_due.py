"""Whose views the consultation officer is to seek: those with a review in the next eight weeks, and nobody else."""

import datetime
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from participation.actions import observing
from participation.models import TakenOn
from reviews.models import Review
from tests.factories import make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = D(2025, 6, 2)


@pytest.fixture
def client():
    client = Client()
    client.force_login(make_user(Role.CONSULTATION_OFFICER))
    return client


def due_on(day, **named):
    """Make a child whose open review is due on a day."""
    child = make_child(**named)
    review = open_review(child)
    Review.objects.filter(pk=review.pk).update(due_on=day)
    return child


@pytest.mark.parametrize(("day", "listed"), [(D(2025, 6, 2), True), (D(2025, 7, 28), True), (D(2025, 7, 29), False)])
def test_child_is_listed_and_opens_eight_weeks_before_the_review(day, listed, client):
    child = due_on(day, communication_needs="Makaton")
    text = client.get(reverse("views_due:due")).content.decode()
    page = client.get(reverse("child:page", args=[child.pk]))
    assert (str(child) in text, "Makaton" in text) == (listed, listed)
    assert page.status_code == (200 if listed else 404)


def test_officer_sees_where_to_visit_and_neither_status_nor_family(client):
    child = due_on(D(2025, 6, 10), legal_status="C2")
    text = client.get(reverse("child:page", args=[child.pk])).content.decode()
    assert ("Address" in text, "Full care order" in text) == (True, False)
    assert client.get(reverse("child:people", args=[child.pk])).status_code == 403


def test_empty_list_says_when_a_child_appears(client):
    assert "eight weeks before their review is due" in client.get(reverse("views_due:due")).content.decode()


def test_list_asks_the_same_queries_for_one_row_and_three(client, assert_same_queries):
    def make(number):
        for _ in range(number):
            due_on(D(2025, 6, 10))

    assert_same_queries(make, reverse("views_due:due"), client)


def taken_on(review, officer):
    return observing.take_child_on(review=review, by=officer, today=D(2025, 6, 2))


def keyed(record, **more):
    return {"version": record.version, "form_key": str(uuid.uuid4())} | more


def test_list_says_who_is_taken_on_and_by_whom():
    officer, other = (make_user(Role.CONSULTATION_OFFICER, name) for name in ("Olu Example", "Pat Example"))
    free, mine, theirs = (open_review(due_on(D(2025, 6, 10))) for _ in range(3))
    taken_on(mine, officer)
    taken_on(theirs, other)
    client = Client()
    client.force_login(officer)
    rows = client.get(reverse("views_due:due")).context["table"].rows
    said = {name: str(row[-1]) for name, row in zip((free, mine, theirs), rows, strict=True)}
    assert ["Nobody yet" in said[free], "Take on" in said[free]] == [True, True]
    assert ["You" in said[mine], "Begin Stop, Look and Listen" in said[mine], "Give back" in said[mine]] == [True] * 3
    assert ["Pat Example" in said[theirs], "Take on" in said[theirs], "Give back" in said[theirs]] == [
        True,
        False,
        False,
    ]


def test_taken_on_by_one_at_a_time_and_the_second_is_told_who(client):
    review = open_review(due_on(D(2025, 6, 10)))
    address = reverse("views_due:take-on", args=[review.pk])
    seen = Review.objects.get(pk=review.pk)
    taken_on(review, make_user(Role.CONSULTATION_OFFICER, "Pat Example"))
    answer = client.post(address, keyed(seen))
    assert (answer.status_code, "Pat Example has taken this on." in answer.content.decode()) == (409, True)
    assert (client.get(address).status_code, TakenOn.objects.count()) == (403, 1)


def test_given_back_with_a_reason_that_the_next_reads():
    officer, other = (make_user(Role.CONSULTATION_OFFICER) for _ in range(2))
    review = open_review(due_on(D(2025, 6, 10)))
    taken = taken_on(review, officer)
    clients = [Client(), Client()]
    for each, user in zip(clients, (officer, other), strict=True):
        each.force_login(user)
    address = reverse("views_due:give-back", args=[review.pk])
    assert clients[1].post(address, keyed(taken, because="x")).status_code == 409
    assert clients[0].post(address, keyed(taken, because="")).status_code == 422
    assert clients[0].post(address, keyed(taken, because="He knows Pat better")).status_code == 302
    page = clients[1].get(reverse("views_due:take-on", args=[review.pk])).content.decode()
    assert ("He knows Pat better" in page, TakenOn.objects.standing().count()) == (True, 0)


def test_manager_gives_back_for_an_officer_who_is_away():
    review = open_review(due_on(D(2025, 6, 10)))
    taken = taken_on(review, make_user(Role.CONSULTATION_OFFICER))
    client = Client()
    client.force_login(make_user(Role.MANAGER))
    address = reverse("views_due:give-back", args=[review.pk])
    assert address in client.get(reverse("child:review", args=[review.pk])).content.decode()
    assert client.post(address, keyed(taken, because="On leave")).status_code == 302
    assert TakenOn.objects.get().given_back_because == "On leave"
