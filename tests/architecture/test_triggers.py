"""What the database itself refuses, shown on whichever database the suite runs, after all migrations."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import RoleGrant
from audit.actions import acting, record_event
from audit.models import AuditEvent
from audit.triggers import TRIGGERS
from children.models import Episode, IROAllocation, PeriodOfCare
from tests.factories import BY, make_child, make_user

pytestmark = pytest.mark.django_db
D = datetime.date


def installed() -> set[str]:
    """Return the names of the triggers that the database has."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            return {row[0].rsplit("_", 1)[0] for row in cursor.fetchall()}
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        return {row[0] for row in cursor.fetchall()}


def refused(write) -> bool:
    """Say whether the database refuses a write."""
    try:
        with transaction.atomic(), acting():
            write()
    except IntegrityError:
        return True
    return False


def test_every_trigger_is_installed_after_all_migrations():
    assert set(TRIGGERS) - installed() == set()


def test_log_can_be_added_to_and_never_changed():
    event = record_event(kind=AuditEvent.Kind.WRITE, verb="tests.planted", by=BY)
    rows = AuditEvent.objects.filter(pk=event.pk)
    assert (refused(lambda: rows.update(verb="x")), refused(rows.delete), rows.count()) == (True, True, 1)


@pytest.mark.parametrize(
    ("start", "end", "is_refused"),
    [
        (D(2025, 1, 1), D(2025, 4, 5), False),  # ends the day the running one begins
        (D(2025, 1, 1), D(2025, 4, 6), True),
        (D(2025, 4, 5), D(2025, 4, 6), True),
        (D(2025, 5, 1), D(2025, 6, 1), True),
    ],
)
def test_spells_of_one_child_never_overlap(start, end, is_refused):
    child = make_child(became_looked_after_on=D(2025, 4, 5), iro=make_user())
    period = child.periods.get()
    spell = {"child": child, "started_on": start, "ended_on": end, "period": period}
    codes = {"reason_new": "P", "legal_status": "V2", "reason_ended": "X1"}
    iro = make_user()
    with acting():
        child.periods.update(became_looked_after_on=D(2024, 12, 1))
    episode_is_refused = refused(lambda: Episode.objects.create(**spell, **codes))
    with acting():
        child.periods.update(became_looked_after_on=D(2025, 4, 5))
    assert (
        episode_is_refused,
        refused(
            lambda: PeriodOfCare.objects.create(
                child=child, became_looked_after_on=start, ceased_on=end, reason_ceased="E8"
            )
        ),
        refused(lambda: IROAllocation.objects.create(child=child, iro=iro, from_on=start, until_on=end, reason="new")),
    ) == (is_refused, is_refused, is_refused)


@pytest.mark.parametrize(
    ("held", "added", "is_refused"),
    [("panel_member", "iro", True), ("iro", "panel_member", True), ("iro", "support_worker", False)],
)
def test_panel_member_holds_no_other_role(held, added, is_refused):
    user = make_user(held)
    assert refused(lambda: RoleGrant.objects.create(user=user, role=added, from_on=D(2025, 1, 1))) == is_refused


def test_trigger_that_was_dropped_is_found():
    name = "audit_auditevent_append_only"
    with connection.cursor() as cursor:
        for statement in TRIGGERS[name].drop(connection.vendor):
            cursor.execute(statement)
    assert set(TRIGGERS) - installed() == {name}
