"""C16 in every case table, and C21: each path of writing leaves its row, and nothing done to a record takes one."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from accounts.actions import deactivate_account
from accounts.enums import Role
from audit import history
from audit.actions import acting
from audit.history_sql import NOT_KEPT
from audit.history_triggers import tables
from audit.models import AuditEvent, AuditEventChild, ChainLink, RowChange
from audit.triggers import TRIGGERS
from children.actions import register_child
from office import jobs
from office.models import Job
from tests.factories import TODAY, make_child, make_user

LOG_MODELS = (AuditEvent, AuditEventChild, RowChange, ChainLink)


def by_save(row: models.Model, field: Any, value: Any) -> None:
    setattr(row, field.attname, value)
    row.save(update_fields=[field.name])


def by_update(row: models.Model, field: Any, value: Any) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: value})


def by_bulk_update(row: models.Model, field: Any, value: Any) -> None:
    setattr(row, field.attname, value)
    type(row)._base_manager.bulk_update([row], [field.name])


def by_sql(row: models.Model, field: Any, value: Any) -> None:
    given = field.get_db_prep_save(value, connection)
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{row._meta.db_table}" SET "{field.column}" = %s WHERE id = %s', [given, row.pk])  # noqa: S608 - planted


def by_upsert(row: models.Model, field: Any, value: Any) -> None:
    setattr(row, field.attname, value)
    type(row)._base_manager.bulk_create([row], update_conflicts=True, unique_fields=["id"], update_fields=[field.name])


PATHS: list[Callable[[models.Model, Any, Any], None]] = [by_save, by_update, by_bulk_update, by_sql, by_upsert]


def other_values(row: models.Model) -> Iterator[tuple[Any, Any]]:
    """Yield fields of a row with another value each, until the database takes one."""
    for field in row._meta.concrete_fields:
        now = getattr(row, field.attname)
        if field.primary_key or field.is_relation or field.column in NOT_KEPT.get(row._meta.db_table, ()):
            continue
        if isinstance(field, models.BooleanField):
            yield field, not now
        elif isinstance(field, models.CharField | models.TextField):
            others = [value for value, _ in field.flatchoices if value != now]
            yield field, (others or [f"{str(now)[: (field.max_length or 50) - 1]}x"])[0]
        elif isinstance(field, models.DateTimeField):
            yield field, (now or datetime.datetime.now(tz=datetime.UTC)) + datetime.timedelta(seconds=1)
        elif isinstance(field, models.DateField):
            yield field, (now or datetime.date(2025, 6, 2)) - datetime.timedelta(days=1)
        elif isinstance(field, models.IntegerField | models.DecimalField):
            yield field, (now or 0) + 1


def taken(write: Callable[..., None], row: models.Model) -> str:
    """Write some other value into a row by one path; return the column, or nothing where the database takes none."""
    for field, value in other_values(row):
        try:
            with transaction.atomic(), acting():
                write(row, field, value)
        except DatabaseError:
            row.refresh_from_db()
            continue
        return field.column
    return ""


def holds_only_keys(model: type[models.Model]) -> bool:
    """Say whether a table does nothing but tie others together."""
    return all(field.is_relation or field.primary_key for field in model._meta.concrete_fields)


@pytest.mark.parametrize("write", PATHS, ids=lambda path: path.__name__)
def test_c16_every_path_into_every_case_table_leaves_its_row(world, write):
    unkept, untaken, tried = [], [], 0
    for model in tables():
        table, row = model._meta.db_table, model._base_manager.order_by("pk").first()
        if row is None or f"{table}_append_only" in TRIGGERS or holds_only_keys(model):
            continue  # no row yet; or refuses every change; or has nothing that another value would fit
        last = RowChange.objects.order_by("id").last().pk
        column = taken(write, row)
        kept = [change.after for change in RowChange.objects.filter(pk__gt=last, table_name=table, row_id=row.pk)]
        tried += 1
        if not column:
            untaken.append(table)
        elif not any(column in after for after in kept):
            unkept.append(f"{table}.{column}")
    assert (unkept, tried > 30) == ([], True)
    # An answered challenge takes no change, nor does a question of a version that was published, nor a coding but to be
    # taken back. An insert that turns into an update is judged as an insert first, and a stage refuses that one.
    locked = {"reviews_decisionchallenge", "participation_question", "participation_coding"}
    assert set(untaken) == (locked | {"disputes_resolutionstage"} if write is by_upsert else locked)


def test_c16_every_row_of_the_world_was_kept_when_it_was_added(world):
    added = {(change.table_name, change.row_id) for change in RowChange.objects.filter(operation="insert").iterator()}
    there = {
        (model._meta.db_table, pk) for model in tables() for pk in model._base_manager.values_list("pk", flat=True)
    }
    by_migrations = {"reviews_issuetype", "participation_question", "reviews_venue"}
    assert {row for row in there - added if row[0] not in by_migrations} == set()


def everything_logged() -> dict[str, list[Any]]:
    """Return every row of the log's tables."""
    return {model._meta.db_table: list(model.objects.order_by("pk").values_list()) for model in LOG_MODELS}


def lost(before: dict[str, list[Any]]) -> list[Any]:
    """Return the rows that were there and are no longer, or no longer the same."""
    now = {table: {repr(row) for row in rows} for table, rows in everything_logged().items()}
    return [row for table, rows in before.items() for row in rows if repr(row) not in now[table]]


@pytest.mark.django_db
def test_c21_closing_an_account_and_deleting_it_keeps_what_it_did():
    administrator, user = make_user(Role.SYSTEM_ADMINISTRATOR), make_user(role="")
    child = register_child(
        by=user, local_id="T9", first_name="Sam", last_name="Y", sex="F", date_of_birth="2014-03-01", ethnicity="WBRI"
    )
    before = everything_logged()
    deactivate_account(user=user, by=administrator, today=TODAY)
    with acting():
        user.delete()
    assert lost(before) == []
    event = AuditEvent.objects.get(verb="children.register")
    assert (event.actor_id, event.child_ids) == (before["audit_auditevent"][-1][4], [child.pk])
    assert history.of_record(child).first().actor_id == event.actor_id


@pytest.mark.django_db
def test_c21_deleting_a_child_keeps_its_history_and_who_looked():
    child = make_child(became_looked_after_on=None)
    pk = child.pk
    before = everything_logged()
    with acting():
        child.delete()
    assert lost(before) == []
    assert [change.operation for change in history.of_row("children_child", pk)][-1] == "delete"
    assert AuditEventChild.objects.filter(child_id=pk).count() == len(before["audit_auditeventchild"])


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [kind.name for kind in jobs.KINDS.values() if kind.nightly])
def test_c21_no_nightly_job_takes_anything_from_the_log(kind, settings, tmp_path):
    settings.AUDIT_ANCHOR_FILE = str(tmp_path / "anchors.txt")
    make_child(iro=make_user())
    before = everything_logged()
    with acting():
        found = Job.objects.create(kind=kind, idempotency_key="x", state=Job.State.RUNNING)
    jobs.KINDS[kind].handler(found, lambda _percentage, _note="": None)
    assert lost(before) == []


def test_c21_log_is_tied_to_no_record():
    fields = [field for model in apps.get_app_config("audit").get_models() for field in model._meta.fields]
    assert [field for field in fields if field.is_relation] == []
