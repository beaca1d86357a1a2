"""What happens to a dispute: clocks, stages, thread, end, referral, and disputes of earlier records."""

import csv
import datetime
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from accounts.verdict import RefusedError
from audit.actions import acting
from audit.models import AuditEvent
from audit.versions import ConflictError
from disputes import actions
from disputes.actions import PastEnd, PastReply, PastStage
from disputes.enums import DisputeStatus, Effect, Stage
from disputes.models import CafcassReferral, Dispute, DisputeStatusChange, Reply, ResolutionStage
from office.models import BankHoliday
from tests.disputes.conftest import RAISED, TODAY
from tests.factories import BY, make_child

D = datetime.date
pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).parents[1] / "statute" / "examples.csv"


def examples():
    """Return (raised, limit) of each worked example of the formal clock."""
    with EXAMPLES.open(encoding="utf-8") as file:
        rows = [row for row in csv.reader(file) if row and row[0] == "DISPUTE-20WD"]
    return [(D.fromisoformat(row[1]), D.fromisoformat(row[4])) for row in rows]


@pytest.mark.parametrize(("raised_on", "limit"), examples())
def test_formal_limit_equals_the_worked_examples(raised_on, limit, raised, iro):
    child = make_child(became_looked_after_on=D(2022, 1, 4), iro=iro, today=TODAY)
    dispute = raised(Stage.STAGE_1, about=child, on=raised_on)
    assert (dispute.resolve_by, dispute.resolve_by_explanation[:4]) == (limit, "Due ")


def test_there_are_worked_examples():
    assert len(examples()) == 2


def test_informal_contact_has_no_clock_and_the_first_formal_stage_starts_it(raised, operational_manager, manager):
    dispute = raised(Stage.PRE_PROTOCOL)
    before = dispute.resolve_by, dispute.stages.get().reply_by
    actions.escalate(
        dispute=dispute,
        stage=Stage.STAGE_1,
        addressed_to=operational_manager,
        on=D(2025, 3, 3),
        by=manager,
        today=TODAY,
    )
    dispute.refresh_from_db()
    assert before == (None, None)
    assert (dispute.resolve_by, dispute.stages.last().reply_by) == (D(2025, 3, 31), D(2025, 3, 10))


def test_later_stage_never_starts_the_clock_again(raised, operational_manager, director, manager):
    dispute, later = raised(Stage.STAGE_1), D(2025, 3, 20)
    for stage, to in ((Stage.STAGE_2, operational_manager), (Stage.DIRECTOR, director)):
        actions.escalate(dispute=dispute, stage=stage, addressed_to=to, by=manager, today=later)
    dispute.refresh_from_db()
    assert (dispute.stage, dispute.resolve_by) == (Stage.DIRECTOR, D(2025, 3, 28))
    assert list(dispute.stages.values_list("stage", "entered_on", "ended_on")) == [
        (Stage.STAGE_1, RAISED, later),
        (Stage.STAGE_2, later, later),
        (Stage.DIRECTOR, later, None),
    ]


def test_skipped_stages_are_counted_with_their_reason(raised, director, manager):
    dispute = raised(Stage.PRE_PROTOCOL)
    arguments = {"dispute": dispute, "stage": Stage.DIRECTOR, "addressed_to": director, "by": manager, "today": TODAY}
    with pytest.raises(RefusedError, match="Say why a stage was left out"):
        actions.escalate(**arguments)
    actions.escalate(**arguments, skip_reason="The child is at risk today.")
    last = dispute.stages.last()
    assert (last.stages_skipped, last.skip_reason) == (2, "The child is at risk today.")


def test_reason_without_a_skip_is_not_kept(raised, operational_manager, manager):
    dispute = raised(Stage.PRE_PROTOCOL)
    assert (dispute.stages.get().stages_skipped, dispute.stages.get().skip_reason) == (0, "")


@pytest.mark.parametrize("on", [D(2025, 2, 27), D(2025, 3, 4)])
def test_day_before_the_stage_or_to_come_changes_nothing(on, raised, operational_manager, manager, iro):
    dispute = raised(Stage.STAGE_1)
    with pytest.raises(ValidationError):
        actions.escalate(
            dispute=dispute, stage=Stage.STAGE_2, addressed_to=operational_manager, on=on, by=manager, today=TODAY
        )
    with pytest.raises(ValidationError):
        actions.resolve(dispute=dispute, resolution="Done.", effect=Effect.FULL, on=on, by=iro, today=TODAY)
    with pytest.raises(ValidationError):
        actions.reply(dispute=dispute, text="Done.", on=on, by=iro, today=TODAY)
    dispute.refresh_from_db()
    counts = ResolutionStage.objects.count(), Reply.objects.count(), dispute.status, dispute.version
    assert counts == (1, 0, DisputeStatus.OPEN, 1)


def test_formal_stage_needs_an_addressee(child, iro, issue):
    with pytest.raises(RefusedError, match="Choose who must reply"):
        actions.raise_dispute(
            child=child,
            stage=Stage.STAGE_1,
            issues=[issue],
            summary="Late.",
            addressed_to=None,
            skip_reason="Tried.",
            by=iro,
            today=TODAY,
        )
    assert Dispute.objects.count() == 0


def test_second_of_two_people_is_told_and_nothing_is_written(raised, iro, manager):
    dispute = raised(Stage.STAGE_1)
    seen = dispute.version
    actions.resolve(dispute=dispute, resolution="Done.", effect=Effect.FULL, by=iro, today=TODAY)
    actions.reopen(dispute=dispute, reason="Wrong one.", by=iro, today=TODAY)
    with pytest.raises(ConflictError):
        actions.withdraw(dispute=dispute, reason="Mistake.", by=manager, today=TODAY, seen_version=seen)
    dispute.refresh_from_db()
    assert (dispute.status, dispute.version) == (DisputeStatus.OPEN, 3)


