"""How long a file is kept, what becomes of strays, and what the pages say on the way."""

import datetime
import uuid

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.enums import Role
from audit.actors import SystemJob
from exchange import lists
from exchange.actions import clear_lists, keep_list
from exchange.enums import ExportReason
from exchange.lists import LISTS, ListExport, Sheet, register
from exchange.models import FOLDER, TakenList, private_files
from office import jobs
from office.models import Job
from office.spreadsheets import BYTE_ORDER_MARK
from tests.clients import confirmed_client
from tests.factories import make_child, make_user

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2025, 6, 2)
WHY = {"reason": "meeting", "explanation": "For the team meeting on Friday"}
CASELOAD = "/exchange/lists/my-caseload/"
BY = SystemJob("tests")


@pytest.fixture(autouse=True)
def _today(settings, tmp_path):
    settings.IRO_TODAY, settings.MEDIA_ROOT = TODAY, str(tmp_path)


@pytest.fixture
def iro():
    return make_user(Role.IRO)


@pytest.fixture
def client(iro):
    return confirmed_client(iro)


def take(client) -> str:
    return client.post(CASELOAD, WHY | {"form_key": uuid.uuid4()}).url


def make() -> Job:
    work = jobs.claim()
    jobs.run(work, TODAY)
    work.refresh_from_db()
    return work


def files() -> list[str]:
    store = private_files()
    return store.listdir(FOLDER)[1] if store.exists(FOLDER) else []


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_list_is_taken_away_from_page_to_file(client, iro):
    child = make_child(iro=iro, first_name="Ann", last_name="=Fern", local_id="@L1")
    page = take(client)
    assert "The file is being made: waiting (0%)." in words(client.get(page))
    assert make().state == "done"
    shown = words(client.get(page))
    assert "The file is ready." in shown
    assert "It holds 1 row and opens in a spreadsheet." in shown
    answer = client.get(f"{page}file/")
    text = b"".join(answer.streaming_content).decode()
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="my-caseload-')
    head, row, foot = text.removeprefix(BYTE_ORDER_MARK).splitlines()
    assert head.startswith('"Child","Id","Age","Placement"')
    assert row.startswith('"Ann =Fern","\'@L1","11"')
    assert foot.startswith(f"\"CONFIDENTIAL: children's records. My caseload, 1 row. Downloaded by {iro.full_name}, ")
    assert TakenList.objects.values_list("asked_for", "held", "children").get() == ([child.pk],) * 3


def test_empty_list_says_so(client):
    shown = words(client.get(CASELOAD))
    assert "There is nothing on this list to download." in shown
    answer = client.post(CASELOAD, WHY | {"form_key": uuid.uuid4()})
    assert (answer.status_code, TakenList.objects.count()) == (409, 0)


def test_button_pressed_twice_makes_one_file(client, iro):
    make_child(iro=iro)
    sent = WHY | {"form_key": uuid.uuid4()}
    assert client.post(CASELOAD, sent).url == client.post(CASELOAD, sent).url
    assert (TakenList.objects.count(), Job.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "address",
    [
        "nothing/",
        "service/",
        "service/?key=nothing",
        "service/?key=overdue&iro=999999",
        "figure-of-report/?pk=x&key=y",
        "figure-of-period/?key=reviews.held",
        "figure-of-period/?key=nothing&start=2024-04-01&end=2025-03-31",
    ],
)
def test_list_that_there_is_not_is_not_found(address):
    manager = confirmed_client(make_user(Role.MANAGER))
    assert manager.get(f"/exchange/lists/{address}").status_code == 404


def test_file_is_given_for_a_day_and_then_deleted(client, iro):
    make_child(iro=iro)
    page = take(client)
    make()
    now = timezone.now()
    assert len(files()) == 1
    with time_machine.travel(now + datetime.timedelta(hours=23)):
        clear_lists(now=timezone.now(), by=BY)
        assert len(files()) == 1
    TakenList.objects.update(made_at=now - datetime.timedelta(hours=24))
    assert client.get(f"{page}file/").status_code == 403
    assert "kept for a day and is deleted" in words(client.get(page))
    assert clear_lists(now=now, by=BY) == 1
    assert (files(), TakenList.objects.get().file.name) == ([], "")
    assert clear_lists(now=now, by=BY) == 0


def test_each_making_deletes_what_was_kept_for_its_time(client, iro):
    make_child(iro=iro)
    take(client)
    make()
    TakenList.objects.update(made_at=timezone.now() - datetime.timedelta(days=2))
    take(client)
    make()
    assert (len(files()), TakenList.objects.exclude(file="").count()) == (1, 1)


def test_night_deletes_too():
    assert jobs.KINDS["exchange.clear_lists"].nightly


def test_making_run_twice_keeps_one_file(client, iro):
    make_child(iro=iro)
    take(client)
    make()
    taken = TakenList.objects.get()
    iro.act_as(Role.IRO, on=TODAY, at=timezone.now())
    assert keep_list(taken=taken, rows=[], content=b"again", by=iro).file.name == taken.file.name
    assert len(files()) == 1


def test_file_of_no_row_is_deleted_once_it_is_old(client):
    store = private_files()
    store.save(f"{FOLDER}/stray", ContentFile(b"x"))
    assert clear_lists(now=timezone.now(), by=BY) == 0
    assert clear_lists(now=timezone.now() + datetime.timedelta(days=1, minutes=1), by=BY) == 1
    assert files() == []


def test_file_that_is_gone_is_not_found(client, iro):
    make_child(iro=iro)
    page = take(client)
    make()
    private_files().delete(TakenList.objects.get().file.name)
    assert client.get(f"{page}file/").status_code == 404


def test_list_that_nobody_registers_any_more_is_gone(client, iro):
    listing = ListExport("passing", "passing", lambda *_: Sheet("", (), ()), lambda *_: set(), needs=())
    register(listing)
    make_child(iro=iro)
    page = take(client)
    del LISTS["passing"], lists._of_page["passing"]
    TakenList.objects.update(list_name="passing")
    assert (make().state, client.get(page).status_code) == ("failed", 404)


def test_reasons_are_asked_in_words():
    assert dict(ExportReason.choices)["meeting"] == "For a team meeting or supervision"
