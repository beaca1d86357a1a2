"""The night's work on disputes: a spoilt limit is mended and reported, and what a holiday would move is said before."""

import datetime

import pytest

from accounts.enums import Role
from audit.actions import acting
from audit.models import AuditEvent
from disputes import actions, limits
from disputes.enums import Effect, Stage
from disputes.models import Dispute
from disputes.tasks import recompute_limits
from office import jobs
from office.calendar_effects import Effect as CalendarEffect
from office.models import Job
from statute.calendar import Holiday, england
from tests.disputes.conftest import TODAY
from tests.factories import make_child, make_user

pytestmark = pytest.mark.django_db
D = datetime.date
LIMIT = D(2025, 3, 28)
LOCAL_DAY = england(additions=(Holiday(D(2025, 3, 12), "Local day"),))


def run():
    return recompute_limits(Job(), lambda _percentage, _note: None)


def nothing_of(checked):
    return {"checked": checked, "differed": 0, "differences": [], "reworded": 0, "not computed": []}


def test_night_finds_nothing_when_every_limit_is_right(raised, iro):
    raised(Stage.STAGE_1)
    raised(Stage.PRE_PROTOCOL, about=make_child(became_looked_after_on=D(2024, 11, 4), iro=iro))
    assert run() == nothing_of(1)


def test_night_mends_a_spoilt_limit_and_reports_it(raised, child):
    dispute = raised(Stage.STAGE_1)
    with acting():
        Dispute.objects.update(resolve_by=D(2025, 4, 1))
    differences = [{"dispute": dispute.pk, "was": "2025-04-01", "now": "2025-03-28", "rule": "DISPUTE-20WD"}]
    assert run() == {**nothing_of(1), "differed": 1, "differences": differences}
    assert Dispute.objects.get().resolve_by == LIMIT
    event = AuditEvent.objects.get(verb="disputes.recompute_limit")
    assert (event.system_job, event.child_ids) == ("nightly recomputation", [child.pk])
    assert run() == nothing_of(1)


def test_night_mends_a_spoilt_wording_without_calling_it_a_difference(raised):
    dispute = raised(Stage.STAGE_1)
    with acting():
        Dispute.objects.update(resolve_by_explanation="Spoilt.")
    assert run() == {**nothing_of(1), "reworded": 1}
    assert Dispute.objects.get().resolve_by_explanation == dispute.resolve_by_explanation


def test_ended_dispute_keeps_the_limit_it_ended_under(raised, iro):
    dispute = raised(Stage.STAGE_1)
    actions.resolve(dispute=dispute, resolution="Done.", effect=Effect.FULL, by=iro, today=TODAY)
    with acting():
        Dispute.objects.update(resolve_by=D(2025, 4, 1))
    assert (run(), Dispute.objects.get().resolve_by) == (nothing_of(0), D(2025, 4, 1))


def test_holiday_says_which_disputes_it_would_move_to_those_who_may_see_them(raised, child, iro, manager):
    raised(Stage.STAGE_1)
    moved = [CalendarEffect(about="Sam: dispute", was_on=LIMIT, now_on=D(2025, 3, 31), child_id=child.pk)]
    readers = (iro, manager, make_user(Role.IRO), make_user(Role.SYSTEM_ADMINISTRATOR))
    assert [limits.effects(LOCAL_DAY, reader) for reader in readers] == [moved, moved, [], []]
    assert Dispute.objects.get().resolve_by == LIMIT


def test_limits_are_computed_again_nightly_and_when_the_bank_holidays_change():
    kind = jobs.KINDS["disputes.recompute_limits"]
    assert (kind.nightly, kind.when_calendar_changes) == (True, True)


def test_questions_do_not_grow_with_the_disputes(raised, iro, django_assert_num_queries):
    def more():
        raised(Stage.STAGE_1, about=make_child(became_looked_after_on=D(2024, 11, 4), iro=iro))

    more()
    for _round in range(2):
        with django_assert_num_queries(2):
            list(limits.recomputed(Dispute.objects.all(), england()))
        more()
