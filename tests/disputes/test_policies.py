"""Which event each state of a dispute allows, and that the tables of stages and statuses hang together."""

import datetime

import pytest

from disputes import policies
from disputes.enums import FORMAL_STAGES, STAGE_ORDER, DisputeStatus, Stage
from disputes.models import CafcassReferral, Dispute
from disputes.transitions import ADDRESSEES, STATUSES, later_stages, skipped_between

OPEN, RESOLVED, WITHDRAWN = DisputeStatus.OPEN, DisputeStatus.RESOLVED, DisputeStatus.WITHDRAWN
EVENTS = {
    "reply": policies.may_be_replied_to,
    "escalate": policies.may_be_escalated,
    "resolve": policies.may_be_resolved,
    "withdraw": policies.may_be_withdrawn,
    "reopen": policies.may_be_reopened,
}
ALLOWED = {
    (OPEN, Stage.PRE_PROTOCOL): {"reply", "escalate", "resolve", "withdraw"},
    (OPEN, Stage.STAGE_1): {"reply", "escalate", "resolve", "withdraw"},
    (OPEN, Stage.STAGE_2): {"reply", "escalate", "resolve", "withdraw"},
    (OPEN, Stage.DIRECTOR): {"reply", "resolve", "withdraw"},
    **{(status, stage): {"reopen"} for status in (RESOLVED, WITHDRAWN) for stage in Stage},
}


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("status", DisputeStatus)
def test_state_allows_exactly_its_events(status, stage, event):
    verdict = EVENTS[event](Dispute(status=status, stage=stage))
    assert bool(verdict) == (event in ALLOWED[status, stage])
    assert bool(verdict.reason) != bool(verdict)


def test_every_status_has_its_row_and_is_reachable_from_open():
    reached, waiting = set(), [OPEN]
    while waiting:
        status = waiting.pop()
        if status not in reached:
            reached.add(status)
            waiting.extend(STATUSES[status])
    assert (set(STATUSES), reached) == (set(DisputeStatus), set(DisputeStatus))


def test_every_stage_has_its_place_and_its_addressees():
    assert (set(STAGE_ORDER), set(ADDRESSEES)) == (set(Stage), set(Stage))
    assert set(Stage) - set(FORMAL_STAGES) == {Stage.PRE_PROTOCOL}


@pytest.mark.parametrize("since", [None, *Stage])
@pytest.mark.parametrize("wanted", Stage)
def test_stage_is_entered_forwards_only_and_never_skips_in_silence(since, wanted):
    gap = STAGE_ORDER.index(wanted) - (STAGE_ORDER.index(since) if since else -1)
    assert bool(policies.may_enter(since, wanted, "")) == (gap == 1)
    assert bool(policies.may_enter(since, wanted, "  ")) == (gap == 1)
    assert bool(policies.may_enter(since, wanted, "Nobody there would decide it.")) == (gap >= 1)
    if gap >= 1:
        assert (wanted in later_stages(since), len(skipped_between(since, wanted))) == (True, gap - 1)


@pytest.mark.parametrize(
    ("stage", "is_addressed", "is_allowed"),
    [(Stage.PRE_PROTOCOL, False, True), (Stage.PRE_PROTOCOL, True, True)]
    + [(stage, addressed, addressed) for stage in FORMAL_STAGES for addressed in (False, True)],
)
def test_formal_stage_is_addressed_to_somebody(stage, is_addressed, is_allowed):
    assert bool(policies.may_be_addressed(stage, is_addressed=is_addressed)) == is_allowed


@pytest.mark.parametrize(("day", "is_allowed"), [(2, False), (3, True), (7, True), (8, False)])
def test_day_lies_between_what_it_follows_and_today(day, is_allowed):
    first, today = datetime.date(2025, 3, 3), datetime.date(2025, 3, 7)
    verdict = policies.may_happen_on(datetime.date(2025, 3, day), not_before=first, today=today)
    assert bool(verdict) == is_allowed


@pytest.mark.parametrize(("outcome", "is_allowed"), [("", True), ("Taken up.", False)])
def test_outcome_of_a_referral_is_recorded_once(outcome, is_allowed):
    assert bool(policies.outcome_may_be_recorded(CafcassReferral(outcome=outcome))) == is_allowed
