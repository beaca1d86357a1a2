"""The triggers that keep the field history of every case table, made from the tables as they are after each migration.

No migration installs them: whoever adds a table or a column would have to remember, and SQLite drops a table's triggers
when Django rebuilds it. They are taken away before migrations run on SQLite (a table cannot be renamed while another
table's trigger names it) and put back after, on both databases, wherever they are missing or out of date.
"""
# ruff: noqa: S608, SLF001 - the names in these statements are our own, and `_meta` is Django's documented name

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from audit.history_sql import NOT_KEPT, PREFIX, Kept, body, on_postgresql, on_sqlite

CASE_APPS = ("accounts", "children", "reviews", "participation", "disputes", "quality")
CHILDREN = "children_child"
# Tables of these apps without a history, each with its reason.
EXEMPT: Mapping[str, str] = {}
FURTHEST = 3


def tables() -> list[type[models.Model]]:
    """Return every model whose table keeps a history, tables between two others included."""
    return [
        model
        for label in CASE_APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in EXEMPT
    ]


def kept(model: type[models.Model], present: Mapping[str, set[str]]) -> Kept:
    """Return what is kept of a model's table, out of the columns that the database has now."""
    table = model._meta.db_table
    left_out = NOT_KEPT.get(table, ())
    columns = tuple(sorted(column for column in present[table] if column not in left_out))
    return Kept(table, columns, _child(model, "{row}", present, FURTHEST) or "CAST(NULL AS bigint)")


def _child(model: type[models.Model], row: str, present: Mapping[str, set[str]], further: int) -> str:
    """Return the SQL that leads from a row to its child over the fewest tables, or an empty text where none does."""
    options = model._meta
    if options.db_table == CHILDREN:
        return f"{row}.id"
    keys = [
        (field.column, field.related_model)
        for field in options.local_fields
        if isinstance(field, models.ForeignKey) and field.column in present.get(options.db_table, ())
    ]
    for column, target in keys:
        if target._meta.db_table == CHILDREN:
            return f"{row}.{column}"
    for depth in range(further):
        for column, target in keys:
            found = _child(target, f"t{further}", present, depth) if target is not model else ""
            if found:
                return f"(SELECT {found} FROM {target._meta.db_table} t{further} WHERE t{further}.id = {row}.{column})"
    return ""


def _rows(connection: BaseDatabaseWrapper, sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def present_columns(connection: BaseDatabaseWrapper) -> dict[str, set[str]]:
    """Return the columns of every table that the database has now."""
    sql = (
        "SELECT m.name, p.name FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'"
        if connection.vendor == "sqlite"
        # Not information_schema, which shows each role only what it may use.
        else "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
        "WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') "
        "AND a.attnum > 0 AND NOT a.attisdropped"
    )
    found: dict[str, set[str]] = {}
    for table, column in _rows(connection, sql):
        found.setdefault(table, set()).add(column)
    return found


def wanted(connection: BaseDatabaseWrapper) -> list[Kept]:
    """Return the tables whose changes are to be kept, as the database has them now; none while there is no history."""
    present = present_columns(connection)
    if "audit_rowchange" not in present:
        return []
    return [kept(model, present) for model in tables() if model._meta.db_table in present]


def installed(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the triggers of the history that the database has: name -> statement (SQLite) or body (PostgreSQL)."""
    if connection.vendor == "sqlite":
        sql = f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '{PREFIX}%'"
    else:
        sql = (
            "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            f"WHERE t.tgenabled IN ('O', 'A') AND t.tgname LIKE '{PREFIX}%'"
        )
    return dict(_rows(connection, sql))


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the tables whose changes the database does not keep as it should, by name."""
    found = installed(connection)
    if connection.vendor == "sqlite":
        return [table.table for table in wanted(connection) if any(found.get(n) != sql for n, sql in on_sqlite(table))]
    return [
        table.table
        for table in wanted(connection)
        if found.get(f"{PREFIX}{table.table}") != body(table) or f"{PREFIX}{table.table}_truncate" not in found
    ]


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers of every table away."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in installed(connection):
                cursor.execute(f'DROP TRIGGER "{name}"')
            return
        for (name,) in _rows(connection, f"SELECT proname FROM pg_proc WHERE proname LIKE '{PREFIX}%'"):
            cursor.execute(f'DROP FUNCTION "{name}" CASCADE')


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers of every table in place that has none, or one of an earlier shape."""
    tables_wanted = wanted(connection)
    if not tables_wanted:
        remove(connection)
        return
    stale, found = set(missing(connection)), installed(connection)
    with connection.cursor() as cursor:
        for table in tables_wanted:
            if table.table not in stale:
                continue
            if connection.vendor == "postgresql":
                for statement in on_postgresql(table):
                    cursor.execute(statement)
                continue
            for name, statement in on_sqlite(table):
                if name in found:
                    cursor.execute(f'DROP TRIGGER "{name}"')
                cursor.execute(statement)
