"""The pages of safety alerts: first where a day begins, the list, one alert, acknowledging it and closing it."""

import datetime
import itertools

import pytest
import time_machine
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from children.models import Child
from office.duty.models import DutyArrangements
from participation.actions import alerts as actions
from participation.models import AlertClosing, SafetyAlert
from tests.factories import TODAY, make_child, make_restriction, make_user
from tests.participation.forms import AT, HOUR, JUST_ABOUT, MINUTE, NOT_AT_ALL, alert_about, child_with_everybody
from tests.participation.test_alerts import RECORDED, minute
from tests.sending import Browsing

pytestmark = pytest.mark.django_db
LIST = "/alerts/"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY
    with time_machine.travel(AT, tick=False):
        yield


def signed_in(person: User) -> Browsing:
    client = Browsing()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(name: str, alert: SafetyAlert) -> str:
    return reverse(f"alerts:{name}", args=[alert.pk])


def page_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def closing(**over: object) -> dict[str, object]:
    typed = {
        "done": "Spoke with the child", "done_by": "Max Teasel", "cause": "placement_carers",
        "lado": "not_needed", "lado_not_needed_why": "No adult is concerned",
        "section_47": "not_considered", "section_47_not_considered_why": "No sign of harm",
        "done_on_day": "2", "done_on_month": "6", "done_on_year": "2025",
    }  # fmt: skip
    return {name: value for name, value in (typed | over).items() if value is not None}


# Where a day begins -------------------------------------------------------------------------------------------
def test_alert_stands_first_where_each_of_them_begins_their_day():
    around = child_with_everybody()
    alert = alert_about(around.child)
    for person, home in (
        (around.iro, "caseload:mine"),
        (around.social_worker, "my_children:mine"),
        (around.manager, "disputes:addressed-to-me"),
        (around.iro_manager, "service:today"),
    ):
        page = page_of(signed_in(person), reverse(home))
        assert "safety alert" in page, home
    caseload = page_of(signed_in(around.iro), reverse("caseload:mine"))
    assert url("alert", alert) in caseload
    assert caseload.index("1 safety alert open") < caseload.index("This week")


def test_what_is_mine_today_names_it_before_everything_else():
    around = child_with_everybody()
    alert = alert_about(around.child)
    for person in (around.iro, around.social_worker, around.manager, around.iro_manager):
        page = page_of(signed_in(person), reverse("digest:today"))
        assert "1 safety alert open" in page
        assert url("alert", alert) in page


def test_dashboard_counts_what_is_open_and_lists_restricted_ones_without_a_name():
    around, hidden = child_with_everybody(), child_with_everybody()
    alert_about(around.child)
    alert_about(hidden.child)
    make_restriction(hidden.child, hidden.iro)
    client = signed_in(around.iro_manager)
    assert "safety alerts open" in page_of(client, reverse("service:today"))
    listed = page_of(client, reverse("service:list", args=["safety-alerts"]))
    assert ("2 alerts" in listed, "Restricted record" in listed, hidden.child.last_name in listed) == (
        True, True, False,
    )  # fmt: skip


def test_pages_without_an_alert_show_none():
    around = child_with_everybody()
    assert "safety alert open" not in page_of(signed_in(around.iro), reverse("caseload:mine"))
    assert "There is no safety alert." in page_of(signed_in(around.iro), LIST)


# The list -----------------------------------------------------------------------------------------------------
def test_list_has_what_waits_first_then_serious_then_oldest_and_narrows():
    manager, iro = make_user(Role.MANAGER), make_user(Role.IRO)
    closed, worry, old, new = (make_child(iro=iro) for _ in range(4))
    done = alert_about(closed)
    actions.acknowledge_alert(alert=done, by=iro, at=AT)
    actions.close_alert(alert=done, recorded=RECORDED, by=iro, at=AT, today=TODAY)
    alert_about(worry, JUST_ABOUT, at=AT - 2 * HOUR)
    alert_about(new, at=AT)
    alert_about(old, at=AT - HOUR)
    client = signed_in(manager)
    page = page_of(client, LIST)
    places = [page.index(child.last_name) for child in (old, new, worry, closed)]
    assert places == sorted(places)
    names = {child: child.last_name for child in (old, new, worry, closed)}
    for asked, expected in (
        ("state=open", {old, new, worry}),
        ("state=closed", {closed}),
        ("grade=worry", {worry}),
        (f"child={old.last_name}", {old}),
        ("state=closed&grade=worry", set()),
    ):
        shown = page_of(client, f"{LIST}?{asked}")
        assert {child for child, name in names.items() if f"{name}</a>" in shown} == expected, asked


def test_list_comes_in_pages_with_the_same_queries_for_one_and_three(assert_same_queries):
    manager = make_user(Role.MANAGER)
    client = signed_in(manager)

    def add(number: int) -> None:
        for _ in range(number):
            alert_about(make_child(iro=make_user(Role.IRO)))

    assert_same_queries(add, LIST, client)
    assert_same_queries(lambda _number: None, reverse("service:today"), client)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.MANAGER])
