"""What the state of the office's records allows."""

import datetime

from accounts.models import User
from accounts.permissions import Capability, may
from accounts.verdict import ALLOWED, Verdict, refused
from office.models import Job
from statute.calendar import WorkingCalendar


def may_retry(job: Job, person: User) -> Verdict:
    """Say whether somebody may have a job tried again: a failed one, their own or with the right to see all jobs."""
    if job.state != Job.State.FAILED:
        return refused("Only work that failed can be tried again.")
    if job.requested_by_id == person.pk:
        return ALLOWED
    return may(person, Capability.SEE_JOBS)


def may_add_holiday(on: datetime.date, calendar: WorkingCalendar, *, is_working_day: bool) -> Verdict:
    """Say whether an entry about a day would change the calendar as it stands."""
    if not calendar.knows(on):
        return refused(f"Enter a day from {calendar.first_year} to {calendar.last_year}.")
    if is_working_day and not any(holiday.on == on for holiday in calendar.holidays):
        return refused("This day is no bank holiday, so it cannot be moved away.")
    if not is_working_day and not calendar.is_working_day(on):
        return refused("This day is a weekend or a bank holiday already.")
    return ALLOWED
