"""The Celery application and its schedule, which is data: name -> task and interval."""

import os

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings

from iro_service.logs import configure

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iro_service.settings.dev")

SWEEP_SECONDS = 2.0
PLAN_SECONDS = 60.0

SCHEDULE = {
    # Runs what is waiting and takes over what has died; expires so that a stopped worker finds no backlog.
    "sweep-jobs": {"task": "office.tasks.sweep_jobs", "schedule": SWEEP_SECONDS, "options": {"expires": SWEEP_SECONDS}},
    # Every minute (one small query): a missed night is caught up at once; the job row's key makes it once a day.
    "plan-nightly": {
        "task": "office.tasks.plan_nightly",
        "schedule": PLAN_SECONDS,
        "options": {"expires": PLAN_SECONDS},
    },
    # Every minute (two small queries): the daily mails leave once their hour has come, and again where they could not.
    "plan-digests": {
        "task": "desk.digest.tasks.plan_digests",
        "schedule": PLAN_SECONDS,
        "options": {"expires": PLAN_SECONDS},
    },
    # Every minute (two small queries): safety alerts that nobody acknowledged in an hour go to the next person.
    "watch-alerts": {
        "task": "participation.tasks_alerts.watch_alerts",
        "schedule": PLAN_SECONDS,
        "options": {"expires": PLAN_SECONDS},
    },
    # Every minute: invitations that wait to be mailed, also those that a mail server would not take before.
    "empty-outbox": {
        "task": "desk.inviting.tasks.ask_to_empty_outbox",
        "schedule": PLAN_SECONDS,
        "options": {"expires": PLAN_SECONDS},
    },
}


@setup_logging.connect
def keep_our_logging(**_options: object) -> None:
    """Set up our logging where Celery would put its own, which prints what an exception says."""
    configure(settings.LOGGING)


def broker_settings() -> dict[str, object]:
    """Return Celery's broker settings: Redis where REDIS_URL is set, else a folder of files."""
    if settings.REDIS_URL:
        return {
            "broker_url": settings.REDIS_URL,
            "broker_transport_options": {"socket_timeout": 2, "socket_connect_timeout": 2},
        }
    folder = settings.CELERY_BROKER_DIR
    options: dict[str, object] = {"polling_interval": 0.2}
    for purpose, key in (("in", "data_folder_in"), ("in", "data_folder_out"), ("control", "control_folder")):
        place = folder / purpose
        place.mkdir(parents=True, exist_ok=True)
        options[key] = str(place)
    return {"broker_url": "filesystem://localhost", "broker_transport_options": options}


app = Celery("iro_service")
app.conf.update(
    **broker_settings(),
    beat_schedule=SCHEDULE,
    timezone="Europe/London",
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_ignore_result=True,
    broker_connection_retry_on_startup=True,
)
app.autodiscover_tasks()
