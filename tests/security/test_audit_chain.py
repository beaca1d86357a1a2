"""The hash chain: a row edited, deleted, moved or added past the triggers is found, and so is a tail that was cut."""

import datetime
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from audit import anchors, history_triggers
from audit.actions import acting, record_event
from audit.chain import GENESIS
from audit.models import AuditEvent, AuditEventChild, ChainLink, RowChange
from audit.triggers import TRIGGERS
from audit.verifying import verify
from children.models import Child
from tests.factories import BY, make_child

pytestmark = pytest.mark.django_db
LOG_TABLES = ("audit_auditevent", "audit_rowchange", "audit_chainlink", "audit_auditeventchild")


@pytest.fixture(autouse=True)
def _links_are_written_at_once():
    """Have PostgreSQL write each link with its row: a test that rolls back never commits."""
    if connection.vendor == "postgresql":
        sql("SET CONSTRAINTS ALL IMMEDIATE")


def sql(statement: str) -> None:
    """Run a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def tampering() -> Iterator[None]:
    """Write as somebody who can do anything to the database, and leaves it looking as it was."""
    if connection.vendor == "postgresql":
        sql("SET session_replication_role = replica")
        yield
        sql("SET session_replication_role = origin")
        return
    kept = [trigger for trigger in TRIGGERS.values() if trigger.table in LOG_TABLES]
    for trigger in kept:
        for statement in trigger.drop("sqlite"):
            sql(statement)
    yield
    for trigger in kept:
        for statement in trigger.create("sqlite"):
            sql(statement)


def some_history() -> list[AuditEvent]:
    """Log ten events about a child who is then renamed."""
    child = make_child()
    with acting():
        Child.objects.filter(pk=child.pk).update(first_name="Robin")
    return [record_event(kind="read", verb=f"tests.{n}", by=BY, child_ids=[child.pk]) for n in range(10)]


def link_of(event: AuditEvent) -> ChainLink:
    """Return an event's link."""
    return ChainLink.objects.get(source="event/1", row_id=event.pk)


def test_c18_untouched_log_is_whole():
    some_history()
    outcome = verify()
    rows = AuditEvent.objects.count() + RowChange.objects.count()
    assert (outcome.faults, outcome.checked, outcome.position) == ([], rows, rows)


def test_c18_empty_log_is_whole():
    assert (verify().faults, verify().hash) == ([], GENESIS)


def test_c18_every_row_of_both_tables_has_a_link_that_follows_the_one_before():
    some_history()
    links = list(ChainLink.objects.values_list("position", "previous", "hash"))
    assert [position for position, _, _ in links] == list(range(1, len(links) + 1))
    assert [previous for _, previous, _ in links] == [GENESIS, *(digest for _, _, digest in links[:-1])]


def test_c18_edited_event_is_found():
    event = some_history()[4]
    with tampering():
        AuditEvent.objects.filter(pk=event.pk).update(actor_id=None, system_job="somebody else")
    position = link_of(event).position
    assert verify().faults == [f"Link {position}: event {event.pk} is not what was linked; it or its link was changed."]


def test_c18_edited_history_is_found():
    some_history()
    change = RowChange.objects.filter(table_name="children_child", operation="insert").get()
    with tampering():
        RowChange.objects.filter(pk=change.pk).update(after={"first_name": "Kim"})
    position = ChainLink.objects.get(source="change/1", row_id=change.pk).position
    assert verify().faults == [
        f"Link {position}: change {change.pk} is not what was linked; it or its link was changed."
    ]


def test_c18_event_deleted_from_the_middle_is_found():
    event = some_history()[4]
    position = link_of(event).position
    with tampering():
        AuditEvent.objects.filter(pk=event.pk).delete()
        AuditEventChild.objects.filter(event_id=event.pk).delete()
    assert verify().faults == [f"Link {position}: event {event.pk} is gone."]


def test_c18_event_deleted_with_its_link_is_found():
    event = some_history()[4]
    position = link_of(event).position
    with tampering():
        ChainLink.objects.filter(position=position).delete()
        AuditEvent.objects.filter(pk=event.pk).delete()
        AuditEventChild.objects.filter(event_id=event.pk).delete()
    assert verify().faults == [f"The links {position} to {position} are missing."]


