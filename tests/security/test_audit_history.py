"""The field history: every write of a case table leaves a row, by whatever path it came."""

import io
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import F

from audit import history, history_triggers
from audit.actions import acting, action
from audit.models import AuditEvent, RowChange
from children.models import Child, Episode
from office.models import Job
from reviews.models import Decision, Review
from tests.factories import BY, TODAY, make_child, make_user, open_review

pytestmark = pytest.mark.django_db


@action("tests.rename_child")
def rename(*, child, to, by):
    """Rename a child: planted."""
    child.first_name = to
    child.save()
    return child


@action("tests.outer")
def rename_within(*, child, by):
    """Rename a child by another's action: planted."""
    rename(child=child, to="Robin", by=BY)
    return child


@action("tests.fails")
def rename_and_fail(*, child, by):
    """Rename a child and fail: planted."""
    rename(child=child, to="Robin", by=by)
    raise ZeroDivisionError


def changes(table: str, **wanted: object) -> list[RowChange]:
    """Return the history's rows about a table."""
    return list(RowChange.objects.filter(table_name=table, **wanted))


def renamings() -> list[RowChange]:
    """Return the history's rows in which a child's first name changed."""
    return [change for change in changes("children_child", operation="update") if "first_name" in change.after]


def sql(statement: str, *given: object) -> None:
    """Write past everything that Django offers."""
    with connection.cursor() as cursor:
        cursor.execute(statement, given)


def by_save(child):
    """Write as forms do."""
    child.first_name = "Robin"
    child.save()


def by_update(child):
    """Write as a queryset does."""
    Child.objects.filter(pk=child.pk).update(first_name="Robin")


def by_bulk_update(child):
    """Write many at once."""
    child.first_name = "Robin"
    Child.objects.bulk_update([child], ["first_name"])


def by_sql(child):
    """Write by hand."""
    sql("UPDATE children_child SET first_name = %s WHERE id = %s", "Robin", child.pk)


def by_command(child):
    """Write from a command."""
    code = f"from children.models import Child; Child.objects.filter(pk={child.pk}).update(first_name='Robin')"
    call_command("shell", command=code, no_imports=True, stdout=io.StringIO())


def by_action(child):
    """Write as the pages do."""
    rename(child=child, to="Robin", by=BY)


PATHS: list[Callable[[Child], None]] = [by_save, by_update, by_bulk_update, by_sql, by_command, by_action]


@pytest.mark.parametrize("write", PATHS, ids=lambda path: path.__name__)
def test_c16_every_path_leaves_the_column_with_its_value_before_and_after(write):
    child = make_child()
    with acting():
        write(child)
    (change,) = renamings()
    assert (change.row_id, change.child_id) == (child.pk, child.pk)
    names = {"first_name"} | (set(change.after) & {"version", "folded_name", "search_name"})
    assert (change.before["first_name"], change.after["first_name"], set(change.after)) == ("Sam", "Robin", names)


def test_c16_what_an_action_writes_is_attributed_and_shares_its_key_with_the_log():
    child, user = make_child(), make_user()
    rename(child=child, to="Robin", by=user)
    (change,) = renamings()
    event = AuditEvent.objects.get(verb="tests.rename_child")
    assert (change.actor_id, change.acting_role, change.verb, change.act) == (
        user.pk,
        user.acting_role,
        "tests.rename_child",
        event.act,
    )
    assert len(change.act) == 32


def test_c16_what_is_written_past_the_actions_is_unattributed_even_in_the_same_transaction():
    child = make_child()
    rename(child=child, to="Robin", by=BY)
    sql("UPDATE children_child SET first_name = 'Kim' WHERE id = %s", child.pk)
    first, second = renamings()
    assert (first.system_job, first.actor_id) == ("tests", None)
    assert (second.system_job, second.actor_id, second.verb, second.act) == ("", None, "", "")


def test_c16_inner_action_is_attributed_to_the_outermost():
    user = make_user()
    rename_within(child=make_child(), by=user)
    (change,) = renamings()
    assert (change.verb, change.actor_id) == ("tests.outer", user.pk)


def test_c16_bulk_create_and_deletion_keep_whole_rows():
    review = open_review(make_child())
    with acting():
        made = Decision.objects.bulk_create(
            [Decision(review=review, text=f"Do {n}", owner="Kim", target_on=TODAY) for n in range(2)]
        )
        Decision.objects.filter(pk=made[0].pk).delete()
    added = changes("reviews_decision", operation="insert")
    (deleted,) = changes("reviews_decision", operation="delete")
    assert [(c.before, c.after["text"], c.child_id) for c in added] == [
        (None, "Do 0", review.child_id),
        (None, "Do 1", review.child_id),
    ]
    assert (deleted.before["text"], deleted.after, deleted.child_id) == ("Do 0", None, review.child_id)


def test_c16_update_that_changes_nothing_leaves_nothing():
    make_child()
    with acting():
        Child.objects.update(first_name=F("first_name"))
    assert renamings() == []


