"""Database triggers, written once for both databases, and the migration operation that installs them.

SQLite drops a table's triggers without a word when Django rebuilds the table (AlterField, AddField, AddConstraint): the
migration that does so ends with `InstallTriggers` again, and a test after all migrations proves that each still bites.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# What runs with the owner's rights must not find a table put in its way: temporary ones would come first, unasked.
SAFE_PATH = "SET search_path = public, pg_temp"
TRUNCATE = "TRUNCATE"
TRIGGERS: dict[str, "Trigger | Follow"] = {}


@dataclass(frozen=True)
class Trigger:
    """A rule that the database itself keeps: `message` is what it says when it refuses."""

    name: str
    table: str
    events: tuple[str, ...]  # of INSERT, UPDATE, DELETE, and TRUNCATE, which only PostgreSQL has
    refuse_when: str  # SQL over NEW and OLD; "TRUE" refuses always
    message: str
    # Other tables that it reads. Such a trigger is installed after every `migrate`, by no migration: SQLite can rename
    # no table while another table's trigger names it.
    reads: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Join the registry, so that a test can find every trigger there is."""
        TRIGGERS[self.name] = self

    def names(self, vendor: str) -> set[str]:
        """Return what the database calls this trigger: on SQLite it is one for each event."""
        if vendor == "sqlite":
            return {f"{self.name}_{event.lower()}" for event in self.events if event != TRUNCATE}
        return {self.name}

    def create(self, vendor: str) -> Iterator[str]:
        """Yield the statements that install this trigger on `vendor` ("postgresql" or "sqlite")."""
        yield from self.drop(vendor)
        message = self.message.replace("'", "''")
        of_rows = tuple(event for event in self.events if event != TRUNCATE)
        if vendor == "sqlite":
            for event in of_rows:
                yield (
                    f'CREATE TRIGGER "{self.name}_{event.lower()}" BEFORE {event} ON "{self.table}" FOR EACH ROW '
                    f"WHEN {self.refuse_when} BEGIN SELECT RAISE(ABORT, '{message}'); END"
                )
            return
        result = "OLD" if self.events == ("DELETE",) else "NEW"
        yield (
            f'CREATE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {self.refuse_when} THEN '
            f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"RETURN {result}; END $$"
        )
        yield (
            f'CREATE TRIGGER "{self.name}" BEFORE {" OR ".join(of_rows)} ON "{self.table}" '
            f'FOR EACH ROW EXECUTE FUNCTION "{self.name}"()'
        )
        if TRUNCATE in self.events:
            yield (
                f'CREATE TRIGGER "{self.name}_truncate" BEFORE TRUNCATE ON "{self.table}" '
                f'FOR EACH STATEMENT EXECUTE FUNCTION "{self.name}"()'
            )

    def drop(self, vendor: str) -> Iterator[str]:
        """Yield the statements that remove this trigger, if it is there."""
        if vendor == "sqlite":
            for event in self.events:
                yield f'DROP TRIGGER IF EXISTS "{self.name}_{event.lower()}"'
            return
        yield f'DROP FUNCTION IF EXISTS "{self.name}"() CASCADE'


@dataclass(frozen=True)
class Follow:
    """What the database writes by itself after a row was added to `table`, with the rights of the tables' owner."""

    name: str
    table: str
    sqlite: str
    postgresql: str
    at_commit: bool = False  # on PostgreSQL; SQLite has one writer at a time and no such thing
    message = ""  # it refuses nothing

    def __post_init__(self) -> None:
        """Join the registry, so that a test can find every trigger there is."""
        TRIGGERS[self.name] = self

    def names(self, vendor: str) -> set[str]:
        """Return what the database calls this trigger."""
        return {f"{self.name}_insert" if vendor == "sqlite" else self.name}

    def create(self, vendor: str) -> Iterator[str]:
        """Yield the statements that install this trigger on `vendor` ("postgresql" or "sqlite")."""
        yield from self.drop(vendor)
        if vendor == "sqlite":
            yield (
                f'CREATE TRIGGER "{self.name}_insert" AFTER INSERT ON "{self.table}" FOR EACH ROW '
                f"BEGIN {self.sqlite.strip()}; END"
            )
            return
        yield (
            f'CREATE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER '
            f"{SAFE_PATH} AS $$ BEGIN {self.postgresql.strip()}; RETURN NULL; END $$"
        )
        constraint, when = ("CONSTRAINT ", "DEFERRABLE INITIALLY DEFERRED ") if self.at_commit else ("", "")
        yield (
            f'CREATE {constraint}TRIGGER "{self.name}" AFTER INSERT ON "{self.table}" {when}'
            f'FOR EACH ROW EXECUTE FUNCTION "{self.name}"()'
        )

    def drop(self, vendor: str) -> Iterator[str]:
        """Yield the statements that remove this trigger, if it is there."""
        if vendor == "sqlite":
            yield f'DROP TRIGGER IF EXISTS "{self.name}_insert"'
            return
        yield f'DROP FUNCTION IF EXISTS "{self.name}"() CASCADE'


