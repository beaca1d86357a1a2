"""The manager's pages: numbers that open to exactly their records, allocation, and mending with the history kept."""

import datetime
import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions import create_post
from accounts.enums import Role
from children.actions import allocate_iro, allocate_social_worker
from desk.service.dashboard import dashboard
from desk.service.figures import FIGURES, moment
from office.authority import authority, working_calendar
from office.models import Job
from reviews import actions
from reviews.enums import ReviewStatus
from tests.factories import BY, facts, make_child, make_team, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 6, 2)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


def signed_in(role: str = Role.MANAGER) -> Client:
    client = Client()
    client.force_login(make_user(role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def make_service() -> None:
    """Make a small service in which every figure of the dashboard counts something."""
    iro = make_user()
    create_post(kind="iro", holder=iro, fte=Decimal("0.60"), from_on=D(2024, 1, 1), by=BY)
    make_child(iro=iro)  # first review overdue since 7 May
    soon = make_child(iro=iro, became_looked_after_on=D(2025, 5, 12))
    actions.book_review(
        review=open_review(soon),
        on=D(2025, 6, 5),
        at=datetime.time(10),
        chair=iro,
        place="School",
        by=BY,
        today=D(2025, 5, 13),
    )
    make_child(became_looked_after_on=D(2025, 5, 12))
    done = make_child(iro=iro)
    decided = facts(iro, D(2025, 4, 30))
    actions.complete_review(review=open_review(done), facts=decided, by=iro, today=D(2025, 5, 1))
    actions.add_decision(
        review=done.reviews.completed().get(), text="Dentist", owner="Kim", target_on=D(2025, 5, 20), by=iro
    )


@pytest.mark.parametrize("key", list(FIGURES))
def test_every_number_opens_a_list_with_exactly_that_many_rows(key):
    make_service()
    client = signed_in()
    page = client.get(reverse("service:today")).content.decode()
    address = reverse("service:list", args=[key])
    behind = client.get(address).content.decode()
    rows = behind.count("<tr") - 1 if "<table" in behind else 0
    if (found := re.search(rf'href="{address}"><span class="app-figure__value">(\d+)<', page)) is not None:
        assert rows == int(found.group(1))
    else:
        assert key in {"completed", "completed-on-time", "disputes"}
        assert rows == {"completed": 1, "completed-on-time": 1, "disputes": 0}[key]


def test_figures_count_what_they_say():
    make_service()
    now = moment(TODAY, working_calendar(), authority())
    page = dashboard(now)
    assert page.figures == {
        "overdue": 1,
        "due": 2,
        "due-without-a-date": 1,
        "not-spoken-to": 1,
        "unallocated": 1,
        "unallocated-too-long": 1,
        "children": 4,
        "completed": 1,
        "completed-on-time": 1,
        "records-late": 1,
        "decisions-overdue": 1,
        "iro-left": 0,
        "disputes": 0,
        "iro-kept-out": 0,
        "safety-alerts": 0,
    }
    assert [(line.children, str(line.per_fte), line.overdue, line.on_time) for line in page.lines] == [(3, "5.0", 1, 1)]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.MANAGER, 200),
        (Role.IRO, 403),
        (Role.SUPPORT_WORKER, 403),
        (Role.CONSULTATION_OFFICER, 403),
        (Role.SOCIAL_WORKER, 403),
        (Role.OPERATIONAL_MANAGER, 403),
        (Role.DIRECTOR, 403),
        (Role.PANEL_MEMBER, 403),
        (Role.SYSTEM_ADMINISTRATOR, 403),
        (Role.INFORMATION_GOVERNANCE, 403),
    ],
)
def test_only_the_manager_sees_the_service(role, status):
    client, child = signed_in(role), make_child()
    addresses = [
        reverse("service:today"),
        reverse("service:list", args=["children"]),
        reverse("service:allocate", args=[child.pk]),
        reverse("service:void", args=[open_review(child).pk]),
        reverse("service:end", args=[open_review(child).pk]),
    ]
    assert [client.get(address).status_code for address in addresses] == [status] * 5


