"""Emptying every table between tests that commit: SQLite deletes row by row, and append-only tables refuse that.

On SQLite the triggers step aside for the flush and come back; on PostgreSQL, where emptying is refused too, the flush
runs as what copies from another server does: without triggers. There it also passes over what is empty: to truncate all
tables takes a second, and to put back object by object what the migrations brought takes three.
"""

from io import StringIO
from typing import Any

import pytest
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.creation import DatabaseCreation as PostgresCreation
from django.db.backends.postgresql.operations import DatabaseOperations as PostgresOperations
from django.db.backends.sqlite3 import base  # noqa: F401 - first: `operations` imports it, and it `operations`
from django.db.backends.sqlite3.operations import DatabaseOperations

TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
AS_A_COPY = "SET LOCAL session_replication_role = replica"


def install(patch: pytest.MonkeyPatch) -> None:
    """Let a flush of SQLite drop the triggers and make them again; one of PostgreSQL empties what has rows."""
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
    patch.setattr(PostgresOperations, "execute_sql_flush", empty_filled_tables)
    patch.setattr(PostgresCreation, "serialize_db_to_string", rows_of_tables, raising=False)
    patch.setattr(PostgresCreation, "deserialize_db_from_string", put_back, raising=False)


def empty_filled_tables(self: PostgresOperations, sql_list: list[str]) -> None:
    """Delete what stands in the tables that have rows, once nobody else is at work in any of them."""
    if sql_list:
        with transaction.atomic(using=self.connection.alias), self.connection.cursor() as cursor:
            _empty(self.connection, cursor)


def rows_of_tables(self: PostgresCreation) -> dict[str, str]:
    """Return what stands in every table that has rows, as PostgreSQL copies it."""
    found = {}
    with self.connection.cursor() as cursor:
        for table in _filled(self.connection):
            rows = StringIO()
            cursor.copy_expert(f"COPY {_quoted(table)} TO STDOUT", rows)
            found[table] = rows.getvalue()
    return found


def put_back(self: PostgresCreation, data: dict[str, str]) -> None:
    """Have the tables hold what `rows_of_tables` returned, and nothing else."""
    with transaction.atomic(using=self.connection.alias), self.connection.cursor() as cursor:
        _empty(self.connection, cursor)
        for table, rows in data.items():
            cursor.copy_expert(f"COPY {_quoted(table)} FROM STDIN", StringIO(rows))


def _empty(connection: BaseDatabaseWrapper, cursor: Any) -> None:
    cursor.execute(AS_A_COPY)
    cursor.execute(f"LOCK TABLE {', '.join(map(_quoted, _tables(connection)))}")
    for table in _filled(connection):
        cursor.execute(f"DELETE FROM {_quoted(table)}")  # noqa: S608 - a table's own name


def _tables(connection: BaseDatabaseWrapper) -> list[str]:
    return sorted(connection.introspection.django_table_names(only_existing=True, include_views=False))


def _filled(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the tables that have rows: one query."""
    tables = _tables(connection)
    asked = (f"SELECT '{each}' WHERE EXISTS (SELECT 1 FROM {_quoted(each)})" for each in tables)  # noqa: S608 - a table's own name
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [table for (table,) in cursor.fetchall()]


def _quoted(table: str) -> str:
    return f'"{table}"'
