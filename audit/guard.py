"""Guards on the database connection: no write on a GET, no write of a case record outside an action."""

import re
from collections.abc import Callable
from typing import Any

from audit.actions import in_action

WRITE = re.compile(r'^\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)"?', re.IGNORECASE)
READ = re.compile(r'(?:FROM|JOIN)\s+"((?:children|reviews|participation|disputes|quality)_\w+)"')
CASE_APPS = (
    "accounts", "children", "reviews", "participation", "disputes", "quality", "exchange", "reporting", "office",
    "desk",
)  # fmt: skip
# The system's own bookkeeping, which no action describes.
BOOKKEEPING = frozenset({"django_session", "office_job", "office_draft", "accounts_user"})


class StrayWriteError(AssertionError):
    """A case record was written outside an action."""


def written_table(sql: str) -> str | None:
    """Return the table that a statement writes to, or None when it writes to none."""
    found = WRITE.match(sql)
    return found.group(1) if found else None


def refuse_stray_writes(
    execute: Callable[..., Any],
    sql: str,
    params: Any,
    many: bool,
    context: dict[str, Any],
) -> Any:
    """Refuse a write to a case table while no action runs (an execute_wrapper)."""
    table = written_table(sql)
    if table and table.split("_")[0] in CASE_APPS and table not in BOOKKEEPING and not in_action():
        message = f"{table} was written outside an action: {sql[:120]}"
        raise StrayWriteError(message)
    return execute(sql, params, many, context)


def reads_case_table(sql: str) -> bool:
    """Say whether a statement reads a table that holds child-level data."""
    return READ.search(sql) is not None
