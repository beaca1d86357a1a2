"""What the tests of disputes share: people of each role, a child of the IRO's, a day, and signed-in clients."""

import datetime

import pytest
from django.test import Client

from accounts.enums import Role
from disputes import actions
from disputes.enums import Stage
from reviews.models import IssueType
from tests.factories import make_child, make_user

# A Monday; the formal limit from here is Friday 28 March 2025, since no holiday lies between.
RAISED = datetime.date(2025, 2, 28)
TODAY = datetime.date(2025, 3, 3)


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
def operational_manager(db):
    return make_user(Role.OPERATIONAL_MANAGER, "Oscar Operations")


@pytest.fixture
def director(db):
    return make_user(Role.DIRECTOR, "Dora Director")


@pytest.fixture
def child(iro):
    return make_child(became_looked_after_on=datetime.date(2024, 11, 4), iro=iro, last_name="Marigold")


@pytest.fixture
def issue(db):
    return IssueType.objects.order_by("id").first() or IssueType.objects.create(name="Reports late")


@pytest.fixture
def raised(child, iro, operational_manager, issue):
    """Make a dispute at a stage, with its addressee."""

    def make(stage=Stage.PRE_PROTOCOL, to=operational_manager, about=child, by=iro, on=RAISED):
        return actions.raise_dispute(
            child=about,
            stage=stage,
            issues=[issue],
            summary="The plan is out of date. Please update it.",
            addressed_to=to,
            skip_reason="Talked about it before without success.",
            child_told=True,
            on=on,
            by=by,
            today=max(TODAY, on),
        )

    return make


@pytest.fixture
def signed_in():
    """Return a client in which somebody is signed in."""

    def sign_in(user):
        client = Client()
        client.force_login(user)
        return client

    return sign_in
