"""Pages of the office: drafts, jobs, settings and bank holidays, through the client."""

import datetime
import json
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from audit.guard import reads_case_table
from audit.models import AuditEvent
from iro_service.celery import app
from office import jobs, tasks
from office.actions import add_holiday, request_job
from office.drafts import LARGEST_DRAFT_CHARACTERS, MOST_DRAFTS_EACH, discard_draft, load_draft, save_draft
from office.models import AuthoritySettings, BankHoliday, Draft, Job
from reviews.models import Review
from tests.factories import BY, make_child, make_user, open_review
from tests.sending import Browsing

pytestmark = pytest.mark.django_db
D = datetime.date


@pytest.fixture
def client():
    """A client that sends what the form holds too."""
    return Browsing()


@pytest.fixture
def signed_in(client):
    """Sign somebody in with a role; return who."""

    def enter(role=Role.MANAGER):
        user = make_user(role)
        client.force_login(user)
        return user

    return enter


@pytest.fixture
def kind(monkeypatch):
    """A kind of job for these tests."""
    monkeypatch.setitem(jobs.KINDS, "tests.render", None)
    monkeypatch.delitem(jobs.KINDS, "tests.render")
    jobs.job("tests.render", label="Render a report")(lambda job, progress: {"href": "/reports/", "pages": 21})
    yield "tests.render"
    jobs.KINDS.pop("tests.render")


def ask(by, key="one", **payload):
    return request_job(kind="tests.render", payload=payload, idempotency_key=key, by=by)


# Drafts


@pytest.mark.parametrize("encoding", ["form", "json"])
def test_draft_is_kept_found_again_and_discarded(client, signed_in, encoding):
    user = signed_in()
    address = reverse("office:draft")
    if encoding == "form":
        answer = client.post(
            address, {"draft_key": "reviews.log:4", "note": "Said that", "who": ["a", "b"], "csrfmiddlewaretoken": "x"}
        )
    else:
        body = {"key": "reviews.log:4", "fields": {"note": "Said that", "who": ["a", "b"]}}
        answer = client.post(address, json.dumps(body), content_type="application/json")
    assert answer.status_code == 200
    assert list(answer.json()) == ["saved_at"]
    kept = load_draft(user=user, key="reviews.log:4")
    assert dict(kept.lists()) == {"note": ["Said that"], "who": ["a", "b"]}
    discard_draft(user=user, key="reviews.log:4")
    assert load_draft(user=user, key="reviews.log:4") is None


def test_draft_is_its_writers_alone(client, signed_in):
    mine, theirs = signed_in(), make_user()
    client.post(reverse("office:draft"), {"draft_key": "k", "note": "Mine"})
    save_draft(user=theirs, key="k", fields={"note": ["Theirs"]})
    assert load_draft(user=mine, key="k")["note"] == "Mine"
    assert load_draft(user=theirs, key="k")["note"] == "Theirs"


def test_draft_never_holds_a_password_and_its_form_key_is_a_new_one():
    user = make_user()
    save_draft(user=user, key="k", fields={"new_password1": ["secret"], "form_key": ["used"], "note": ["x"]})
    kept = load_draft(user=user, key="k")
    assert set(kept) == {"form_key", "note"}
    assert kept["form_key"] not in {"used", load_draft(user=user, key="k")["form_key"]}


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("{", "application/json"),
        ("[]", "application/json"),
        ('{"key": "k"}', "application/json"),
        ('{"key": "k", "fields": []}', "application/json"),
        ("\xff\xfe", "application/json"),
        ("[" * 100_000, "application/json"),
        ("draft_key=", "application/x-www-form-urlencoded"),
        ("draft_key=" + "k" * 121, "application/x-www-form-urlencoded"),
        ("draft_key=%3Cscript%3E", "application/x-www-form-urlencoded"),
        ("draft_key=k&note=" + "x" * (LARGEST_DRAFT_CHARACTERS + 1), "application/x-www-form-urlencoded"),
    ],
)
def test_strange_draft_is_refused_and_changes_nothing(client, signed_in, body, content_type):
    signed_in()
    answer = client.post(reverse("office:draft"), body, content_type=content_type)
    assert answer.status_code == 400
    assert Draft.objects.count() == 0


