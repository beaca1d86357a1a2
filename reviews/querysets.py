"""Readings of reviews, named as sentences. Every page starts at `visible_to`."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from accounts.enums import Role
from accounts.models import User
from accounts.visibility import Record, reach_of
from reviews.enums import (
    IN_FORCE,
    OPEN_STATUSES,
    DecisionStanding,
    DecisionStatus,
    InvitationStatus,
    ProgressKind,
    ReviewKind,
    ReviewStatus,
    SendingState,
)

# A completed review was in time on its limit or before; none that falls due on or after the 18th birthday is missed.
IN_TIME = Q(due_on__isnull=True) | Q(completed_on__lte=F("due_on"))


class ReviewQuerySet(models.QuerySet[Any]):
    """Reviews."""

    def visible_to(self, user: User) -> "ReviewQuerySet":
        """Return the reviews whom this person, in the role they act in, may see."""
        return self.filter(reach_of(Record.REVIEW, user))

    def open(self) -> "ReviewQuerySet":
        """Return the reviews that still have to be completed."""
        return self.filter(status__in=OPEN_STATUSES)

    def completed(self) -> "ReviewQuerySet":
        """Return the reviews that were completed."""
        return self.filter(status=ReviewStatus.COMPLETED)

    def of_kind(self, kind: str) -> "ReviewQuerySet":
        """Return the reviews of one regime."""
        return self.filter(kind=kind)

    def looked_after(self) -> "ReviewQuerySet":
        """Return the reviews of looked-after children, short breaks apart."""
        return self.filter(kind=ReviewKind.LOOKED_AFTER)

    def overdue(self, today: datetime.date) -> "ReviewQuerySet":
        """Return the open reviews whose limit has passed."""
        return self.open().filter(due_on__lt=today)

    def due_between(self, first: datetime.date, last: datetime.date) -> "ReviewQuerySet":
        """Return the open reviews whose limit falls on one of the days, both inclusive."""
        return self.open().filter(due_on__gte=first, due_on__lte=last)

    def completed_between(self, first: datetime.date, last: datetime.date) -> "ReviewQuerySet":
        """Return the reviews completed on one of the days, both inclusive."""
        return self.completed().filter(completed_on__gte=first, completed_on__lte=last)

    def without_a_booking(self) -> "ReviewQuerySet":
        """Return the open reviews that nobody has booked."""
        return self.filter(status=ReviewStatus.TO_ARRANGE)


class BookingQuerySet(models.QuerySet[Any]):
    """Bookings."""

    def current(self) -> "BookingQuerySet":
        """Return the bookings that stand."""
        return self.filter(is_current=True)

    def ahead(self) -> "BookingQuerySet":
        """Return the bookings that stand for a meeting still to be held, whether or not their day has passed.

        Of a review that has begun, the booking of a meeting that was adjourned or held is none of them.
        """
        from reviews.models import ReviewMeeting  # noqa: PLC0415 - models import this module

        held = ReviewMeeting.objects.standing().filter(review=OuterRef("review"), held_on__gte=OuterRef("on"))
        not_adjourned = Q(review__adjourned_on__isnull=True) | Q(review__adjourned_on__lt=F("on"))
        return self.current().filter(not_adjourned, ~Exists(held), review__status__in=OPEN_STATUSES)

    def with_ahead(self) -> "BookingQuerySet":
        """Add `is_ahead`: whether the meeting is still to be held."""
        return self.annotate(is_ahead=Exists(self.model.objects.ahead().filter(pk=OuterRef("pk"))))

    def on_day_of(self, chair: User, day: datetime.date) -> "BookingQuerySet":
        """Return what a chair has on a day."""
        return self.current().filter(chair=chair, on=day)


class DecisionQuerySet(models.QuerySet[Any]):
    """Decisions of reviews."""

    def open(self) -> "DecisionQuerySet":
        """Return the decisions still to be carried out: none of a mistaken review, none of a child who has died."""
        standing = self.filter(status=DecisionStatus.OPEN, review__child__died_on__isnull=True)
        return standing.exclude(review__status=ReviewStatus.VOIDED)

    def overdue(self, today: datetime.date) -> "DecisionQuerySet":
        """Return the open decisions whose target day has passed."""
        return self.open().filter(target_on__lt=today)

    def not_frozen(self) -> "DecisionQuerySet":
        """Return the decisions that no challenge holds up."""
        return self.exclude(standing=DecisionStanding.CHALLENGED)

    def to_carry_out(self) -> "DecisionQuerySet":
        """Return the open decisions that were sent out and are not frozen by a challenge."""
        return self.open().filter(standing__in=IN_FORCE, review__status=ReviewStatus.COMPLETED)

    def due_by(self, until: datetime.date) -> "DecisionQuerySet":
        """Return the decisions to carry out whose target falls on a day or before, overdue ones included."""
        return self.to_carry_out().filter(target_on__lte=until)

    def not_carried_out(self, today: datetime.date) -> "DecisionQuerySet":
        """Return the decisions to carry out whose target day has passed: none unsent, none frozen by a challenge."""
        return self.to_carry_out().filter(target_on__lt=today)

    def of_owner(self, user: User) -> "DecisionQuerySet":
        """Return the decisions that one person carries out: named as theirs, or else of a child of theirs."""
        theirs = Q(
            owned_by__isnull=True,
            review__child__social_work_allocations__social_worker=user,
            review__child__social_work_allocations__until_on__isnull=True,
        )
        return self.filter(Q(owned_by=user) | theirs)

    def may_be_challenged(self, sent_on: Iterable[datetime.date]) -> "DecisionQuerySet":
        """Return the decisions sent on one of the days and not yet final: the days from which the time still runs."""
        return self.filter(
            standing=DecisionStanding.SENT,
            review__status=ReviewStatus.COMPLETED,
            review__record__decisions_sent_on__in=sent_on,
        )

    def with_last_word(self) -> "DecisionQuerySet":
        """Add `last_word`: the kind of what was said last of the carrying out."""
        from reviews.models import DecisionProgress  # noqa: PLC0415 - models import this module

        last = DecisionProgress.objects.filter(decision=OuterRef("pk")).order_by("-pk").values("kind")[:1]
        return self.annotate(last_word=Subquery(last))

    def said_done(self) -> "DecisionQuerySet":
        """Return the decisions to carry out that are said to be done, and that wait for the IRO to confirm it."""
        return self.to_carry_out().with_last_word().filter(last_word=ProgressKind.SAID_DONE)


class ChallengeQuerySet(models.QuerySet[Any]):
    """Challenges of decisions."""

    def unanswered(self) -> "ChallengeQuerySet":
        """Return the challenges that wait for the IRO's answer: none about a child who has died."""
        waiting = self.filter(answer="", decision__review__status=ReviewStatus.COMPLETED)
        return waiting.filter(decision__review__child__died_on__isnull=True)