@pytest.mark.parametrize("key", list(FIGURES))
def test_lists_ask_as_often_for_three_rows_as_for_one(key, assert_same_queries):
    client = signed_in()
    assert_same_queries(lambda n: [make_service() for _ in range(n)], reverse("service:list", args=[key]), client)


def test_dashboard_asks_as_often_for_a_large_service(assert_same_queries):
    client = signed_in()
    assert_same_queries(lambda n: [make_service() for _ in range(n)], reverse("service:today"), client)


def allocation(iro, child, **more) -> dict[str, str]:
    return {"iro": str(iro.pk), "reason": "new", "note": "", "on": "2025-06-02", "version": str(child.version)} | more


def test_allocating_gives_the_child_an_iro():
    iro, child = make_user(), make_child()
    create_post(kind="iro", holder=iro, fte=Decimal(1), from_on=D(2024, 1, 1), by=BY)
    response = signed_in().post(reverse("service:allocate", args=[child.pk]), allocation(iro, child, form_key=KEY))
    assert (response.status_code, child.iro_allocations.open().get().iro) == (302, iro)


KEY = "6f0a53c4-3b3f-4df5-8a52-7d0a3b3d1c11"


def test_sending_twice_allocates_once():
    iro, child = make_user(), make_child()
    create_post(kind="iro", holder=iro, fte=Decimal(1), from_on=D(2024, 1, 1), by=BY)
    client = signed_in()
    for _ in range(2):
        response = client.post(reverse("service:allocate", args=[child.pk]), allocation(iro, child, form_key=KEY))
    assert (response.status_code, child.iro_allocations.count()) == (302, 1)


def test_childs_social_worker_cannot_be_the_iro():
    iro, child = make_user(), make_child()
    create_post(kind="iro", holder=iro, fte=Decimal(1), from_on=D(2024, 1, 1), by=BY)
    allocate_social_worker(child=child, team=make_team(), social_worker=iro, on=D(2025, 4, 5), by=BY)
    response = signed_in().post(reverse("service:allocate", args=[child.pk]), allocation(iro, child, form_key=KEY))
    assert "social worker, so cannot be the IRO" in response.content.decode()
    assert not child.iro_allocations.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"iro": "999999"},
        {"iro": ""},
        {"reason": "whim"},
        {"on": "2025-06-03"},
        {"on": "2025-02-30"},
        {"on": ""},
        {"note": "x" * 301},
    ],
)
def test_bad_input_is_answered_beside_the_field_and_changes_nothing(wrong):
    iro, child = make_user(), make_child()
    create_post(kind="iro", holder=iro, fte=Decimal(1), from_on=D(2024, 1, 1), by=BY)
    response = signed_in().post(
        reverse("service:allocate", args=[child.pk]), allocation(iro, child, form_key=KEY) | wrong
    )
    field = next(iter(wrong))
    assert (response.status_code, f'id="id_{field}_error"' in response.content.decode()) == (422, True)
    assert not child.iro_allocations.exists()


def test_reallocating_keeps_the_history():
    first, second = make_user(), make_user()
    create_post(kind="iro", holder=second, fte=Decimal(1), from_on=D(2024, 1, 1), by=BY)
    child = make_child(iro=first)
    signed_in().post(
        reverse("service:allocate", args=[child.pk]), allocation(second, child, form_key=KEY, reason="workload")
    )
    assert list(child.iro_allocations.values_list("iro", "until_on", "reason")) == [
        (first.pk, TODAY, "new"),
        (second.pk, None, "workload"),
    ]


def completed():
    iro = make_user()
    child = make_child(iro=iro)
    review = open_review(child)
    actions.complete_review(review=review, facts=facts(iro, D(2025, 4, 30)), by=iro, today=D(2025, 5, 1))
    return review


def test_voiding_through_the_page_needs_a_reason_and_keeps_the_facts():
    review, client = completed(), signed_in()
    address = reverse("service:void", args=[review.pk])
    refused = client.post(address, {"why": "", "version": review.version, "form_key": KEY})
    done = client.post(address, {"why": "Wrong child", "version": review.version, "form_key": KEY})
    review.refresh_from_db()
    assert (refused.status_code, done.status_code, review.status) == (422, 302, ReviewStatus.VOIDED)


