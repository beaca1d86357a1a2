"""What beat rings exists: every entry of the schedule names a registered task."""

from celery.schedules import maybe_schedule

from iro_service.celery import SCHEDULE, app


def test_every_entry_of_the_schedule_names_a_registered_task():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in SCHEDULE.values()} - set(app.tasks) == set()
    assert set(SCHEDULE) == {"sweep-jobs", "plan-nightly", "plan-digests", "empty-outbox", "watch-alerts"}


def test_every_entry_expires_before_the_next_so_that_a_stopped_worker_finds_no_backlog():
    for name, entry in SCHEDULE.items():
        every = maybe_schedule(entry["schedule"]).run_every.total_seconds()
        assert 0 < entry["options"]["expires"] <= every, name