def test_c18_deletion_hidden_by_moving_the_rest_up_is_found():
    event = some_history()[4]
    position = link_of(event).position
    with tampering():
        ChainLink.objects.filter(position=position).delete()
        AuditEvent.objects.filter(pk=event.pk).delete()
        AuditEventChild.objects.filter(event_id=event.pk).delete()
        for link in ChainLink.objects.filter(position__gt=position).order_by("position"):
            ChainLink.objects.filter(position=link.position).update(position=link.position - 1)
    assert verify().faults == [
        f"Link {position} does not follow link {position - 1}: the chain was put in another order."
    ]


def test_c18_links_in_another_order_are_found():
    events = some_history()
    first, second = link_of(events[3]), link_of(events[4])
    with tampering():
        for position, link in ((-1, first), (first.position, second), (second.position, first)):
            ChainLink.objects.filter(source=link.source, row_id=link.row_id).update(position=position)
    assert len(verify().faults) == 3  # each of the two, and the one after them


def test_c18_contents_of_two_rows_exchanged_are_found():
    one, other = some_history()[3:5]
    with tampering():
        AuditEvent.objects.filter(pk=one.pk).update(verb=other.verb)
        AuditEvent.objects.filter(pk=other.pk).update(verb=one.verb)
    assert len(verify().faults) == 2


def test_c18_event_put_in_past_the_triggers_is_found():
    some_history()
    with tampering():
        planted = AuditEvent.objects.create(kind="read", verb="tests.planted", system_job="planted")
    assert verify().faults == [f"The event {planted.pk} stands outside the chain."]


def test_c18_child_taken_off_an_event_is_found():
    event = some_history()[4]
    child_id = event.child_ids[0]
    with tampering():
        AuditEventChild.objects.filter(event_id=event.pk).delete()
        AuditEventChild.objects.create(event_id=event.pk, child_id=child_id + 1000)
    assert verify().faults == [
        f"The event {event.pk} is not listed under child {child_id}.",
        f"The event {event.pk} is wrongly listed under child {child_id + 1000}.",
    ]


def test_c18_cut_tail_is_found_by_the_anchor_alone():
    events = some_history()
    anchor = verify().anchor()
    gone = [event.pk for event in events[-3:]]
    with tampering():
        ChainLink.objects.filter(source="event/1", row_id__in=gone).delete()
        AuditEvent.objects.filter(pk__in=gone).delete()
        AuditEventChild.objects.filter(event_id__in=gone).delete()
    told = f"the anchor of {anchor.at:%Y-%m-%d %H:%M} at link {anchor.position}"
    cut = [f"The chain does not reach {told}: its tail was cut."]
    assert (verify().faults, verify([anchor]).faults, verify(since=anchor).faults) == ([], cut, cut)


def test_c18_chain_made_anew_is_found_by_the_anchor():
    event = some_history()[4]
    anchor = verify().anchor()
    with tampering():
        ChainLink.objects.all().delete()
        RowChange.objects.all().delete()
        AuditEventChild.objects.all().delete()
        AuditEvent.objects.all().delete()
    for _ in range(anchor.position + 1):
        record_event(kind="read", verb=event.verb, by=BY)
    told = f"the anchor of {anchor.at:%Y-%m-%d %H:%M} at link {anchor.position}"
    assert (verify().faults, verify([anchor]).faults) == (
        [],
        [f"The chain is not the one of {told}: it was made anew."],
    )


def test_c18_what_came_after_an_anchor_is_checked_alone():
    some_history()
    anchor = verify().anchor()
    event = some_history()[4]
    with tampering():
        AuditEvent.objects.filter(pk=event.pk).update(verb="x")
    outcome = verify(since=anchor)
    assert (len(outcome.faults), outcome.position) == (1, verify().position)
    assert outcome.checked == outcome.position - anchor.position


def test_c18_trigger_of_the_log_that_is_missing_is_found():
    for statement in TRIGGERS["audit_auditevent_chained"].drop(connection.vendor):
        sql(statement)
    assert verify().faults == [
        "The database no longer keeps the rule audit_auditevent_chained: its trigger is missing or disabled."
    ]


def test_c18_table_whose_history_is_not_kept_is_found():
    history_triggers.remove(connection)
    outcome = verify()
    assert len(outcome.faults) + outcome.untold == len(history_triggers.wanted(connection))


