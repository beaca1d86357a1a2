"""The web's role on PostgreSQL works, adds to the log and can do nothing else to it; shown over its own connections."""

import ast
import secrets

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, connections
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from audit import reading
from audit.actions import record_event
from audit.models import AuditEvent, RowChange
from audit.verifying import verify
from tests.architecture.sources import modules
from tests.factories import BY, make_child, make_user

PASSWORD = secrets.token_hex(16)


@pytest.fixture(scope="module")
def roles(django_db_setup, django_db_blocker):
    """Make the two roles, give them their rights by the command, and take them away in the end."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles")
    names = [f"{connection.settings_dict['NAME']}_{name}" for name in ("web", "reader")]
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            for name in names:
                cursor.execute(f"CREATE ROLE \"{name}\" LOGIN PASSWORD '{PASSWORD}'")
        call_command("database_roles", web=names[0], reader=names[1], verbosity=0)
        connection.close()
    yield names
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for name in names:
            cursor.execute(f'DROP OWNED BY "{name}"')
            cursor.execute(f'DROP ROLE "{name}"')
    connection.close()


def answer(role: str, statement: str) -> str:
    """Say how the database answers a role, over a connection of the role's own: "done", or "refused"."""
    given = connection.settings_dict
    session = psycopg2.connect(
        host=given["HOST"], port=given["PORT"], dbname=given["NAME"], user=role, password=PASSWORD
    )
    try:
        session.cursor().execute(statement)
    except psycopg2.errors.InsufficientPrivilege:
        return "refused"
    finally:
        session.close()
    return "done"


ATTACKS = [
    "UPDATE audit_auditevent SET verb = 'x'",
    "DELETE FROM audit_auditevent",
    "TRUNCATE audit_auditevent",
    "SELECT * FROM audit_auditevent",
    "SELECT verb FROM audit_auditevent",
    "COPY audit_auditevent TO STDOUT",
    "ALTER TABLE audit_auditevent DISABLE TRIGGER ALL",
    "ALTER TABLE audit_auditevent DISABLE TRIGGER audit_auditevent_append_only",
    "DROP TRIGGER audit_auditevent_append_only ON audit_auditevent",
    "DROP TABLE audit_auditevent",
    "DROP FUNCTION audit_auditevent_append_only() CASCADE",
    "SET session_replication_role = replica",
    "LOCK TABLE audit_auditevent IN ACCESS EXCLUSIVE MODE",
    "INSERT INTO audit_chainlink VALUES (1, 'event/1', 1, '', '')",
    "SELECT hash FROM audit_chainlink",
    "DELETE FROM audit_chainlink",
    "TRUNCATE audit_chainlink",
    "INSERT INTO audit_rowchange (at, table_name, row_id, operation) VALUES (now(), 'children_child', 1, 'update')",
    "SELECT before FROM audit_rowchange",
    "DELETE FROM audit_rowchange",
    "DELETE FROM audit_auditeventchild",
    "ALTER TABLE children_child DISABLE TRIGGER history_children_child",
    "TRUNCATE children_child CASCADE",
    "CREATE TABLE planted (id int)",
    "CREATE TEMPORARY TABLE audit_chainlink (id int)",
    "CREATE OR REPLACE FUNCTION history_children_child() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('x', 'x', now())",
    "CREATE ROLE planted SUPERUSER",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_c17_web_role_is_refused(roles, attack):
    assert answer(roles[0], attack) == "refused"


@pytest.mark.parametrize(
    "attack",
    [
        "INSERT INTO audit_auditevent (at, kind, verb) VALUES (now(), 'read', 'x')",
        "UPDATE audit_auditevent SET verb = 'x'",
        "DELETE FROM audit_rowchange",
        "TRUNCATE audit_chainlink",
        "SELECT * FROM children_child",
        "SELECT * FROM accounts_user",
        "CREATE TEMPORARY TABLE planted (id int)",
    ],
)
def test_c17_reader_only_reads_the_log(roles, attack):
    assert answer(roles[1], attack) == "refused"


def test_c17_what_the_roles_are_for_is_done(roles):
    web, reader = roles
    tables = ("children_child", "accounts_user", "django_session")
    assert [answer(web, f"TABLE {table}") for table in tables] == ["done"] * 3
    tables = ("audit_auditevent", "audit_auditeventchild", "audit_rowchange", "audit_chainlink")
    assert [answer(reader, f"TABLE {table}") for table in tables] == ["done"] * 4


@pytest.mark.django_db
def test_c17_functions_with_the_owners_rights_find_no_table_that_was_put_in_their_way():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles")
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname, proconfig FROM pg_proc WHERE prosecdef")
        paths = dict(cursor.fetchall())
    assert {"audit_auditevent_chained", "audit_about_children", "history_children_child"} <= set(paths)
    assert {name: path for name, path in paths.items() if path != ["search_path=public, pg_temp"]} == {}


@pytest.fixture
def as_web(roles, transactional_db, settings):
    """Connect the application itself as the web's role, with the reader beside it."""
    given = connection.settings_dict
    owner = {"USER": given["USER"], "PASSWORD": given["PASSWORD"]}
    reader = connection.copy(alias="audit_reader")
    reader.settings_dict |= {"USER": roles[1], "PASSWORD": PASSWORD}
    connections["audit_reader"] = reader
    settings.AUDIT_READER = "audit_reader"

    def become(**who: str) -> None:
        connection.close()
        given.update(who)

    yield lambda: become(USER=roles[0], PASSWORD=PASSWORD)
    reader.close()
    del connections["audit_reader"]
    become(**owner)


def test_c17_application_works_as_the_web_role(as_web):
    user = make_user(Role.MANAGER)
    child = make_child()
    as_web()
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("child:page", args=[child.pk])).status_code == 200
    assert client.get("/child/999999/").status_code == 404
    make_child(first_name="Robin")  # an action: its event, its history and their links
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone()[0].endswith("_web")
    kinds = list(reading.events_about(child.pk).filter(actor_id=user.pk).values_list("kind", flat=True))
    assert kinds == ["read"]
    assert reading.events().filter(kind="refused").count() == 1
    assert verify().faults == []


