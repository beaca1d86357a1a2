"""The daily mail in the background: asked for once it is time, and again each hour for those whom it did not reach."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from audit.actors import SystemJob
from desk.deadlines import deadlines
from desk.digest.sending import send_all
from desk.digest.telling import TELL, tell_of_moved_dates
from office import clock, jobs
from office.actions import request_job
from office.authority import authority, working_calendar
from office.models import Job

SEND = "desk.send_digests"
# After this hour nobody is written to: what could not leave is in tomorrow's mail.
LAST_HOUR = 19


@shared_task
def plan_digests() -> int:
    """Ask for the mails of a working day once its hour has come, and each hour for those that could not leave.

    Rung every minute; return how many jobs were newly asked for. The real hour is in the key beside the statutory day,
    which a demonstration holds still.
    """
    now, today, hour = timezone.localtime(), clock.today(), authority().reminders_hour
    if not hour <= now.hour <= max(hour, LAST_HOUR) or not working_calendar().is_working_day(today):
        return 0
    first, hourly = f"{SEND}:{now:%Y-%m-%d}:{today}", f"{SEND}:{now:%Y-%m-%dT%H}:{today}"
    known = set(Job.objects.filter(idempotency_key__in=[first, hourly]).values_list("idempotency_key", flat=True))
    if first in known and (now.hour == hour or hourly in known):
        return 0
    again = first in known
    request_job(
        kind=SEND,
        payload={"again": again},
        idempotency_key=hourly if again else first,
        by=SystemJob("daily reminders"),
        retry_failed=False,
    )
    return 1


@jobs.job(SEND, label="Send the daily reminders")
def send_digests(job: Job, progress: jobs.Progress) -> dict[str, Any]:
    """Send each person who has something waiting the mail of today, unless it has gone. May run twice."""
    when = deadlines(clock.today())
    progress(5, "looking at what waits")
    return dict(send_all(when, again=bool(job.payload.get("again"))))


@jobs.job(TELL, label="Tell whom dates that moved touch", nightly=True, when_calendar_changes=True)
def tell_of_dates(_job: Job, _progress: jobs.Progress) -> dict[str, Any]:
    """Tell each person once of the dates of theirs that moved. Asked for after what computes the limits again."""
    return {"told": tell_of_moved_dates(clock.today())}
