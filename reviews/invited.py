"""Who is to be invited to a review, and what the state of an invitation allows. Knows the records, never the person."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from accounts.models import TeamManagement, User
from accounts.verdict import ALLOWED, Verdict, refused
from children.enums import Relationship
from children.models import Child, PersonAroundChild, SocialWorkAllocation
from reviews.enums import InvitationStatus, InvitedAs, SendingKind
from reviews.meeting_ahead import has_begun, is_booked
from reviews.models import Booking, Invitation, InvitationSending, Review
from reviews.transitions import invitation_may_become

PARENTS = (Relationship.MOTHER, Relationship.FATHER)
# Somebody who answers more often than this is no longer changing their mind.
MOST_ANSWERS = 30
NOT_MEANT = (InvitationStatus.WITHDRAWN, InvitationStatus.NOT_INVITED)


@dataclass(frozen=True)
class Invitee:
    """Somebody whom a review should have on its list: the child, a person around the child, or a worker."""

    part: InvitedAs
    person: PersonAroundChild | None = None
    user: User | None = None

    @property
    def key(self) -> tuple[str, int | None, int | None]:
        """Return by what somebody is known again."""
        return (str(self.part), getattr(self.person, "pk", None), getattr(self.user, "pk", None))


def key_of(invitation: Invitation) -> tuple[str, int | None, int | None]:
    """Return by what the invited person is known again at another review."""
    return (invitation.part, invitation.person_id, invitation.user_id)


def is_parent(person: PersonAroundChild) -> bool:
    """Say whether somebody is a parent, or holds parental responsibility."""
    return person.relationship in PARENTS or person.has_parental_responsibility


def workers_of(child: Child, today: datetime.date) -> list[Invitee]:
    """Return the child's social worker and whoever manages the team that day, if their accounts are open."""
    standing = SocialWorkAllocation.objects.filter(child=child, until_on__isnull=True).select_related("social_worker")
    allocation = standing.first()
    if allocation is None:
        return []
    found: list[Invitee] = []
    if allocation.social_worker is not None and allocation.social_worker.is_active:
        found.append(Invitee(InvitedAs.SOCIAL_WORKER, user=allocation.social_worker))
    managing = TeamManagement.objects.in_force(today).filter(team=allocation.team_id, manager__is_active=True)
    known = {invitee.user for invitee in found}
    found += [
        Invitee(InvitedAs.TEAM_MANAGER, user=row.manager)
        for row in managing.select_related("manager")
        if row.manager not in known
    ]
    return found


def invitees(child: Child, today: datetime.date) -> Iterator[Invitee]:
    """Yield everybody of the records whom a review of the child concerns: the child, family, carers, workers."""
    yield Invitee(InvitedAs.CHILD)
    people = list(PersonAroundChild.objects.filter(child=child, is_current=True))
    yield from (Invitee(InvitedAs.PARENT, person=person) for person in people if is_parent(person))
    yield from (Invitee(InvitedAs.AROUND, person=person) for person in people if not is_parent(person))
    yield from workers_of(child, today)


def may_change_list(review: Review) -> Verdict:
    """Say whether who is invited can still be changed: a meeting is booked, and the child lives."""
    if review.child.died_on:
        return refused("The child has died. Nothing more is sent about this review.")
    if is_booked(review):
        return ALLOWED
    which = "No further meeting of this review is booked" if has_begun(review) else "This review is not booked"
    return refused(f"{which}, so there is nothing to invite anybody to.")


def may_become(invitation: Invitation, following: InvitationStatus) -> Verdict:
    """Say whether an invitation may take a step of its transition table."""
    if invitation_may_become(invitation.status, following):
        return ALLOWED
    now = invitation.get_status_display().lower()
    return refused(f"This invitation stands as “{now}”, so it cannot become “{following.label.lower()}”.")


def may_mail(invitation: Invitation) -> Verdict:
    """Say whether an invitation can be sent by e-mail: it is to be sent, and an address is known."""
    if invitation.status not in (InvitationStatus.TO_SEND, InvitationStatus.UNDELIVERED):
        return refused(f"{invitation} was sent an invitation already.")
    if not invitation.address:
        return refused(f"No e-mail address is recorded for {invitation}. Print the letter instead.")
    if invitation.user is not None and not invitation.user.is_active:
        return refused(f"The account of {invitation} is closed.")
    return ALLOWED


