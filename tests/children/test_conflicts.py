"""The register of conflicts of interest: declared, access ended, relatives restricted, told, placed, ended."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from accounts.enums import Role
from accounts.verdict import RefusedError
from children.actions import (
    allocate_iro,
    declare_conflict,
    end_conflict,
    find_nobody,
    group_siblings,
    meet_declarations,
    place_conflict,
)
from children.confidentiality import iro_is_kept_out
from children.enums import RESTRICTS_BY_DEFAULT, ConflictRelation
from children.models import Child, ConflictOfInterest, Restriction
from office.tasks import sweep_jobs
from tests.factories import BY, TODAY, make_child, make_user

pytestmark = pytest.mark.django_db


def declared(user, about, relation="friend", **more):
    """Declare a conflict of interest."""
    nature = "Known from the choir" if relation == "other" else ""
    return declare_conflict(user=user, about=about, relation=relation, nature=nature, by=user, today=TODAY, **more)


def sees(user, child):
    """Say whether somebody sees a child's record."""
    return Child.objects.visible_to(user).filter(pk=child.pk).exists()


@pytest.mark.parametrize("role", [Role.IRO, Role.MANAGER, Role.SUPPORT_WORKER])
def test_declaring_by_id_closes_the_record_at_once(role):
    user = make_user(role)
    child = make_child(iro=user if role == Role.IRO else None)
    assert sees(user, child)
    declared(user, f" {child.local_id.lower()} ")
    assert not sees(user, child)


def test_answer_is_alike_whether_there_is_a_record_or_not():
    user, child = make_user(), make_child()
    found, nobody = declared(user, child.local_id), declared(user, "T99999X")
    assert (found.described_as, nobody.described_as) == (child.local_id, "T99999X")
    assert (declared(user, child.local_id), declared(user, "T99999X")) == (found, nobody)
    assert list(ConflictOfInterest.objects.to_find()) == [nobody]


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"about": " ", "relation": "friend"}, "about"), ({"about": "The Smiths", "relation": "other"}, "nature")],
)
def test_declaration_says_whom_and_how(facts, field):
    user = make_user()
    with pytest.raises(ValidationError) as refusal:
        declare_conflict(user=user, by=user, today=TODAY, **facts)
    assert list(refusal.value.error_dict) == [field]


def test_whole_family_is_closed_also_who_joins_it_later():
    user = make_user(Role.MANAGER)
    one, two, three = make_child(), make_child(), make_child()
    group_siblings(children=[one, two], name="Thistledown", by=BY)
    one.refresh_from_db()
    declared(user, one.local_id, is_whole_family=True)
    assert [sees(user, child) for child in (one, two, three)] == [False, False, True]
    group_siblings(children=[one, three], name="Thistledown", by=BY)
    assert not sees(user, three)


def test_family_that_becomes_known_after_the_declaration_is_closed_too():
    user, one, two = make_user(Role.MANAGER), make_child(), make_child()
    declared(user, one.local_id, is_whole_family=True)
    assert sees(user, two)
    group_siblings(children=[one, two], name="Thistledown", by=BY)
    assert not sees(user, two)


def test_one_child_alone_leaves_the_family_open():
    user, one, two = make_user(Role.MANAGER), make_child(), make_child()
    group_siblings(children=[one, two], name="Thistledown", by=BY)
    declared(user, one.local_id)
    assert [sees(user, child) for child in (one, two)] == [False, True]


@pytest.mark.parametrize("relation", ConflictRelation.values)
def test_relatives_are_restricted_by_default(relation):
    user, iro, manager = make_user(Role.SUPPORT_WORKER), make_user(), make_user(Role.MANAGER)
    child = make_child(iro=iro)
    declared(user, child.local_id, relation)
    restrictions = list(Restriction.objects.filter(child=child))
    assert bool(restrictions) == (relation in RESTRICTS_BY_DEFAULT)
    if restrictions:
        assert {row.user for row in restrictions[0].listed.standing()} == {iro, manager}
        assert restrictions[0].ground == "staff_relative"


