"""What happens to the daily mail: it is begun, it left or could not, and somebody chooses what it tells of."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from audit.actions import action
from audit.actors import Actor, SystemJob
from audit.versions import change
from desk.digest.gathering import Key
from desk.digest.models import DatesTold, Digest, DigestPreferences, DigestState, How, Reminded
from desk.digest.sources import SOURCES
from desk.telling import TELL, Notice
from office.actions import request_job

LONGEST_FAILURE = 200


@action("digest.begin")
def begin_digest(*, reader: User, on: datetime.date, by: SystemJob) -> Digest | None:
    """Begin somebody's mail of a day, before it leaves. None where it was sent, or somebody else is sending it."""
    digest, made = Digest.objects.get_or_create(reader=reader, on=on)
    if made:
        return digest
    mine = Digest.objects.filter(pk=digest.pk, state=DigestState.NOT_SENT)
    if not mine.update(state=DigestState.SENDING, failure="", attempts=F("attempts") + 1):
        return None
    digest.refresh_from_db()
    return digest


@action("digest.sent")
def note_sent(*, digest: Digest, said: list[list[Any]], told: Iterable[Key], by: SystemJob) -> Digest:
    """Record that a mail left, what it said in numbers, and of what its reader is now reminded."""
    Digest.objects.filter(pk=digest.pk).update(state=DigestState.SENT, sent_at=timezone.now(), said=said, failure="")
    Reminded.objects.bulk_create(
        [
            Reminded(reader_id=digest.reader_id, digest=digest, source=source, item=item, occasion=occasion, by_on=on)
            for source, item, occasion, on in dict.fromkeys(told)
        ],
        ignore_conflicts=True,
    )
    digest.refresh_from_db()
    return digest


@action("digest.not_sent")
def note_not_sent(*, digest: Digest, failure: str, by: SystemJob) -> Digest:
    """Record that a mail could not leave, and why; it is tried again later the same day."""
    Digest.objects.filter(pk=digest.pk).update(state=DigestState.NOT_SENT, failure=failure[:LONGEST_FAILURE])
    digest.refresh_from_db()
    return digest


@action("digest.choose")
def choose(*, reader: User, choices: dict[str, str], by: Actor, seen_version: int | None = None) -> DigestPreferences:
    """Keep what somebody wants to be told of by mail, and how often.

    choices: source -> `How`. Raises ValidationError where a duty would be turned off, or for an unknown source or how;
    ConflictError when they chose otherwise meanwhile.
    """
    for name, how in choices.items():
        if name not in SOURCES or how not in How.values:
            raise ValidationError("Choose how often, for what there is.")
        if SOURCES[name].is_duty and how == How.OFF:
            raise ValidationError({name: "The law asks for this, so its mail cannot be turned off."})
    chosen, _made = DigestPreferences.objects.get_or_create(reader=reader)
    return change(chosen, seen_version=seen_version, choices={**chosen.choices, **choices})


@action("digest.note_dates_told")
def note_dates_told(*, reader: User, upto: dict[str, int], link: str, by: SystemJob) -> DatesTold:
    """Keep up to which change of dates somebody was told, and have the mail sent, where there is something to tell.

    link: the page that shows the dates; empty where none of them is this person's.
    """
    told, _made = DatesTold.objects.update_or_create(reader=reader, defaults={"upto": upto})
    if link:
        request_job(
            kind=TELL,
            payload={"reader": reader.pk, "notice": Notice.DATES_CHANGED.value, "link": link},
            idempotency_key=f"{TELL}:{Notice.DATES_CHANGED}:{'-'.join(map(str, upto.values()))}:{reader.pk}",
            by=by,
        )
    return told