def test_reopened_dispute_runs_on_where_it_stood_and_keeps_its_resolution_on_file(raised, iro):
    dispute = raised(Stage.STAGE_1)
    actions.resolve(dispute=dispute, resolution="Written.", effect=Effect.PARTIAL, by=iro, today=TODAY)
    actions.reopen(dispute=dispute, reason="Another child's.", by=iro, today=D(2025, 3, 5))
    dispute.refresh_from_db()
    assert (dispute.status, dispute.resolved_on, dispute.resolution, dispute.effect) == (
        DisputeStatus.OPEN,
        None,
        "",
        "",
    )
    assert (dispute.resolve_by, dispute.stages.get().ended_on) == (D(2025, 3, 28), None)
    assert list(dispute.status_changes.values_list("was", "became", "why", "effect", "on")) == [
        ("", "open", "", "", RAISED),
        ("open", "resolved", "Written.", "partial", TODAY),
        ("resolved", "open", "Another child's.", "", D(2025, 3, 5)),
    ]


def test_ended_dispute_takes_no_reply(raised, iro):
    dispute = raised(Stage.STAGE_1)
    actions.withdraw(dispute=dispute, reason="Agreed by phone.", by=iro, today=TODAY)
    with pytest.raises(RefusedError):
        actions.reply(dispute=dispute, text="But", by=iro, today=TODAY)
    assert Reply.objects.count() == 0


def test_case_is_referred_at_any_time_with_or_without_a_dispute(raised, child, iro):
    dispute = raised(Stage.STAGE_1)
    alone = actions.refer_to_cafcass(child=child, reason="No plan.", by=iro, today=TODAY)
    actions.withdraw(dispute=dispute, reason="Agreed.", by=iro, today=TODAY)
    after = actions.refer_to_cafcass(child=child, dispute=dispute, reason="No plan.", by=iro, today=TODAY)
    actions.record_referral_outcome(referral=after, outcome="Proceedings were begun.", by=iro)
    with pytest.raises(RefusedError):
        actions.record_referral_outcome(referral=after, outcome="Again.", by=iro)
    kept = list(CafcassReferral.objects.order_by("id").values_list("pk", "dispute", "outcome"))
    assert kept == [(alone.pk, None, ""), (after.pk, dispute.pk, "Proceedings were begun.")]


def test_every_step_is_in_the_log_under_the_child(raised, child, iro):
    dispute = raised(Stage.STAGE_1)
    actions.reply(dispute=dispute, text="Please.", by=iro, today=TODAY)
    actions.resolve(dispute=dispute, resolution="Done.", effect=Effect.FULL, by=iro, today=TODAY)
    logged = AuditEvent.objects.filter(verb__startswith="disputes.").order_by("id")
    assert list(logged.values_list("verb", "actor_id", "child_ids")) == [
        (verb, iro.pk, [child.pk]) for verb in ("disputes.raise", "disputes.reply", "disputes.resolve")
    ]


def test_dispute_of_earlier_records_keeps_its_days(child, iro, operational_manager, issue):
    dispute = actions.bring_in_dispute(
        child=child,
        raised_by=iro,
        summary="Report late.",
        issues=[issue],
        stages=[
            PastStage(
                Stage.STAGE_1,
                D(2024, 12, 2),
                addressed_to=operational_manager,
                skip_reason="Earlier records tell of no informal contact.",
                replies=[PastReply(operational_manager, D(2024, 12, 5), "We will.")],
            ),
            PastStage(Stage.STAGE_2, D(2024, 12, 12)),
        ],
        end=PastEnd(D(2025, 1, 6), "Sent.", Effect.FULL),
        by=BY,
    )
    dispute.refresh_from_db()
    facts = dispute.stage, dispute.status, dispute.resolved_on, dispute.resolve_by, dispute.effect
    assert facts == (Stage.STAGE_2, DisputeStatus.RESOLVED, D(2025, 1, 6), D(2025, 1, 2), Effect.FULL)
    assert list(dispute.stages.values_list("stage", "entered_on", "ended_on", "stages_skipped")) == [
        (Stage.STAGE_1, D(2024, 12, 2), D(2024, 12, 12), 1),
        (Stage.STAGE_2, D(2024, 12, 12), D(2025, 1, 6), 0),
    ]
    assert (Reply.objects.count(), DisputeStatusChange.objects.count()) == (1, 2)


def test_earlier_dispute_that_skips_in_silence_leaves_nothing_behind(child, iro, issue):
    with pytest.raises(RefusedError):
        actions.bring_in_dispute(
            child=child,
            raised_by=iro,
            summary="Report late.",
            issues=[issue],
            stages=[PastStage(Stage.STAGE_2, D(2024, 12, 2))],
            by=BY,
        )
    assert (Dispute.objects.count(), ResolutionStage.objects.count()) == (0, 0)


def test_limit_is_computed_again_when_a_holiday_is_added(raised, iro):

    dispute = raised(Stage.STAGE_1)
    with acting():
        BankHoliday.objects.create(on=D(2025, 3, 12), name="Local day", source="Proclamation")
    actions.recompute_limit(dispute=dispute, by=BY)
    dispute.refresh_from_db()
    assert dispute.resolve_by == D(2025, 3, 31)
