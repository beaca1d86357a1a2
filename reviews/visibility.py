"""What each role may reach of a review, and of a child because of a review."""

import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.enums import Role
from accounts.models import ManagerDeputy, User
from accounts.visibility import Record, everything, nothing, register_bar, register_reach
from children.confidentiality import closed_through, opened_through
from children.models import Child, IROAllocation, SocialWorkAllocation
from children.visibility import (
    BREAKS_GLASS,
    children_of_my_teams,
    in_care_now,
    of_children,
    whom_i_cover,
    whose_social_worker_i_am,
)
from office.authority import working_calendar
from reviews.enums import OPEN_STATUSES, ReviewStatus
from reviews.models import Booking, DecisionChallenge, DecisionsTold, Review
from reviews.policies_afterwards import first_day_still_challengeable

# The consultation officer sees who has a review, and so a form, this far ahead. Source: the access model.
FORMS_DUE_WITHIN = datetime.timedelta(weeks=8)


def of_my_children(user: User) -> Q:
    """Reach every review of the children allocated to me now."""
    return Q(Exists(IROAllocation.objects.filter(child=OuterRef("child"), iro=user, until_on__isnull=True)))


def unfinished(user: User) -> Q:
    """Return the condition that a review of mine is still open: not completed, or its record not yet distributed."""
    unfinished_record = Q(status=ReviewStatus.COMPLETED, record__isnull=False, record__distributed_on__isnull=True)
    return Q(chair=user) & (Q(status__in=OPEN_STATUSES) | unfinished_record)


def mine_and_unfinished(user: User) -> Q:
    """Reach the reviews I chair until their record is distributed, also when the child is no longer mine."""
    return Q(pk__in=Review.objects.filter(unfinished(user)).values("pk"))


def child_of_my_unfinished_review(user: User) -> Q:
    """Reach the children whose review I chair, until its record is distributed."""
    return Q(pk__in=Review.objects.filter(unfinished(user)).values("child"))


def booked_for_me(user: User) -> Q:
    """Reach the open reviews that are booked with me in the chair: a colleague's child, while I cover."""
    mine = Booking.objects.current().filter(chair=user, review__status__in=OPEN_STATUSES)
    return Q(pk__in=mine.values("review"))


def child_booked_for_me(user: User) -> Q:
    """Reach the children whose open review is booked with me in the chair."""
    mine = Booking.objects.current().filter(chair=user, review__status__in=OPEN_STATUSES)
    return Q(pk__in=mine.values("review__child"))


def released() -> Q:
    """Return the condition, over reviews, that the IRO released something: decisions, or the record."""
    return Q(record__decisions_sent_on__isnull=False) | Q(record__distributed_on__isnull=False)


def sent_to_my_teams(user: User) -> Q:
    """Reach the reviews whose decisions or record were sent to a team that I manage."""
    children = Child.objects.filter(children_of_my_teams(user))
    return Q(pk__in=Review.objects.filter(released(), child__in=children).values("pk"))


def child_with_decisions_sent_to_my_teams(user: User) -> Q:
    """Reach the children about whom a review's decisions or record were sent to a team that I manage."""
    sent = Review.objects.filter(released()).values("child")
    return children_of_my_teams(user) & Q(pk__in=sent)


def _told_and_still_open(user: User) -> "QuerySet[Review]":
    """Return the reviews of children who left care of which this person, or whom they stand in for, has the decisions.

    As long as the time to challenge runs; one that they challenged until it is answered, and as long again after that.
    None of a child who has died.
    """
    if user.acting_on is None:
        return Review.objects.none()
    since = first_day_still_challengeable(user.acting_on, working_calendar())
    standing_in_for = ManagerDeputy.objects.in_force(user.acting_on).filter(deputy=user).values("manager")
    told = DecisionsTold.objects.filter(Q(person=user) | Q(person__in=standing_in_for))
    waits_or_just_answered = Q(answered_on__isnull=True) | Q(answered_on__gte=since)
    challenged = DecisionChallenge.objects.filter(waits_or_just_answered, made_by=user)
    may_still = Q(record__in=told.values("record"), record__decisions_sent_on__gte=since)
    answers_now = SocialWorkAllocation.objects.filter(child=OuterRef("child"), until_on__isnull=True)
    found = Review.objects.filter(may_still | Q(pk__in=challenged.values("decision__review")), ~Exists(answers_now))
    return found.filter(child__died_on__isnull=True)


