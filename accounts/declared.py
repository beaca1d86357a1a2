"""What each role reaches of each kind of record, as the access model declares it: written by hand, never computed.

The reaches beside each app (`*/visibility.py`) are what the program does; this table is what it should do. `manage.py
access_matrix` prints it, and a test sends a request for every cell to see that the two agree, in both directions.
Seen from somebody who is the IRO, social worker, team's manager or addressee of the first kind of child below.
"""

from enum import StrEnum

from accounts.enums import Role
from accounts.visibility import Record


class Whose(StrEnum):
    """Whose record it is, as seen from the person who asks."""

    MINE = "mine"
    COLLEAGUES = "colleagues"  # of my team, but not mine
    OTHER_TEAMS = "otherteams"
    ARCHIVED = "archived"  # was mine; left care, and nothing of mine is open
    RESTRICTED = "restricted"  # would be mine, but for the list on which I am not


NOTHING: frozenset[Whose] = frozenset()
MINE = frozenset({Whose.MINE})
MY_TEAMS = MINE | {Whose.COLLEAGUES}
CURRENT = MY_TEAMS | {Whose.OTHER_TEAMS}
WHOLE_SERVICE = CURRENT | {Whose.ARCHIVED}

# Nobody reaches a restricted record by role alone. Who is not named reaches nothing.
REACHED: dict[Record, dict[Role, frozenset[Whose]]] = {
    Record.CHILD: {
        Role.IRO: MINE,
        Role.MANAGER: WHOLE_SERVICE,
        Role.SUPPORT_WORKER: CURRENT,
        Role.CONSULTATION_OFFICER: CURRENT,  # with a form due within eight weeks
        Role.SOCIAL_WORKER: MINE,
        Role.OPERATIONAL_MANAGER: MY_TEAMS,  # with decisions, a record or a thread that was sent to them
    },
    Record.REVIEW: {
        Role.IRO: MINE,
        Role.MANAGER: WHOLE_SERVICE,
        Role.SUPPORT_WORKER: CURRENT,
        Role.CONSULTATION_OFFICER: CURRENT,  # the open one, due within eight weeks
        Role.SOCIAL_WORKER: MINE,
        # Whose decisions or record were sent to them; of a child who left care as long as they may challenge them.
        Role.OPERATIONAL_MANAGER: MY_TEAMS,
    },
    Record.CONSULTATION: {
        Role.IRO: MINE,
        Role.MANAGER: WHOLE_SERVICE,
        Role.CONSULTATION_OFFICER: MINE,  # what they had taken on
    },
    Record.SAFETY_ALERT: {
        Role.IRO: MINE,  # and the open ones of which they were told, whosever child it is
        Role.MANAGER: WHOLE_SERVICE,
        Role.SOCIAL_WORKER: MINE,
        Role.OPERATIONAL_MANAGER: MY_TEAMS,
    },
    Record.DISPUTE: {
        Role.IRO: MINE,
        Role.MANAGER: WHOLE_SERVICE,
        Role.OPERATIONAL_MANAGER: MINE,  # addressed to them, until 90 days after its end; never by team
        Role.DIRECTOR: MINE,
    },
    # About no child; what names one passes the child's door too.
    Record.QUALITY: {
        Role.IRO: WHOLE_SERVICE,
        Role.MANAGER: WHOLE_SERVICE,
    },
}


def reached(record: Record, role: Role) -> frozenset[Whose]:
    """Return whose records of a kind a role reaches."""
    return REACHED[record].get(role, NOTHING)
