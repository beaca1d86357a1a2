"""Who is invited to a review and who is not, what they answered, and what a moved or cancelled meeting does to it."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from reviews.actions.steps import person, step_invitation
from reviews.enums import TOLD, InvitationStatus, InvitedAs, SendingKind, SendingMeans, SendingState
from reviews.invited import Invitee, invitees, key_of, may_change_list
from reviews.models import Booking, Invitation, InvitationChange, InvitationSending, Review

Status = InvitationStatus
KEPT_FROM_LAST_TIME = ("not_invited_reason", "not_invited_note", "heard_by", "heard_note")
NO_ANSWER: dict[str, Any] = {"message": "", "other_time": "", "wants_heard": "", "answered_at": None}


@action("reviews.propose_invitations")
def propose_invitations(*, review: Review, by: Actor, today: datetime.date) -> list[Invitation]:
    """Put on the list whoever the records say a review concerns, and is not on it yet. Nothing is sent by it.

    Who was not invited to the last review, and why, is taken over: nobody is invited by oversight.
    """
    insist(may_change_list(review))
    listed = {key_of(invitation) for invitation in Invitation.objects.filter(review=review)}
    left_out = _left_out_last_time(review)
    missing = [invitee for invitee in invitees(review.child, today) if invitee.key not in listed]
    return [_propose(review, invitee, left_out, by) for invitee in missing]


def _left_out_last_time(review: Review) -> dict[tuple[str, int | None, int | None], Invitation]:
    before = Invitation.objects.filter(review__child=review.child_id).exclude(review=review).order_by("review", "pk")
    last = {key_of(invitation): invitation for invitation in before}
    return {key: found for key, found in last.items() if found.status == Status.NOT_INVITED}


def _propose(review: Review, invitee: Invitee, left_out: dict[Any, Invitation], by: Actor) -> Invitation:
    last = left_out.get(invitee.key)
    fields = {name: getattr(last, name) for name in KEPT_FROM_LAST_TIME} if last else {}
    status = Status.NOT_INVITED if last else Status.TO_SEND
    made = Invitation.objects.create(
        review=review, part=invitee.part, person=invitee.person, user=invitee.user, status=status, **fields
    )
    why = "As at the last review" if last else ""
    InvitationChange.objects.create(invitation=made, was="", became=status, why=why, by=person(by))
    return made


@action("reviews.invite_professional")
def invite_professional(
    *, review: Review, name: str, capacity: str, by: Actor, email: str = "", phone: str = ""
) -> Invitation:
    """Put a professional on the list: school, health, guardian, advocate. Nothing is sent by it.

    Raises RefusedError when the review is not booked; ValidationError, by field, for a name or address that is none.
    """
    insist(may_change_list(review))
    made = Invitation(
        review=review, part=InvitedAs.PROFESSIONAL, name=name, capacity=capacity, email=email, phone=phone
    )
    made.full_clean()
    made.save()
    InvitationChange.objects.create(invitation=made, was="", became=made.status, by=person(by))
    return made


@action("reviews.leave_out")
def leave_out(
    *,
    invitation: Invitation,
    reason: str,
    by: Actor,
    note: str = "",
    heard_by: str = "",
    heard_note: str = "",
    seen_version: int | None = None,
) -> Invitation:
    """Say that somebody is not invited, why, and how they are heard instead. Who was told already is told of it.

    Raises ValidationError, by field, without a reason or a plan to hear them; RefusedError when the review is over.
    """
    insist(may_change_list(invitation.review))
    missing = {}
    if not reason:
        missing["reason"] = "Say why this person is not invited."
    if not heard_by:
        missing["heard_by"] = "Say how this person is heard instead."
    if missing:
        raise ValidationError(missing)
    was_told = invitation.status in TOLD
    step_invitation(
        invitation,
        Status.NOT_INVITED,
        by=by,
        seen_version=seen_version,
        not_invited_reason=reason,
        not_invited_note=note,
        heard_by=heard_by,
        heard_note=heard_note,
        sequence=invitation.sequence + was_told,
        **NO_ANSWER,
    )
    if was_told:
        _tell(invitation, SendingKind.WITHDRAWAL, by)
    return invitation


@action("reviews.invite_after_all")
def invite_after_all(*, invitation: Invitation, why: str, by: Actor, seen_version: int | None = None) -> Invitation:
    """Put an invitation back among those to send: left out by mistake, withdrawn, wrongly marked as sent."""
    insist(may_change_list(invitation.review))
    if not why.strip():
        raise ValidationError({"why": "Say why."})
    again = {"sequence": invitation.sequence + 1, **NO_ANSWER}
    return step_invitation(invitation, Status.TO_SEND, by=by, why=why, seen_version=seen_version, **again)


@action("reviews.withdraw_invitation")
def withdraw_invitation(*, invitation: Invitation, why: str, by: Actor, seen_version: int | None = None) -> Invitation:
    """Take an invitation back; who was told of the meeting is told of this too."""
    insist(may_change_list(invitation.review))
    if not why.strip():
        raise ValidationError({"why": "Say why the invitation is withdrawn."})
    _withdraw(invitation, why, by, seen_version=seen_version)
    return invitation


@action("reviews.record_answer")
def record_answer(
    *,
    invitation: Invitation,
    answer: str,
    by: Actor,
    message: str = "",
    other_time: str = "",
    wants_heard: str = "",
    seen_version: int | None = None,
) -> Invitation:
    """Keep what somebody answered: by the link in their mail, or as they told it. The same answer twice is kept once.

    The caller asks first whether the meeting still takes an answer. Raises RefusedError for somebody not invited.
    """
    said = {"message": message.strip(), "other_time": other_time.strip(), "wants_heard": wants_heard}
    following = Status(answer)
    # An answer takes the place of the one before; what was said then stays in the history.
    before = ". ".join(filter(None, (invitation.message, invitation.other_time)))
    why = f"Said before: {before}" if before else ""
    if invitation.status == following:
        if any(getattr(invitation, name) != value for name, value in said.items()):
            change(invitation, seen_version=seen_version, answered_at=timezone.now(), **said)
            InvitationChange.objects.create(
                invitation=invitation, was=following, became=following, why=why[:300], by=person(by)
            )
        return invitation
    kept = {"answered_at": timezone.now(), **said}
    return step_invitation(invitation, following, by=by, why=why, seen_version=seen_version, **kept)


@action("reviews.note_undelivered")
def note_undelivered(*, invitation: Invitation, because: str, by: Actor, seen_version: int | None = None) -> Invitation:
    """Keep that an invitation did not arrive: a mail that came back, a letter that was returned."""
    if not because.strip():
        raise ValidationError({"because": "Say what came back, or what you were told."})
    return step_invitation(
        invitation,
        Status.UNDELIVERED,
        by=by,
        seen_version=seen_version,
        undelivered_because=because.strip()[:200],
    )


@action("reviews.mend_address")
def mend_address(*, invitation: Invitation, email: str, by: Actor, seen_version: int | None = None) -> Invitation:
    """Put right the e-mail address in the records of somebody who is invited; the invitation is then to send again.

    Raises ValidationError for what is no address, and for somebody who works here: theirs is their account's.
    """
    insist(may_change_list(invitation.review))
    if invitation.user is not None:
        raise ValidationError({"email": "This is the address of an account. Ask the IRO manager to change it."})
    holder = invitation.person or invitation
    holder.email = email
    holder.clean_fields(exclude=[field.name for field in holder._meta.fields if field.name != "email"])  # noqa: SLF001 - Django's documented name
    change(invitation, seen_version=seen_version, **({} if invitation.person else {"email": email}))
    if invitation.person is not None:
        invitation.person.save(update_fields=["email"])
    if invitation.status == Status.UNDELIVERED:
        step_invitation(invitation, Status.TO_SEND, by=by, why="The address was put right")
    return invitation


@action("reviews.propose_after_booking")
def propose_after_booking(*, review: Review, by: Actor, today: datetime.date) -> Review:
    """Begin, or begin again, the list of a review that was booked: for its next meeting everybody is asked anew."""
    asked = Invitation.objects.filter(review=review, status__in=(Status.WITHDRAWN, Status.UNDELIVERED, *TOLD))
    for invitation in asked.select_related("review"):
        again = {"sequence": invitation.sequence + 1, **NO_ANSWER}
        step_invitation(invitation, Status.TO_SEND, by=by, why="The review was booked again", **again)
    for booking in review.bookings.current():
        _let_waiting_follow(review, booking)
    if may_change_list(review):
        propose_invitations(review=review, by=by, today=today)
    return review


@action("reviews.tell_of_move")
def tell_of_move(*, review: Review, booking: Booking, by: Actor) -> Review:
    """Ask everybody anew who was told of a meeting that has moved: by mail, or as a letter to print again."""
    told = Invitation.objects.filter(review=review, status__in=TOLD)
    for invitation in told.select_related("review__child", "person", "user"):
        last = invitation.sendings.exclude(state=SendingState.DROPPED).last()
        by_mail = last is not None and last.means == SendingMeans.EMAIL and invitation.address
        following = Status.SENT if by_mail else Status.TO_SEND
        fields = {"sequence": invitation.sequence + 1, **NO_ANSWER}
        if invitation.status == following:
            change(invitation, **fields)
        else:
            step_invitation(invitation, following, by=by, why="The meeting was moved", **fields)
        if by_mail:
            _tell(invitation, SendingKind.UPDATE, by, booking=booking)
    _let_waiting_follow(review, booking)
    return review


def _let_waiting_follow(review: Review, booking: Booking) -> None:
    """Let what waits to be sent for the first time go out with the day that now stands."""
    waiting = InvitationSending.objects.waiting().filter(invitation__review=review, kind=SendingKind.INVITATION)
    waiting.update(booking=booking)


@action("reviews.withdraw_all_invitations")
def withdraw_all_invitations(*, review: Review, why: str, by: Actor) -> Review:
    """Withdraw every invitation to a meeting that falls. After a death nobody is written to, and nothing waits."""
    found = Invitation.objects.filter(review=review).exclude(status__in=(Status.NOT_INVITED, Status.WITHDRAWN))
    for invitation in found.select_related("review__child", "person", "user"):
        _withdraw(invitation, why, by)
    return review


@action("reviews.silence")
def silence(*, child_id: int, by: Actor) -> int:
    """Drop everything that waits to be sent about a child who has died. Returns how many."""
    waiting = InvitationSending.objects.waiting().filter(invitation__review__child=child_id)
    return waiting.update(state=SendingState.DROPPED, why="Nothing is sent after a death")


def _withdraw(invitation: Invitation, why: str, by: Actor, seen_version: int | None = None) -> None:
    was_told = invitation.status in TOLD
    step_invitation(
        invitation,
        Status.WITHDRAWN,
        by=by,
        why=why,
        seen_version=seen_version,
        sequence=invitation.sequence + was_told,
        **NO_ANSWER,
    )
    drop_waiting = InvitationSending.objects.waiting().filter(invitation=invitation)
    drop_waiting.update(state=SendingState.DROPPED, why="No longer invited")
    if was_told and not invitation.review.child.died_on:
        _tell(invitation, SendingKind.WITHDRAWAL, by)


def _tell(invitation: Invitation, kind: SendingKind, by: Actor, booking: Booking | None = None) -> None:
    """Have a mail go to somebody who was written to before, by the way it went then. Letters are the worker's."""
    last = invitation.sendings.filter(state=SendingState.SENT).last()
    if last is None or last.means != SendingMeans.EMAIL or not invitation.address:
        return
    InvitationSending.objects.create(
        invitation=invitation,
        booking=booking or last.booking,
        kind=kind,
        sequence=invitation.sequence,
        site=last.site,
        asked_by=person(by),
    )
