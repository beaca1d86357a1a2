"""Telling somebody by mail that something waits for them. What it is about, and who, stands behind the sign-in."""

from collections.abc import Iterable
from enum import StrEnum

from django.template.loader import render_to_string

from accounts.models import User
from audit.actors import Actor
from office.actions import request_job
from office.authority import authority
from office.mailing import send_to
from office.models import Job

TELL = "desk.tell"


class Notice(StrEnum):
    """What there is to tell. The value is a template's name, and part of a job's key."""

    RECORD_OPENED = "record_opened"
    CHAIR_TAKEN = "chair_taken"
    PAPERS_AWAITED = "papers_awaited"
    DATES_CHANGED = "dates_changed"
    DECISIONS_SENT = "decisions_sent"
    DECISION_CHALLENGED = "decision_challenged"
    CHALLENGE_ANSWERED = "challenge_answered"


SUBJECTS: dict[str, str] = {
    Notice.RECORD_OPENED: "A record was opened in an emergency: please look",
    Notice.DATES_CHANGED: "Dates of yours have changed",
    Notice.CHAIR_TAKEN: "An IRO is chairing a colleague’s review today",
    Notice.PAPERS_AWAITED: "Papers are waited for",
    Notice.DECISIONS_SENT: "Decisions of a review were sent to you",
    Notice.DECISION_CHALLENGED: "A decision of a review was challenged: please answer",
    Notice.CHALLENGE_ANSWERED: "The IRO has answered your challenge",
}


def tell(reader: User, notice: Notice, *, about: int, path: str, site: str, by: Actor) -> None:
    """Have a mail sent to one person. Returns at once; a notice about one thing goes to one person once.

    about: the id of what it is about. path: the page that shows it. site: scheme and host that the link begins with.
    """
    request_job(
        kind=TELL,
        payload={"reader": reader.pk, "notice": notice.value, "link": f"{site}{path}"},
        idempotency_key=key_of(notice, about, reader.pk),
        by=by,
    )


def key_of(notice: Notice, about: int, reader: int) -> str:
    """Return the key of the job that tells one person of one thing."""
    return f"{TELL}:{notice}:{about}:{reader}"


def mails_about(notice: Notice, about: int, readers: Iterable[int]) -> dict[int, Job]:
    """Return, by reader, the jobs that tell of one thing: whether each mail waits, has left, or could not be sent."""
    keys = {key_of(notice, about, reader): reader for reader in readers}
    return {keys[job.idempotency_key]: job for job in Job.objects.filter(idempotency_key__in=keys)}


def send(reader: User, notice: str, link: str) -> None:
    """Send the mail now. It names nobody. Raises JobFailedError when the account is closed."""
    service = authority().service_name
    text = render_to_string(f"emails/{Notice(notice)}.txt", {"service": service, "link": link})
    send_to(reader, subject=f"{SUBJECTS[notice]}: {service}", text=text)
