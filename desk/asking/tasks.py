"""Work in the background: sending somebody the link to their form."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from audit.actors import Actor, SystemJob
from desk.voice.links import may_ask_still
from exchange.addresses import hash_of, new_token
from office import clock, jobs
from office.actions import request_job
from office.authority import authority
from office.mailing import AddressRefusedError, send_outside
from office.models import Job
from participation.actions import make_link
from participation.models import AskedForm

SEND = "desk.send_form_link"
BY = SystemJob("sending of links to forms")
NO_ADDRESS = "No e-mail address is recorded."


def request_link_by_mail(asked: AskedForm, *, sending: str, site: str, by: Actor) -> None:
    """Have somebody sent a link to their form. sending: the number of this sending; site: scheme and host."""
    request_job(
        kind=SEND, payload={"asked": asked.pk, "site": site}, idempotency_key=f"{SEND}:{asked.pk}:{sending}", by=by
    )


def mails_about(asked: list[AskedForm]) -> dict[int, Job]:
    """Return, by form, the newest mail with its link."""
    rows = Job.objects.filter(kind=SEND, payload__asked__in=[each.pk for each in asked]).order_by("pk")
    return {row.payload["asked"]: row for row in rows}


@jobs.job(SEND, label="Send somebody the link to a form")
def send_form_link(job: Job, _progress: jobs.Progress) -> dict[str, Any]:
    """Make a link and send it, if the form can still be filled. Sent twice after a crash, the newer link counts."""
    # nosemgrep: record-past-the-door - the row that the job was made for
    asked = AskedForm.objects.select_related("review__child", "person").get(pk=job.payload["asked"])
    verdict = may_ask_still(asked, today=clock.today())
    if not verdict:
        raise jobs.JobFailedError(verdict.reason)
    if not asked.address:
        raise jobs.JobFailedError(NO_ADDRESS)
    token = new_token()
    make_link(asked=asked, finder=token.finder, secret_hash=hash_of(token.secret), by=BY, today=clock.today())
    context = {
        "link": job.payload["site"] + reverse("voice:greeting", args=[str(token)]),
        "until": asked.expires_on,
        "authority": authority().name,
    }
    try:
        send_outside(
            asked,
            subject=f"We would like to know what you think: {authority().name}",
            text=render_to_string("emails/form_link.txt", context),
        )
    except AddressRefusedError as refusal:
        raise jobs.JobFailedError(str(refusal)) from None
    return {}
