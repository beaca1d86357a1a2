"""What the database itself refuses of disputes, written past every action."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from audit.actions import acting
from disputes import actions
from disputes.enums import Stage
from disputes.models import Dispute, DisputeIssue, DisputeStatusChange, Reply, ResolutionStage
from tests.disputes.conftest import RAISED, TODAY

pytestmark = pytest.mark.django_db


def refusal_of(write):
    """Return what the database says when it refuses a write, or None."""
    try:
        with transaction.atomic(), acting():
            write()
    except IntegrityError as refusal:
        return str(refusal)
    return None


def change(dispute, **fields):
    return lambda: Dispute.objects.filter(pk=dispute.pk).update(**fields)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"status": "resolved"}, "closed_dispute_has_a_day"),
        ({"resolved_on": TODAY, "resolution": "Done."}, "closed_dispute_has_a_day"),
        ({"status": "resolved", "resolved_on": TODAY}, "closed_dispute_has_a_resolution"),
        ({"resolution": "Done."}, "closed_dispute_has_a_resolution"),
        ({"resolve_by": None}, "formal_dispute_has_a_limit"),
        ({"status": "resolved", "resolved_on": TODAY, "resolution": "Done."}, None),
    ],
)
def test_end_has_a_day_and_a_resolution_and_a_formal_dispute_its_limit(fields, constraint, raised):
    refusal = refusal_of(change(raised(Stage.STAGE_1), **fields))
    assert (refusal is None) if constraint is None else (constraint in refusal)


def enter(dispute, stage, *, ended_on=None, **fields):
    return lambda: ResolutionStage.objects.create(
        dispute=dispute, stage=stage, entered_on=TODAY, ended_on=ended_on, **fields
    )


@pytest.mark.parametrize(
    ("stage", "fields", "says"),
    [
        (Stage.STAGE_1, {}, None),
        (Stage.STAGE_2, {"stages_skipped": 1}, "stage_not_skipped_without_a_reason"),
        (Stage.STAGE_2, {"stages_skipped": 1, "skip_reason": "Urgent."}, None),
        (Stage.STAGE_2, {}, "says how many were left out"),  # an uncounted skip
        (Stage.STAGE_1, {"stages_skipped": 1, "skip_reason": "Urgent."}, "says how many were left out"),
        (Stage.STAGE_1, {"ended_on": RAISED}, "stage_ends_after_it_begins"),
    ],
)
def test_no_stage_is_skipped_in_silence(stage, fields, says, raised):
    dispute = raised(Stage.PRE_PROTOCOL)
    with acting():
        dispute.stages.update(ended_on=TODAY)
    refusal = refusal_of(enter(dispute, stage, **fields))
    assert (refusal is None) if says is None else (says in refusal)


def test_one_stage_runs_at_a_time(raised):
    refusal = refusal_of(enter(raised(Stage.PRE_PROTOCOL), Stage.STAGE_1))
    assert "one_running_stage" in refusal or "resolutionstage.dispute_id" in refusal


def test_dispute_goes_to_no_stage_twice(raised):
    dispute = raised(Stage.PRE_PROTOCOL)
    with acting():
        dispute.stages.update(ended_on=TODAY)
    assert refusal_of(enter(dispute, Stage.PRE_PROTOCOL)) is not None


def test_issue_stands_once(raised, issue):
    dispute = raised()
    assert refusal_of(lambda: DisputeIssue.objects.create(dispute=dispute, issue=issue)) is not None


def test_replies_and_steps_are_never_rewritten(raised, iro):
    dispute = raised(Stage.STAGE_1)
    actions.reply(dispute=dispute, text="Please.", by=iro, today=TODAY)
    for rows, field in ((Reply.objects.all(), "text"), (DisputeStatusChange.objects.all(), "why")):
        said = "This history can be added to, never changed."
        assert said in refusal_of(lambda rows=rows, field=field: rows.update(**{field: "other"}))
        assert said in refusal_of(lambda rows=rows: rows._raw_delete(rows.db))
    assert datetime.date(2025, 3, 3) == Reply.objects.get().on