def test_c16_refused_write_leaves_nothing():
    child = make_child()
    with pytest.raises(ZeroDivisionError):
        rename_and_fail(child=child, by=BY)
    assert renamings() == []


def case_tables() -> list[str]:
    """Return the tables that hold cases, as the database has them and not as the models say."""
    present = history_triggers.present_columns(connection)
    return sorted(table for table in present if table.split("_")[0] in history_triggers.CASE_APPS)


def test_c16_every_case_table_keeps_its_history():
    watched = {table.table for table in history_triggers.wanted(connection)}
    assert (set(case_tables()) - watched - set(history_triggers.EXEMPT), history_triggers.missing(connection)) == (
        set(),
        [],
    )


def test_c16_every_column_is_kept_but_those_that_must_not_be():
    present = history_triggers.present_columns(connection)
    left_out = {
        table.table: present[table.table] - set(table.columns)
        for table in history_triggers.wanted(connection)
        if present[table.table] - set(table.columns)
    }
    assert left_out == {table: set(columns) for table, columns in history_triggers.NOT_KEPT.items()}


def test_c16_no_secret_is_kept():
    telling = ("password", "secret", "token", "session_key", "code_hash")
    found = [
        f"{table.table}.{column}"
        for table in history_triggers.wanted(connection)
        for column in table.columns
        if any(word in column for word in telling) and column != "must_change_password"  # a yes or no
    ]
    assert found == []


@pytest.mark.parametrize("table", ["children_child", "reviews_review", "quality_auditofpractice_themes"])
def test_c16_table_without_its_trigger_is_found_and_mended(table):
    name = f"history_{table}_update" if connection.vendor == "sqlite" else f"history_{table}"
    sql(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if connection.vendor == "postgresql" else ""))
    assert history_triggers.missing(connection) == [table]
    history_triggers.install(connection)
    assert history_triggers.missing(connection) == []


def test_c16_table_that_has_grown_a_column_is_found_where_the_trigger_names_columns():
    sql("ALTER TABLE reviews_issuetype ADD COLUMN planted integer")
    expected = ["reviews_issuetype"] if connection.vendor == "sqlite" else []
    assert history_triggers.missing(connection) == expected
    history_triggers.install(connection)
    sql("INSERT INTO reviews_issuetype (name, is_current, planted) VALUES ('Late', %s, 7)", True)
    assert changes("reviews_issuetype")[0].after["planted"] == 7


def test_c16_disabled_trigger_is_found_on_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite cannot disable a trigger, only drop it")
    sql("ALTER TABLE children_child DISABLE TRIGGER history_children_child")
    assert history_triggers.missing(connection) == ["children_child"]


def test_c16_records_that_are_no_cases_leave_no_history():
    with acting():
        Job.objects.create(kind="tests.planted", idempotency_key="x")
    assert changes("office_job") == []


def test_c16_every_record_of_a_child_leads_to_the_child():
    child = make_child(iro=make_user())
    told = set(RowChange.objects.filter(child_id=child.pk).values_list("table_name", flat=True))
    made = {model._meta.db_table for model in (Child, Episode, Review)}
    assert made <= told


def test_c16_history_of_a_child_is_told_in_the_fields_own_words():
    child, user = make_child(), make_user()
    rename(child=child, to="Robin", by=user)
    change = next(c for c in history.of_child(child.pk) if c.verb == "tests.rename_child")
    told = next(field for field in history.fields_of(change) if field.column == "first_name")
    assert (told.label, told.before, told.after, change.actor_id) == ("first name", "Sam", "Robin", user.pk)
    assert history.kind_of(change) == "child"


def test_c16_history_of_a_record_goes_on_after_the_record():
    review = open_review(make_child())
    with acting():
        made = Decision.objects.create(review=review, text="Do it", owner="Kim", target_on=TODAY)
        pk = made.pk
        made.delete()
    added, deleted = history.of_row("reviews_decision", pk)
    assert [(f.column, f.before, f.after) for f in history.fields_of(added)][:4] == [
        ("review_id", None, review.pk),
        ("text", None, "Do it"),
        ("owner", None, "Kim"),
        ("target_on", None, TODAY),
    ]
    assert ("status", "Open", None) in [(f.column, f.before, f.after) for f in history.fields_of(deleted)]


def test_c16_what_no_action_wrote_is_found():
    child = make_child()
    sql("UPDATE children_child SET first_name = 'Kim' WHERE id = %s", child.pk)
    assert [c.after["first_name"] for c in history.unattributed() if "first_name" in (c.before or {})] == ["Kim"]


def test_c16_history_of_a_child_is_one_query(django_assert_num_queries):
    child = make_child()
    rename(child=child, to="Robin", by=BY)
    with django_assert_num_queries(1):
        assert [history.fields_of(change) for change in history.of_child(child.pk)]
