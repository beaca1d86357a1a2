"""Work in the background: emptying the outbox of invitations, and reminding social workers of papers."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from audit.actors import Actor, SystemJob
from desk.inviting import outbox
from desk.telling import Notice, send
from office import clock, jobs
from office.actions import request_job
from office.models import Job
from reviews.models import PaperChase
from reviews.papers import may_chase

SEND, CHASE = "desk.send_invitations", "desk.chase_papers"
ANSWERS_FOR_NONE = "This social worker no longer works with the child."


@jobs.job(SEND, label="Send invitations to meetings")
def send_invitations(_job: Job, _progress: jobs.Progress) -> dict[str, Any]:
    """Send what waits in the outbox. What cannot leave now stays there, and is tried again later."""
    return outbox.empty(outbox.moment(timezone.now(), clock.today()))


@shared_task
def ask_to_empty_outbox() -> int:
    """Ask for the outbox to be emptied, where something waits in it; return how many mails do. Rung every minute."""
    now = timezone.now()
    waiting = outbox.due(now).count()
    if waiting:
        request_job(
            kind=SEND,
            payload={},
            idempotency_key=f"{SEND}:{now:%Y-%m-%dT%H:%M}",
            by=SystemJob("outbox of invitations"),
            retry_failed=False,
        )
    return waiting


def request_sending(sending_id: int) -> None:
    """Have the outbox emptied at once, for a mail that somebody has just asked for."""
    request_job(kind=SEND, payload={}, idempotency_key=f"{SEND}:{sending_id}", by=SystemJob("outbox of invitations"))


def request_chase(chase: PaperChase, link: str, by: Actor) -> None:
    """Have a social worker reminded of papers by mail."""
    request_job(kind=CHASE, payload={"chase": chase.pk, "link": link}, idempotency_key=f"{CHASE}:{chase.pk}", by=by)


@jobs.job(CHASE, label="Remind a social worker of papers")
def chase_papers(job: Job, _progress: jobs.Progress) -> dict[str, Any]:
    """Send the mail, unless the child has died, the meeting fell, or the worker has left or changed."""
    # nosemgrep: part-of-a-record-past-the-door - the row that the job was made for
    chase = PaperChase.objects.select_related("review__child", "reader").get(pk=job.payload["chase"])
    verdict = may_chase(chase.review)
    if not verdict:
        raise jobs.JobFailedError(verdict.reason)
    standing = chase.review.child.social_work_allocations.open().filter(social_worker=chase.reader)
    if not chase.reader.is_active or not standing.exists():
        raise jobs.JobFailedError(ANSWERS_FOR_NONE)
    send(chase.reader, Notice.PAPERS_AWAITED, job.payload["link"])
    return {}
