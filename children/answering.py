"""Who answers for a child: the IRO to whom the child is allocated, and whoever covers for that IRO on the day."""

import datetime

from accounts.models import User
from children.confidentiality import closed_to
from children.models import Child, IROAllocation, IROCover


def answers_for(user: User, child: Child | int, today: datetime.date | None) -> bool:
    """Say whether somebody answers for a child today, as the IRO or covering for the IRO.

    child: the child, or the child's id. today: without a day, cover does not count.
    """
    return IROAllocation.objects.answered_for_by(user, today).filter(child=child).exists()


def not_covered(cover: IROCover) -> "list[Child]":
    """Return the children whom cover leaves out: whose record is closed to who covers, or who once was their worker."""
    theirs = IROAllocation.objects.open().filter(iro=cover.iro)
    if cover.child_id:
        theirs = theirs.filter(child=cover.child_id)
    reached = IROAllocation.objects.answered_for_by(cover.covered_by, cover.from_on).values("child")
    open_to_them = Child.objects.filter(pk__in=reached).exclude(closed_to(cover.covered_by))
    return list(Child.objects.filter(pk__in=theirs.values("child")).exclude(pk__in=open_to_them.values("pk")))
