"""What a social worker and an operational manager see of the children they answer for, before and after release."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import TeamManagement
from audit.actions import acting
from children.actions import allocate_social_worker
from reviews import actions as reviews
from reviews.facts import DecisionFacts
from tests.factories import BY, facts, make_child, make_team, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 6, 2)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def iro():
    return make_user(name="Iona Example")


@pytest.fixture
def team():
    return make_team()


@pytest.fixture
def worker():
    return make_user(Role.SOCIAL_WORKER)


@pytest.fixture
def manager(team):
    found = make_user(Role.OPERATIONAL_MANAGER)
    with acting():
        TeamManagement.objects.create(team=team, manager=found, from_on=D(2020, 1, 1))
    return found


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def child_of(worker, team, iro, **named):
    child = make_child(iro=iro, **named)
    allocate_social_worker(child=child, team=team, social_worker=worker, on=D(2025, 4, 5), by=BY)
    return child


def reviewed(child, iro, *, sent=False, distributed=False):
    """Complete the child's first review, and release as much of it as is asked."""
    review = open_review(child)
    decision = DecisionFacts(text="Arrange a visit to Gran", owner="Jo Worker", target_on=D(2025, 6, 30))
    told = facts(iro, D(2025, 4, 30), spoken_note="Wants to see Gran", decisions=(decision,))
    reviews.complete_review(review=review, facts=told, by=iro, today=TODAY)
    record = review.record
    if sent:
        reviews.send_decisions(record=record, on=D(2025, 5, 2), by=iro, today=TODAY)
    if distributed:
        reviews.finish_record(record=record, text="What was said of Gran", on=D(2025, 5, 6), by=iro, today=TODAY)
        reviews.distribute_record(record=record, on=D(2025, 5, 8), by=BY, today=TODAY)
    return review


def test_social_worker_starts_on_the_children_they_answer_for(worker, team, iro):
    mine, theirs = child_of(worker, team, iro, last_name="Mine"), child_of(None, team, iro, last_name="Theirs")
    page = signed_in(worker).get("/", follow=True)
    text = page.content.decode()
    assert page.redirect_chain == [(reverse("my_children:mine"), 302)]
    assert (str(mine) in text, str(theirs) in text) == (True, False)


def test_a_new_social_worker_is_told_whom_to_ask(worker):
    assert "No child is allocated to you." in signed_in(worker).get(reverse("my_children:mine")).content.decode()


def test_children_of_a_social_worker_end_with_the_allocation(worker, team, iro):
    child = child_of(worker, team, iro)
    client, address = signed_in(worker), reverse("child:page", args=[child.pk])
    before = client.get(address).status_code
    allocate_social_worker(child=child, team=team, social_worker=None, on=TODAY, by=BY)
    assert (before, client.get(address).status_code) == (200, 404)


@pytest.mark.parametrize(
    ("sent", "distributed", "decision", "voice"),
    [(False, False, False, False), (True, False, True, False), (True, True, True, True)],
)
@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.OPERATIONAL_MANAGER])
def test_review_is_read_as_it_is_released(role, sent, distributed, decision, voice, worker, manager, team, iro):
    child = child_of(worker, team, iro)
    review = reviewed(child, iro, sent=sent, distributed=distributed)
    client = signed_in(worker if role == Role.SOCIAL_WORKER else manager)
    response = client.get(reverse("child:review", args=[review.pk]))
    text = response.content.decode()
    listed = client.get(reverse("my_children:decisions")).content.decode()
    reached = role == Role.SOCIAL_WORKER or sent
    assert response.status_code == (200 if reached else 404)
    assert ("Arrange a visit to Gran" in text, "Arrange a visit to Gran" in listed) == (decision, decision)
    assert ("Spoke with the child in private" in text, "What was said of Gran" in text) == (voice, voice)
    assert "Wants to see Gran" not in text


def test_operational_manager_sees_no_dates_of_reviews_to_come(manager, worker, team, iro):
    child = child_of(worker, team, iro)
    reviewed(child, iro, sent=True)
    text = signed_in(manager).get(reverse("child:page", args=[child.pk])).content.decode()
    assert ("What comes next" in text, "Who answers for the child" in text) == (False, True)


def test_operational_manager_of_another_team_sees_nothing(worker, team, iro):
    child = child_of(worker, team, iro)
    reviewed(child, iro, sent=True, distributed=True)
    other = make_user(Role.OPERATIONAL_MANAGER)
    with acting():
        TeamManagement.objects.create(team=make_team(), manager=other, from_on=D(2020, 1, 1))
    client = signed_in(other)
    assert client.get(reverse("child:page", args=[child.pk])).status_code == 404
    assert "Arrange a visit" not in client.get(reverse("my_children:decisions")).content.decode()


@pytest.mark.parametrize("name", ["mine", "decisions"])
def test_lists_ask_the_same_queries_for_one_row_and_three(name, worker, team, iro, assert_same_queries):
    def make(number):
        for _ in range(number):
            reviewed(child_of(worker, team, iro), iro, sent=True)

    assert_same_queries(make, reverse(f"my_children:{name}"), signed_in(worker))
