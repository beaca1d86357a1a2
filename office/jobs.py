"""Work in the background: the kinds of job there are, and how one is claimed, run, finished or taken over.

The row is the job. A worker claims it by compare-and-swap on (state, attempts), holds it under a lease that a heartbeat
extends, and writes its end only while the attempt is still its own; whoever finds a lease that ran out takes the job
over. So a job may run twice, and a handler must do its work once all the same: it asks the records what is left to do,
or calls `finish` inside the transaction that does the work.
"""

import datetime
import logging
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from accounts.models import RoleGrant, User
from accounts.permissions import Capability, may
from accounts.verdict import ALLOWED, RefusedError, Verdict, refused
from audit.actions import record_event
from audit.actors import Actor, SystemJob
from audit.models import AuditEvent
from office import clock
from office.models import Job

logger = logging.getLogger("office.jobs")

Progress = Callable[[int, str], None]
Handler = Callable[[Job, Progress], dict[str, Any]]

LEASE_SECONDS = 30.0
MOST_ATTEMPTS = 3
FIRST_RETRY_SECONDS = 5.0
# A handler that beats no progress for this long is taken for stuck: its heartbeat stops and the lease runs out.
STUCK_AFTER_SECONDS = 30 * 60.0
COMPLETE = 100
GIVEN_UP = "It failed {attempts} times. Try again; if it fails again, tell the system administrator."
STOPPED = "It stopped {attempts} times before it was finished. Try again, or tell the system administrator."


@dataclass(frozen=True)
class Kind:
    """A kind of job: what people call it, what does it, which right its requester needs, and when it runs by itself."""

    name: str
    label: str
    handler: Handler
    needs: tuple[Capability, ...] = ()
    nightly: bool = False
    when_calendar_changes: bool = False
    is_urgent: bool = False


KINDS: dict[str, Kind] = {}


class LeaseLostError(Exception):
    """Another worker has taken this job over; what runs here must stop and write nothing more."""


class JobFailedError(Exception):
    """The job cannot be done, and trying again would not help. The text is the sentence for the user."""


def job(
    name: str,
    *,
    label: str = "",
    needs: tuple[Capability, ...] = (),
    nightly: bool = False,
    when_calendar_changes: bool = False,
    is_urgent: bool = False,
) -> Callable[[Handler], Handler]:
    """Register what does a kind of job. It lives in an app's `tasks.py`, which every process imports at start.

    name: "app.kind", unique. label: what the jobs page calls it. needs: capabilities of which the requester must still
    have one when the job runs (besides an open account and the role the job was asked for in). nightly: planned once a
    day. when_calendar_changes: asked for whenever a bank holiday is added or removed. is_urgent: run before whatever
    else waits, for somebody may be in danger.
    The handler takes the job and `progress(percentage, note)`, may run twice, and returns the job's result (JSON).
    """

    def decorate(handler: Handler) -> Handler:
        if name in KINDS:
            message = f"two jobs are named {name}"
            raise ValueError(message)
        words = label or name.partition(".")[2].replace("_", " ").capitalize()
        KINDS[name] = Kind(name, words, handler, needs, nightly, when_calendar_changes, is_urgent)
        return handler

    return decorate


def label_of(kind: str) -> str:
    """Return what people call a kind of job."""
    return KINDS[kind].label if kind in KINDS else kind


def lease_seconds() -> float:
    """Return for how long a claim holds without a heartbeat."""
    return float(getattr(settings, "JOB_LEASE_SECONDS", LEASE_SECONDS))


def most_attempts() -> int:
    """Return how often a job is tried before it is given up."""
    return int(getattr(settings, "JOB_MOST_ATTEMPTS", MOST_ATTEMPTS))


def requester_of(found: Job) -> User:
    """Return who asked for a job, acting in the role they asked in. Raises JobFailedError for the system's own."""
    if found.requested_by is None:
        message = "This job was asked for by the system."
        raise JobFailedError(message)
    person = found.requested_by
    person.act_as(found.requested_role, on=clock.today(), at=timezone.now())
    return person


def may_still(found: Job, today: datetime.date) -> Verdict:
    """Say whether the requester may still have this done: account open, role still held, right still with the role."""
    if found.requested_by is None:
        return ALLOWED
    person = requester_of(found)
    still_held = RoleGrant.objects.in_force(today).filter(user=person, role=found.requested_role).exists()
    if not person.is_active or (found.requested_role and not still_held):
        return refused("Whoever asked for this may no longer do so.")
    needs = KINDS[found.kind].needs
    if needs and not any(may(person, capability) for capability in needs):
        return refused("Whoever asked for this may no longer do so.")
    return ALLOWED


