"""Several workers at one table of jobs, and the calendar of several processes."""

import datetime
import threading

import pytest
from django.db import connection, connections

from audit.actors import SystemJob
from office import jobs, tasks
from office.actions import add_holiday, remove_holiday, request_job
from office.authority import working_calendar
from office.models import BankHoliday, Job

D = datetime.date
BY = SystemJob("tests")
WORKERS, WORK = 4, 12


@pytest.mark.django_db(transaction=True)
def test_several_workers_run_each_job_once(monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's test database is one connection's memory; bin/test runs this on PostgreSQL")
    monkeypatch.setattr(jobs, "KINDS", {})
    monkeypatch.setattr("office.actions.KINDS", jobs.KINDS)
    ran: list[int] = []

    @jobs.job("tests.noted")
    def noted(job, progress):
        progress(50, "half way")
        ran.append(job.pk)
        return {}

    for number in range(WORK):
        request_job(kind="tests.noted", payload={}, idempotency_key=f"k{number}", by=BY)
    together = threading.Barrier(WORKERS)

    def work():
        together.wait()
        tasks.sweep_jobs()
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ran) == sorted(Job.objects.values_list("pk", flat=True))
    assert set(Job.objects.values_list("state", "attempts")) == {("done", 1)}


@pytest.mark.django_db(transaction=True)
def test_two_requests_of_one_key_at_once_are_one_job(monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's test database is one connection's memory; bin/test runs this on PostgreSQL")
    together, found = threading.Barrier(2), []

    def ask():
        together.wait()
        found.append(request_job(kind="office.housekeeping", payload={}, idempotency_key="one", by=BY).pk)
        connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_calendar_follows_every_change_even_within_one_moment(time_machine):
    time_machine.move_to(datetime.datetime(2025, 4, 1, tzinfo=datetime.UTC), tick=False)
    first = add_holiday(on=D(2025, 4, 28), name="One", source="Gazette", by=BY)
    assert not working_calendar().is_working_day(D(2025, 4, 28))
    remove_holiday(holiday=first, by=BY)
    add_holiday(on=D(2025, 4, 29), name="Another", source="Gazette", by=BY)
    calendar = working_calendar()
    assert (calendar.is_working_day(D(2025, 4, 28)), calendar.is_working_day(D(2025, 4, 29))) == (True, False)


@pytest.mark.django_db
def test_calendar_notices_what_another_process_changed_without_saying_so(django_assert_num_queries):
    assert working_calendar().is_working_day(D(2025, 4, 28))
    BankHoliday.objects.bulk_create([BankHoliday(on=D(2025, 4, 28), name="One", source="Gazette")])
    with django_assert_num_queries(1):
        assert not working_calendar().is_working_day(D(2025, 4, 28))
    BankHoliday.objects.update(is_working_day=True)
    assert working_calendar().is_working_day(D(2025, 4, 28))
