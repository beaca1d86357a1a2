"""Jobs: claimed once, run once, taken over, given up, refused."""

import datetime

import pytest
from django.utils import timezone

from accounts.actions import create_account, grant_role
from accounts.enums import Role
from accounts.permissions import Capability
from audit.actors import SystemJob
from audit.models import AuditEvent
from office import jobs, tasks
from office.actions import request_job, retry_job
from office.models import Job

TODAY = datetime.date(2026, 5, 7)
SYSTEM = SystemJob("tests")
pytestmark = pytest.mark.django_db


@pytest.fixture
def kinds(monkeypatch):
    """Let a test register kinds of its own."""
    monkeypatch.setattr(jobs, "KINDS", dict(jobs.KINDS))
    monkeypatch.setattr("office.actions.KINDS", jobs.KINDS)
    monkeypatch.setattr("office.tasks.jobs.KINDS", jobs.KINDS)
    return jobs.KINDS


@pytest.fixture
def counted(kinds):
    """A kind of job that notes each run."""
    runs = []

    @jobs.job("tests.counted")
    def handler(job, progress):
        progress(50, "half way")
        runs.append(job.pk)
        return {"runs": len(runs)}

    return runs


def ask(kind="tests.counted", key="one", by=SYSTEM, **more):
    return request_job(kind=kind, payload={}, idempotency_key=key, by=by, **more)


@pytest.fixture
def person():
    user = create_account(email="jo@example.org", full_name="Jo Example", by=SYSTEM)
    grant_role(user=user, role=Role.IRO, by=SYSTEM, from_on=TODAY)
    user.acting_role = Role.IRO
    return user


def test_request_with_the_same_key_is_the_same_job(counted):
    assert ask().pk == ask().pk
    assert Job.objects.count() == 1


def test_request_of_an_unknown_kind_is_an_error():
    with pytest.raises(ValueError, match="no job is named"):
        ask(kind="tests.nothing")


@pytest.mark.parametrize("key", ["", "x" * 121])
def test_request_with_a_key_of_the_wrong_length_is_an_error(counted, key):
    with pytest.raises(ValueError, match="1 to 120"):
        ask(key=key)


def test_sweep_runs_every_waiting_job_once(counted):
    first, second = ask(key="one"), ask(key="two")
    assert tasks.sweep_jobs() == 2
    assert tasks.sweep_jobs() == 0
    assert counted == [first.pk, second.pk]
    first.refresh_from_db()
    assert (first.state, first.progress, first.attempts, first.result) == ("done", 100, 1, {"runs": 1})
    assert first.finished_at is not None
    assert first.lease_until is None


def test_claim_is_refused_to_the_second_worker(counted):
    ask()
    assert jobs.claim() is not None
    assert jobs.claim() is None


def test_job_whose_lease_ran_out_is_taken_over(counted):
    ask()
    dead = jobs.claim(timezone.now() - datetime.timedelta(minutes=5))
    taken = jobs.claim()
    assert (taken.pk, taken.attempts) == (dead.pk, 2)


def test_worker_that_lost_its_job_writes_nothing_more(counted):
    ask()
    dead = jobs.claim(timezone.now() - datetime.timedelta(minutes=5))
    jobs.claim()
    with pytest.raises(jobs.LeaseLostError):
        jobs.finish(dead, {"late": True})
    jobs.run(dead, TODAY)
    row = Job.objects.get()
    assert (row.state, row.attempts, row.result, row.progress) == ("running", 2, {}, 0)


def test_job_that_dies_every_time_is_given_up(counted):
    ask()
    for minutes in (30, 20, 10):
        assert jobs.claim(timezone.now() - datetime.timedelta(minutes=minutes)) is not None
    assert jobs.claim() is None
    row = Job.objects.get()
    assert (row.state, row.error) == (
        "failed",
        "It stopped 3 times before it was finished. Try again, or tell the system administrator.",
    )
    assert counted == []


def test_job_that_raises_is_tried_again_then_given_up(kinds, settings, caplog):
    settings.JOB_FIRST_RETRY_SECONDS = 0

    @jobs.job("tests.broken")
    def handler(job, progress):
        raise RuntimeError(job.payload["name"])

    request_job(kind="tests.broken", payload={"name": "Asha"}, idempotency_key="one", by=SYSTEM)
    assert tasks.sweep_jobs() == 3
    row = Job.objects.get()
    assert (row.state, row.attempts) == ("failed", 3)
    assert row.error == "It failed 3 times. Try again; if it fails again, tell the system administrator."
    assert "RuntimeError" in caplog.text
    assert "Asha" not in caplog.text


def test_job_waits_before_it_is_tried_again(kinds):
    @jobs.job("tests.broken")
    def handler(job, progress):
        raise BaseException  # noqa: TRY002 - WeasyPrint raises beyond Exception

    ask(kind="tests.broken")
    assert tasks.sweep_jobs() == 1
    row = Job.objects.get()
    assert row.state == "queued"
    assert row.lease_until > timezone.now()


