"""The outbox: mails to people who are invited, sent one by one, and what became of each."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from audit.actors import SystemJob
from design.formats import clock as time_of_day
from design.formats import weekday
from desk.inviting.links import path_of
from exchange.addresses import hash_of, new_token
from exchange.feeds import HERE
from exchange.meetings import meeting_file, method_of, place_to_say
from office.authority import authority
from office.mailing import AddressRefusedError, CalendarFile, MailServerDownError, send_outside
from reviews import actions
from reviews.enums import SendingKind
from reviews.invited import may_still_send
from reviews.models import Booking, InvitationSending

BY = SystemJob("sending of invitations")
SUBJECTS: dict[str, str] = {
    SendingKind.INVITATION: "You are invited to a meeting",
    SendingKind.UPDATE: "A meeting you are invited to has changed",
    SendingKind.WITHDRAWAL: "A meeting will not take place",
}


@dataclass(frozen=True)
class When:
    """The moment at which the outbox is emptied. now: the real one, aware; local: day and time that count here."""

    now: datetime.datetime
    local: datetime.datetime


def moment(now: datetime.datetime, today: datetime.date) -> When:
    """Return a moment, on the day that is played or is real. now: aware."""
    return When(now, datetime.datetime.combine(today, now.astimezone(HERE).time()))


def due(now: datetime.datetime) -> QuerySet[InvitationSending]:
    """Return the mails that can be tried now: nobody has them in hand, and their pause is over."""
    free = Q(held_until__isnull=True) | Q(held_until__lte=now)
    return InvitationSending.objects.waiting().filter(free)


def empty(when: When) -> dict[str, int]:
    """Send what waits, and return how many mails came to which end. A server that is down ends the round."""
    ends: Counter[str] = Counter()
    rows = due(when.now).select_related(
        "invitation__review__child", "invitation__person", "invitation__user", "booking__review", "booking__venue"
    )
    for sending in rows.order_by("pk"):
        if not actions.take_in_hand(sending=sending, now=when.now, by=BY):
            continue
        end = _send(sending, when)
        ends[end] += 1
        if end == "waiting":
            break
    return dict(ends)


def _send(sending: InvitationSending, when: When) -> str:
    verdict = may_still_send(sending, when.local)
    if not verdict:
        actions.drop_sending(sending=sending, why=verdict.reason, by=BY)
        return "dropped"
    to = sending.invitation.address
    try:
        send_outside(
            sending.invitation,
            subject=f"{SUBJECTS[sending.kind]}: {authority().name}",
            text=_text(sending),
            calendar=_file(sending, when.now),
        )
    except AddressRefusedError as refusal:
        actions.note_refused(sending=sending, to=to, why=str(refusal), by=BY)
        return "refused"
    except MailServerDownError as refusal:
        actions.put_back(sending=sending, why=str(refusal), now=when.now, by=BY)
        return "waiting"
    actions.note_sent(sending=sending, to=to, now=when.now, by=BY)
    return "sent"


def _file(sending: InvitationSending, now: datetime.datetime) -> CalendarFile:
    content = meeting_file(sending, now=now, sender=settings.DEFAULT_FROM_EMAIL)
    return CalendarFile(content.decode("utf-8"), method_of(sending))


def times_of(booking: Booking) -> str:
    """Return from when to when a meeting is, in words."""
    until = datetime.datetime.combine(booking.on, booking.at) + datetime.timedelta(minutes=booking.minutes)
    return f"{time_of_day(booking.at)} to {time_of_day(until.time())}"


def _text(sending: InvitationSending) -> str:
    """Return the text of a mail: a meeting, when, where if that may be said, and the link to answer by."""
    link = ""
    if sending.kind != SendingKind.WITHDRAWAL:
        token = new_token()
        actions.make_reply_link(
            invitation=sending.invitation, finder=token.finder, secret_hash=hash_of(token.secret), by=BY
        )
        link = sending.site + reverse("inviting:reply", args=[path_of(token)])
    context = {
        "kind": sending.kind,
        "day": weekday(sending.booking.on),
        "time": times_of(sending.booking),
        "place": place_to_say(sending),
        "link": link,
        "authority": authority().name,
    }
    return render_to_string("emails/meeting.txt", context)
