"""What happens in the office: work asked for, settings changed, bank holidays added and removed."""

import datetime
from typing import Any

from accounts.models import User
from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor, SystemJob
from audit.versions import change
from office import policies
from office.authority import working_calendar
from office.jobs import KINDS
from office.models import AuthoritySettings, BankHoliday, Job

LONGEST_KEY = 120


@action("office.request_job")
def request_job(
    *, kind: str, payload: dict[str, Any], idempotency_key: str, by: Actor, retry_failed: bool = True
) -> Job:
    """Ask for work in the background, and return its row at once: nothing is sent anywhere, the sweep finds the row.

    The same key gives the same row, whoever asks; a failed one is put back to wait (unless `retry_failed` is False).
    payload: ids and days, never names. Put the requester's id into the key where each is to see their own progress:
    the page of a job is its requester's. Raises ValueError for an unknown kind or a key over 120 characters.
    """
    if kind not in KINDS:
        message = f"no job is named {kind}"
        raise ValueError(message)
    if not 0 < len(idempotency_key) <= LONGEST_KEY:
        message = f"a job's key has 1 to {LONGEST_KEY} characters"
        raise ValueError(message)
    person = None if isinstance(by, SystemJob) else by
    found, _made = Job.objects.get_or_create(
        idempotency_key=idempotency_key,
        defaults={
            "kind": kind,
            "payload": payload,
            "requested_by_id": person.pk if person else None,
            "requested_role": person.acting_role if person else "",
        },
    )
    if found.state == Job.State.FAILED and retry_failed:
        _requeue(found)
    return found


@action("office.retry_job")
def retry_job(*, job: Job, by: User) -> Job:
    """Put a failed job back to wait, with all its attempts before it. Raises RefusedError unless it failed."""
    insist(policies.may_retry(job, by))
    _requeue(job)
    return job


def _requeue(job: Job) -> None:
    fresh = {"state": Job.State.QUEUED, "attempts": 0, "error": "", "progress": 0, "progress_note": ""}
    if Job.objects.filter(pk=job.pk, state=Job.State.FAILED).update(**fresh, lease_until=None, finished_at=None):
        job.refresh_from_db()


@action("office.change_settings")
def change_settings(*, seen_version: int, by: Actor, **fields: Any) -> AuthoritySettings:
    """Change the authority's settings. Raises ConflictError when someone else changed them since `seen_version`."""
    row, _made = AuthoritySettings.objects.get_or_create(pk=1)
    return change(row, seen_version=seen_version, **fields)


@action("office.note_log_check")
def note_log_check(*, warning: str, by: SystemJob) -> AuthoritySettings:
    """Keep what the check of the log found amiss, or that nothing is."""
    row, _made = AuthoritySettings.objects.get_or_create(pk=1)
    AuthoritySettings.objects.filter(pk=1).update(log_warning=warning)
    row.log_warning = warning
    return row


@action("office.add_holiday")
def add_holiday(*, on: datetime.date, name: str, source: str, by: Actor, is_working_day: bool = False) -> BankHoliday:
    """Add a bank holiday proclaimed since the list was published, or say that a listed one is a working day after all.

    Every open limit counted in working days is recomputed in the background. Raises RefusedError for a day that would
    change nothing, ValidationError for one that is listed here already.
    """
    person_id = None if isinstance(by, SystemJob) else by.pk
    insist(policies.may_add_holiday(on, working_calendar(), is_working_day=is_working_day))
    row = BankHoliday(on=on, name=name, source=source, is_working_day=is_working_day, added_by_id=person_id)
    row.full_clean(exclude=["added_by"])
    row.save()
    _calendar_changed(f"added:{row.pk}", row, by, is_added=True)
    return row


@action("office.remove_holiday")
def remove_holiday(*, holiday: BankHoliday, by: Actor) -> None:
    """Take back an addition to the list of bank holidays; open limits are recomputed in the background."""
    key = f"removed:{holiday.pk}"
    holiday.delete()
    _calendar_changed(key, holiday, by, is_added=False)


def _calendar_changed(what: str, holiday: BankHoliday, by: Actor, *, is_added: bool) -> None:
    changed = {
        "on": holiday.on.isoformat(),
        "name": holiday.name,
        "is_working_day": holiday.is_working_day,
        "is_added": is_added,
        "by": None if isinstance(by, SystemJob) else by.pk,
    }
    # The system's own work, whoever changed the list: it must be done even if their rights end meanwhile.
    for kind in KINDS.values():
        if kind.when_calendar_changes:
            request_job(
                kind=kind.name,
                payload={"changed": changed},
                idempotency_key=f"{kind.name}:holiday-{what}",
                by=SystemJob("change of the bank holidays"),
            )
