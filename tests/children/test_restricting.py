"""Restricted records: who may set, keep and lift them, and who sees them."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from accounts.actions import deactivate_account, end_role
from accounts.enums import Role
from accounts.models import RoleGrant
from accounts.verdict import RefusedError
from audit.versions import ConflictError
from children.actions import (
    allocate_iro,
    ask_to_restrict,
    declare_conflict,
    decline_to_restrict,
    lift_restriction,
    look_at_restriction_again,
    put_on_list,
    restrict,
    take_off_list,
)
from children.confidentiality import restrictions_kept_by
from children.models import Child
from children.policies import may_be_iro
from tests.factories import BY, TODAY, make_child, make_user

pytestmark = pytest.mark.django_db
D = datetime.date
LAST_DAY = TODAY + datetime.timedelta(days=90)


@pytest.fixture
def iro():
    return make_user(Role.IRO, "Listed IRO")


@pytest.fixture
def manager():
    return make_user(Role.MANAGER, "Listed Manager")


def restricted(child, *listed, by, review_by=LAST_DAY):
    """Restrict a child's record to those listed."""
    return restrict(
        child=child, ground="high_risk", explanation="A threat", listed=listed, review_by=review_by, by=by, today=TODAY
    )


def sees(user, child):
    """Say whether somebody sees a child's record."""
    return Child.objects.visible_to(user).filter(pk=child.pk).exists()


def test_restriction_leaves_the_record_to_its_list_alone(iro, manager):
    child, other = make_child(iro=iro), make_user(Role.MANAGER)
    support = make_user(Role.SUPPORT_WORKER)
    assert [sees(person, child) for person in (iro, manager, other, support)] == [True] * 4
    restricted(child, iro, manager, by=manager)
    assert [sees(person, child) for person in (iro, manager, other, support)] == [True, True, False, False]


def test_iro_of_the_child_who_is_not_listed_loses_it(iro, manager):
    child = make_child(iro=make_user(Role.IRO))
    listed = restricted(child, iro, manager, by=manager).listed.standing()
    assert (listed.count(), sees(iro, child)) == (2, False), "a list opens nothing that the role does not reach"


@pytest.mark.parametrize(
    ("with_iro", "with_manager", "days", "explanation", "field"),
    [
        (True, True, 90, "A threat", None),
        (True, True, 1, "A threat", None),
        (False, True, 90, "A threat", "listed"),
        (True, False, 90, "A threat", "listed"),
        (False, False, 90, "A threat", "listed"),
        (True, True, 91, "A threat", "review_by"),
        (True, True, 0, "A threat", "review_by"),
        (True, True, 90, "  ", "explanation"),
    ],
)
def test_restriction_needs_a_list_a_reason_and_a_day(iro, manager, with_iro, with_manager, days, explanation, field):
    listed = [person for person, chosen in ((iro, with_iro), (manager, with_manager)) if chosen]
    facts = {"ground": "high_risk", "explanation": explanation, "listed": listed, "by": manager, "today": TODAY}
    child, day = make_child(), TODAY + datetime.timedelta(days=days)
    if field is None:
        assert restrict(child=child, review_by=day, **facts).review_by == day
        return
    with pytest.raises(ValidationError) as refusal:
        restrict(child=child, review_by=day, **facts)
    assert list(refusal.value.error_dict) == [field]


def test_nobody_in_conflict_stands_on_a_list(iro, manager):
    child = make_child()
    declare_conflict(user=iro, about=child.local_id, relation="friend", by=iro, today=TODAY)
    with pytest.raises(ValidationError, match="conflict of interest"):
        restricted(child, iro, manager, by=manager)


def test_record_is_restricted_once(iro, manager):
    child = make_child()
    restricted(child, iro, manager, by=manager)
    with pytest.raises(RefusedError, match="already restricted"):
        restricted(child, iro, manager, by=manager)


def test_person_is_put_on_the_list_and_taken_off(iro, manager):
    child, second = make_child(), make_user(Role.MANAGER)
    restriction = restricted(child, iro, manager, by=manager)
    listed = put_on_list(restriction=restriction, person=second, by=manager, today=TODAY)
    assert sees(second, child)
    with pytest.raises(ValidationError, match="already on the list"):
        put_on_list(restriction=restriction, person=second, by=manager, today=TODAY)
    take_off_list(person=listed, by=manager, today=TODAY)
    assert not sees(second, child)


def test_manager_does_not_let_themselves_in(iro, manager):
    restriction = restricted(make_child(), iro, manager, by=manager)
    outsider = make_user(Role.MANAGER)
    assert list(restrictions_kept_by(outsider)) == [restriction]
    with pytest.raises(RefusedError, match="Nobody puts themselves"):
        put_on_list(restriction=restriction, person=outsider, by=outsider, today=TODAY)


