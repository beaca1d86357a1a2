"""The statements of the triggers that keep the field history: what each database is told about one table."""
# ruff: noqa: S608 - the names in these statements are the tables' and columns' own, from our models

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audit.acts import SETTING
from audit.triggers import SAFE_PATH

# Columns that are no facts of a case, and would keep what must not be kept.
NOT_KEPT: Mapping[str, tuple[str, ...]] = {
    "accounts_user": ("password", "last_login"),
    # Where staff live is seen by themselves alone.
    "accounts_home": ("street", "postcode"),
    # The link in a mail opens an answer: what would make it again is kept nowhere else.
    "reviews_replylink": ("secret_hash",),
    "participation_formlink": ("secret_hash",),
    # What is half filled is nobody's to read: sent in, it is a form of its own.
    "participation_askedform": ("so_far",),
}
PREFIX = "history_"
OPERATIONS = ("INSERT", "UPDATE", "DELETE")
INTO = (
    "INSERT INTO audit_rowchange (at, table_name, row_id, child_id, operation, before, after, "
    "actor_id, acting_role, system_job, verb, act)"
)
DEFINED = f"RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER {SAFE_PATH}"
EMPTIED = f"{PREFIX}never_emptied"
NEVER_EMPTIED = (
    f'CREATE OR REPLACE FUNCTION "{EMPTIED}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
    "RAISE EXCEPTION 'Records are deleted one by one, so that each leaves its history.' "
    "USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


@dataclass(frozen=True)
class Kept:
    """One table whose changes are kept: its columns, and the SQL of a row's child ("{row}" stands for the row)."""

    table: str
    columns: tuple[str, ...]
    child: str

    def child_of(self, row: str) -> str:
        """Return the SQL of the id of the child that a row is about, or NULL."""
        return self.child.replace("{row}", row)


def _json(columns: tuple[str, ...], row: str, *, changed_only: bool) -> str:
    """Return the SQLite expression of a row's columns as a JSON object: of all, or of those that an update changed."""
    parts = []
    for column in columns:
        pair = f'\',"{column}":\' || json_quote({row}."{column}")'
        differs = f'OLD."{column}" IS NOT NEW."{column}"'
        parts.append(f"CASE WHEN {differs} THEN {pair} ELSE '' END" if changed_only else pair)
    return "'{' || substr(" + " || ".join(parts) + ", 2) || '}'"


def on_sqlite(table: Kept) -> Iterator[tuple[str, str]]:
    """Yield the names and statements of the triggers of one table."""
    for operation in OPERATIONS:
        row, update = ("OLD" if operation == "DELETE" else "NEW"), operation == "UPDATE"
        before = "NULL" if operation == "INSERT" else _json(table.columns, "OLD", changed_only=update)
        after = "NULL" if operation == "DELETE" else _json(table.columns, "NEW", changed_only=update)
        differs = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in table.columns)
        when = f" WHEN {differs}" if update else ""
        name = f"{PREFIX}{table.table}_{operation.lower()}"
        statement = (
            f'CREATE TRIGGER "{name}" AFTER {operation} ON "{table.table}" FOR EACH ROW{when} BEGIN {INTO} '
            f"SELECT strftime('%Y-%m-%d %H:%M:%f', 'now'), '{table.table}', {row}.id, {table.child_of(row)}, "
            f"'{operation.lower()}', {before}, {after}, json_extract(running.act, '$.actor'), "
            "COALESCE(json_extract(running.act, '$.role'), ''), COALESCE(json_extract(running.act, '$.job'), ''), "
            "COALESCE(json_extract(running.act, '$.verb'), ''), COALESCE(json_extract(running.act, '$.key'), '') "
            "FROM (SELECT NULLIF(audit_act(), '') AS act) running; END"
        )
        yield name, statement


def body(table: Kept) -> str:
    """Return the body of the function that keeps one table's changes on PostgreSQL."""
    left_out = "{" + ",".join(NOT_KEPT.get(table.table, ())) + "}"
    return f"""
DECLARE
  earlier jsonb; later jsonb;
  running jsonb := COALESCE(NULLIF(current_setting('{SETTING}', true), ''), '{{}}')::jsonb;
BEGIN
  IF TG_OP <> 'INSERT' THEN earlier := to_jsonb(OLD) - '{left_out}'::text[]; END IF;
  IF TG_OP <> 'DELETE' THEN later := to_jsonb(NEW) - '{left_out}'::text[]; END IF;
  IF TG_OP = 'UPDATE' THEN
    SELECT jsonb_object_agg(was.key, was.value), jsonb_object_agg(was.key, later -> was.key) INTO earlier, later
    FROM jsonb_each(earlier) was WHERE was.value IS DISTINCT FROM later -> was.key;
    IF earlier IS NULL THEN RETURN NULL; END IF;
  END IF;
  {INTO} VALUES (
    clock_timestamp(), '{table.table}', COALESCE(NEW.id, OLD.id),
    CASE WHEN TG_OP = 'DELETE' THEN {table.child_of("OLD")} ELSE {table.child_of("NEW")} END,
    lower(TG_OP), earlier, later, (running ->> 'actor')::bigint, COALESCE(running ->> 'role', ''),
    COALESCE(running ->> 'job', ''), COALESCE(running ->> 'verb', ''), COALESCE(running ->> 'key', ''));
  RETURN NULL;
END"""


def on_postgresql(table: Kept) -> tuple[str, ...]:
    """Return the statements that install one table's triggers: what keeps its changes, and what refuses to empty it."""
    name, on, rows = f"{PREFIX}{table.table}", f'ON "{table.table}"', " OR ".join(OPERATIONS)
    return (
        f'CREATE OR REPLACE FUNCTION "{name}"() {DEFINED} AS $history${body(table)}$history$',
        f'CREATE OR REPLACE TRIGGER "{name}" AFTER {rows} {on} FOR EACH ROW EXECUTE FUNCTION "{name}"()',
        NEVER_EMPTIED,
        f'CREATE OR REPLACE TRIGGER "{name}_truncate" BEFORE TRUNCATE {on} EXECUTE FUNCTION "{EMPTIED}"()',
    )
