"""Work in the background: a list as a file, and deleting what was kept for its time."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from accounts.permissions import Capability
from accounts.verdict import insist
from audit.actors import SystemJob
from design.formats import clock as time_of_day
from design.formats import counted, day
from exchange import policies
from exchange.actions import MAKE_LIST, clear_lists, forget_wrong_addresses, keep_list
from exchange.lists import LISTS, Sheet
from exchange.models import TakenList
from exchange.permissions import may_take
from office import clock
from office.jobs import JobFailedError, Progress, job, requester_of
from office.models import Job
from office.spreadsheets import csv_text


def footer(taken: TakenList, by: User, rows: int) -> str:
    """Return the last line of a file: what it is, who took it, when and why."""
    at = timezone.localtime(taken.requested_at)
    why = f"{taken.get_reason_display()}. {taken.explanation}".rstrip(". ")
    return (
        f"CONFIDENTIAL: children's records. {taken.title}, {counted(rows, 'row')}. Downloaded by {by.full_name}, "
        f"{Role(taken.requested_role).label}, on {day(at.date())} at {time_of_day(at.time())}. Reason: {why}. "
        "Keep it where only those who need it can read it, and delete it when it has served."
    )


def as_csv(taken: TakenList, sheet: Sheet, by: User) -> bytes:
    """Return a list as the bytes of a CSV file: the columns, the rows, and the line that says whose it is."""
    rows = [list(sheet.columns), *(list(row.cells) for row in sheet.rows)]
    return csv_text([*rows, [footer(taken, by, len(sheet.rows))]]).encode("utf-8", "replace")


@job(MAKE_LIST, label="Download of a list", needs=(Capability.EXPORT_LISTS,))
def make_list(found: Job, progress: Progress) -> dict[str, Any]:
    """Make the file of a list, as its requester sees it now, and of nothing that was not on it when asked for."""
    taken = TakenList.objects.filter(pk=found.payload["taken"]).first()
    listing = LISTS.get(taken.list_name) if taken else None
    if taken is None or listing is None:
        raise JobFailedError(policies.GONE)
    by = requester_of(found)
    insist(may_take(by, listing.needs))
    progress(20, "Reading the list")
    try:
        now = listing.sheet(by, taken.params, clock.today())
    except Http404:
        raise JobFailedError(policies.GONE) from None
    asked_for = set(taken.asked_for)
    sheet = Sheet(now.title, now.columns, [row for row in now.rows if row.pk in asked_for])
    insist(policies.may_ask(len(sheet.rows)))
    progress(80, "Writing the file")
    keep_list(taken=taken, rows=sheet.rows, content=as_csv(taken, sheet, by), by=by)
    clear_lists(now=timezone.now(), by=SystemJob("clearing of downloads"))
    return {"href": reverse("exchange:taken", args=[taken.pk]), "text": "Go to the download"}


@job("exchange.clear_lists", label="Delete downloads after a day", nightly=True)
def clear(_job: Job, _progress: Progress) -> dict[str, Any]:
    """Delete the files of lists that were kept for a day, and yesterday's counts of wrong addresses."""
    forget_wrong_addresses(timezone.now())
    return {"files": clear_lists(now=timezone.now(), by=SystemJob("clearing of downloads"))}
