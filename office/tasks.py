"""What beat rings: the sweep that runs jobs, the planning of the night; and the office's own jobs."""

import datetime
from typing import Any

from celery import shared_task
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Capability
from accounts.sign_in.sessions import forget_ended
from audit.actions import acting
from audit.actors import SystemJob
from office import clock, jobs, log_keeping, mailing
from office.actions import request_job
from office.authority import working_calendar
from office.holiday_alarm import holiday_warning
from office.models import Draft, FormKey, Job

DRAFTS_KEPT_DAYS = 60
FORM_KEYS_KEPT_DAYS = 7


@shared_task
def sweep_jobs() -> int:
    """Run what waits and take over what has died, one job after another; return how many were run."""
    ran = 0
    while (found := jobs.claim()) is not None:
        jobs.run(found, clock.today())
        ran += 1
    return ran


@shared_task
def plan_nightly() -> int:
    """Ask once a day for each nightly job; return how many were newly asked for.

    Rung every minute: a night that the machine slept through is caught up as soon as it wakes. The real day
    is in the key beside the statutory one, which a demonstration holds still.
    """
    key = f"{timezone.localtime():%Y-%m-%d}:{clock.today()}"
    wanted = {f"{kind.name}:{key}": kind for kind in jobs.KINDS.values() if kind.nightly}
    known = set(Job.objects.filter(idempotency_key__in=wanted).values_list("idempotency_key", flat=True))
    for idempotency_key, kind in wanted.items():
        if idempotency_key not in known:
            request_job(
                kind=kind.name,
                payload={},
                idempotency_key=idempotency_key,
                by=SystemJob("plan of the night"),
                retry_failed=False,
            )
    return len(wanted) - len(known)


@jobs.job(mailing.PASSWORD_LINK, label="Send a link to set a password", needs=(Capability.MANAGE_ACCOUNTS,))
def send_password_link(job: Job, _progress: jobs.Progress) -> dict[str, Any]:
    """Send the link, if the account is still open. Sent twice after a crash, it is the same link."""
    user = User.objects.active().filter(pk=job.payload["user"]).first()
    if user is None:
        raise jobs.JobFailedError("This account is closed.")
    mailing.send_password_link(user, job.payload["site"])
    return {}


@jobs.job(mailing.NOTICE, label="Tell somebody about their account")
def send_notice(job: Job, _progress: jobs.Progress) -> dict[str, Any]:
    """Send the notice, if the account is still open."""
    user = User.objects.active().filter(pk=job.payload["user"]).first()
    if user is None:
        raise jobs.JobFailedError("This account is closed.")
    mailing.send_notice(user, job.payload["notice"], job.payload["site"])
    return {}


@jobs.job("office.housekeeping", label="Clear what is no longer needed", nightly=True)
def housekeeping(_job: Job, _progress: jobs.Progress) -> dict[str, Any]:
    """Delete forgotten drafts, used form keys and sessions that ended. Case records are never touched."""
    now = timezone.now()
    with acting():
        drafts, _ = Draft.objects.filter(saved_at__lt=now - datetime.timedelta(days=DRAFTS_KEPT_DAYS)).delete()
        keys, _ = FormKey.objects.filter(used_at__lt=now - datetime.timedelta(days=FORM_KEYS_KEPT_DAYS)).delete()
        sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
        forget_ended()
    return {"drafts": drafts, "form keys": keys, "sessions": sessions}


@jobs.job("office.check_holidays", label="Check how far bank holidays are known", nightly=True)
def check_holidays(_job: Job, _progress: jobs.Progress) -> dict[str, Any]:
    """Say how far bank holidays are proclaimed, and warn while fewer than 18 months are left."""
    calendar = working_calendar()
    return {
        "proclaimed until the end of": calendar.last_proclaimed_year,
        "warning": holiday_warning(clock.today(), calendar) or "none",
    }


@jobs.job("office.check_log", label="Check that the log is whole", nightly=True)
def check_log(_job: Job, progress: jobs.Progress) -> dict[str, Any]:
    """Check the chain of the log, write and send its anchor. What is amiss is said in words that hold ids alone."""
    outcome = log_keeping.check_log(clock.real_today())
    progress(80, "checked")
    told = log_keeping.tell_officers(outcome, clock.today())
    found = [{"what does not fit": sentence} for sentence in outcome.faults]
    return {"links checked": outcome.checked, "ends at": outcome.position, "officers told": told, "amiss": found}