def test_job_that_cannot_be_done_fails_at_once_with_its_sentence(kinds):
    @jobs.job("tests.refused")
    def handler(job, progress):
        raise jobs.JobFailedError("The period has no figures.")

    ask(kind="tests.refused")
    assert tasks.sweep_jobs() == 1
    assert Job.objects.values_list("state", "error").get() == ("failed", "The period has no figures.")


def test_work_and_end_are_one_transaction_when_the_handler_finishes_itself(counted):
    ask()
    found = jobs.claim()
    jobs.finish(found, {"once": True})
    assert jobs.claim(timezone.now() + datetime.timedelta(days=1)) is None
    assert Job.objects.get().result == {"once": True}


def test_failed_job_is_put_back_by_asking_again(counted):
    row = ask()
    Job.objects.filter(pk=row.pk).update(state="failed", attempts=3, error="No.")
    assert ask(retry_failed=False).state == "failed"
    again = ask()
    assert (again.pk, again.state, again.attempts, again.error) == (row.pk, "queued", 0, "")


def test_retry_is_for_failed_jobs_only(counted, person):
    row = ask(by=person)
    with pytest.raises(Exception, match="Only work that failed"):
        retry_job(job=row, by=person)


@pytest.mark.parametrize("lost", ["account", "role", "capability"])
def test_requester_who_lost_the_right_has_nothing_done(kinds, person, lost):
    runs = []

    @jobs.job("tests.guarded", needs=(Capability.LOG_REVIEWS,))
    def handler(job, progress):
        runs.append(job.pk)
        return {}

    ask(kind="tests.guarded", by=person)
    if lost == "account":
        type(person).objects.filter(pk=person.pk).update(is_active=False)
    elif lost == "role":
        person.role_grants.update(until_on=TODAY)
    else:
        Job.objects.update(requested_role=Role.PANEL_MEMBER)
    jobs.run(jobs.claim(), TODAY + datetime.timedelta(days=1))
    assert runs == []
    assert Job.objects.values_list("state", "error").get() == ("failed", "Whoever asked for this may no longer do so.")
    assert AuditEvent.objects.filter(kind="refused", verb="office.refuse_job", actor_id=person.pk).count() == 1


def test_requester_who_still_may_has_it_done_in_the_role_asked_in(kinds, person):
    roles = []

    @jobs.job("tests.guarded", needs=(Capability.LOG_REVIEWS,))
    def handler(job, progress):
        roles.append(jobs.requester_of(job).acting_role)
        return {}

    ask(kind="tests.guarded", by=person)
    jobs.run(jobs.claim(), TODAY)
    assert roles == [Role.IRO]
    assert Job.objects.get().state == "done"


def test_night_is_planned_once_a_day_and_a_missed_one_is_caught_up(kinds, time_machine):
    kinds.clear()

    @jobs.job("tests.nightly", nightly=True)
    def handler(job, progress):
        return {}

    time_machine.move_to(datetime.datetime(2026, 5, 7, 0, 30, tzinfo=datetime.UTC))
    assert [tasks.plan_nightly(), tasks.plan_nightly()] == [1, 0]
    time_machine.move_to(datetime.datetime(2026, 5, 10, 14, 0, tzinfo=datetime.UTC))
    assert [tasks.plan_nightly(), tasks.plan_nightly()] == [1, 0]
    assert list(Job.objects.values_list("idempotency_key", flat=True)) == [
        "tests.nightly:2026-05-07:2026-05-07",
        "tests.nightly:2026-05-10:2026-05-10",
    ]


def test_night_is_planned_again_when_a_demonstration_moves_its_day(kinds, settings, time_machine):
    kinds.clear()
    jobs.job("tests.nightly", nightly=True)(lambda job, progress: {})
    time_machine.move_to(datetime.datetime(2026, 5, 7, 0, 30, tzinfo=datetime.UTC))
    settings.IRO_TODAY = datetime.date(2012, 1, 3)
    assert [tasks.plan_nightly(), tasks.plan_nightly()] == [1, 0]
    settings.IRO_TODAY = datetime.date(2012, 2, 7)
    assert [tasks.plan_nightly(), tasks.plan_nightly()] == [1, 0]


def test_failed_night_is_not_tried_for_ever(kinds, settings):
    kinds.clear()
    settings.JOB_FIRST_RETRY_SECONDS = 0

    @jobs.job("tests.nightly", nightly=True)
    def handler(job, progress):
        raise RuntimeError

    tasks.plan_nightly()
    assert [tasks.sweep_jobs(), tasks.plan_nightly(), tasks.sweep_jobs()] == [3, 0, 0]
