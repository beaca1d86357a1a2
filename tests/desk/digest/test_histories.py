"""Every date opens its working and its history: what it was, what changed it, when and by whom, on every screen."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from children.actions import allocate_social_worker
from office import jobs
from office.actions import add_holiday
from reviews import actions
from tests.desk.digest.conftest import TODAY
from tests.factories import BY, facts, make_child, make_team, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
CARE_BEGAN = D(2025, 5, 8)
MOVED = "6 June 2025 became 9 June 2025: 4 June 2025 (Day of mourning) became a bank holiday, entered by Ann Lee ("
RECORD = "9 June 2025 became 10 June 2025: 4 June 2025 (Day of mourning) became a bank holiday, entered by Ann Lee ("


def declare_holiday():
    manager = make_user(Role.MANAGER, "Ann Lee")
    add_holiday(on=D(2025, 6, 4), name="Day of mourning", source="London Gazette", by=manager)
    while (found := jobs.claim()) is not None:
        jobs.run(found, TODAY)


def shown(user, address):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def moved(db):
    """Return a child whose review's limit was moved by a holiday, with IRO and social worker."""
    iro, worker = make_user(Role.IRO), make_user(Role.SOCIAL_WORKER)
    child = make_child(became_looked_after_on=CARE_BEGAN, iro=iro)
    allocate_social_worker(child=child, team=make_team(), social_worker=worker, on=CARE_BEGAN, by=BY)
    declare_holiday()
    return {"child": child, Role.IRO: iro, Role.SOCIAL_WORKER: worker}


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.IRO, "caseload:mine"),
        (Role.SUPPORT_WORKER, "arranging:to-arrange"),
        (Role.SOCIAL_WORKER, "my_children:mine"),
        (Role.CONSULTATION_OFFICER, "views_due:due"),
    ],
)
def test_lists_open_the_limit_of_a_review(role, page, moved):
    assert MOVED in shown(moved.get(role) or make_user(role), reverse(page))


def test_list_behind_a_figure_opens_the_limit(moved):
    assert MOVED in shown(make_user(Role.MANAGER), reverse("service:list", args=["due"]))


@pytest.mark.parametrize("page", ["child:page", "child:clocks"])
def test_pages_of_a_child_open_the_limit(page, moved):
    assert MOVED in shown(moved[Role.IRO], reverse(page, args=[moved["child"].pk]))


@pytest.mark.parametrize("page", ["child:review", "log_review:earlier", "arranging:book"])
def test_pages_of_a_review_open_the_limit(page, moved):
    assert MOVED in shown(moved[Role.IRO], reverse(page, args=[open_review(moved["child"]).pk]))


@pytest.fixture
def recorded(db):
    """Return the review of an IRO's child, completed today, whose record's clocks a holiday moved."""
    iro = make_user(Role.IRO)
    child = make_child(became_looked_after_on=CARE_BEGAN, iro=iro)
    given = facts(iro, TODAY)
    review = actions.complete_review(review=open_review(child), facts=given, by=iro, today=TODAY)
    declare_holiday()
    return review


def test_clocks_of_a_record_open_how_they_moved(recorded):
    assert RECORD in shown(recorded.chair, reverse("child:review", args=[recorded.pk]))
    assert RECORD in shown(recorded.chair, reverse("child:clocks", args=[recorded.child_id]))


def test_first_computation_says_by_whom():
    iro = make_user(Role.IRO)
    child = make_child(became_looked_after_on=CARE_BEGAN, iro=iro)
    page = shown(iro, reverse("child:page", args=[child.pk]))
    assert "6 June 2025: first computed (" in page
    assert "the system)" in page


@pytest.mark.parametrize(
    ("role", "page"),
    [(Role.SUPPORT_WORKER, "arranging:to-arrange"), (Role.CONSULTATION_OFFICER, "views_due:due")],
)
def test_histories_cost_as_much_for_one_row_as_for_three(role, page, assert_same_queries):
    client = Client()
    client.force_login(make_user(role), backend="django.contrib.auth.backends.ModelBackend")

    def rows(number):
        for _ in range(number):
            make_child(became_looked_after_on=CARE_BEGAN)

    assert_same_queries(rows, reverse(page), client)
