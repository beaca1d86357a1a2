"""What is out of somebody's reach, by the declared table."""

from accounts.declared import REACHED, Whose
from accounts.enums import Role
from accounts.visibility import Record


def in_reach(who: str) -> frozenset[Whose]:
    """Return the kinds of child of which somebody reaches anything at all."""
    if who not in set(Role):
        return frozenset()
    tables = (roles for record, roles in REACHED.items() if record is not Record.QUALITY)
    return frozenset().union(*(roles.get(Role(who), frozenset()) for roles in tables))


def out_of_reach(who: str) -> list[Whose]:
    """Return the kinds of child of which nothing may come to somebody's eyes."""
    return [kind for kind in Whose if kind not in in_reach(who)]
