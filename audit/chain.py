"""The hash chain over the log and the field history: what a link holds, and the triggers that write it.

Each new row of a chained table gets a link: the hash of the link before it and of the row's own canonical text. A row
that is edited, removed, put in or moved later no longer fits its link, whoever did it. A column added later needs a
version of its own (`event/2`): the links there are were made of the columns there were.
"""
# ruff: noqa: S608 - the names in these statements are our own

from dataclasses import dataclass
from types import MappingProxyType

from audit.triggers import Follow

GENESIS = "0" * 64
# One lock for the whole chain on PostgreSQL, taken at commit and held to its end.
LOCK = 0x49524F_41554449
TIMES = frozenset({"at"})


@dataclass(frozen=True)
class Source:
    """A chained table: its name in the links, and the columns that its canonical text is made of, in order."""

    name: str
    table: str
    columns: tuple[str, ...]

    def canonical(self, vendor: str, row: str) -> str:
        """Return the SQL of the canonical text of `row` ("NEW", or an alias), which no setting of a session changes."""
        if vendor == "sqlite":
            return f"json_array('{self.name}', " + ", ".join(f'{row}."{column}"' for column in self.columns) + ")"
        values = [_moment(row, column) if column in TIMES else f'{row}."{column}"' for column in self.columns]
        return f"json_build_array('{self.name}'::text, {', '.join(values)})::text"


def _moment(row: str, column: str) -> str:
    return f"to_char({row}.\"{column}\" AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"


EVENTS = Source(
    "event/1",
    "audit_auditevent",
    (
        "id",
        "at",
        "kind",
        "verb",
        "actor_id",
        "acting_role",
        "system_job",
        "subject_type",
        "subject_id",
        "child_ids",
        "break_glass_id",
        "row_count",
        "term_hash",
        "act",
    ),
)
CHANGES = Source(
    "change/1",
    "audit_rowchange",
    (
        "id",
        "at",
        "table_name",
        "row_id",
        "child_id",
        "operation",
        "before",
        "after",
        "actor_id",
        "acting_role",
        "system_job",
        "verb",
        "act",
    ),
)
SOURCES = MappingProxyType({source.name: source for source in (EVENTS, CHANGES)})

_LAST = (
    "(SELECT COALESCE((SELECT max(position) FROM audit_chainlink), 0) AS position, "
    f"COALESCE((SELECT hash FROM audit_chainlink ORDER BY position DESC LIMIT 1), '{GENESIS}') AS hash) last"
)


def hash_sql(vendor: str, previous: str, text: str) -> str:
    """Return the SQL of a link's hash: SHA-256 over the hash before, a line's end and the text, in hexadecimal."""
    if vendor == "sqlite":
        # Django gives its connections SHA256; another program's connection has none, and cannot write here.
        return f"SHA256({previous} || char(10) || {text})"
    return f"encode(sha256(convert_to({previous} || E'\\n' || {text}, 'UTF8')), 'hex')"


def linking(source: Source, vendor: str, row: str) -> str:
    """Return the statement that adds the link of `row` after the last there is."""
    digest = hash_sql(vendor, "last.hash", source.canonical(vendor, row))
    return (
        "INSERT INTO audit_chainlink (position, source, row_id, previous, hash) "
        f"SELECT last.position + 1, '{source.name}', {row}.id, last.hash, {digest} FROM {_LAST}"
    )


def chained(source: Source) -> Follow:
    """Return the trigger that links each new row of a table.

    On PostgreSQL it runs at commit, so that the lock holds up nobody's work and cannot cross with the locks of rows.
    """
    return Follow(
        name=f"{source.table}_chained",
        table=source.table,
        sqlite=linking(source, "sqlite", "NEW"),
        postgresql=f"PERFORM pg_advisory_xact_lock({LOCK}); {linking(source, 'postgresql', 'NEW')}",
        at_commit=True,
    )
