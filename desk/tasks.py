"""The desk's work in the background: telling people that something waits for them, and looking through the log."""

from typing import Any

from accounts.models import User
from desk.asking.tasks import send_form_link
from desk.digest.tasks import plan_digests, send_digests, tell_of_dates
from desk.inviting.tasks import ask_to_empty_outbox, chase_papers, send_invitations
from desk.looking.tasks import find_unusual_access
from desk.telling import TELL, send
from office import jobs
from office.models import Job

# Named so that every process knows the kinds of job of the desk's rooms.
__all__ = [
    "ask_to_empty_outbox",
    "chase_papers",
    "find_unusual_access",
    "plan_digests",
    "send_digests",
    "send_form_link",
    "send_invitations",
    "tell_by_mail",
    "tell_of_dates",
]


@jobs.job(TELL, label="Tell somebody by e-mail that something waits for them")
def tell_by_mail(job: Job, _progress: jobs.Progress) -> dict[str, Any]:
    """Send the mail, if the account is still open. Sent twice after a crash, it is the same mail."""
    reader = User.objects.active().filter(pk=job.payload["reader"]).first()
    if reader is None:
        raise jobs.JobFailedError("This account is closed.")
    send(reader, job.payload["notice"], job.payload["link"])
    return {}
