"""Sending invitations: asked for on a page, done in the background, and what the mail server said about it."""

import datetime

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils import timezone

from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from reviews.actions.steps import person, step_invitation
from reviews.enums import InvitationStatus, SendingKind, SendingMeans, SendingState
from reviews.invited import may_change_list, may_mail
from reviews.models import Invitation, InvitationSending, ReplyLink, Review

HELD_FOR = datetime.timedelta(minutes=5)
FIRST_PAUSE = datetime.timedelta(minutes=1)
LONGEST_PAUSE = datetime.timedelta(hours=1)


@action("reviews.ask_to_send_invitations")
def ask_to_send_invitations(
    *, review: Review, invitations: list[Invitation], site: str, by: Actor
) -> list[InvitationSending]:
    """Have invitations sent by e-mail, each to the address in the records. Asked for twice, each is sent once.

    Raises RefusedError when the review is not booked, or where somebody has no address or was sent one already.
    """
    insist(may_change_list(review))
    booking = review.bookings.current().get()
    asked = []
    for invitation in invitations:
        insist(may_mail(invitation))
        if InvitationSending.objects.waiting().filter(invitation=invitation).exists():
            continue
        asked.append(
            InvitationSending.objects.create(
                invitation=invitation,
                booking=booking,
                kind=SendingKind.INVITATION,
                sequence=invitation.sequence,
                site=site,
                asked_by=person(by),
            )
        )
    return asked


@action("reviews.post_invitations")
def post_invitations(
    *, review: Review, invitations: list[Invitation], on: datetime.date, by: Actor, today: datetime.date
) -> list[Invitation]:
    """Keep that printed invitations were posted, or given by hand, on a day.

    Raises ValidationError for a day to come; RefusedError when the review is not booked, or one was sent already.
    """
    insist(may_change_list(review))
    if on > today:
        raise ValidationError({"on": "The day must not be in the future."})
    booking = review.bookings.current().get()
    for invitation in invitations:
        InvitationSending.objects.waiting().filter(invitation=invitation).update(
            state=SendingState.DROPPED, why="A letter was sent instead"
        )
        InvitationSending.objects.create(
            invitation=invitation,
            booking=booking,
            kind=SendingKind.INVITATION,
            means=SendingMeans.LETTER,
            state=SendingState.SENT,
            sequence=invitation.sequence,
            asked_by=person(by),
            sent_at=timezone.now(),
        )
        step_invitation(invitation, InvitationStatus.SENT, by=by, why=f"By letter, {on:%d/%m/%Y}")
    return invitations


@action("reviews.take_sending_in_hand")
def take_in_hand(*, sending: InvitationSending, now: datetime.datetime, by: Actor) -> bool:
    """Take one mail that waits, so that nobody else sends it meanwhile. Says whether it was free."""
    free = Q(held_until__isnull=True) | Q(held_until__lte=now)
    mine = InvitationSending.objects.waiting().filter(free, pk=sending.pk)
    return bool(mine.update(held_until=now + HELD_FOR, tries=F("tries") + 1))


@action("reviews.make_reply_link")
def make_reply_link(*, invitation: Invitation, finder: str, secret_hash: str, by: Actor) -> ReplyLink:
    """Keep the address by which a mail's reader answers: how its row is found, and the hash of its secret."""
    return ReplyLink.objects.create(invitation=invitation, finder=finder, secret_hash=secret_hash)


@action("reviews.note_sent")
def note_sent(*, sending: InvitationSending, to: str, now: datetime.datetime, by: Actor) -> InvitationSending:
    """Keep that a mail left, to which address and when."""
    _close(sending, SendingState.SENT, sent_to=to, sent_at=now, why="")
    invitation = sending.invitation
    if sending.kind == SendingKind.INVITATION and invitation.status in (
        InvitationStatus.TO_SEND,
        InvitationStatus.UNDELIVERED,
    ):
        step_invitation(invitation, InvitationStatus.SENT, by=by, why=f"By e-mail to {to}")
    return sending


@action("reviews.note_refused")
def note_refused(*, sending: InvitationSending, to: str, why: str, by: Actor) -> InvitationSending:
    """Keep that the mail server takes no mail for an address; the invitation did not arrive."""
    _close(sending, SendingState.REFUSED, sent_to=to, why=why)
    invitation = sending.invitation
    if sending.kind != SendingKind.WITHDRAWAL and invitation.status != InvitationStatus.UNDELIVERED:
        step_invitation(invitation, InvitationStatus.UNDELIVERED, by=by, why=why, undelivered_because=why)
    return sending


@action("reviews.put_back_sending")
def put_back(*, sending: InvitationSending, why: str, now: datetime.datetime, by: Actor) -> InvitationSending:
    """Leave a mail in the outbox, to be tried again after a pause that grows: the mail server did not answer."""
    sending.refresh_from_db(fields=["tries"])
    pause = min(FIRST_PAUSE * 2 ** min(sending.tries, 10), LONGEST_PAUSE)
    InvitationSending.objects.waiting().filter(pk=sending.pk).update(held_until=now + pause, why=why[:200])
    return sending


@action("reviews.drop_sending")
def drop_sending(*, sending: InvitationSending, why: str, by: Actor) -> InvitationSending:
    """Take a mail out of the outbox unsent: it is no longer meant."""
    _close(sending, SendingState.DROPPED, why=why)
    return sending


def _close(sending: InvitationSending, state: SendingState, **fields: object) -> None:
    waiting = InvitationSending.objects.waiting().filter(pk=sending.pk)
    waiting.update(state=state, held_until=None, **fields)
    sending.refresh_from_db()
