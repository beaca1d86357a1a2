"""Emptying every table between tests that commit: SQLite deletes row by row, and append-only tables refuse that.

On SQLite the triggers step aside for the flush and come back; on PostgreSQL, where emptying is refused too, the flush
runs as what copies from another server does: without triggers.
"""

from typing import Any

import pytest
from django.db import transaction
from django.db.backends.postgresql.operations import DatabaseOperations as PostgresOperations
from django.db.backends.sqlite3 import base  # noqa: F401 - first: `operations` imports it, and it `operations`
from django.db.backends.sqlite3.operations import DatabaseOperations

TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


def install(patch: pytest.MonkeyPatch) -> None:
    """Let a flush of SQLite drop the triggers first and make them again after; one of PostgreSQL goes without."""
    original = DatabaseOperations.execute_sql_flush

    def execute_sql_flush(self: DatabaseOperations, sql_list: list[str]) -> Any:
        connection = self.connection
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            triggers = cursor.execute(TRIGGERS).fetchall()
            for name, _sql in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            original(self, sql_list)
            for _name, sql in triggers:
                cursor.execute(sql)

    patch.setattr(DatabaseOperations, "execute_sql_flush", execute_sql_flush)
    truncate = PostgresOperations.execute_sql_flush

    def flush_without_triggers(self: PostgresOperations, sql_list: list[str]) -> Any:
        connection = self.connection
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            truncate(self, sql_list)

    patch.setattr(PostgresOperations, "execute_sql_flush", flush_without_triggers)