class SecurePanelQuerySet(models.QuerySet[Any]):
    """Panels on secure accommodation."""

    def to_come(self) -> "SecurePanelQuerySet":
        """Return the panels still to be held."""
        return self.filter(held_on__isnull=True, lapsed_because="")

    def held(self) -> "SecurePanelQuerySet":
        """Return the panels that sat."""
        return self.filter(held_on__isnull=False)

    def held_between(self, first: datetime.date, last: datetime.date) -> "SecurePanelQuerySet":
        """Return the panels held on one of the days, both inclusive."""
        return self.filter(Q(held_on__gte=first, held_on__lte=last))


class InvitationQuerySet(models.QuerySet[Any]):
    """Invitations to reviews."""

    def of_reviews_visible_to(self, user: User) -> "InvitationQuerySet":
        """Return the invitations to reviews that this person, in the role they act in, may see."""
        from reviews.models import Review  # noqa: PLC0415 - models import this module

        return self.filter(review__in=Review.objects.visible_to(user))

    def invited(self) -> "InvitationQuerySet":
        """Return those of people who are, or are to be, invited."""
        return self.exclude(status__in=(InvitationStatus.NOT_INVITED, InvitationStatus.WITHDRAWN))

    def undelivered(self) -> "InvitationQuerySet":
        """Return those that did not arrive, to meetings that are still to be held."""
        return self.filter(status=InvitationStatus.UNDELIVERED, review__status__in=OPEN_STATUSES)


class SendingQuerySet(models.QuerySet[Any]):
    """Mails and letters to people who are invited."""

    def waiting(self) -> "SendingQuerySet":
        """Return the mails that nobody has sent yet."""
        return self.filter(state=SendingState.WAITING)


class WishesQuerySet(models.QuerySet[Any]):
    """Wishes about when and where reviews are."""

    def standing(self) -> "WishesQuerySet":
        """Return the wishes that nobody has taken back or said anew."""
        return self.filter(ended_on__isnull=True)


class PrivateConversationQuerySet(models.QuerySet[Any]):
    """What belongs to the conversation with a child in private, and to the attempts at one."""

    def readable_by(self, user: User) -> "PrivateConversationQuerySet":
        """Return what this person may read: of reviews they reach, as the child's IRO, covering, or in the chair.

        Nobody else: not the manager, not through an opening in an emergency, and in no file.
        """
        if user.break_glass_id is not None or user.acting_role != Role.IRO:
            return self.none()
        reviews = self.model.review.field.related_model.objects
        return self.filter(review__in=reviews.visible_to(user))


class MeetingQuerySet(models.QuerySet[Any]):
    """Meetings of reviews that are a series of them."""

    def standing(self) -> "MeetingQuerySet":
        """Return those that were not recorded by mistake."""
        return self.filter(withdrawn_on__isnull=True)