def claim(now: datetime.datetime | None = None) -> Job | None:
    """Claim the oldest job that waits or whose worker died, what is urgent first; None when there is none.

    Two workers never claim the same attempt. A job that was lost too often is failed here, with a plain sentence.
    """
    now = now or timezone.now()
    urgent = [kind.name for kind in KINDS.values() if kind.is_urgent]
    for found in Job.objects.claimable(now, urgent).select_related("requested_by")[:20]:
        mine = Job.objects.filter(pk=found.pk, state=found.state, attempts=found.attempts)
        if found.attempts >= most_attempts():
            error = STOPPED.format(attempts=found.attempts)
            mine.update(state=Job.State.FAILED, error=error, lease_until=None, finished_at=now)
            continue
        until = now + datetime.timedelta(seconds=lease_seconds())
        if mine.update(state=Job.State.RUNNING, attempts=found.attempts + 1, lease_until=until):
            found.state, found.attempts, found.lease_until = Job.State.RUNNING, found.attempts + 1, until
            return found
    return None


def _mine(found: Job) -> Any:
    return Job.objects.filter(pk=found.pk, state=Job.State.RUNNING, attempts=found.attempts)


def finish(found: Job, result: dict[str, Any]) -> None:
    """Mark a job done. Call it inside the transaction that does the work, where doing that twice would do harm.

    Raises LeaseLostError when the attempt is no longer ours, which rolls that transaction back.
    """
    done = {"state": Job.State.DONE, "progress": COMPLETE, "progress_note": "", "result": result, "error": ""}
    if not _mine(found).update(**done, lease_until=None, finished_at=timezone.now()):
        raise LeaseLostError
    found.state, found.result = Job.State.DONE, result


def _renew(found: Job, **fields: object) -> None:
    until = timezone.now() + datetime.timedelta(seconds=lease_seconds())
    if not _mine(found).update(lease_until=until, **fields):
        raise LeaseLostError


@contextmanager
def _heartbeat(found: Job) -> Iterator[threading.Event]:
    """Extend the lease from a thread of its own while the handler works; the event is set once the lease is lost."""
    over, lost = threading.Event(), threading.Event()

    def beat() -> None:
        every = lease_seconds() / 3
        for _ in range(int(STUCK_AFTER_SECONDS / every)):
            if over.wait(every):
                break
            try:
                _renew(found)
            except LeaseLostError:
                lost.set()
                break
            except DatabaseError:
                # A busy moment; the lease outlives two missed beats.
                logger.warning("job %s: a heartbeat was missed", found.pk)
        connections.close_all()

    thread = threading.Thread(target=beat, name=f"heartbeat-{found.pk}", daemon=True)
    thread.start()
    try:
        yield lost
    finally:
        over.set()
        thread.join()


def _reporter(found: Job, lost: threading.Event) -> Progress:
    told: list[tuple[int, str]] = []

    def progress(percentage: int, note: str = "") -> None:
        if lost.is_set():
            raise LeaseLostError
        now = (max(0, min(percentage, COMPLETE)), note[:120])
        if told[-1:] != [now]:
            told[:] = [now]
            _renew(found, progress=now[0], progress_note=now[1])

    return progress


def run(found: Job, today: datetime.date) -> None:
    """Run a claimed job to its end: done, failed, or waiting for its next attempt.

    today: the day on which the requester's rights are looked at again.
    """
    kind = KINDS.get(found.kind)
    if kind is None:
        _fail(found, "The system no longer knows this kind of work.")
        return
    verdict = may_still(found, today)
    if not verdict:
        _refuse(found, verdict.reason)
        return
    with suppress(LeaseLostError):
        _attempt(found, kind)


def _attempt(found: Job, kind: Kind) -> None:
    try:
        with _heartbeat(found) as lost:
            result = kind.handler(found, _reporter(found, lost))
        if found.state != Job.State.DONE:
            finish(found, result)
    except (LeaseLostError, SystemExit, KeyboardInterrupt):
        raise
    except RefusedError as error:
        _refuse(found, str(error))
    except JobFailedError as error:
        _fail(found, str(error))
    except BaseException as error:  # noqa: BLE001 - one job must not stop the sweep, and WeasyPrint raises beyond Exception
        # The type and the places, never the message: it may hold what somebody typed.
        places = "".join(traceback.format_tb(error.__traceback__))
        logger.error("job %s (%s) failed: %s\n%s", found.pk, found.kind, type(error).__name__, places)  # noqa: TRY400 - without the message, see above
        _try_again(found)


def _refuse(found: Job, sentence: str) -> None:
    """End a job whose requester may no longer have it done, and log the refusal under their name."""
    by: Actor = SystemJob("background jobs") if found.requested_by is None else requester_of(found)
    with transaction.atomic():
        _fail(found, sentence)
        record_event(kind=AuditEvent.Kind.REFUSED, verb="office.refuse_job", by=by, subject=found)


def _fail(found: Job, sentence: str) -> None:
    _mine(found).update(state=Job.State.FAILED, error=sentence[:300], lease_until=None, finished_at=timezone.now())


def _try_again(found: Job) -> None:
    if found.attempts >= most_attempts():
        _fail(found, GIVEN_UP.format(attempts=found.attempts))
        return
    pause = float(getattr(settings, "JOB_FIRST_RETRY_SECONDS", FIRST_RETRY_SECONDS)) * 2 ** (found.attempts - 1)
    _mine(found).update(
        state=Job.State.QUEUED, lease_until=timezone.now() + datetime.timedelta(seconds=pause), progress_note=""
    )
