"""What the state of the office's records allows."""

from accounts.models import User
from accounts.permissions import Capability, may
from accounts.verdict import ALLOWED, Verdict, refused
from office.models import Job


def may_retry(job: Job, person: User) -> Verdict:
    """Say whether somebody may have a job tried again: a failed one, their own or with the right to see all jobs."""
    if job.state != Job.State.FAILED:
        return refused("Only work that failed can be tried again.")
    if job.requested_by_id == person.pk:
        return ALLOWED
    return may(person, Capability.SEE_JOBS)
