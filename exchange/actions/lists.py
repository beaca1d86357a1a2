"""What happens when something leaves the system: a list asked for, its file made and deleted again."""

import datetime
import logging
from collections.abc import Mapping, Sequence

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.verdict import insist, refused
from audit.actions import action, record_event
from audit.actors import Actor
from audit.models import AuditEvent
from exchange import policies
from exchange.lists import ListExport, Row, Sheet
from exchange.models import FOLDER, TakenList, private_files
from exchange.permissions import may_take
from exchange.querysets import KEPT_FOR
from office.actions import request_job

logger = logging.getLogger("exchange")

MAKE_LIST = "exchange.make_list"
CHANGED = "What you may see has changed since this list was made. Ask for the list again."


@action("exchange.ask_for_list")
def ask_for_list(
    *,
    listing: ListExport,
    params: Mapping[str, str],
    sheet: Sheet,
    reason: str,
    explanation: str,
    by: User,
) -> TakenList:
    """Have a list made into a file in the background, of what stands on it now. Returns the row that follows it.

    sheet: the list as `by` sees it at this moment. reason, explanation: why it must leave the system.
    Raises RefusedError without the right, for an empty list and over 500 rows; ValidationError without a reason.
    """
    insist(may_take(by, listing.needs))
    insist(policies.may_ask(len(sheet.rows)))
    taken = TakenList(
        list_name=listing.name,
        title=sheet.title[:200],
        params=dict(params),
        requested_by=by,
        requested_role=by.acting_role,
        reason=reason,
        explanation=explanation,
        asked_for=[row.pk for row in sheet.rows],
    )
    taken.full_clean(exclude=["requested_by"])
    taken.save()
    taken.job = request_job(
        kind=MAKE_LIST,
        payload={"taken": taken.pk, "back": reverse("exchange:taken", args=[taken.pk])},
        idempotency_key=f"{MAKE_LIST}:{taken.pk}",
        by=by,
    )
    taken.save(update_fields=["job"])
    return taken


@action("exchange.keep_list")
def keep_list(*, taken: TakenList, rows: Sequence[Row], content: bytes, by: User) -> TakenList:
    """Keep the file that was made of a list, and log what it holds. Run twice, it keeps and logs one."""
    standing = TakenList.objects.select_for_update().get(pk=taken.pk)
    if standing.made_at is not None:
        return standing
    standing.made_at = timezone.now()
    standing.held = [row.pk for row in rows]
    standing.children = [row.child_id for row in rows]
    standing.file.save("list", ContentFile(content), save=False)
    standing.save(update_fields=["made_at", "held", "children", "file"])
    record_event(
        kind=AuditEvent.Kind.EXPORT,
        verb=MAKE_LIST,
        by=by,
        subject=standing,
        child_ids=sorted({row.child_id for row in rows if row.child_id is not None}),
        row_count=len(rows),
    )
    return standing


def insist_still_theirs(
    taken: TakenList, listing: ListExport, user: User, *, now: datetime.datetime, today: datetime.date
) -> None:
    """Raise RefusedError unless the file may be fetched and its taker may still see everything that it holds."""
    insist(may_take(user, listing.needs))
    insist(policies.may_fetch(taken, now))
    if not listing.still(user, taken.params, taken.held, today).issuperset(taken.held):
        insist(refused(CHANGED))


@action("exchange.clear_lists")
def clear_lists(*, now: datetime.datetime, by: Actor) -> int:
    """Delete the files that were kept for their time, and those that no row knows of; return how many went."""
    gone = 0
    for taken in TakenList.objects.kept_too_long(now).select_for_update():
        _delete(taken.file.name)
        TakenList.objects.filter(pk=taken.pk).update(file="")
        gone += 1
    return gone + _clear_strays(now)


def _delete(name: str) -> None:
    try:
        private_files().delete(name)
    except OSError:
        # The next clearing finds it again, as a file that no row knows of.
        logger.warning("the file of a list could not be deleted")


def _clear_strays(now: datetime.datetime) -> int:
    """Delete old files of no row: what a worker left that died, or whose work another did first."""
    store = private_files()
    if not store.exists(FOLDER):
        return 0
    names = [f"{FOLDER}/{name}" for name in store.listdir(FOLDER)[1]]
    known = set(TakenList.objects.exclude(file="").values_list("file", flat=True))
    strays = [name for name in names if name not in known and store.get_modified_time(name) <= now - KEPT_FOR]
    for name in strays:
        _delete(name)
    return len(strays)
