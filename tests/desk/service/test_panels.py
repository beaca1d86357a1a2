"""Recording a panel on secure accommodation: lawfully made up, once, and the next one planned."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from desk.arranging.actions import record_change, record_leaving
from desk.arranging.rows import records_to_distribute
from reviews.actions import complete_review, finish_record
from tests.factories import BY, facts, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 6, 2)
KEY = "6f0a53c4-3b3f-4df5-8a52-7d0a3b3d1c11"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def iro():
    return make_user()


@pytest.fixture
def panel(iro):
    child = make_child(iro=iro)
    record_change(child=child, on=D(2025, 5, 6), reason_new="P", placement="K1", by=BY, today=TODAY)
    return child.secure_panels.get()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def said(panel, **more: str) -> dict[str, str]:
    return {
        "on": "2025-06-02",
        "name_1": "Ada Quill",
        "standing_1": "independent",
        "name_2": "Cllr Birch",
        "standing_2": "authority",
        "name_3": "Cllr Reed",
        "standing_3": "authority",
        "criteria_met": "yes",
        "version": str(panel.version),
        "form_key": KEY,
    } | more


def test_panel_is_recorded_and_the_next_is_due_within_three_months(iro, panel):
    client = signed_in(iro)
    clocks = reverse("child:clocks", args=[panel.child_id])
    address = reverse("service:hold-panel", args=[panel.pk])
    page = reverse("kinds:panel", args=[panel.pk])
    assert f'href="{page}"' in client.get(clocks).content.decode()
    assert f'href="{address}"' in client.get(page).content.decode()
    assert client.post(address, said(panel)).status_code == 302
    held, following = panel.child.secure_panels.order_by("pk")
    assert (held.held_on, held.members, held.criteria_met) == (TODAY, ["Ada Quill", "Cllr Birch", "Cllr Reed"], True)
    assert following.due_on == D(2025, 9, 2)
    assert open_review(panel.child).due_on == D(2025, 5, 7)  # a panel never moves a review


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name_3": "", "standing_3": ""}, "A panel needs at least 3 people."),
        ({"standing_1": "authority"}, "At least one person must be neither a councillor nor an officer"),
        ({"standing_2": "iro"}, "The child&#x27;s own IRO should not sit on the panel."),
        ({"standing_2": ""}, "Say in what standing Cllr Birch sat on the panel"),
        ({"name_2": ""}, "Enter the name of member 2"),
        ({"on": "2025-06-03"}, "must be today or in the past"),
        ({"on": "2025-05-05"}, "must lie between the start of the placement and today"),
        ({"criteria_met": ""}, "Say whether the criteria are still met"),
    ],
)
def test_unlawful_panel_is_refused_with_its_reason_and_nothing_is_written(iro, panel, wrong, sentence):
    response = signed_in(iro).post(reverse("service:hold-panel", args=[panel.pk]), said(panel, **wrong))
    panel.refresh_from_db()
    assert (response.status_code, sentence in response.content.decode(), panel.held_on) == (422, True, None)


@pytest.mark.parametrize("role", list(Role))
def test_only_the_iro_and_the_manager_record_panels(iro, panel, role):
    status = signed_in(make_user(role)).get(reverse("service:hold-panel", args=[panel.pk])).status_code
    expected = {Role.MANAGER: 200, Role.IRO: 404}  # an IRO of other children
    assert status == expected.get(role, 403)


def test_leaving_is_not_dated_before_a_review_that_was_completed(iro):
    child = make_child(iro=iro)
    complete_review(review=open_review(child), facts=facts(iro, D(2025, 5, 6)), by=iro, today=TODAY)
    with pytest.raises(ValidationError, match="A review was completed on 06/05/2025"):
        record_leaving(child=child, on=D(2025, 5, 5), reason="E4A", by=BY, today=TODAY)


def test_death_silences_the_record_that_would_go_out(iro):
    child, support = make_child(iro=iro), make_user(Role.SUPPORT_WORKER)
    review = open_review(child)
    complete_review(review=review, facts=facts(iro, D(2025, 5, 6)), by=iro, today=TODAY)
    finish_record(record=review.record, text="Well.", on=D(2025, 5, 20), by=iro, today=TODAY)
    assert list(records_to_distribute(support)) == [review.record]
    record_leaving(child=child, on=D(2025, 5, 30), reason="E2", by=BY, today=TODAY)
    assert list(records_to_distribute(support)) == []
