"""GET and HEAD never write: the database connection refuses a write meanwhile, save to the log of what was read."""

from collections.abc import Callable
from typing import Any

from audit.guard import written_table

READING = frozenset({"GET", "HEAD", "OPTIONS"})
# The session's own row, the log of what was read, the counts of failed sign-ins and of calendars that there are not.
ALLOWED_TABLES = frozenset({"django_session", "audit_auditevent", "exchange_wrongaddress"})
ALLOWED_PREFIXES = ("axes_",)


class WriteWhileReadingError(AssertionError):
    """A GET or HEAD wrote to a table of records."""


def refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Refuse a statement that writes (an execute_wrapper)."""
    table = written_table(sql)
    if table and table not in ALLOWED_TABLES and not table.startswith(ALLOWED_PREFIXES):
        message = f"a GET wrote to {table}: {sql[:200]}"
        raise WriteWhileReadingError(message)
    return execute(sql, params, many, context)
