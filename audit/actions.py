"""The `@action` decorator: atomic, attributed, audited. Every write of the system goes through one."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from django.db import DatabaseError, models, transaction
from django.utils.crypto import salted_hmac

from audit.actors import Actor, SystemJob
from audit.acts import act_key, attributed
from audit.models import AuditEvent

P = ParamSpec("P")
R = TypeVar("R")

# What a record without a child of its own belongs to.
OWNERS = (
    "review",
    "period",
    "dispute",
    "stage",
    "restriction",
    "consultation",
    "decision",
    "record",
    "asked",
    "alert",
)
ACTIONS: dict[str, Callable[..., Any]] = {}
_depth: ContextVar[int] = ContextVar("action_depth", default=0)


class NotLoggedError(Exception):
    """The log could not be written, and so what was to be logged does not happen."""


def in_action() -> bool:
    """Say whether an action is running in this thread: the stray-write guard asks."""
    return _depth.get() > 0


@contextmanager
def acting() -> Iterator[None]:
    """Mark what runs inside as being within an action. For the decorator and for the system's own bookkeeping."""
    token = _depth.set(_depth.get() + 1)
    try:
        yield
    finally:
        _depth.reset(token)


def child_ids_of(record: object) -> list[int]:
    """Return the ids of the children whom a record is about: its `audit_child_id`, or its `child_id`, or none."""
    found = getattr(record, "audit_child_id", None) or getattr(record, "child_id", None)
    return [found] if isinstance(found, int) else []


def children_behind(*given: object) -> list[int]:
    """Return the ids of the children whom an act is about: of every record in it, or of what that belongs to.

    given: records, lists of records, or anything else, which counts for nothing.
    """
    found: set[int] = set()
    for each in given:
        if isinstance(each, list | tuple):
            found.update(children_behind(*each))
        elif isinstance(each, models.Model):
            found.update(child_ids_of(each) or _through_owners(each))
    return sorted(found)


def _through_owners(record: models.Model) -> list[int]:
    """Return the children of what a record belongs to: of a booking's review, of a reply's stage's dispute."""
    names = {field.name for field in record._meta.concrete_fields if field.many_to_one or field.one_to_one}  # noqa: SLF001 - Django's documented name
    for name in OWNERS:
        owner = getattr(record, name, None) if name in names else None
        if isinstance(owner, models.Model):
            return child_ids_of(owner) or _through_owners(owner)
    return []


def hash_of_term(term: str) -> str:
    """Return what stands for a searched term in the log: the same for the same words, unreadable without SECRET_KEY."""
    words = " ".join(term.casefold().split())
    return salted_hmac("audit.term", words, algorithm="sha256").hexdigest() if words else ""


def record_event(
    *,
    kind: AuditEvent.Kind,
    verb: str,
    by: Actor,
    subject: models.Model | tuple[str, int] | None = None,
    child_ids: list[int] | None = None,
    row_count: int | None = None,
    term: str = "",
    break_glass_id: int | None = None,
) -> AuditEvent:
    """Append one event to the log, attributed to `by`, in the transaction that is running.

    subject: the record, or a pair of what an id is called and the id (of a record that may not exist).
    row_count: how many rows were exported or found. term: what was searched for; only its hash is kept.
    break_glass_id: the emergency access under which it was done; by default the one that `by` acts under.
    Raises NotLoggedError when the log cannot be written.
    """
    event = AuditEvent(
        kind=kind,
        verb=verb,
        child_ids=child_ids or [],
        row_count=row_count,
        term_hash=hash_of_term(term),
        act=act_key(),
    )
    event.break_glass_id = break_glass_id if break_glass_id is not None else getattr(by, "break_glass_id", None)
    if isinstance(by, SystemJob):
        event.system_job = by.name
    else:
        event.actor_id, event.acting_role = by.pk, by.acting_role
    if isinstance(subject, tuple):
        event.subject_type, event.subject_id = subject
    elif subject is not None:
        event.subject_type, event.subject_id = subject._meta.label_lower, subject.pk  # noqa: SLF001 - Django's documented name
    try:
        with acting():
            event.save(force_insert=True)
    except DatabaseError as error:
        raise NotLoggedError from error
    return event


def _subject_of(result: object, arguments: dict[str, Any]) -> models.Model | None:
    """Return what was acted upon: the record the action returned, else the first record it was given."""
    if isinstance(result, models.Model):
        return result
    return next((given for given in arguments.values() if isinstance(given, models.Model)), None)


def action(verb: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function an action: keyword-only, with `by=`, in one transaction with its audit row.

    verb: "app.verb" in the field's words, unique ("reviews.complete"). The audit row names the record that the function
    returns, or else the first record among its arguments. Raises TypeError when `by` is missing.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        if verb in ACTIONS:
            message = f"two actions are named {verb}"
            raise ValueError(message)

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            by: Any = kwargs.get("by")
            if by is None:
                message = f"{verb} must be told who acts (by=)"
                raise TypeError(message)
            with transaction.atomic(), acting(), attributed(verb, by):
                result = function(*args, **kwargs)
                subject = _subject_of(result, {k: v for k, v in kwargs.items() if k != "by"})
                record_event(
                    kind=AuditEvent.Kind.WRITE,
                    verb=verb,
                    by=by,
                    subject=subject,
                    child_ids=children_behind(subject, *(value for name, value in kwargs.items() if name != "by")),
                )
            return result

        run.audit_verb = verb  # type: ignore[attr-defined]  # read by the architecture test
        ACTIONS[verb] = run
        return run

    return decorate
