"""One step of a form that was asked: along the transition table, with its immutable row. For the actions here."""

from accounts.models import User
from accounts.verdict import ALLOWED, insist, refused
from audit.actors import Actor
from audit.versions import change
from participation.enums import AskedStatus
from participation.models import AskedForm, AskedFormChange
from participation.transitions import asked_may_become


def person(by: Actor) -> User | None:
    """Return the person who acts, or None for a job of the system and for who holds a link."""
    return by if isinstance(by, User) else None


def step(
    asked: AskedForm,
    following: AskedStatus,
    *,
    by: Actor,
    why: str = "",
    seen_version: int | None = None,
    **fields: object,
) -> AskedForm:
    """Take a step, write its facts, and append the row that says so.

    Raises RefusedError for a step that is not in the table, ConflictError when the form has moved on.
    """
    now = asked.get_status_display().lower()
    insist(ALLOWED if asked_may_become(asked.status, following) else refused(f"This form is {now}."))
    was = asked.status
    change(asked, seen_version=seen_version, status=following, **fields)
    AskedFormChange.objects.create(asked=asked, was=was, became=following, why=why, by=person(by))
    return asked