def test_c18_command_says_what_is_amiss_and_fails(tmp_path, capsys):
    event = some_history()[4]
    file = tmp_path / "anchors.txt"
    anchors.add(file, verify().anchor())
    call_command("verify_audit", anchors=file)
    assert "The log is whole" in capsys.readouterr().out
    with tampering():
        AuditEvent.objects.filter(pk=event.pk).update(verb="x")
    with pytest.raises(CommandError, match="NOT whole: 1 faults") as refused:
        call_command("verify_audit", anchors=file)
    assert (refused.value.returncode, f"event {event.pk} is not what was linked" in capsys.readouterr().out) == (
        1,
        True,
    )
    call_command("verify_audit", since_anchor=True, anchors=file)


def test_c18_anchors_are_added_and_never_rewritten(tmp_path):
    file = tmp_path / "kept" / "anchors.txt"
    at = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
    written = [anchors.Anchor(at, n, str(n) * 64) for n in (1, 2)]
    for anchor in written:
        anchors.add(file, anchor)
    assert (anchors.read(file), oct(file.stat().st_mode & 0o777)) == (written, "0o600")


@pytest.mark.parametrize("line", ["no anchor", "2026-01-02T03:04:05+00:00 x " + "0" * 64, "2026-01-02T03:04:05 1 abc"])
def test_c18_line_that_is_no_anchor_is_refused(tmp_path, line):
    file = tmp_path / "anchors.txt"
    file.write_text(line + "\n")
    with pytest.raises(CommandError, match="this"):
        call_command("verify_audit", anchors=file)


@pytest.mark.parametrize("table", LOG_TABLES)
@pytest.mark.parametrize(
    "attack", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}", "TRUNCATE {table}"]
)
def test_c17_owner_cannot_change_delete_or_empty_the_log(table, attack):
    if attack.startswith("TRUNCATE") and connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    some_history()
    column = {"audit_chainlink": "hash", "audit_auditeventchild": "child_id"}.get(table, "at")
    with pytest.raises(IntegrityError, match="can be added to, never changed"), transaction.atomic():
        sql(attack.format(table=table, column=column))


@pytest.mark.parametrize("table", ["children_child", "reviews_review"])
def test_c16_case_table_cannot_be_emptied_without_history(table):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(IntegrityError, match="deleted one by one"), transaction.atomic():
        sql(f"TRUNCATE {table} CASCADE")


def many_events(count: int) -> None:
    """Log many events, with their links, in one statement."""
    counting = f"WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {count:d})"  # noqa: S608 - planted
    columns = "at, kind, verb, actor_id, acting_role, system_job, subject_type, child_ids, term_hash, act"
    values = "CURRENT_TIMESTAMP, 'read', 'tests.many', n, 'iro', '', '', '[1, 2]', '', ''"
    sql(f"INSERT INTO audit_auditevent ({columns}) {counting} SELECT {values} FROM n")  # noqa: S608 - planted


@pytest.mark.parametrize("count", [2_000, pytest.param(1_000_000, marks=pytest.mark.slow)])
def test_c18_four_kinds_of_tampering_among_many_are_found_within_a_minute(count):
    many_events(count)
    anchor = verify().anchor()
    first = AuditEvent.objects.earliest("pk").pk
    edited, deleted, moved = first + count // 4, first + count // 2, first + 3 * count // 4
    with tampering():
        AuditEvent.objects.filter(pk=edited).update(verb="x")
        AuditEvent.objects.filter(pk=deleted).delete()
        for position, row_id in ((-1, moved), (moved - first + 1, moved + 1), (moved - first + 2, moved)):
            ChainLink.objects.filter(source="event/1", row_id=row_id).update(position=position)
        ChainLink.objects.filter(row_id__gte=first + count - 5).delete()
        AuditEvent.objects.filter(pk__gte=first + count - 5).delete()
    started = time.perf_counter()
    told = "\n".join(verify([anchor]).faults)
    took = time.perf_counter() - started
    found = [f"event {edited} is not what", f"event {deleted} is gone", "put in another order", "its tail was cut"]
    assert ([words in told for words in found], took < 60) == ([True] * 4, True)
