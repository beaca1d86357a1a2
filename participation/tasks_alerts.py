"""Safety alerts in the background: mails leave, and what nobody acknowledges goes to the next person."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from office import clock, jobs
from office.actions import request_job
from office.mailing import ADDRESS_REFUSED
from office.models import Job
from participation.actions.alerts import escalate_alert
from participation.alert_mails import BY, TELL, key_of, not_told_because, request_mail, send
from participation.models import AlertTelling, SafetyAlert

ESCALATE = "participation.escalate_alert"


@jobs.job(TELL, label="Tell somebody of a safety alert", is_urgent=True)
def tell_of_alert(job: Job, _progress: jobs.Progress) -> dict[str, Any]:
    """Send the mail, unless its reader has left meanwhile or may not see the record. Sent twice, it is the same."""
    telling = AlertTelling.objects.select_related("person", "alert__child").get(pk=job.payload["telling"])
    reason = not_told_because(telling, clock.today())
    if reason:
        return {"not sent": reason}
    try:
        send(telling)
    except ADDRESS_REFUSED:  # for good: trying again each minute would not help
        return {"not sent": "the mail server refuses their address"}
    return {}


@jobs.job(ESCALATE, label="Tell the next person of a safety alert", is_urgent=True)
def escalate(job: Job, _progress: jobs.Progress) -> dict[str, Any]:
    """Tell the next person, if still nobody has acknowledged the alert. Run twice, it tells one."""
    alert = SafetyAlert.objects.select_related("child").get(pk=job.payload["alert"])
    escalate_alert(alert=alert, by=BY, at=timezone.now(), today=clock.today())
    return {}


@shared_task
def watch_alerts() -> int:
    """Ask for the next person to be told of each alert whose hour is over, and again for mails that could not leave.

    Rung every minute; return how many alerts go on. The key holds the hour that is over, so that it is asked for once.
    """
    due = list(SafetyAlert.objects.to_escalate(timezone.now()).values_list("pk", "escalate_at"))
    for pk, escalate_at in due:
        request_job(
            kind=ESCALATE,
            payload={"alert": pk},
            idempotency_key=f"{ESCALATE}:{pk}:{escalate_at:%Y-%m-%dT%H:%M:%S}",
            by=BY,
        )
    _try_mails_again()
    return len(due)


def _try_mails_again() -> None:
    waiting = {
        key_of(each): each for each in AlertTelling.objects.filter(alert__in=SafetyAlert.objects.unacknowledged())
    }
    failed = Job.objects.filter(idempotency_key__in=waiting, state=Job.State.FAILED)
    for key in failed.values_list("idempotency_key", flat=True):
        request_mail(waiting[key])
