"""The night's check of the log: the anchor on file and by mail, and the warning where people see it."""

import datetime
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client

from accounts.enums import Role
from audit import anchors
from audit.actions import record_event
from audit.models import AuditEvent
from audit.verifying import verify
from office import jobs, log_keeping
from office.authority import authority
from office.models import Job
from office.tasks import check_log
from tests.factories import BY, make_child, make_user
from tests.security.test_audit_chain import _links_are_written_at_once, tampering

assert _links_are_written_at_once  # the fixture, for every test of this module
pytestmark = pytest.mark.django_db
NOT_WHOLE = "The log is not whole: 1 thing does not fit"
MONDAY, SUNDAY = datetime.date(2026, 5, 4), datetime.date(2026, 5, 10)


@pytest.fixture
def file(settings, tmp_path) -> Path:
    """Keep the anchors in a file of the test's own."""
    settings.AUDIT_ANCHOR_FILE = str(tmp_path / "anchors.txt")
    return tmp_path / "anchors.txt"


def some_events() -> AuditEvent:
    """Log something about a child."""
    return record_event(kind="read", verb="tests.read", by=BY, child_ids=[make_child().pk])


def tamper(event: AuditEvent) -> None:
    """Change an event past the triggers."""
    with tampering():
        AuditEvent.objects.filter(pk=event.pk).update(verb="tests.changed")


def page_of(role: str) -> str:
    """Return a page as somebody of a role sees it."""
    client = Client()
    client.force_login(make_user(role), backend="django.contrib.auth.backends.ModelBackend")
    return client.get("/account/").content.decode()


def test_c18_night_writes_an_anchor_that_the_verifier_bears_out(file):
    some_events()
    first = log_keeping.check_log(MONDAY)
    some_events()
    second = log_keeping.check_log(MONDAY)
    known = anchors.read(file)
    assert [anchor.position for anchor in known] == [first.position, second.position]
    assert (second.checked < first.checked + second.checked, verify(known).faults) == (True, [])


def test_c18_night_after_which_nothing_came_adds_no_anchor(file):
    anchors.add(file, verify().anchor())
    some_events()
    log_keeping.check_log(MONDAY)
    found = anchors.read(file)
    known = found[-1]
    # The check itself is an action and is logged, after its anchor was taken.
    assert (len(found), known.position < verify().position) == (2, True)


def test_c18_each_officer_is_sent_the_anchor_and_no_name(file):
    officers = [make_user(Role.INFORMATION_GOVERNANCE) for _ in range(2)]
    make_user(Role.MANAGER)
    some_events()
    result = check_log(Job(), lambda _percentage, _note: None)
    assert (result["officers told"], result["amiss"]) == (2, [])
    assert [message.to for message in mail.outbox] == [[officer.email] for officer in officers]
    (anchor,) = anchors.read(file)
    assert str(anchor.position) in mail.outbox[0].body
    assert anchor.hash in mail.outbox[0].body


def test_c18_log_that_is_not_whole_is_said_where_people_see_it(file):
    event = some_events()
    tamper(event)
    result = check_log(Job(), lambda _percentage, _note: None)
    assert len(result["amiss"]) == 1
    assert anchors.read(file) == []
    warned = {role: NOT_WHOLE in page_of(role) for role in Role}
    assert {role for role, told in warned.items() if told} == {Role.INFORMATION_GOVERNANCE, Role.SYSTEM_ADMINISTRATOR}


def test_c18_what_lies_before_the_anchor_is_found_on_sundays_and_the_warning_stays_until_all_is_well(file):
    event = some_events()
    log_keeping.check_log(MONDAY)
    tamper(event)
    assert log_keeping.check_log(MONDAY).is_whole
    assert not log_keeping.check_log(SUNDAY).is_whole
    assert authority().log_warning.startswith(f"{NOT_WHOLE} on the last check (10 May 2026)")
    assert not log_keeping.check_log(MONDAY).is_whole
    with tampering():
        AuditEvent.objects.filter(pk=event.pk).update(verb="tests.read")
    assert log_keeping.check_log(SUNDAY).is_whole
    assert authority().log_warning == ""


def test_c18_file_of_anchors_that_was_tampered_with_fails_the_job(file):
    file.write_text("no anchor\n")
    with pytest.raises(anchors.AnchorFileError):
        log_keeping.check_log(MONDAY)


def test_c18_check_is_one_of_the_nights_jobs():
    assert jobs.KINDS["office.check_log"].nightly