def append_only(table: str) -> Trigger:
    """Return the trigger that refuses to change or delete a row of `table`."""
    return Trigger(
        name=f"{table}_append_only",
        table=table,
        events=("UPDATE", "DELETE", TRUNCATE),
        refuse_when="TRUE",
        message="This history can be added to, never changed.",
    )


def no_overlap(*, table: str, owner: str, start: str, end: str, message: str, void: str = "") -> Trigger:
    """Return the trigger that refuses a row whose time overlaps another row's of the same owner.

    void: a column that, where it is filled, says that a row counts no more. Times are half open: a spell may begin on
    the day the one before it ended. An open end runs on for ever.
    """
    counting = f" AND other.{void} IS NULL AND NEW.{void} IS NULL" if void else ""
    return Trigger(
        name=f"{table}_no_overlap",
        table=table,
        events=("INSERT", "UPDATE"),
        refuse_when=(
            f'EXISTS (SELECT 1 FROM "{table}" other '  # noqa: S608 - names from our own code, nothing typed
            f"WHERE other.{owner} = NEW.{owner} AND other.id <> COALESCE(NEW.id, -1) "
            f"AND (other.{end} IS NULL OR other.{end} > NEW.{start}) "
            f"AND (NEW.{end} IS NULL OR NEW.{end} > other.{start}){counting})"
        ),
        message=message,
    )


def same_child(table: str, key: str, of: str, message: str) -> Trigger:
    """Return the trigger that refuses a row of one child that names, by `key`, a row of another child in table `of`."""
    return Trigger(
        name=f"{table}_{key}_same_child",
        table=table,
        events=("INSERT", "UPDATE"),
        refuse_when=f"NEW.child_id <> (SELECT child_id FROM {of} WHERE id = NEW.{key})",  # noqa: S608 - our own names
        message=message,
        reads=(of,),
    )


def across_tables() -> list[Trigger]:
    """Return the triggers that read other tables than their own."""
    return [trigger for trigger in TRIGGERS.values() if isinstance(trigger, Trigger) and trigger.reads]


def make_way(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away that would keep SQLite from renaming a table."""
    with connection.cursor() as cursor:
        for trigger in across_tables():
            for statement in trigger.drop(connection.vendor):
                cursor.execute(statement)


def install_across_tables(connection: BaseDatabaseWrapper) -> None:
    """Install the triggers that read other tables, as far as their tables are there."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for trigger in across_tables():
            if {trigger.table, *trigger.reads} <= there:
                for statement in trigger.create(connection.vendor):
                    cursor.execute(statement)


def absent(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of the triggers that the database does not have, or has disabled."""
    sql = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        there = {str(name) for (name,) in cursor.fetchall()}
    return [name for name, trigger in TRIGGERS.items() if not trigger.names(connection.vendor) <= there]


class InstallTriggers(Operation):
    """A migration operation that installs triggers, or installs them again after a table was rebuilt."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, *triggers: "Trigger | Follow") -> None:
        """Take the triggers to install."""
        self.triggers = triggers

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return how to write this operation down."""
        return (self.__class__.__qualname__, list(self.triggers), {})

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing in Django's picture of the tables."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Install; what reads other tables comes after all migrations."""
        for trigger in self.triggers:
            if getattr(trigger, "reads", ()):
                continue
            for statement in trigger.create(schema_editor.connection.vendor):
                schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Remove."""
        for trigger in self.triggers:
            for statement in trigger.drop(schema_editor.connection.vendor):
                schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        """Return what this does, for the migration's output."""
        return "Install triggers: " + ", ".join(trigger.name for trigger in self.triggers)