def told_after_care(user: User) -> Q:
    """Reach the reviews of which I was sent the decisions and which are still open to challenge: the child left care.

    No team answers for the child any longer, and so no reach of a team leads there.
    """
    return Q(pk__in=_told_and_still_open(user).values("pk"))


def child_told_of_after_care(user: User) -> Q:
    """Reach the children who left care and about whom decisions sent to me are still open to challenge."""
    return Q(pk__in=_told_and_still_open(user).values("child"))


def record_to_send_out() -> Q:
    """Return the condition, over reviews, that the IRO finished the record and it was not yet sent out."""
    return Q(record__finished_on__isnull=False, record__distributed_on__isnull=True)


def in_care_or_to_send_out(user: User) -> Q:
    """Reach the reviews of children in care now, and those of any child whose record waits to be sent out."""
    waiting = Review.objects.filter(record_to_send_out()).values("pk")
    return of_children(in_care_now)(user) | Q(pk__in=waiting)


def _form_due(user: User) -> "QuerySet[Review]":
    if user.acting_on is None:
        return Review.objects.none()
    return Review.objects.filter(status__in=OPEN_STATUSES, due_on__lte=user.acting_on + FORMS_DUE_WITHIN)


def with_a_form_due(user: User) -> Q:
    """Reach the open reviews due within eight weeks: each needs the child's views before."""
    return Q(pk__in=_form_due(user).values("pk"))


def child_with_a_form_due(user: User) -> Q:
    """Reach the children with an open review due within eight weeks."""
    return Q(pk__in=_form_due(user).values("child"))


def register() -> None:
    """Tell the door who may come through it, and who may not."""
    register_bar(Record.REVIEW, closed_through("child"))
    register_reach(Record.REVIEW, opened_through("child"), *BREAKS_GLASS)
    register_reach(Record.CHILD, child_of_my_unfinished_review, Role.IRO)
    register_reach(Record.CHILD, child_booked_for_me, Role.IRO)
    register_reach(Record.CHILD, child_with_decisions_sent_to_my_teams, Role.OPERATIONAL_MANAGER)
    register_reach(Record.CHILD, child_told_of_after_care, Role.OPERATIONAL_MANAGER)
    register_reach(Record.CHILD, child_with_a_form_due, Role.CONSULTATION_OFFICER)
    register_reach(Record.REVIEW, of_my_children, Role.IRO)
    register_reach(Record.REVIEW, of_children(whom_i_cover), Role.IRO)
    register_reach(Record.REVIEW, mine_and_unfinished, Role.IRO)
    register_reach(Record.REVIEW, booked_for_me, Role.IRO)
    register_reach(Record.REVIEW, everything, Role.MANAGER)
    register_reach(Record.REVIEW, in_care_or_to_send_out, Role.SUPPORT_WORKER)
    register_reach(Record.REVIEW, of_children(whose_social_worker_i_am), Role.SOCIAL_WORKER)
    register_reach(Record.REVIEW, sent_to_my_teams, Role.OPERATIONAL_MANAGER)
    register_reach(Record.REVIEW, told_after_care, Role.OPERATIONAL_MANAGER, Role.SOCIAL_WORKER)
    register_reach(Record.REVIEW, with_a_form_due, Role.CONSULTATION_OFFICER)
    register_reach(Record.REVIEW, nothing, Role.DIRECTOR, Role.PANEL_MEMBER, Role.SYSTEM_ADMINISTRATOR)
