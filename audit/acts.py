"""The act that is running: who does what. The database asks it whenever a row of a case table changes."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

from audit.actors import Actor, SystemJob

# Read by the triggers on PostgreSQL; on SQLite they call a function of the connection (audit/apps.py).
SETTING = "app.act"
_text: ContextVar[str] = ContextVar("act", default="")


def act_text() -> str:
    """Return the running act as the triggers read it: JSON, or an empty text outside an action."""
    return _text.get()


def act_key() -> str:
    """Return the key that the running act's rows share, or an empty text outside an action."""
    return str(json.loads(_text.get())["key"]) if _text.get() else ""


@contextmanager
def attributed(verb: str, by: Actor) -> Iterator[None]:
    """Attribute what the database writes inside to `by`. Inside another act, that one stands."""
    if _text.get():
        yield
        return
    token = _text.set(_described(verb, by))
    try:
        _tell(_text.get())
        yield
        # A commit ends the setting; where the transaction goes on, what follows is another's.
        if len(connection.atomic_blocks) > 1:
            _tell("")
    finally:
        _text.reset(token)


def _described(verb: str, by: Actor) -> str:
    who: dict[str, object] = {"key": uuid.uuid4().hex, "verb": verb}
    if isinstance(by, SystemJob):
        who["job"] = by.name
    else:
        who |= {"actor": by.pk, "role": by.acting_role}
    return json.dumps(who)


def _tell(text: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, text])
