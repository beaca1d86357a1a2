"""One step of a review, or of a decision: along the transition table, with its immutable row. For the actions here."""

import datetime
from typing import Any

from accounts.models import User
from accounts.verdict import ALLOWED, insist, refused
from audit.actors import Actor
from audit.versions import change
from reviews.actions.midpoints import keep_midpoint
from reviews.enums import ChangeOf, DecisionStanding, DecisionStatus, InvitationStatus, ReviewStatus
from reviews.invited import may_become as invitation_may_become
from reviews.models import Decision, DecisionChange, Invitation, InvitationChange, Review, ReviewStatusChange
from reviews.policies import may_step
from reviews.policies_afterwards import may_be_carried, may_stand
from reviews.transitions import goes_back, may_become

LONGEST_WHY = 300


def person(by: Actor) -> User | None:
    """Return the person who acts, or None for a job of the system."""
    return by if isinstance(by, User) else None


def step(
    review: Review,
    following: ReviewStatus,
    *,
    by: Actor,
    on: datetime.date,
    why: str = "",
    seen_version: int | None = None,
    **fields: Any,
) -> Review:
    """Take a step, write its facts, and append the row that says so.

    Raises RefusedError for a step that is not in the table, ConflictError when the review has moved on.
    """
    insist(may_step(review, following))
    return _go(review, following, by=by, on=on, why=why, seen_version=seen_version, **fields)


def step_back(
    review: Review,
    following: ReviewStatus,
    *,
    by: Actor,
    on: datetime.date,
    why: str,
    seen_version: int | None = None,
    **fields: Any,
) -> Review:
    """Open a review again that was over, to where it stood before: the undo of a mistake, and its own row.

    Raises RefusedError for a step that is not in the table, ConflictError when the review has moved on.
    """
    now = review.get_status_display().lower()
    possible = may_become(review.status, following) and goes_back(review.status, following)
    insist(ALLOWED if possible else refused(f"This review is {now}: there is nothing to take back."))
    return _go(review, following, by=by, on=on, why=why, seen_version=seen_version, **fields)


def _go(
    review: Review,
    following: ReviewStatus,
    *,
    by: Actor,
    on: datetime.date,
    why: str,
    seen_version: int | None,
    **fields: Any,
) -> Review:
    was = review.status
    change(review, seen_version=seen_version, status=following, **fields)
    ReviewStatusChange.objects.create(review=review, was=was, became=following, why=why, on=on, by=person(by))
    keep_midpoint(review)
    return review


def step_invitation(
    invitation: Invitation,
    following: InvitationStatus,
    *,
    by: Actor,
    why: str = "",
    seen_version: int | None = None,
    **fields: Any,
) -> Invitation:
    """Take a step of an invitation, write its facts, and append the row that says so.

    Raises RefusedError for a step that is not in the table, ConflictError when the invitation has moved on.
    """
    insist(invitation_may_become(invitation, following))
    was = invitation.status
    if following != InvitationStatus.NOT_INVITED:
        fields = {"not_invited_reason": "", "not_invited_note": ""} | fields
    if following != InvitationStatus.UNDELIVERED:
        fields = {"undelivered_because": ""} | fields
    change(invitation, seen_version=seen_version, status=following, **fields)
    InvitationChange.objects.create(invitation=invitation, was=was, became=following, why=why[:300], by=person(by))
    return invitation


def stand(
    decision: Decision,
    following: DecisionStanding,
    *,
    by: Actor,
    on: datetime.date,
    why: str = "",
    seen_version: int | None = None,
    **fields: Any,
) -> Decision:
    """Let a decision stand otherwise than it did. Raises RefusedError for a step that is not in the table."""
    insist(may_stand(decision, following))
    was = decision.standing
    change(decision, seen_version=seen_version, standing=following, **fields)
    note(decision, ChangeOf.STANDING, was, following, why=why, on=on, by=by)
    return decision


def carry(
    decision: Decision,
    following: DecisionStatus,
    *,
    by: Actor,
    on: datetime.date,
    why: str = "",
    seen_version: int | None = None,
    **fields: Any,
) -> Decision:
    """Write what became of a decision, or that it is open again. Raises RefusedError for a step not in the table."""
    insist(may_be_carried(decision, following))
    was = decision.status
    closed_on = None if following == DecisionStatus.OPEN else on
    change(decision, seen_version=seen_version, status=following, closed_on=closed_on, **fields)
    note(decision, ChangeOf.CARRYING_OUT, was, following, why=why, on=on, by=by)
    return decision


def note(
    decision: Decision, of: ChangeOf, was: str, became: str, *, why: str, on: datetime.date, by: Actor
) -> DecisionChange:
    """Append the row of a decision's step."""
    return DecisionChange.objects.create(
        decision=decision, of=of, was=was, became=became, why=why[:LONGEST_WHY], on=on, by=person(by)
    )
