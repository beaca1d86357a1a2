"""The mail that goes out when an IRO must not see a child of theirs any more."""

import datetime
from typing import Any

from accounts.enums import Role
from accounts.models import User
from audit.actors import SystemJob
from children.confidentiality import in_conflict_with
from children.models import Child, ConflictOfInterest
from office import clock, jobs, mailing
from office.actions import request_job
from office.authority import authority
from office.models import Job

TELL_OF_CONFLICT = "children.tell_of_conflict"
SUBJECT = "A child needs another IRO"
TEXT = (
    "A conflict of interest was declared, and a child needs another IRO.\n\n"
    "Sign in to {service}. The service today says who is waiting.\n"
)


def request_notice_of_conflict(conflict: ConflictOfInterest, today: datetime.date) -> None:
    """Have each IRO manager told that somebody needs another IRO: who, they see when they have signed in."""
    for manager in User.objects.active().with_role(Role.MANAGER, today).exclude(pk=conflict.user_id):
        request_job(
            kind=TELL_OF_CONFLICT,
            payload={"reader": manager.pk, "conflict": conflict.pk},
            idempotency_key=f"{TELL_OF_CONFLICT}:{conflict.pk}:{manager.pk}",
            by=SystemJob("register of conflicts of interest"),
        )


@jobs.job(TELL_OF_CONFLICT, label="Say that a child needs another IRO")
def tell_of_conflict(job: Job, _progress: jobs.Progress) -> dict[str, Any]:
    """Send the mail, unless its reader is no IRO manager any more or is in conflict with the child themselves."""
    still = User.objects.active().with_role(Role.MANAGER, clock.today())
    reader = still.filter(pk=job.payload["reader"]).first()
    conflict = ConflictOfInterest.objects.standing().filter(pk=job.payload["conflict"]).first()
    if reader is None or conflict is None:
        return {"sent": 0}
    if conflict.child_id and Child.objects.filter(in_conflict_with(reader), pk=conflict.child_id).exists():
        return {"sent": 0}
    mailing.send_to(reader, subject=SUBJECT, text=TEXT.format(service=authority().service_name))
    return {"sent": 1}
