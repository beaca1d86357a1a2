"""What is recorded about quality, and what the database refuses of it."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from accounts.enums import Role
from accounts.verdict import RefusedError
from audit.actions import acting
from audit.models import AuditEvent
from audit.versions import ConflictError
from quality import actions
from quality.models import AuditOfPractice, GoodPractice, MonitoringChecklist, ResourceConcern, ServiceActivity
from tests.factories import make_child, make_user, open_review
from tests.quality.conftest import TODAY

pytestmark = pytest.mark.django_db
D = datetime.date


def concern(iro):
    return actions.raise_resource_concern(raised_on=D(2025, 2, 3), raised_by=iro, concern="Too few carers.", by=iro)


def test_audit_keeps_its_themes(iro, issue):
    audit = actions.record_audit(
        audited_on=TODAY, subject="Plans", auditor="A team", findings="Late.", themes=[issue], cases=6, by=iro
    )
    assert (list(audit.themes.all()), AuditOfPractice.objects.get().cases) == ([issue], 6)


def test_checklist_is_completed_once_and_only_after_the_review(iro, issue, reviewed):
    review = reviewed(iro)
    arguments = {"completed_on": TODAY, "completed_by": iro, "shortfalls": [issue], "by": iro}
    actions.complete_checklist(review=review, **arguments)
    with pytest.raises(RefusedError, match="completed already"):
        actions.complete_checklist(review=review, **arguments)
    still_open = open_review(make_child(iro=iro))
    with pytest.raises(RefusedError, match="has been completed"):
        actions.complete_checklist(review=still_open, **arguments)
    assert MonitoringChecklist.objects.count() == 1


def test_checklist_is_logged_under_its_child(iro, reviewed):
    review = reviewed(iro)
    actions.complete_checklist(review=review, completed_on=TODAY, completed_by=iro, by=iro)
    assert AuditEvent.objects.get(verb="quality.complete_checklist").child_ids == [review.child_id]


def test_concern_is_closed_once_with_what_came_of_it(iro):
    raised = concern(iro)
    seen_by_another = ResourceConcern.objects.get()
    actions.close_resource_concern(concern=raised, outcome="Two recruited.", closed_on=TODAY, by=iro)
    with pytest.raises(RefusedError):
        actions.close_resource_concern(concern=raised, outcome="Again.", closed_on=TODAY, by=iro)
    with pytest.raises(ConflictError):
        actions.close_resource_concern(concern=seen_by_another, outcome="Again.", closed_on=TODAY, by=iro)
    assert ResourceConcern.objects.get().outcome == "Two recruited."


@pytest.mark.parametrize(
    ("fields", "is_refused"),
    [
        ({"closed_on": TODAY}, True),
        ({"outcome": "Recruited."}, True),
        ({"closed_on": D(2025, 2, 2), "outcome": "Recruited."}, True),
        ({"closed_on": D(2025, 2, 3), "outcome": "Recruited."}, False),
    ],
)
def test_database_refuses_a_concern_closed_without_outcome_or_too_early(fields, is_refused, iro):
    raised = concern(iro)
    refused = False
    try:
        with transaction.atomic(), acting():
            ResourceConcern.objects.filter(pk=raised.pk).update(**fields)
    except IntegrityError:
        refused = True
    assert refused == is_refused


def test_nugget_of_a_review_is_about_its_child(iro, reviewed):
    review = reviewed(iro)
    note = actions.note_good_practice(noted_on=TODAY, noted_by=iro, text="Chaired it.", review=review, by=iro)
    assert (note.child, GoodPractice.objects.count()) == (review.child, 1)


def test_findings_that_name_a_child_are_seen_with_the_child(iro, manager, reviewed):
    stranger = make_user(Role.IRO)
    review = reviewed(iro)
    actions.complete_checklist(review=review, completed_on=TODAY, completed_by=iro, by=iro)
    actions.note_good_practice(noted_on=TODAY, noted_by=iro, text="About Sam.", review=review, by=iro)
    actions.note_good_practice(noted_on=TODAY, noted_by=iro, text="About a team.", by=iro)
    seen = {
        person.full_name: (
            MonitoringChecklist.objects.visible_to(person).count(),
            sorted(GoodPractice.objects.visible_to(person).values_list("text", flat=True)),
        )
        for person in (iro, manager, stranger)
    }
    assert seen == {
        "Irene Reviewer": (1, ["About Sam.", "About a team."]),
        "Mona Manager": (1, ["About Sam.", "About a team."]),
        stranger.full_name: (0, ["About a team."]),
    }


def test_activity_is_noted(iro):
    actions.note_activity(on=TODAY, text="Forum of carers.", by=iro)
    assert ServiceActivity.objects.get().text == "Forum of carers."
