"""Pages of adoption, short breaks and panels: who may record what, what each says, and what is shown to whom."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.verdict import RefusedError
from children.actions import withdraw_stay
from desk.arranging import actions as arranging
from office.models import Job
from reviews.enums import ReviewKind
from reviews.tasks import check_all_short_breaks
from tests.factories import BY, make_child, make_user, open_review

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
def support():
    return make_user(Role.SUPPORT_WORKER)


@pytest.fixture
def child(iro):
    return make_child(iro=iro, date_of_birth=D(2023, 3, 1))


@pytest.fixture
def series(iro):
    return make_child(iro=iro, became_looked_after_on=D(2024, 6, 3), legal_status="V4")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def dated(name, day):
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def sent(client, name, record, **answers):
    """Send a form of a record as it stands, and return the answer, followed to the page that says what happened."""
    record.refresh_from_db()
    data = {"version": str(record.version), "form_key": KEY} | answers
    response = client.post(reverse(f"kinds:{name}", args=[record.pk]), data, follow=True)
    return response.status_code, response.content.decode()


def fresh_key(number: int) -> str:
    return f"6f0a53c4-3b3f-4df5-8a52-7d0a3b3d1c{number:02}"


def test_way_to_adoption_is_recorded_page_by_page(support, child):
    client = signed_in(support)
    page = client.get(reverse("child:page", args=[child.pk])).content.decode()
    assert reverse("kinds:authority", args=[child.pk]) in page
    answers = {"ground": "placement_order", "form_key": fresh_key(1), **dated("granted_on", D(2025, 5, 1))}
    status, said = sent(client, "authority", child, **answers)
    assert (status, "Say whether the legal status changes" in said) == (422, True)
    status, said = sent(client, "authority", child, changes_status="no", **answers)
    assert (status, "The next is the looked-after review, due by 7 May 2025." in said) == (200, True)
    answers = {"carer": "other", "placed_with": "Ash and Bo", "form_key": fresh_key(2), **dated("on", D(2025, 5, 12))}
    status, said = sent(client, "placed", child, **answers)
    assert (status, "The next is the adoption review, due by 9 June 2025." in said) == (200, True)
    assert child.episodes.open().get().placement == "A6"
    answers = {"placement": "U6", "form_key": fresh_key(3), **dated("on", D(2025, 5, 30))}
    status, said = sent(client, "returned", child, **answers)
    assert (status, "The next is the looked-after review, due by 11 July 2025." in said) == (200, True)
    answers = {"reason": "plan_changed", "form_key": fresh_key(4), **dated("on", D(2025, 6, 2))}
    assert sent(client, "end-authority", child, **answers)[0] == 200
    assert open_review(child).kind == ReviewKind.LOOKED_AFTER


def test_placement_order_changes_the_legal_status_with_one_press(support, child):
    answers = {"ground": "placement_order", "changes_status": "yes", "form_key": fresh_key(1)}
    status, said = sent(signed_in(support), "authority", child, **answers, **dated("granted_on", D(2025, 5, 12)))
    assert (status, "The legal status is a placement order from that day." in said) == (200, True)
    episode = child.episodes.open().get()
    assert (episode.legal_status, episode.started_on, episode.reason_new) == ("E1", D(2025, 5, 12), "L")
    assert child.adoption_authorities.get().granted_on == D(2025, 5, 12)


def test_order_of_a_day_on_which_the_status_cannot_change_records_neither(support, child):
    began = child.episodes.open().get().started_on
    answers = {"ground": "placement_order", "changes_status": "yes", "form_key": fresh_key(1)}
    status, said = sent(signed_in(support), "authority", child, **answers, **dated("granted_on", began))
    assert (status, "when the last change was" in said) == (422, True)
    assert (child.adoption_authorities.count(), child.episodes.count()) == (0, 1)


def test_consent_never_changes_the_legal_status(support, child):
    before = child.episodes.open().get().legal_status
    answers = {"ground": "consent", "changes_status": "yes", "form_key": fresh_key(1)}
    assert sent(signed_in(support), "authority", child, **answers, **dated("granted_on", D(2025, 5, 12)))[0] == 200
    assert child.episodes.get().legal_status == before


def test_child_is_not_placed_without_authority_nor_returned_without_a_placement(support, child):
    client = signed_in(support)
    assert client.get(reverse("kinds:placed", args=[child.pk])).status_code == 403
    assert client.get(reverse("kinds:returned", args=[child.pk])).status_code == 403


def test_support_worker_sees_neither_ground_nor_legal_status(support, iro, child):
    arranging.record_authority(child=child, ground="placement_order", granted_on=D(2025, 5, 1), by=BY, today=TODAY)
    address = reverse("child:page", args=[child.pk])
    assert "A placement order, since 1 May 2025" in signed_in(iro).get(address).content.decode()
    assert "A placement order, since" not in signed_in(support).get(address).content.decode()


def stayed(series, first, nights, **more):
    last = first + datetime.timedelta(days=nights)
    given = {"setting": "Kestrel View", "intended_nights": nights, "by": BY, "today": TODAY} | more
    return arranging.record_stay(child=series, started_on=first, ended_on=last, **given)


def mistaken(client, series, stay, why="Another child"):
    return sent(client, "withdraw-stay", series, stay=str(stay.pk), why=why)


def test_stay_recorded_by_mistake_counts_nowhere_and_stays_readable(support, series):
    stayed(series, D(2025, 3, 3), 5)
    stayed(series, D(2025, 4, 7), 7)
    wrong = series.stays.latest("pk")
    status, said = mistaken(signed_in(support), series, wrong)
    assert (status, "Its nights count no more." in said) == (200, True)
    assert "5 of 75" in said
    assert ("Another child" in said, "1 stay" in said) == (True, True)
    stayed(series, D(2025, 4, 8), 3)


def test_stay_is_taken_back_once_and_with_its_reason(support, series):
    stayed(series, D(2025, 3, 3), 5)
    stayed(series, D(2025, 4, 7), 7)
    first = series.stays.earliest("pk")
    client = signed_in(support)
    assert mistaken(client, series, first, why="")[0] == 422
    assert mistaken(client, series, first)[0] == 200
    first.refresh_from_db()
    with pytest.raises(RefusedError, match="taken back already"):
        withdraw_stay(stay=first, because="Again", by=BY, today=TODAY)


def test_stay_on_which_full_care_was_built_is_not_taken_back(support, series):
    stayed(series, D(2025, 3, 3), 20, intended_nights=20)
    with pytest.raises(RefusedError, match="has ended since"):
        withdraw_stay(stay=series.stays.get(), because="Another child", by=BY, today=TODAY)
    assert signed_in(support).get(reverse("kinds:withdraw-stay", args=[series.pk])).status_code == 403


def sixty_nights(series):
    for first in (D(2024, 9, 2), D(2024, 11, 4), D(2025, 1, 6), D(2025, 3, 3)):
        stayed(series, first, 15)


def test_sixty_nights_warn_the_iro_the_manager_and_the_support_worker(support, iro, series):
    sixty_nights(series)
    warning = "60 of 75 nights of short breaks are used in the 12 months to 2 June 2025."
    for user in (iro, support, make_user(Role.MANAGER)):
        client = signed_in(user)
        for name in ("child:page", "child:clocks"):
            assert warning in client.get(reverse(name, args=[series.pk])).content.decode()
        assert warning in client.get(reverse("kinds:short-breaks")).content.decode()
    worker = make_user(Role.CONSULTATION_OFFICER)
    assert signed_in(worker).get(reverse("kinds:stays", args=[series.pk])).status_code == 403


def test_stay_that_ends_the_series_says_since_when_the_child_is_looked_after(support, series):
    answers = {
        "setting": "Kestrel View",
        "intended_nights": "20",
        "went_home": "yes",
        **dated("started_on", D(2025, 5, 12)),
        **dated("ended_on", D(2025, 6, 1)),
    }
    status, said = sent(signed_in(support), "record-stay", series, **answers)
    assert status == 200
    assert "From 12 May 2025 this child is looked after in full." in said
    assert "The next is the looked-after review, due by 10 June 2025." in said


def test_night_asks_whether_a_stay_under_way_reached_its_seventy_sixth_night(settings, series):
    sixty_nights(series)
    stayed(series, D(2025, 6, 1), 17)
    job = Job()
    assert check_all_short_breaks(job, lambda *_: None)["became full"] == []
    settings.IRO_TODAY = D(2025, 6, 16)
    # Nights 61 to 75 are used on 15 June; the next is the night of 16 June.
    assert check_all_short_breaks(job, lambda *_: None)["became full"] == [series.periods.first().pk]
    assert series.periods.open().get().became_looked_after_on == D(2025, 6, 16)


@pytest.fixture
def panel(child):
    arranging.record_change(child=child, on=D(2025, 5, 6), reason_new="P", placement="K1", by=BY, today=TODAY)
    return child.secure_panels.get()


SEATS = {
    "name_1": "Ada Quill",
    "standing_1": "independent",
    "name_2": "Cllr Birch",
    "standing_2": "authority",
    "name_3": "Cllr Reed",
    "standing_3": "authority",
}


def test_support_worker_arranges_the_extra_panel_without_learning_why(support, panel):
    client = signed_in(support)
    address = reverse("kinds:arrange-panel", args=[panel.pk])
    assert "secure" not in client.get(address).content.decode().lower()
    answers = {"place": "Town hall", "at": "10am", **SEATS, **dated("on", D(2025, 6, 5))}
    status, said = sent(client, "arrange-panel", panel, **answers)
    assert (status, "Thursday 5 June 2025, 10am, Town hall" in said) == (200, True)
    panel.refresh_from_db()
    assert [each["name"] for each in panel.expected_members] == ["Ada Quill", "Cllr Birch", "Cllr Reed"]


def test_two_people_are_no_panel_and_the_childs_own_iro_does_not_sit(iro, panel):
    two = SEATS | {"name_3": "", "standing_3": "", "place": "Town hall", **dated("on", D(2025, 6, 5))}
    assert sent(signed_in(iro), "arrange-panel", panel, **two)[0] == 422
    own = SEATS | {"name_2": iro.full_name, "place": "Town hall", **dated("on", D(2025, 6, 5))}
    status, said = sent(signed_in(iro), "arrange-panel", panel, **own)
    assert (status, "own IRO should not sit on the panel" in said) == (422, True)


def test_decision_and_who_was_told_are_recorded_after_the_panel_sat(iro, panel):
    client = signed_in(iro)
    assert client.get(reverse("kinds:decide-panel", args=[panel.pk])).status_code == 403
    held = {
        "criteria_met": "yes",
        "recommendation": "Go on",
        "form_key": fresh_key(5),
        "version": str(panel.version),
        **SEATS,
        **dated("on", D(2025, 6, 2)),
    }
    assert client.post(reverse("service:hold-panel", args=[panel.pk]), held).status_code == 302
    answers = {
        "decision": "The placement goes on",
        "told": "Child and mother",
        **dated("on", D(2025, 6, 2)),
        **dated("told_on", D(2025, 6, 2)),
    }
    status, said = sent(client, "decide-panel", panel, **answers)
    assert status == 200
    assert "2 June 2025: The placement goes on" in said
    assert "2 June 2025: Child and mother" in said


@pytest.mark.parametrize("role", list(Role))
def test_each_role_records_what_it_may(role, iro, series, child, panel):
    client = signed_in(iro if role == Role.IRO else make_user(role))
    names = {
        "record-stay": series,
        "withdraw-stay": series,
        "authority": child,
        "arrange-panel": panel,
        "panel": panel,
        "stays": series,
    }
    opened = {name: client.get(reverse(f"kinds:{name}", args=[each.pk])).status_code for name, each in names.items()}
    notifies, arranges, logs = (
        role in (Role.SUPPORT_WORKER, Role.MANAGER),
        role in (Role.SUPPORT_WORKER, Role.MANAGER, Role.IRO),
        role in (Role.MANAGER, Role.IRO),
    )
    assert opened == {
        "record-stay": 200 if notifies else 403,
        "withdraw-stay": 200 if notifies else 403,
        "authority": 200 if notifies else 403,
        "arrange-panel": 200 if arranges else 403,
        "panel": 200 if logs else 403,
        "stays": 200 if arranges else 403,
    }


def test_list_of_short_breaks_asks_the_same_queries_for_one_row_and_three(iro, assert_same_queries):
    def make(number):
        for _ in range(number):
            series = make_child(iro=iro, became_looked_after_on=D(2024, 6, 3), legal_status="V4")
            stayed(series, D(2024, 9, 2), 3)

    assert_same_queries(make, reverse("kinds:short-breaks"), signed_in(iro))