def test_nobody_else_sees_the_alert_of_a_child_who_is_not_theirs(role):
    alert = alert_about(child_with_everybody().child)
    client = signed_in(make_user(role))
    acts = {Role.IRO, Role.SOCIAL_WORKER, Role.OPERATIONAL_MANAGER}
    assert client.get(url("alert", alert)).status_code == (404 if role in acts else 403)
    assert client.get(LIST).status_code == (200 if role in acts else 403)


# One alert ----------------------------------------------------------------------------------------------------
def test_one_alert_says_what_was_said_how_its_clock_stands_and_who_was_told():
    around = child_with_everybody()
    alert = alert_about(around.child)
    minute(AT + MINUTE)
    page = page_of(signed_in(around.iro), url("alert", alert))
    for words in (
        "Do you feel safe where you are living?",
        "Not at all",
        "Serious",
        "Nobody has acknowledged this alert, raised 0 minutes ago.",
        "the next person is told 2 June 2025 at noon",
        "4 people told at once",
        around.duty.full_name,
        "On duty for the service",
        "Left 2 June 2025",
    ):
        assert words in page, words


def test_operational_manager_reads_it_without_a_way_to_the_childs_record_they_may_not_open():
    around = child_with_everybody()
    alert = alert_about(around.child)
    page = page_of(signed_in(around.manager), url("alert", alert))
    assert (str(around.child) in page, reverse("child:page", args=[around.child.pk]) in page) == (True, False)
    assert reverse("child:page", args=[around.child.pk]) in page_of(signed_in(around.iro), url("alert", alert))


def test_who_is_on_duty_may_open_the_alert_and_the_child_while_it_is_open():
    around = child_with_everybody()
    alert = alert_about(around.child)
    client = signed_in(around.duty)
    addresses = [url("alert", alert), reverse("child:page", args=[around.child.pk])]
    assert [client.get(each).status_code for each in addresses] == [200, 200]
    client.post(url("acknowledge", alert))
    client.post(url("close", alert), closing())
    assert [client.get(each).status_code for each in addresses] == [404, 404]


# Acting -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["iro", "social_worker", "manager", "duty", "iro_manager"])
def test_each_of_those_told_may_acknowledge_and_close(who):
    around = child_with_everybody()
    alert, person = alert_about(around.child), getattr(around, who)
    client = signed_in(person)
    assert client.post(url("acknowledge", alert)).status_code == 302
    assert client.post(url("close", alert), closing()).status_code == 302
    alert.refresh_from_db()
    assert (alert.status, alert.acknowledged_by, alert.closing.by) == ("closed", person, person)


def test_second_who_acknowledges_is_shown_who_was_first():
    around = child_with_everybody()
    alert = alert_about(around.child)
    first, second = signed_in(around.iro), signed_in(around.manager)
    key = itertools.count(1)
    form = {"version": "1"}
    assert first.post(url("acknowledge", alert), form).status_code == 302
    page = second.post(
        url("acknowledge", alert), form | {"form_key": f"6f0a53c4-3b3f-4df5-8a52-7d0a3b3d1c1{next(key)}"}
    )
    assert page.status_code == 409
    assert around.iro.full_name in page.content.decode()


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [
        ("done", "Say what was done"),
        ("done_by", "Say who did it"),
        ("done_on_day", "day"),
        ("cause", "Say what the cause was"),
        ("lado", "Say whether a referral to the LADO was considered"),
        ("lado_not_needed_why", "Say why no referral to the LADO was needed"),
        ("section_47", "Say whether an enquiry under section 47 was considered"),
        ("section_47_not_considered_why", "Say why an enquiry under section 47 was not considered"),
    ],
)
def test_it_cannot_be_closed_while_something_is_missing_and_says_what(left_out, sentence):
    around = child_with_everybody()
    alert, client = alert_about(around.child), signed_in(around.iro)
    client.post(url("acknowledge", alert))
    page = client.post(url("close", alert), closing(**{left_out: ""}))
    assert (page.status_code, sentence in page.content.decode()) == (422, True)
    alert.refresh_from_db()
    assert (alert.status, AlertClosing.objects.count()) == ("acknowledged", 0)


def test_other_cause_must_be_named():
    around = child_with_everybody()
    alert, client = alert_about(around.child), signed_in(around.iro)
    client.post(url("acknowledge", alert))
    assert client.post(url("close", alert), closing(cause="other")).status_code == 422
    assert client.post(url("close", alert), closing(cause="other", cause_note="A dog")).status_code == 302
    assert "A dog" in page_of(client, url("alert", alert))


def test_day_before_the_form_came_or_to_come_is_refused():
    around = child_with_everybody()
    alert, client = alert_about(around.child), signed_in(around.iro)
    client.post(url("acknowledge", alert))
    for day in ("1", "3"):
        assert client.post(url("close", alert), closing(done_on_day=day)).status_code == 422