def test_c17_web_role_itself_cannot_read_what_it_wrote(as_web):
    as_web()
    record_event(kind=AuditEvent.Kind.READ, verb="tests.planted", by=BY)
    with pytest.raises(ProgrammingError, match="permission denied"):
        AuditEvent.objects.first()
    with pytest.raises(ProgrammingError, match="permission denied"):
        RowChange.objects.first()
    assert reading.events().filter(verb="tests.planted").count() == 1


@pytest.mark.django_db
def test_c17_role_that_nothing_binds_is_refused():
    if connection.vendor != "postgresql":
        with pytest.raises(CommandError, match="Only PostgreSQL has roles"):
            call_command("database_roles", web="a", reader="b")
        return
    with pytest.raises(CommandError, match="bound by nothing"):
        call_command("database_roles", web=connection.settings_dict["USER"], reader="b")
    with pytest.raises(CommandError, match="There is no role nobody_of_this_name"):
        call_command("database_roles", web="nobody_of_this_name", reader="b")


def test_c17_statements_can_be_printed(roles, capsys, db):
    call_command("database_roles", web=roles[0], reader=roles[1], only_print=True)
    printed = capsys.readouterr().out
    assert f'GRANT INSERT, SELECT (id) ON TABLE audit_auditevent TO "{roles[0]}";' in printed


LOG_MODELS = {"AuditEvent", "AuditEventChild", "RowChange", "ChainLink"}


def readers_past_the_door(tree: ast.Module) -> list[str]:
    """Return where code asks a model of the log for its rows itself."""
    return [
        f"{node.value.id}.objects"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "_default_manager", "_base_manager"}
        and isinstance(node.value, ast.Name)
        and node.value.id in LOG_MODELS
    ]


def test_c17_log_is_read_through_its_own_door_alone():
    found = {path: readers_past_the_door(tree) for path, tree in modules() if not path.startswith("audit/")}
    assert {path: names for path, names in found.items() if names} == {}


def test_c17_reading_past_the_door_is_found():
    planted = ast.parse("from audit.models import AuditEvent\nAuditEvent.objects.all()")
    assert readers_past_the_door(planted) == ["AuditEvent.objects"]