def test_draft_with_characters_that_cannot_be_stored_is_kept_without_them(client, signed_in):
    user = signed_in()
    body = '{"key": "k", "fields": {"note\\u0000": ["Fine\\u0000 \\ud800 \\u00e9"]}}'
    assert client.post(reverse("office:draft"), body, content_type="application/json").status_code == 200
    assert dict(load_draft(user=user, key="k").lists()) == {"note": ["Fine ? \u00e9"]}


def test_draft_needs_a_session_a_token_and_a_post(client, signed_in):
    assert client.post(reverse("office:draft"), {"draft_key": "k"}).status_code == 302
    signed_in()
    assert client.get(reverse("office:draft")).status_code == 405
    client.handler.enforce_csrf_checks = True
    assert client.post(reverse("office:draft"), {"draft_key": "k"}).status_code == 403
    assert Draft.objects.count() == 0


def test_oldest_drafts_give_way():
    user = make_user()
    for number in range(MOST_DRAFTS_EACH + 2):
        save_draft(user=user, key=f"k{number}", fields={})
    kept = set(Draft.objects.values_list("key", flat=True))
    assert len(kept) == MOST_DRAFTS_EACH
    assert {"k0", "k1"}.isdisjoint(kept)


def test_housekeeping_clears_old_drafts_only(time_machine):
    user = make_user()
    time_machine.move_to(datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC))
    save_draft(user=user, key="old", fields={})
    time_machine.move_to(datetime.datetime(2025, 6, 1, tzinfo=datetime.UTC))
    save_draft(user=user, key="new", fields={})
    assert tasks.housekeeping(Job(), lambda percentage, note: None)["drafts"] == 1
    assert list(Draft.objects.values_list("key", flat=True)) == ["new"]


# Jobs


ASKS_FOR_WORK = (Role.IRO, Role.MANAGER, Role.DIRECTOR, Role.INFORMATION_GOVERNANCE, Role.SYSTEM_ADMINISTRATOR)


@pytest.mark.parametrize("role", [role for role in Role if role not in ASKS_FOR_WORK])
def test_jobs_page_is_closed_to_those_who_can_ask_for_no_work(client, signed_in, kind, role):
    mine = ask(signed_in(role), key="mine")
    for address in (reverse("office:jobs"), reverse("office:job", args=[mine.pk])):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize(("role", "sees_all"), [(role, role == Role.SYSTEM_ADMINISTRATOR) for role in ASKS_FOR_WORK])
def test_jobs_page_shows_ones_own_and_all_to_the_administrator(client, signed_in, kind, role, sees_all):
    mine = ask(signed_in(role), key="mine")
    theirs = ask(make_user(), key="theirs")
    page = client.get(reverse("office:jobs")).content.decode()
    assert reverse("office:job", args=[mine.pk]) in page
    assert (reverse("office:job", args=[theirs.pk]) in page) is sees_all
    assert client.get(reverse("office:job", args=[theirs.pk])).status_code == (200 if sees_all else 404)
    Job.objects.update(state="failed")
    answer = client.post(reverse("office:retry-job", args=[theirs.pk]))
    assert answer.status_code == (302 if sees_all else 404)


def test_jobs_page_asks_as_many_queries_for_three_as_for_one(client, signed_in, kind, assert_same_queries):
    signed_in(Role.SYSTEM_ADMINISTRATOR)

    def make(number):
        for _ in range(number):
            ask(make_user(), key=f"k{Job.objects.count()}")

    assert_same_queries(make, reverse("office:jobs"), client)


def test_page_of_a_job_follows_it_to_its_end(client, signed_in, kind):
    user = signed_in()
    found = ask(user, back="/reports/")
    here = reverse("office:job", args=[found.pk])
    page = client.get(here).content.decode()
    assert "Waiting to start." in page
    assert f'data-progress-url="{here}"' in page
    running = jobs.claim()
    Job.objects.filter(pk=running.pk).update(progress=40, progress_note="Page 8 of 21")
    page = client.get(here).content.decode()
    assert "Page 8 of 21" in page
    assert 'value="40"' in page
    jobs.run(running, D(2025, 6, 2))
    page = client.get(here).content.decode()
    assert "data-progress-url" not in page
    assert "Finished." in page
    assert 'href="/reports/"' in page


