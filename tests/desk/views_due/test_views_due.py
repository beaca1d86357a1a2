"""Whose views the consultation officer is to seek: those with a review in the next eight weeks, and nobody else."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
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
