"""The pages of restricted records, requests and the register: who opens them, what they show, what they do."""

import datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions import create_post
from accounts.enums import Role
from audit.actions import record_event
from audit.models import AuditEvent
from children.actions import allocate_iro, ask_to_restrict, declare_conflict
from children.confidentiality import RESTRICTED_RECORD
from children.models import Child, ConflictOfInterest, Restriction, RestrictionRequest
from tests.factories import BY, TODAY, make_child, make_restriction, make_user, open_review

pytestmark = pytest.mark.django_db
KEY = "0d2f5b0e-6c1c-4f3e-9d2c-0000000000"
LATER = (TODAY + datetime.timedelta(days=60)).isoformat()
KEEPERS = {Role.MANAGER, Role.INFORMATION_GOVERNANCE}
DECLARERS = set(Role) - {Role.PANEL_MEMBER, Role.SYSTEM_ADMINISTRATOR}


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


def signed_in(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text_of(response):
    return response.content.decode()


# Who opens what --------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("kept", KEEPERS),
        ("restrict", KEEPERS),
        ("requests", KEEPERS),
        ("reads", KEEPERS),
        ("register", {Role.MANAGER}),
        ("register-add", {Role.MANAGER}),
        ("declare", DECLARERS),
        ("mine", DECLARERS),
    ],
)
def test_each_page_opens_for_its_roles_alone(role, name, roles):
    response = signed_in(make_user(role)).get(reverse(f"confidential:{name}"))
    assert response.status_code == (200 if role in roles else 403)


@pytest.mark.parametrize("role", sorted(KEEPERS))
def test_keeper_who_is_not_on_the_list_sees_the_id_and_the_list_alone(role):
    child, listed = make_child(local_id="HX4711"), make_user(Role.IRO, "Listed Person")
    restriction = make_restriction(child, listed)
    client = signed_in(make_user(role))
    for address in (reverse("confidential:kept"), reverse("confidential:restriction", args=[restriction.pk])):
        page = text_of(client.get(address))
        assert [words in page for words in (RESTRICTED_RECORD, "HX4711", "Listed Person")] == [True] * 3
        assert [words in page for words in (child.last_name, reverse("child:page", args=[child.pk]))] == [False] * 2


def test_keeper_who_is_on_the_list_sees_whose_record_it_is():
    keeper, child = make_user(Role.MANAGER), make_child()
    make_restriction(child, keeper)
    assert reverse("child:page", args=[child.pk]) in text_of(signed_in(keeper).get(reverse("confidential:kept")))


def test_keeper_in_conflict_finds_no_such_restriction():
    keeper, child = make_user(Role.MANAGER), make_child()
    restriction = make_restriction(child)
    declare_conflict(user=keeper, about=child.local_id, relation="friend", by=keeper, today=TODAY)
    client = signed_in(keeper)
    assert client.get(reverse("confidential:restriction", args=[restriction.pk])).status_code == 404
    assert child.local_id not in text_of(client.get(reverse("confidential:kept")))


# Restricting -----------------------------------------------------------------------------------------
def sent(child, *listed, **more):
    return {
        "local_id": child.local_id,
        "ground": "high_risk",
        "explanation": "A threat",
        "listed": [person.pk for person in listed],
        "review_by": LATER,
        "form_key": f"{KEY}01",
    } | more