@pytest.mark.parametrize("who", ["iro", "manager"])
def test_list_keeps_an_iro_and_a_manager(iro, manager, who):
    restriction = restricted(make_child(), iro, manager, by=manager)
    last = restriction.listed.get(user={"iro": iro, "manager": manager}[who])
    with pytest.raises(RefusedError, match="Add someone else first"):
        take_off_list(person=last, by=manager, today=TODAY)


def test_somebody_whose_role_or_account_ended_does_not_count(iro, manager):
    gone, left = make_user(Role.IRO), make_user(Role.IRO)
    restriction = restricted(make_child(), iro, manager, gone, left, by=manager)
    yesterday = TODAY - datetime.timedelta(days=1)
    end_role(grant=RoleGrant.objects.get(user=gone), last_day=yesterday, by=BY, today=TODAY)
    deactivate_account(user=left, by=BY, today=TODAY)
    with pytest.raises(RefusedError, match="Independent Reviewing Officer"):
        take_off_list(person=restriction.listed.get(user=iro), by=manager, today=TODAY)


def test_looking_again_moves_the_day_by_at_most_90_days(iro, manager):
    restriction = restricted(make_child(), iro, manager, by=manager)
    facts = {"restriction": restriction, "by": manager, "seen_version": 1}
    later = TODAY + datetime.timedelta(days=80)
    with pytest.raises(ValidationError, match="90 days"):
        look_at_restriction_again(
            explanation="Still", review_by=later + datetime.timedelta(days=91), today=later, **facts
        )
    look_at_restriction_again(explanation="Still", review_by=later + datetime.timedelta(days=90), today=later, **facts)
    restriction.refresh_from_db()
    assert restriction.review_by == later + datetime.timedelta(days=90)
    with pytest.raises(ConflictError):
        look_at_restriction_again(
            explanation="Still", review_by=later + datetime.timedelta(days=9), today=later, **facts
        )


def test_lifting_opens_the_record_to_the_roles_again(iro, manager):
    child, other = make_child(iro=iro), make_user(Role.MANAGER)
    restriction = restricted(child, iro, manager, by=manager)
    with pytest.raises(ValidationError, match="Say why"):
        lift_restriction(restriction=restriction, because=" ", seen_version=1, by=manager, today=TODAY)
    lift_restriction(restriction=restriction, because="No threat now", seen_version=1, by=manager, today=TODAY)
    assert sees(other, child)
    with pytest.raises(RefusedError, match="lifted"):
        put_on_list(restriction=restriction, person=other, by=manager, today=TODAY)


@pytest.mark.parametrize(
    ("role", "keeps"),
    [(role, role in {Role.MANAGER, Role.INFORMATION_GOVERNANCE}) for role in Role],
)
def test_keepers_are_the_manager_and_the_ig_officer(iro, manager, role, keeps):
    restriction = restricted(make_child(), iro, manager, by=manager)
    assert list(restrictions_kept_by(make_user(role))) == ([restriction] if keeps else [])


def test_keeper_in_conflict_keeps_nothing_of_that_child(iro, manager):
    child = make_child()
    restriction = restricted(child, iro, manager, by=manager)
    keeper = make_user(Role.MANAGER)
    declare_conflict(user=keeper, about=child.local_id, relation="friend", by=keeper, today=TODAY)
    assert list(restrictions_kept_by(keeper)) == []
    with pytest.raises(RefusedError, match="conflict of interest"):
        lift_restriction(restriction=restriction, because="Because", seen_version=1, by=keeper, today=TODAY)


def test_request_waits_once_and_a_restriction_answers_it(iro, manager):
    child = make_child(iro=iro)
    request = ask_to_restrict(child=child, ground="adoption", explanation="Adopted", by=iro, today=TODAY)
    with pytest.raises(RefusedError, match="already asked"):
        ask_to_restrict(child=child, ground="adoption", explanation="Adopted", by=iro, today=TODAY)
    restricted(child, iro, manager, by=manager)
    request.refresh_from_db()
    assert (request.answer, request.answered_by) == ("restricted", manager)


def test_request_is_declined_with_why(iro, manager):
    request = ask_to_restrict(child=make_child(iro=iro), ground="adoption", explanation="Adopted", by=iro, today=TODAY)
    with pytest.raises(ValidationError):
        decline_to_restrict(request=request, note="", seen_version=1, by=manager, today=TODAY)
    decline_to_restrict(request=request, note="Not placed yet", seen_version=1, by=manager, today=TODAY)
    assert request.answer == "declined"
    with pytest.raises(RefusedError, match="answered already"):
        decline_to_restrict(request=request, note="Not placed yet", seen_version=2, by=manager, today=TODAY)


def test_restricted_child_is_given_only_to_an_iro_on_its_list(iro, manager):
    child, outsider = make_child(), make_user(Role.IRO)
    restricted(child, iro, manager, by=manager)
    assert [bool(may_be_iro(child, person)) for person in (iro, outsider)] == [True, False]
    with pytest.raises(RefusedError, match="not on its list"):
        allocate_iro(child=child, iro=outsider, on=TODAY, reason="new", by=manager)