def test_it_cannot_be_closed_before_somebody_has_acknowledged_it():
    around = child_with_everybody()
    alert, client = alert_about(around.child), signed_in(around.iro)
    assert client.get(url("close", alert)).status_code == 403
    assert "Acknowledge it first." in client.get(url("close", alert)).content.decode()


def test_closed_it_is_locked_corrections_are_added_and_a_mistake_is_taken_back_with_its_reason():
    around = child_with_everybody()
    alert, client = alert_about(around.child), signed_in(around.iro)
    client.post(url("acknowledge", alert))
    client.post(url("close", alert), closing())
    assert client.get(url("close", alert)).status_code == 403
    assert client.post(url("add", alert), {"text": "It was the neighbour"}).status_code == 302
    page = page_of(client, url("alert", alert))
    assert ("It was the neighbour" in page, "locked" in page, "Where the child lives: the carers or staff" in page) == (
        True, True, True,
    )  # fmt: skip
    assert client.post(url("reopen", alert), {"because": "Another alert was meant"}).status_code == 302
    page = page_of(client, url("alert", alert))
    assert ("Recorded before it was opened again" in page, "Another alert was meant" in page) == (True, True)


def test_acknowledged_by_mistake_it_waits_again():
    around = child_with_everybody()
    alert, client = alert_about(around.child), signed_in(around.iro)
    client.post(url("acknowledge", alert))
    assert "It goes to nobody further." in page_of(client, url("alert", alert))
    assert "those who answer for the child are told at once" in page_of(client, url("take-back", alert))
    client.post(url("take-back", alert), {"because": "Not mine"})
    page = page_of(client, url("alert", alert))
    for words in ("Nobody has acknowledged this alert", "Not mine", "told once more", "Raised again 2 June 2025"):
        assert words in page, words


def test_of_a_child_who_died_the_page_says_that_nobody_is_told_by_itself():
    from audit.actions import acting  # noqa: PLC0415 - beside its only use

    around = child_with_everybody()
    with acting():
        Child.objects.filter(pk=around.child.pk).update(died_on=TODAY)
    around.child.refresh_from_db()
    alert = alert_about(around.child)
    page = page_of(signed_in(around.iro_manager), url("alert", alert))
    assert "The child has died" in page
    assert around.child.last_name not in page_of(signed_in(around.iro_manager), reverse("digest:today"))


def test_after_the_last_person_the_page_says_so():
    around = child_with_everybody()
    alert = alert_about(around.child)
    for hours in range(1, 5):
        minute(AT + hours * HOUR)
    assert "Everybody who can be told has been told." in page_of(signed_in(around.iro), url("alert", alert))
    assert datetime.timedelta(hours=1) == HOUR


# Settings -----------------------------------------------------------------------------------------------------
def test_manager_says_who_is_on_duty_and_whom_a_child_calls():
    duty, client = make_user(Role.IRO), signed_in(make_user(Role.MANAGER))
    typed = {
        "duty_first": duty.pk, "opens_at": "8:30am", "closes_at": "5pm",
        "night_name": "the emergency duty team", "night_phone": "01632 960999",
    }  # fmt: skip
    assert client.post(reverse("office:duty"), typed).status_code == 302
    page = page_of(client, reverse("office:duty"))
    assert (f'value="{duty.pk}" selected' in page, "01632 960999" in page) == (True, True)
    assert DutyArrangements.objects.get().opens_at == datetime.time(8, 30)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"duty_first": ""}, "Choose who is told at once"),
        ({"next_first": "same"}, "This person is named above already"),
        ({"closes_at": "8am"}, "The office must close after it opens"),
        ({"day_name": "the service"}, "Enter both the name and the number, or neither"),
        ({"night_phone": "01632"}, "Enter both the name and the number, or neither"),
    ],
)
def test_duty_arrangements_that_cannot_be_are_refused(wrong, sentence):
    duty, client = make_user(Role.IRO), signed_in(make_user(Role.MANAGER))
    typed = {"duty_first": duty.pk, "opens_at": "9am", "closes_at": "5pm"} | {
        name: duty.pk if value == "same" else value for name, value in wrong.items()
    }
    page = client.post(reverse("office:duty"), typed)
    assert (page.status_code, sentence in page.content.decode()) == (422, True)


def test_nobody_who_could_not_act_is_offered_for_duty():
    able, unable = make_user(Role.SOCIAL_WORKER), make_user(Role.SUPPORT_WORKER)
    page = page_of(signed_in(make_user(Role.MANAGER)), reverse("office:duty"))
    assert (f'value="{able.pk}"' in page, f'value="{unable.pk}"' in page) == (True, False)


def test_what_a_child_said_is_shown_as_text():
    around = child_with_everybody()
    alert = alert_about(around.child, NOT_AT_ALL)
    actions.raise_alert(consultation=alert.consultation, by=around.iro, at=AT, words="<script>alert(1)</script>")
    page = page_of(signed_in(around.iro), url("alert", alert))
    assert ("<script>alert(1)" in page, "&lt;script&gt;alert(1)" in page) == (False, True)
