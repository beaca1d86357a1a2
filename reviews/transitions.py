"""Which step a review may take next: the one table from which policies, buttons, diagram and tests come."""

from reviews.enums import OPEN_STATUSES, DecisionStatus, InvitationStatus
from reviews.enums import DecisionStanding as Standing
from reviews.enums import ReviewStatus as Status

TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.TO_ARRANGE: frozenset(
        {Status.BOOKED, Status.IN_SERIES, Status.ADJOURNED, Status.COMPLETED, Status.ENDED, Status.VOIDED}
    ),
    Status.BOOKED: frozenset(
        {Status.TO_ARRANGE, Status.IN_SERIES, Status.ADJOURNED, Status.COMPLETED, Status.ENDED, Status.VOIDED}
    ),
    # Back to where it stood, where its only meeting was recorded by mistake: by `reviews.actions.take_back_meeting`.
    Status.IN_SERIES: frozenset(
        {Status.TO_ARRANGE, Status.BOOKED, Status.ADJOURNED, Status.COMPLETED, Status.ENDED, Status.VOIDED}
    ),
    Status.ADJOURNED: frozenset({Status.COMPLETED, Status.ENDED, Status.VOIDED}),
    # Back to where it stood, where completing or ending it was a mistake: by `reviews.actions.undoing` alone.
    Status.COMPLETED: frozenset({*OPEN_STATUSES, Status.VOIDED}),
    Status.ENDED: frozenset({*OPEN_STATUSES, Status.VOIDED}),
    Status.VOIDED: frozenset(),
}


def may_become(status: str, following: str) -> bool:
    """Say whether a review in one status may become another."""
    return Status(following) in TRANSITIONS[Status(status)]


# Of an invitation to a review. Whoever was told of the meeting is asked again when it moves.
_Invited = InvitationStatus
_ANSWERED = frozenset({_Invited.ACCEPTED, _Invited.TENTATIVE, _Invited.DECLINED})
_GOES = frozenset({_Invited.UNDELIVERED, _Invited.WITHDRAWN, _Invited.NOT_INVITED})
INVITATIONS: dict[InvitationStatus, frozenset[InvitationStatus]] = {
    _Invited.TO_SEND: _ANSWERED | _GOES | {_Invited.SENT},
    _Invited.SENT: _ANSWERED | _GOES | {_Invited.TO_SEND},
    _Invited.ACCEPTED: (_ANSWERED - {_Invited.ACCEPTED}) | _GOES | {_Invited.SENT, _Invited.TO_SEND},
    _Invited.TENTATIVE: (_ANSWERED - {_Invited.TENTATIVE}) | _GOES | {_Invited.SENT, _Invited.TO_SEND},
    _Invited.DECLINED: (_ANSWERED - {_Invited.DECLINED}) | _GOES | {_Invited.SENT, _Invited.TO_SEND},
    _Invited.UNDELIVERED: _ANSWERED | {_Invited.TO_SEND, _Invited.SENT, _Invited.WITHDRAWN, _Invited.NOT_INVITED},
    _Invited.WITHDRAWN: frozenset({_Invited.TO_SEND}),
    _Invited.NOT_INVITED: frozenset({_Invited.TO_SEND, _Invited.WITHDRAWN}),
}


def invitation_may_become(status: str, following: str) -> bool:
    """Say whether an invitation in one status may come to stand in another."""
    return InvitationStatus(following) in INVITATIONS[InvitationStatus(status)]


def goes_back(status: str, following: str) -> bool:
    """Say whether a step goes back: opens a review that was over, or takes the only meeting of a series away.

    Never done but to take a mistake back.
    """
    if Status(status) == Status.IN_SERIES:
        return Status(following) in (Status.TO_ARRANGE, Status.BOOKED)
    return Status(status) not in OPEN_STATUSES and Status(following) in OPEN_STATUSES


# Whether a decision stands. Silence makes one that was sent final; a challenge that is taken back lets the time run on.
STANDINGS: dict[Standing, frozenset[Standing]] = {
    Standing.PROPOSED: frozenset({Standing.SENT}),
    Standing.SENT: frozenset({Standing.CHALLENGED, Standing.FINAL}),
    Standing.CHALLENGED: frozenset({Standing.SENT, Standing.FINAL, Standing.WITHDRAWN}),
    Standing.FINAL: frozenset(),
    Standing.WITHDRAWN: frozenset(),
}

# Carrying a decision out. Closed by mistake, it is opened again, with the reason.
CARRYING_OUT: dict[DecisionStatus, frozenset[DecisionStatus]] = {
    DecisionStatus.OPEN: frozenset({DecisionStatus.DONE, DecisionStatus.CARRIED_OVER, DecisionStatus.NO_LONGER_NEEDED}),
    DecisionStatus.DONE: frozenset({DecisionStatus.OPEN}),
    DecisionStatus.CARRIED_OVER: frozenset({DecisionStatus.OPEN}),
    DecisionStatus.NO_LONGER_NEEDED: frozenset({DecisionStatus.OPEN}),
}
