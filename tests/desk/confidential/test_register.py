"""The pages of the register of conflicts of interest, and of who has read restricted records."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from audit.actions import record_event
from audit.models import AuditEvent
from children.actions import declare_conflict
from children.confidentiality import RESTRICTED_RECORD
from children.models import Child, ConflictOfInterest, Restriction
from tests.desk.confidential.visiting import KEY, signed_in, text_of
from tests.factories import TODAY, make_child, make_restriction, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


# The register ----------------------------------------------------------------------------------------
def test_register_shows_whose_and_about_whom_and_what_is_to_be_found():
    manager, user, child = make_user(Role.MANAGER), make_user(Role.SUPPORT_WORKER, "Wren Worker"), make_child()
    declare_conflict(user=user, about=child.local_id, relation="friend", by=user, today=TODAY)
    declare_conflict(user=user, about="The family at the mill", relation="neighbour", by=user, today=TODAY)
    page = text_of(signed_in(manager).get(reverse("confidential:register")))
    assert [words in page for words in ("Wren Worker", str(child), "The family at the mill", "To be found")] == [
        True
    ] * 4


def test_register_names_no_restricted_child_to_a_keeper_who_is_not_listed():
    manager, user, child = make_user(Role.MANAGER), make_user(Role.SUPPORT_WORKER), make_child()
    declare_conflict(user=user, about=child.local_id, relation="friend", by=user, today=TODAY)
    make_restriction(child)
    page = text_of(signed_in(manager).get(reverse("confidential:register")))
    assert [RESTRICTED_RECORD in page, child.last_name in page] == [True, False]


def test_keeper_sees_of_their_own_declaration_what_they_typed_and_of_others_about_that_child_nothing():
    manager, user, child = make_user(Role.MANAGER), make_user(Role.SUPPORT_WORKER, "Wren Worker"), make_child()
    for person in (user, manager):
        declare_conflict(user=person, about=child.local_id, relation="friend", by=person, today=TODAY)
    page = text_of(signed_in(manager).get(reverse("confidential:register")))
    assert [child.local_id in page, child.last_name in page, "Wren Worker" in page] == [True, False, False]


@pytest.mark.parametrize("role", [Role.IRO, Role.SOCIAL_WORKER, Role.CONSULTATION_OFFICER])
def test_declaration_closes_the_record_and_stands_on_one_s_own_page(role):
    user, child = make_user(role), make_child()
    client = signed_in(user)
    data = {"about": child.local_id, "relation": "friend", "is_whole_family": "on", "form_key": f"{KEY}05"}
    page = text_of(client.post(reverse("confidential:declare"), data, follow=True))
    assert child.local_id in page
    assert ConflictOfInterest.objects.get().child == child


def test_manager_adds_places_and_ends_an_entry_of_somebody_else():
    manager, user, child = make_user(Role.MANAGER), make_user(Role.SUPPORT_WORKER), make_child()
    client = signed_in(manager)
    data = {"user": user.pk, "about": "Their nephew Sam", "relation": "relative", "form_key": f"{KEY}06"}
    client.post(reverse("confidential:register-add"), data)
    conflict = ConflictOfInterest.objects.get(user=user)
    data = {"local_id": child.local_id, "version": 1, "form_key": f"{KEY}07"}
    client.post(reverse("confidential:place", args=[conflict.pk]), data)
    assert not Child.objects.visible_to(user).filter(pk=child.pk).exists()
    assert Restriction.objects.in_force().filter(child=child).exists(), "a relative’s record is restricted by default"
    data = {"because": "They moved away", "version": 2, "form_key": f"{KEY}08"}
    client.post(reverse("confidential:end-conflict", args=[conflict.pk]), data)
    conflict.refresh_from_db()
    assert conflict.ended_on == TODAY


def test_manager_says_that_there_is_no_record():
    manager, user = make_user(Role.MANAGER), make_user(Role.SUPPORT_WORKER)
    conflict = declare_conflict(user=user, about="The mill", relation="friend", by=user, today=TODAY)
    data = {"version": 1, "form_key": f"{KEY}09"}
    signed_in(manager).post(reverse("confidential:nobody", args=[conflict.pk]), data)
    conflict.refresh_from_db()
    assert conflict.looked_for_on == TODAY


def test_nobody_places_or_ends_their_own():
    manager = make_user(Role.MANAGER)
    conflict = declare_conflict(user=manager, about="The mill", relation="friend", by=manager, today=TODAY)
    client = signed_in(manager)
    names = ("place", "nobody", "end-conflict")
    assert [client.get(reverse(f"confidential:{name}", args=[conflict.pk])).status_code for name in names] == [404] * 3


# Who has read ----------------------------------------------------------------------------------------
def test_reads_of_the_last_seven_days_are_counted_by_person_and_record():
    manager, reader, child = make_user(Role.MANAGER), make_user(Role.IRO, "Rowan Reader"), make_child()
    make_restriction(child, manager, reader)
    for _ in range(2):
        record_event(kind=AuditEvent.Kind.READ, verb="child:page", by=reader, child_ids=[child.pk])
    record_event(kind=AuditEvent.Kind.READ, verb="confidential:kept", by=manager, child_ids=[child.pk])
    client = signed_in(manager)
    page = text_of(client.get(reverse("confidential:reads")))
    assert ["Rowan Reader" in page, "2 readings of restricted records" in page] == [True, True]
    assert "Rowan Reader" not in text_of(client.get(f"{reverse('confidential:reads')}?back=1"))


def test_ig_officer_sees_who_tried_what_a_conflict_forbids():
    user, child = make_user(Role.IRO, "Tamsin Tried"), make_child()
    declare_conflict(user=user, about=child.local_id, relation="self", by=user, today=TODAY)
    signed_in(user).get(reverse("child:page", args=[child.pk]))
    pages = [
        text_of(signed_in(make_user(role)).get(reverse("confidential:reads")))
        for role in (Role.INFORMATION_GOVERNANCE, Role.MANAGER)
    ]
    assert ["Tamsin Tried" in page for page in pages] == [True, False]
