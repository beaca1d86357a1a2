"""What the tests of quality share: people, a completed review of the IRO's child, a day, and signed-in clients."""

import datetime

import pytest
from django.test import Client

from accounts.enums import Role
from reviews import actions as reviews
from reviews.models import IssueType
from tests.factories import BY, facts, make_child, make_user, open_review

TODAY = datetime.date(2025, 3, 3)
HELD = datetime.date(2025, 2, 20)


@pytest.fixture
def today(settings):
    """The day that the pages play."""
    settings.IRO_TODAY = TODAY
    return TODAY


@pytest.fixture
def iro(db):
    return make_user(Role.IRO, "Irene Reviewer")


@pytest.fixture
def manager(db):
    return make_user(Role.MANAGER, "Mona Manager")


@pytest.fixture
def reviewed():
    """Make a child of an IRO, and complete the child's first review."""

    def make(iro, last_name="Marigold"):
        child = make_child(became_looked_after_on=datetime.date(2025, 2, 3), iro=iro, last_name=last_name)
        review = open_review(child)
        reviews.complete_review(review=review, facts=facts(iro, HELD), by=BY, today=TODAY)
        review.refresh_from_db()
        return review

    return make


@pytest.fixture
def issue(db):
    return IssueType.objects.order_by("id").first() or IssueType.objects.create(name="Reports late")


@pytest.fixture
def signed_in():
    """Return a client in which somebody is signed in."""

    def sign_in(user):
        client = Client()
        client.force_login(user)
        return client

    return sign_in
