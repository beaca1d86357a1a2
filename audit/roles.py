"""What PostgreSQL's roles may do: the web's adds to the log and cannot read or alter it, the reader's only reads it."""
# ruff: noqa: S608 - the names in these statements are quoted, and our own

from collections.abc import Iterator
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

OF_THE_LOG = "c.relname LIKE 'audit\\_%'"
IN_SCHEMA = "c.relnamespace = 'public'::regnamespace"
# What only migrations write.
ONLY_READ = frozenset({"django_migrations"})
LOG = "audit_auditevent"
WITH_OWNERS_RIGHTS = (
    "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef ORDER BY 1"
)


class RoleError(ValueError):
    """A role cannot be given these rights. The text is the sentence for whoever runs the command."""


def _rows(connection: BaseDatabaseWrapper, sql: str, given: list[Any] | None = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())


def _names(connection: BaseDatabaseWrapper, kinds: str, where: str) -> list[str]:
    """Return the names of tables ("r") or sequences ("S"), in order."""
    sql = f"SELECT c.relname FROM pg_class c WHERE {IN_SCHEMA} AND c.relkind IN ('{kinds}') AND {where} ORDER BY 1"
    return [name for (name,) in _rows(connection, sql)]


def refuse_unfit(connection: BaseDatabaseWrapper, role: str) -> None:
    """Raise RoleError when a role does not exist, or could go past whatever is granted here."""
    sql = "SELECT rolsuper, pg_has_role(rolname, current_user, 'member') FROM pg_roles WHERE rolname = %s"
    found = _rows(connection, sql, [role])
    if not found:
        message = f"There is no role {role}. Make it first: CREATE ROLE {role} LOGIN PASSWORD '...';"
        raise RoleError(message)
    is_superuser, is_owner = found[0]
    if is_superuser or is_owner:
        message = f"The role {role} is a superuser, or owns the tables: it would be bound by nothing."
        raise RoleError(message)


def statements(connection: BaseDatabaseWrapper, web: str, reader: str) -> Iterator[str]:
    """Yield the statements that give the two roles their rights, and nobody else any; twice is as good as once.

    Raises RoleError when one of the roles cannot be bound.
    """
    for role in (web, reader):
        refuse_unfit(connection, role)
    quote = connection.ops.quote_name
    both = f"{quote(web)}, {quote(reader)}"
    database = quote(connection.settings_dict["NAME"])
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    # A temporary table with a trigger could borrow the owner's rights from the functions that keep the log.
    yield f"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {both}"
    yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {both}"
    yield f"REVOKE ALL ON SCHEMA public FROM {both}"
    yield f"GRANT USAGE ON SCHEMA public TO {both}"
    for (signature,) in _rows(connection, WITH_OWNERS_RIGHTS):
        yield f"REVOKE EXECUTE ON FUNCTION {signature} FROM PUBLIC, {both}"
    for table in _names(connection, "r", f"NOT ({OF_THE_LOG})"):
        rights = "SELECT" if table in ONLY_READ else "SELECT, INSERT, UPDATE, DELETE"
        yield f"GRANT {rights} ON TABLE {quote(table)} TO {quote(web)}"
    for sequence in _names(connection, "S", f"NOT ({OF_THE_LOG})"):
        yield f"GRANT USAGE ON SEQUENCE {quote(sequence)} TO {quote(web)}"
    # An insert answers with the new row's id, which is a reading of that column.
    yield f"GRANT INSERT, SELECT (id) ON TABLE {LOG} TO {quote(web)}"
    for table in _names(connection, "r", OF_THE_LOG):
        yield f"GRANT SELECT ON TABLE {quote(table)} TO {quote(reader)}"
