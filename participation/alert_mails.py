"""The mail that tells one person of a safety alert: that there is one, and where. Whose it is stands behind sign-in."""

import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import RoleGrant
from audit.actors import SystemJob
from office.actions import request_job
from office.authority import authority
from office.mailing import send_to
from office.models import Job
from participation.alert_clock import ACKNOWLEDGE_WITHIN
from participation.enums_alerts import AlertStatus, SafetyGrade, ToldAs
from participation.models import AlertTelling, SafetyAlert

TELL = "participation.tell_of_alert"
BY = SystemJob("safety alerts")
SUBJECTS = {
    SafetyGrade.SERIOUS: "A child may not be safe: act now",
    SafetyGrade.WORRY: "A child is worried: look today",
}


def key_of(telling: AlertTelling) -> str:
    """Return the key of the job that tells somebody: one mail to a person each time an alert is raised."""
    return f"{TELL}:{telling.alert_id}:{telling.time_raised}:{telling.person_id}"


def request_mail(telling: AlertTelling) -> Job:
    """Have the mail sent. Returns at once; the same person told for another reason too gets no second mail."""
    return request_job(kind=TELL, payload={"telling": telling.pk}, idempotency_key=key_of(telling), by=BY)


def not_told_because(telling: AlertTelling, today: datetime.date) -> str:
    """Return why somebody is not to be told any longer, or an empty text. Looked at when the mail leaves."""
    person, alert = telling.person, telling.alert
    if alert.child.died_on is not None:
        return "the child has died"
    if alert.status == AlertStatus.CLOSED:
        return "the alert is closed"
    if not person.is_active or not RoleGrant.objects.in_force(today).filter(user=person, role=telling.role).exists():
        return "they have left"
    person.act_as(telling.role, on=today, at=timezone.now(), only_reading=True)
    if not SafetyAlert.objects.visible_to(person).filter(pk=alert.pk).exists():
        return "the record is closed to them"
    return ""


def send(telling: AlertTelling) -> None:
    """Send the mail now. It names nobody."""
    alert, service = telling.alert, authority().service_name
    words = {
        "service": service,
        "link": f"{settings.SERVICE_ADDRESS}{reverse('alerts:alert', args=[alert.pk])}",
        "is_serious": alert.grade == SafetyGrade.SERIOUS,
        "was_passed_on": telling.reason == ToldAs.NEXT,
        "minutes": int(ACKNOWLEDGE_WITHIN.total_seconds() // 60),
    }
    text = render_to_string("emails/safety_alert.txt", words)
    send_to(telling.person, subject=f"{SUBJECTS[SafetyGrade(alert.grade)]}: {service}", text=text)


def mails_about(alert: SafetyAlert) -> dict[str, Job]:
    """Return, by key, the jobs that tell of an alert: whether each mail waits, has left, or could not be sent."""
    keys = {key_of(telling) for telling in alert.tellings.all()}
    return {job.idempotency_key: job for job in Job.objects.filter(idempotency_key__in=keys)}
