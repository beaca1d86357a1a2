"""Sending the daily mail: at most one to a person and day, looked up at the moment at which it leaves."""

import datetime
import logging
from collections import Counter
from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import RoleGrant, User
from audit.actors import SystemJob
from design.formats import counted
from desk.cover.away import away
from desk.deadlines import Deadlines
from desk.digest.actions import begin_digest, note_not_sent, note_sent
from desk.digest.gathering import OfRole, for_mail, key_of
from desk.digest.models import Digest, DigestState
from desk.digest.sources import SOURCES
from office.authority import authority
from office.mailing import ADDRESS_REFUSED, NOT_SENT, SERVER_AWAY, send_to

logger = logging.getLogger("desk.digest")

BY = SystemJob("daily reminders")
UNREACHABLE = "The mail server could not be reached."
REFUSED = "The mail server refused the address."
NOT_TAKEN = "The mail server did not take the mail."


def readers(today: datetime.date, *, again: bool = False) -> list[int]:
    """Return the ids of those to whom a mail of today may go and has not gone.

    Their account is open, they hold a role today that anything can wait for, and nobody covers for all of their
    children, nor are they on leave: then they are away. again: of those alone whose mail could not be sent earlier in
    the day.
    """
    roles = {role for source in SOURCES.values() for role in source.roles}
    held = RoleGrant.objects.in_force(today).filter(role__in=roles).values("user")
    of_today = Digest.objects.filter(on=today)
    people = User.objects.active().filter(pk__in=held).exclude(away(today))
    if again:
        people = people.filter(pk__in=of_today.filter(state=DigestState.NOT_SENT).values("reader"))
    else:
        people = people.exclude(pk__in=of_today.exclude(state=DigestState.NOT_SENT).values("reader"))
    return list(people.order_by("pk").values_list("pk", flat=True))


def send_one(pk: int, when: Deadlines, *, is_down: bool = False) -> str:
    """Send one person's mail of today, if anything waits for them; return what came of it in one word.

    pk: the person, who is looked up again. is_down: the mail server did not answer just now; what waits is kept for
    later without asking it again.
    """
    reader = User.objects.active().filter(pk=pk).first()
    found = for_mail(reader, when) if reader else []
    if reader is None or not found:
        return "nothing waits"
    digest = begin_digest(reader=reader, on=when.today, by=BY)
    if digest is None:
        return "sent before"
    failure = UNREACHABLE if is_down else _leave(reader, found)
    if failure:
        note_not_sent(digest=digest, failure=failure, by=BY)
        return failure
    parts = [part for each in found for part in each.parts]
    note_sent(
        digest=digest,
        said=[[part.source.name, part.number, part.fresh] for part in parts],
        told=[key_of(part.source, item, when.today) for part in parts for item in part.items],
        by=BY,
    )
    return "sent"


def send_all(when: Deadlines, *, again: bool = False) -> Counter[str]:
    """Send everybody's mail of today; return how many went which way. A server that is down is not asked again."""
    outcomes: Counter[str] = Counter()
    for pk in readers(when.today, again=again):
        outcomes[send_one(pk, when, is_down=bool(outcomes[UNREACHABLE]))] += 1
    return outcomes


def _leave(reader: User, found: Sequence[OfRole]) -> str:
    """Hand the mail over; return why it could not leave, or nothing."""
    try:
        send_to(reader, subject=subject_of(found), text=text_of(found))
    except ADDRESS_REFUSED:
        return REFUSED
    except SERVER_AWAY:
        return UNREACHABLE
    except NOT_SENT as error:
        # The type alone: what a server says may hold an address.
        logger.warning("a daily mail could not be sent: %s", type(error).__name__)
        return NOT_TAKEN
    return ""


def subject_of(found: Sequence[OfRole]) -> str:
    """Return the subject: how many things wait, and where."""
    number = sum(part.number for each in found for part in each.parts)
    verb = "waits" if number == 1 else "wait"
    return f"{counted(number, 'thing')} {verb} for you: {authority().service_name}"


def text_of(found: Sequence[OfRole]) -> str:
    """Return the text: of which sort how many, and the link. It names nobody."""
    context = {
        "service": authority().service_name,
        "roles": found,
        "has_several_roles": len(found) > 1,
        "link": f"{settings.SERVICE_ADDRESS}{reverse('digest:today')}",
        "preferences": f"{settings.SERVICE_ADDRESS}{reverse('digest:preferences')}",
    }
    return render_to_string("emails/digest.txt", context)
