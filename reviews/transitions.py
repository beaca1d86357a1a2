"""Which step a review may take next: the one table from which policies, buttons, diagram and tests come."""

from reviews.enums import ReviewStatus as Status

TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.TO_ARRANGE: frozenset(
        {Status.BOOKED, Status.IN_SERIES, Status.ADJOURNED, Status.COMPLETED, Status.ENDED, Status.VOIDED}
    ),
    Status.BOOKED: frozenset(
        {Status.TO_ARRANGE, Status.IN_SERIES, Status.ADJOURNED, Status.COMPLETED, Status.ENDED, Status.VOIDED}
    ),
    Status.IN_SERIES: frozenset({Status.ADJOURNED, Status.COMPLETED, Status.ENDED, Status.VOIDED}),
    Status.ADJOURNED: frozenset({Status.COMPLETED, Status.ENDED, Status.VOIDED}),
    Status.COMPLETED: frozenset({Status.VOIDED}),
    Status.ENDED: frozenset({Status.VOIDED}),
    Status.VOIDED: frozenset(),
}


def may_become(status: str, following: str) -> bool:
    """Say whether a review in one status may become another."""
    return Status(following) in TRANSITIONS[Status(status)]