def is_over(booking: Booking, now: datetime.datetime) -> bool:
    """Say whether a meeting has ended. now: local day and time, without a zone."""
    begins = datetime.datetime.combine(booking.on, booking.at)
    return begins + datetime.timedelta(minutes=booking.minutes) <= now


def may_answer(invitation: Invitation, booking: Booking | None, now: datetime.datetime) -> Verdict:
    """Say whether the link in a mail still takes an answer: the meeting stands, is to come, and they are invited.

    booking: of the meeting that is still to be held, or None.
    """
    gone = refused("This meeting is over, or does not take place.")
    review = invitation.review
    if booking is None or not review.is_open or review.child.died_on or is_over(booking, now):
        return gone
    if invitation.status in NOT_MEANT:
        return gone
    return ALLOWED


def _still_works_with(invitation: Invitation, today: datetime.date) -> bool:
    if invitation.user is None:
        return True
    return any(invitee.user == invitation.user for invitee in workers_of(invitation.review.child, today))


def may_still_send(sending: InvitationSending, now: datetime.datetime) -> Verdict:
    """Say whether a mail that waits is still meant, at the moment when it would leave.

    Not after a death, not to somebody who has left, not about a day that no longer stands.
    """
    invitation = sending.invitation
    reasons = [
        (bool(invitation.review.child.died_on), "Nothing is sent after a death"),
        (not invitation.address, "No e-mail address is recorded any longer"),
        (invitation.user is not None and not invitation.user.is_active, "The account is closed"),
    ]
    if sending.kind != SendingKind.WITHDRAWAL:
        # A booking whose chair was taken by a colleague is another row of the same day and time.
        stands = is_booked(invitation.review)
        reasons += [
            (invitation.status in NOT_MEANT, "No longer invited"),
            (not _still_works_with(invitation, now.date()), "No longer works with the child"),
            (sending.sequence != invitation.sequence, "The meeting has changed since"),
            (not stands or is_over(sending.booking, now), "The meeting no longer stands, or is over"),
        ]
    return next((refused(why) for against, why in reasons if against), ALLOWED)


@dataclass(frozen=True)
class Expected:
    """Who was invited to a review and who was not: what the form that logs it begins with.

    parents: of each person around the child, by id, whether they were invited, why not, and how they are heard then.
    present: the ids of other people around the child who said that they would come. worker: whether the social worker
    did. professionals: of those who are invited, by the invitation's id, name, capacity, and whether they said so.
    """

    parents: dict[int, tuple[bool, str, str]] = field(default_factory=dict)
    present: frozenset[int] = frozenset()
    worker: bool = False
    professionals: dict[int, tuple[str, str, bool]] = field(default_factory=dict)


def plan_of(invitation: Invitation) -> str:
    """Return in words how somebody who is not invited is to be heard; empty where nothing is planned."""
    how = invitation.get_heard_by_display() if invitation.heard_by else ""
    return ": ".join(words for words in (how, invitation.heard_note) if words)[:200]


COMING = (InvitationStatus.ACCEPTED, InvitationStatus.TENTATIVE)


def expected_at(review: Review) -> Expected:
    """Return who was invited to a review, from its list: one query."""
    rows = list(Invitation.objects.filter(review=review).order_by("pk"))
    told = [row for row in rows if row.status not in (InvitationStatus.TO_SEND, InvitationStatus.WITHDRAWN)]
    coming = [row for row in rows if row.status in COMING]
    return Expected(
        parents={
            row.person_id: (row.status != InvitationStatus.NOT_INVITED, row.not_invited_reason, plan_of(row))
            for row in told
            if row.person_id
        },
        present=frozenset(row.person_id for row in coming if row.part == InvitedAs.AROUND and row.person_id),
        worker=any(row.part == InvitedAs.SOCIAL_WORKER for row in coming),
        professionals={
            row.pk: (row.name, row.capacity, row in coming)
            for row in rows
            if row.part == InvitedAs.PROFESSIONAL and row.status not in NOT_MEANT
        },
    )