def test_second_manager_sees_how_it_stands_and_keeps_what_was_typed():
    review, client = completed(), signed_in()
    seen = review.version
    actions.correct_review(
        review=review, why="Typed wrongly", completed_on=D(2025, 5, 1), by=make_user(Role.MANAGER), today=TODAY
    )
    response = client.post(
        reverse("service:correct", args=[review.pk]),
        {
            "completed_on": "2025-05-02",
            "held_on": "2025-04-30",
            "chair": review.chair_id,
            "participation_code": "PN1",
            "spoken_outcome": "seen",
            "late_reason": "",
            "why": "My own correction",
            "version": seen,
            "form_key": KEY,
        },
    )
    page = response.content.decode()
    assert (response.status_code, "How it stands now" in page, "My own correction" in page) == (409, True, True)
    review.refresh_from_db()
    assert review.completed_on == D(2025, 5, 1)


def test_correction_moves_the_next_limit_and_is_listed():
    review = completed()
    signed_in().post(
        reverse("service:correct", args=[review.pk]),
        {
            "completed_on": "2025-05-02",
            "held_on": "2025-04-30",
            "chair": review.chair_id,
            "participation_code": "PN6",
            "spoken_outcome": "seen",
            "late_reason": "",
            "why": "Typed wrongly",
            "version": review.version,
            "form_key": KEY,
        },
    )
    assert open_review(review.child).due_on == D(2025, 8, 2)
    assert sorted(review.corrections.values_list("field", flat=True)) == ["completed_on", "participation_code"]


def test_unknown_list_is_not_found():
    assert signed_in().get(reverse("service:list", args=["nonsense"])).status_code == 404


def test_ending_a_review_for_another_reason_needs_a_note():
    child, client = make_child(), signed_in()
    review = open_review(child)
    sent = {"reason": "other", "note": "", "on": "2025-06-02", "version": review.version, "form_key": KEY}
    response = client.post(reverse("service:end", args=[review.pk]), sent)
    review.refresh_from_db()
    assert (response.status_code, review.is_open) == (422, True)


def test_allocating_again_the_same_iro_is_refused():
    iro = make_user()
    create_post(kind="iro", holder=iro, fte=Decimal(1), from_on=D(2024, 1, 1), by=BY)
    child = make_child()
    allocate_iro(child=child, iro=iro, on=D(2025, 5, 1), reason="new", by=BY)
    response = signed_in().post(reverse("service:allocate", args=[child.pk]), allocation(iro, child, form_key=KEY))
    assert (response.status_code, child.iro_allocations.count()) == (422, 1)


def test_dashboard_says_what_the_night_found():
    client, address = signed_in(), reverse("service:today")
    assert "have not been computed again by night yet" in client.get(address).content.decode()
    Job.objects.create(
        kind="reviews.recompute_due_dates",
        idempotency_key="one night",
        state=Job.State.DONE,
        finished_at=datetime.datetime(2025, 6, 2, 2, tzinfo=datetime.UTC),
        result={"checked": 12, "differed": 1},
    )
    assert "2 June 2025: 12 checked, 1 differed and were put right." in client.get(address).content.decode()


def test_correcting_to_no_part_asks_why_the_child_took_none():
    review, client = completed(), signed_in()
    sent = {
        "completed_on": "2025-04-30",
        "held_on": "2025-04-30",
        "chair": review.chair_id,
        "participation_code": "PN7",
        "not_taking_part_reason": "",
        "spoken_outcome": "seen",
        "late_reason": "",
        "why": "Typed wrongly",
        "version": review.version,
        "form_key": KEY,
    }
    address = reverse("service:correct", args=[review.pk])
    refused = client.post(address, sent)
    assert (refused.status_code, "Say why the child took no part" in refused.content.decode()) == (422, True)
    assert client.post(address, sent | {"not_taking_part_reason": "missing"}).status_code == 302
    review.refresh_from_db()
    assert (review.participation_code, review.not_taking_part_reason) == ("PN7", "missing")
