"""What each role may reach of a review, and of a child because of a review."""

from django.db.models import Exists, OuterRef, Q

from accounts.enums import Role
from accounts.models import User
from accounts.visibility import Record, everything, nothing, register_reach
from children.models import IROAllocation
from reviews.enums import OPEN_STATUSES, ReviewStatus
from reviews.models import Booking, Review


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


def register() -> None:
    """Tell the door who may come through it."""
    register_reach(Record.CHILD, child_of_my_unfinished_review, Role.IRO)
    register_reach(Record.REVIEW, of_my_children, Role.IRO)
    register_reach(Record.REVIEW, mine_and_unfinished, Role.IRO)
    register_reach(Record.CHILD, child_booked_for_me, Role.IRO)
    register_reach(Record.REVIEW, booked_for_me, Role.IRO)
    register_reach(Record.REVIEW, everything, Role.MANAGER, Role.SUPPORT_WORKER)
    register_reach(
        Record.REVIEW,
        nothing,
        Role.CONSULTATION_OFFICER,
        Role.SOCIAL_WORKER,
        Role.OPERATIONAL_MANAGER,
        Role.DIRECTOR,
        Role.PANEL_MEMBER,
        Role.SYSTEM_ADMINISTRATOR,
        Role.INFORMATION_GOVERNANCE,
    )