@pytest.mark.parametrize("role", sorted(KEEPERS))
def test_record_is_restricted_from_the_form(role):
    child, iro, manager = make_child(), make_user(Role.IRO), make_user(Role.MANAGER)
    client = signed_in(make_user(role))
    response = client.post(reverse("confidential:restrict"), sent(child, iro, manager))
    restriction = Restriction.objects.get(child=child)
    assert response.headers["Location"] == reverse("confidential:restriction", args=[restriction.pk])
    assert {row.user for row in restriction.listed.all()} == {iro, manager}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"local_id": "NOBODY"}, "local_id"),
        ({"listed": []}, "listed"),
        ({"explanation": ""}, "explanation"),
        ({"review_by": (TODAY + datetime.timedelta(days=91)).isoformat()}, "review_by"),
        ({"review_by": TODAY.isoformat()}, "review_by"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(wrong, field):
    child, iro, manager = make_child(), make_user(Role.IRO), make_user(Role.MANAGER)
    response = signed_in(manager).post(reverse("confidential:restrict"), sent(child, iro, manager, **wrong))
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert not Restriction.objects.exists()


def test_list_without_a_manager_is_said_beside_the_list():
    child, iro, manager = make_child(), make_user(Role.IRO), make_user(Role.MANAGER)
    response = signed_in(manager).post(reverse("confidential:restrict"), sent(child, iro))
    assert list(response.context["form"].errors) == ["listed"]


def test_record_one_is_in_conflict_with_is_answered_like_none():
    manager, child = make_user(Role.MANAGER), make_child()
    declare_conflict(user=manager, about=child.local_id, relation="friend", by=manager, today=TODAY)
    client, iro, other = signed_in(manager), make_user(Role.IRO), make_user(Role.MANAGER)
    errors = [
        client.post(reverse("confidential:restrict"), sent(child, iro, other, local_id=typed)).context["form"].errors
        for typed in (child.local_id, "NOBODY")
    ]
    assert errors[0] == errors[1]


def test_list_is_kept_by_adding_removing_looking_again_and_lifting():
    manager, extra = make_user(Role.MANAGER), make_user(Role.SUPPORT_WORKER)
    child = make_child()
    restriction, client = make_restriction(child, manager), signed_in(manager)

    def send(name, pk, **data):
        return client.post(reverse(f"confidential:{name}", args=[pk]), {"form_key": f"{KEY}{len(name):02}"} | data)

    send("add", restriction.pk, person=extra.pk)
    row = restriction.listed.standing().get(user=extra)
    send("remove", row.pk)
    assert not restriction.listed.standing().filter(user=extra).exists()
    send("look-again", restriction.pk, explanation="Still", review_by=LATER, version=1)
    restriction.refresh_from_db()
    assert (restriction.explanation, restriction.review_by.isoformat()) == ("Still", LATER)
    send("lift", restriction.pk, because="No threat now", version=2)
    assert not Restriction.objects.in_force().exists()


def test_last_iro_is_not_removed_and_the_page_says_why():
    manager = make_user(Role.MANAGER)
    restriction = make_restriction(make_child(), manager)
    iro = restriction.listed.exclude(user__role_grants__role=Role.MANAGER).get()
    response = signed_in(manager).post(reverse("confidential:remove", args=[iro.pk]), {"form_key": f"{KEY}02"})
    assert response.status_code == 409
    assert "Every list keeps at least one Independent Reviewing Officer" in text_of(response)


def test_list_that_lost_its_iro_and_whose_child_s_iro_is_kept_out_is_pointed_out():
    iro, manager, child = make_user(Role.IRO), make_user(Role.MANAGER), make_child()
    allocate_iro(child=child, iro=iro, on=TODAY, reason="new", by=BY)
    make_user(Role.MANAGER)
    declare_conflict(user=iro, about=child.local_id, relation="relative", by=iro, today=TODAY)
    page = text_of(signed_in(manager).get(reverse("confidential:kept")))
    assert "No Independent Reviewing Officer who may open it" in page
    assert "The child’s IRO may not open it" in page
    today = text_of(signed_in(manager).get(reverse("service:today")))
    assert "lists that lack somebody" in today
    behind = text_of(signed_in(manager).get(reverse("service:list", args=["iro-kept-out"])))
    assert "1 child" in behind


# Requests --------------------------------------------------------------------------------------------
def test_iro_asks_from_the_child_s_page_and_the_manager_answers():
    iro, manager = make_user(Role.IRO), make_user(Role.MANAGER)
    child = make_child(iro=iro)
    asking = reverse("confidential:ask", args=[child.pk])
    assert asking in text_of(signed_in(iro).get(reverse("child:page", args=[child.pk])))
    signed_in(iro).post(asking, {"ground": "adoption", "explanation": "Adopted", "form_key": f"{KEY}03"})
    request = RestrictionRequest.objects.get()
    client = signed_in(manager)
    assert child.local_id in text_of(client.get(reverse("confidential:requests")))
    form = client.get(f"{reverse('confidential:restrict')}?request={request.pk}").context["form"]
    assert (form["local_id"].value(), form["listed"].value()) == (child.local_id, [str(iro.pk), str(manager.pk)])
    answer = {"note": "Not placed yet", "version": 1, "form_key": f"{KEY}04"}
    client.post(reverse("confidential:decline", args=[request.pk]), answer)
    request.refresh_from_db()
    assert request.answer == "declined"


def test_request_shows_the_ig_officer_the_id_alone():
    iro = make_user(Role.IRO)
    child = make_child(iro=iro, local_id="HX4712")
    ask_to_restrict(child=child, ground="adoption", explanation="Adopted", by=iro, today=TODAY)
    page = text_of(signed_in(make_user(Role.INFORMATION_GOVERNANCE)).get(reverse("confidential:requests")))
    assert ["HX4712" in page, child.last_name in page] == [True, False]


# The child's page ------------------------------------------------------------------------------------
def test_restricted_record_says_on_every_page_how_many_may_open_it():
    manager, child = make_user(Role.MANAGER), make_child()
    make_restriction(child, manager)
    client, review = signed_in(manager), open_review(child)
    pages = [
        reverse("child:page", args=[child.pk]),
        reverse("child:people", args=[child.pk]),
        reverse("child:review", args=[review.pk]),
    ]
    assert ["This record is restricted: 3 people may open it" in text_of(client.get(each)) for each in pages] == [
        True
    ] * 3


def test_record_that_is_not_restricted_leads_its_manager_to_restrict_it():
    child = make_child()
    page = text_of(signed_in(make_user(Role.MANAGER)).get(reverse("child:page", args=[child.pk])))
    assert f"{reverse('confidential:restrict')}?child={child.pk}" in page
    assert "This record is restricted" not in page


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


# Choosing whom to give work --------------------------------------------------------------------------
def test_iro_in_conflict_is_left_out_of_the_choice_and_named_with_why():
    manager, iro, child = make_user(Role.MANAGER), make_user(Role.IRO, "Ines Inconflict"), make_child()
    create_post(kind="iro", holder=iro, fte=Decimal(1), from_on=datetime.date(2024, 1, 1), by=BY)
    declare_conflict(user=iro, about=child.local_id, relation="friend", by=iro, today=TODAY)
    response = signed_in(manager).get(reverse("service:allocate", args=[child.pk]))
    assert "Ines Inconflict (conflict of interest)" in text_of(response)
    assert str(iro.pk) not in dict(response.context["form"].fields["iro"].choices)


def test_chair_and_addressee_in_conflict_are_not_offered_and_not_taken():
    iro, addressee = make_user(Role.IRO), make_user(Role.OPERATIONAL_MANAGER)
    child = make_child(iro=make_user(Role.IRO))
    for person in (iro, addressee):
        declare_conflict(user=person, about=child.local_id, relation="friend", by=person, today=TODAY)
    booking = signed_in(make_user(Role.SUPPORT_WORKER)).get(reverse("arranging:book", args=[open_review(child).pk]))
    assert iro not in booking.context["form"].fields["chair"].queryset
    concern = signed_in(make_user(Role.MANAGER)).get(reverse("disputes:raise", args=[child.pk]))
    fields = concern.context["form"].fields.items()
    offered = {pk for name, field in fields if name.startswith("to_") for pk, _ in field.choices}
    assert str(addressee.pk) not in offered


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


# Speed -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["kept", "requests", "register", "mine", "reads"])
def test_lists_ask_as_often_for_three_rows_as_for_one(name, assert_same_queries):
    manager = make_user(Role.MANAGER)

    def make(number):
        for _ in range(number):
            iro, child = make_user(Role.IRO), make_child()
            make_restriction(child, manager, iro)
            record_event(kind=AuditEvent.Kind.READ, verb="child:page", by=iro, child_ids=[child.pk])
            ask_to_restrict(child=make_child(), ground="adoption", explanation="Adopted", by=iro, today=TODAY)
            for person, about in ((iro, child.local_id), (iro, f"Somebody {iro.pk}"), (manager, f"Them {iro.pk}")):
                declare_conflict(user=person, about=about, relation="friend", by=person, today=TODAY)

    assert_same_queries(make, reverse(f"confidential:{name}"), signed_in(manager))


def test_overdue_restriction_is_counted_on_the_dashboard(settings):
    manager = make_user(Role.MANAGER)
    make_restriction(make_child(), manager)
    settings.IRO_TODAY = TODAY + datetime.timedelta(days=91)
    page = text_of(signed_in(manager).get(reverse("service:today")))
    assert 'value">1</span> <span class="app-figure__label">restrictions to look at again' in page