def test_failed_job_says_why_and_can_be_tried_again(client, signed_in, kind):
    found = ask(signed_in())
    Job.objects.update(state="failed", error="The period has no figures.", attempts=3)
    here = reverse("office:job", args=[found.pk])
    page = client.get(here).content.decode()
    assert "The period has no figures." in page
    assert client.post(reverse("office:retry-job", args=[found.pk]))["Location"] == here
    assert Job.objects.values_list("state", "attempts").get() == ("queued", 0)
    assert client.post(reverse("office:retry-job", args=[found.pk])).status_code == 409


def test_address_outside_this_site_is_not_followed_from_a_job(client, signed_in, kind):
    found = ask(signed_in(), back="https://elsewhere.example/")
    Job.objects.update(state="done", result={"href": "//elsewhere.example/x"})
    assert "elsewhere.example" not in client.get(reverse("office:job", args=[found.pk])).content.decode()


def test_dead_broker_neither_slows_nor_breaks_a_page_that_asks_for_work(client, settings, monkeypatch):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setitem(app.conf, "broker_url", settings.REDIS_URL)
    user = make_user()
    began = time.perf_counter()
    answer = client.post(reverse("accounts:forgotten-password"), {"email": user.email})
    assert answer.status_code == 302
    assert time.perf_counter() - began < 1
    assert Job.objects.get().state == "queued"


# Settings


GOOD = {
    "name": "Harrow",
    "service_name": "IRO service",
    "due_soon_working_days": "15",
    "flag_near_working_days": "4",
    "stage_reply_working_days": "5",
    "reminders_hour": "7",
    "caseload_low": "50",
    "caseload_high": "70",
    "count_adjourned_as_late": "on",
    "version": "1",
}


@pytest.mark.parametrize(
    ("role", "status"),
    [(role, 200 if role in {Role.MANAGER, Role.SYSTEM_ADMINISTRATOR} else 403) for role in Role],
)
@pytest.mark.parametrize("page", ["office:settings", "office:holidays", "office:add-holiday"])
def test_settings_are_for_the_manager_and_the_administrator(client, signed_in, page, role, status):
    signed_in(role)
    assert client.get(reverse(page)).status_code == status


def test_settings_are_saved_and_the_change_is_logged(client, signed_in):
    user = signed_in()
    assert client.post(reverse("office:settings"), GOOD).status_code == 302
    row = AuthoritySettings.objects.get()
    assert (row.name, row.due_soon_working_days, row.flag_near_working_days, row.version) == ("Harrow", 15, 4, 2)
    assert AuditEvent.objects.filter(verb="office.change_settings", actor_id=user.pk).count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Enter the authority&#x27;s name"),
        ({"caseload_low": "70"}, "The upper end must be above the lower end"),
        ({"flag_near_working_days": "-1"}, "Enter a whole number from 1 to 60"),
        ({"flag_near_working_days": "9" * 400}, "Enter a whole number from 1 to 60"),
        ({"due_soon_working_days": "ten"}, "Enter a whole number from 1 to 60"),
        ({"name": "x" * 121}, "at most 120 characters"),
    ],
)
def test_wrong_settings_are_refused_beside_the_field_and_kept_on_the_page(client, signed_in, wrong, sentence):
    signed_in()
    page = client.post(reverse("office:settings"), GOOD | wrong)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert AuthoritySettings.objects.count() == 0


def test_settings_changed_by_someone_else_meanwhile_are_shown_beside_what_was_typed(client, signed_in):
    signed_in()
    client.post(reverse("office:settings"), GOOD)
    page = client.post(reverse("office:settings"), GOOD | {"name": "Elsewhere"})
    text = page.content.decode()
    assert page.status_code == 409
    assert "How it stands now" in text
    assert 'value="Elsewhere"' in text
    assert AuthoritySettings.objects.get().name == "Harrow"
    assert client.post(reverse("office:settings"), GOOD | {"name": "Elsewhere", "version": "2"}).status_code == 302
    assert AuthoritySettings.objects.get().name == "Elsewhere"


# Bank holidays


DAY = {
    "is_working_day": "no",
    "on": "2025-04-28",
    "name": "Day of mourning",
    "source": "London Gazette",
}