def test_default_list_leaves_out_the_iro_whose_relative_it_is():
    iro, manager = make_user(), make_user(Role.MANAGER)
    child = make_child(iro=iro)
    declared(iro, child.local_id, "relative")
    assert [row.user for row in Restriction.objects.get(child=child).listed.all()] == [manager]


def test_managers_are_mailed_when_an_iro_must_give_a_child_up():
    iro, manager, child = make_user(), make_user(Role.MANAGER), make_child()
    allocate_iro(child=child, iro=iro, on=TODAY, reason="new", by=BY)
    declared(iro, child.local_id)
    sweep_jobs()
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([manager.email], "A child needs another IRO")
    ]
    assert list(Child.objects.filter(iro_is_kept_out())) == [child]
    allocate_iro(child=child, iro=make_user(), on=TODAY, reason="conflict", by=BY)
    assert list(Child.objects.filter(iro_is_kept_out())) == []


def test_nobody_is_mailed_about_a_child_of_a_colleague():
    iro, child = make_user(), make_child(iro=make_user())
    make_user(Role.MANAGER)
    declared(iro, child.local_id)
    sweep_jobs()
    assert mail.outbox == []


def test_manager_in_conflict_themselves_is_not_mailed():
    iro, manager = make_user(), make_user(Role.MANAGER)
    child = make_child(iro=iro)
    declared(manager, child.local_id)
    declared(iro, child.local_id)
    sweep_jobs()
    assert mail.outbox == []


def test_iro_in_conflict_is_not_allocated():
    iro, child = make_user(), make_child()
    declared(iro, child.local_id)
    with pytest.raises(RefusedError, match="conflict of interest"):
        allocate_iro(child=child, iro=iro, on=TODAY, reason="new", by=BY)


def test_description_is_placed_by_the_manager():
    user, manager, child = make_user(Role.SUPPORT_WORKER), make_user(Role.MANAGER), make_child()
    conflict = declared(user, "My neighbour's boy, called Sam")
    place_conflict(conflict=conflict, child=child, is_whole_family=False, seen_version=1, by=manager, today=TODAY)
    assert not sees(user, child)
    with pytest.raises(RefusedError, match="already on the register"):
        find_nobody(conflict=conflict, seen_version=2, by=manager, today=TODAY)


def test_description_of_nobody_stays_on_the_register():
    conflict = declared(make_user(), "The family at the mill")
    find_nobody(conflict=conflict, seen_version=1, by=make_user(Role.MANAGER), today=TODAY)
    assert (list(ConflictOfInterest.objects.to_find()), list(ConflictOfInterest.objects.standing())) == ([], [conflict])


def test_record_made_after_its_id_was_declared_is_closed_from_the_start():
    user = make_user(Role.MANAGER)
    declared(user, "T77001", "relative")
    child = make_child(local_id="T77001")
    meet_declarations(child=child, by=BY, today=TODAY)
    assert not sees(user, child)
    assert Restriction.objects.in_force().filter(child=child).exists()


def test_conflict_is_ended_by_somebody_else_with_a_reason():
    user, manager, child = make_user(Role.MANAGER), make_user(Role.MANAGER), make_child()
    conflict = declared(user, child.local_id)
    with pytest.raises(RefusedError, match="their own"):
        end_conflict(conflict=conflict, because="Over", seen_version=1, by=user, today=TODAY)
    with pytest.raises(ValidationError):
        end_conflict(conflict=conflict, because="", seen_version=1, by=manager, today=TODAY)
    end_conflict(conflict=conflict, because="They moved away", seen_version=1, by=manager, today=TODAY)
    assert sees(user, child)
    with pytest.raises(RefusedError, match="has ended"):
        end_conflict(conflict=conflict, because="Twice", seen_version=2, by=manager, today=TODAY)
