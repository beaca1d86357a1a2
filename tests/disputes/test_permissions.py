"""Who may do what with a dispute: role by action, and what the person adds to the role."""

import pytest

from accounts.enums import Role
from children.actions import allocate_iro
from disputes import permissions
from disputes.enums import Stage
from tests.disputes.conftest import TODAY
from tests.factories import BY, make_user

pytestmark = pytest.mark.django_db
CASE_ROLES = (Role.IRO, Role.MANAGER)


@pytest.mark.parametrize("role", Role)
def test_role_without_a_part_in_the_dispute_may_do_nothing_but_the_manager(role, raised):
    dispute = raised(Stage.STAGE_1)
    stranger = make_user(role)
    latest = dispute.stages.get()
    is_manager = role == Role.MANAGER
    allowed = {
        "escalate": bool(permissions.may_escalate(stranger, dispute)),
        "close": bool(permissions.may_close(stranger, dispute)),
        "reply": bool(permissions.may_reply(stranger, dispute, latest)),
        "refer": bool(permissions.may_refer(stranger)),
    }
    # Stage 1 is between the IRO and the operational manager: the IRO manager writes from stage 2.
    assert allowed == {"escalate": is_manager, "close": is_manager, "reply": False, "refer": role in CASE_ROLES}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("stage", Stage)
def test_addressee_may_reply_where_the_role_replies(role, stage, raised):
    addressee = make_user(role)
    dispute = raised(stage, to=addressee)
    replies = {Role.MANAGER, Role.OPERATIONAL_MANAGER, Role.DIRECTOR}
    assert bool(permissions.may_reply(addressee, dispute, dispute.stages.get())) == (role in replies)


@pytest.mark.parametrize(
    ("stage", "is_allowed"),
    [(Stage.PRE_PROTOCOL, False), (Stage.STAGE_1, False), (Stage.STAGE_2, True), (Stage.DIRECTOR, True)],
)
def test_manager_writes_from_stage_2_on(stage, is_allowed, raised, manager):
    dispute = raised(stage)
    assert bool(permissions.may_reply(manager, dispute, dispute.stages.get())) == is_allowed


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("since", [None, *Stage])
def test_stages_open_to_each_role(role, since):
    order = [Stage.PRE_PROTOCOL, Stage.STAGE_1, Stage.STAGE_2, Stage.DIRECTOR]
    later = order[order.index(since) + 1 :] if since else order
    last = {Role.IRO: 1, Role.MANAGER: 3}.get(role, -1)
    expected = tuple(stage for stage in later if order.index(stage) <= last)
    assert permissions.stages_open_to(make_user(role), since) == expected


@pytest.mark.parametrize(
    ("stage", "is_allowed"),
    [(Stage.PRE_PROTOCOL, True), (Stage.STAGE_1, False), (Stage.STAGE_2, False), (Stage.DIRECTOR, False)],
)
def test_raiser_takes_a_dispute_no_further_than_stage_1(stage, is_allowed, raised, iro):
    assert bool(permissions.may_escalate(iro, raised(stage))) == is_allowed


def test_raiser_and_present_iro_both_own_a_dispute(raised, iro, child):
    dispute, successor, stranger = raised(), make_user(Role.IRO), make_user(Role.IRO)
    allocate_iro(child=child, iro=successor, on=TODAY, reason="workload", by=BY)
    owns = [permissions.is_own(each, dispute) for each in (iro, successor, stranger)]
    closes = [bool(permissions.may_close(each, dispute)) for each in (iro, successor, stranger)]
    assert (owns, closes) == ([True, True, False], [True, True, False])