def test_manager_sees_what_a_new_holiday_moves_before_it_is_added(client, signed_in, settings):
    settings.IRO_TODAY = D(2025, 4, 10)
    signed_in()
    review = open_review(make_child(first_name="Wren"))
    preview = client.post(reverse("office:add-holiday"), DAY)
    text = preview.content.decode()
    assert "1 limit would move" in text
    assert "Wren: first review" in text
    assert "8 May 2025" in text
    assert BankHoliday.objects.count() == 0
    seen = AuditEvent.objects.filter(kind="read").last()
    assert seen is None or seen.child_ids == [review.child_id]
    assert client.post(reverse("office:add-holiday"), DAY | {"confirmed": "yes"}).status_code == 302
    tasks.sweep_jobs()
    assert Review.objects.get(pk=review.pk).due_on == D(2025, 5, 8)


def test_reading_the_preview_of_a_removal_is_logged(client, signed_in):
    signed_in()
    holiday = add_holiday(on=D(2025, 4, 28), name="Day of mourning", source="London Gazette", by=BY)
    tasks.sweep_jobs()
    child = make_child()
    text = client.get(reverse("office:remove-holiday", args=[holiday.pk])).content.decode()
    assert "1 limit would move" in text
    assert AuditEvent.objects.filter(kind="read").get().child_ids == [child.pk]
    assert client.post(reverse("office:remove-holiday", args=[holiday.pk])).status_code == 302
    assert BankHoliday.objects.count() == 0


def test_administrator_sees_no_child_in_the_preview(client, signed_in, django_assert_num_queries):
    signed_in(Role.SYSTEM_ADMINISTRATOR)
    make_child(first_name="Wren")
    text = client.post(reverse("office:add-holiday"), DAY).content.decode()
    assert "Wren" not in text
    assert "shown to those who may see children" in text
    assert AuditEvent.objects.filter(kind="read").count() == 0
    assert client.post(reverse("office:add-holiday"), DAY | {"confirmed": "yes"}).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"on": "2025-05-05"}, "a weekend or a bank holiday already"),
        ({"on": "2025-05-03"}, "a weekend or a bank holiday already"),
        ({"on": "2099-05-04"}, "Enter a day from 1980 to 2043"),
        ({"on": "", "on_day": "30", "on_month": "2", "on_year": "2025"}, "The day must be a real date"),
        ({"is_working_day": "yes"}, "This day is no bank holiday"),
        ({"source": ""}, "Enter where this was announced"),
        ({"is_working_day": "perhaps"}, "perhaps"),
    ],
)
@pytest.mark.parametrize("confirmed", ["", "yes"])
def test_holiday_that_would_change_nothing_is_refused(client, signed_in, wrong, sentence, confirmed):
    signed_in()
    page = client.post(reverse("office:add-holiday"), DAY | wrong | {"confirmed": confirmed})
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert (BankHoliday.objects.count(), Job.objects.count()) == (0, 0)


def test_listed_holiday_can_be_moved_away(client, signed_in):
    signed_in()
    sent = DAY | {"on": "2025-05-05", "is_working_day": "yes", "confirmed": "yes"}
    assert client.post(reverse("office:add-holiday"), sent).status_code == 302
    assert open_review(make_child(became_looked_after_on=D(2025, 4, 5))).due_on == D(2025, 5, 6)


def test_holidays_page_asks_as_many_queries_for_three_as_for_one(client, signed_in, assert_same_queries):
    signed_in()

    def make(number):
        for _ in range(number):
            day = D(2025, 6, 2 + BankHoliday.objects.count())
            add_holiday(on=day, name="A day", source="Gazette", by=make_user())

    assert_same_queries(make, reverse("office:holidays"), client)


def test_no_page_of_the_administrator_asks_a_table_of_children(client, signed_in):
    signed_in(Role.SYSTEM_ADMINISTRATOR)
    make_child(iro=make_user())
    holiday = add_holiday(on=D(2025, 4, 28), name="Day of mourning", source="London Gazette", by=BY)
    pages = ["accounts:staff", "accounts:my-account", "office:jobs", "office:settings", "office:holidays"]
    with CaptureQueriesContext(connection) as captured:
        for name in pages:
            assert client.get(reverse(name)).status_code == 200
            assert client.head(reverse(name)).status_code == 200
        client.get(reverse("office:remove-holiday", args=[holiday.pk]))
        client.post(reverse("office:add-holiday"), DAY | {"on": "2025-04-29"})
    assert len(captured) > len(pages)
    assert [query["sql"] for query in captured.captured_queries if reads_case_table(query["sql"])] == []
