"""The pages of restricted records and requests: who opens them, what they show, what they do."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.actions import create_post
from accounts.enums import Role
from audit.actions import record_event
from audit.models import AuditEvent
from children.actions import allocate_iro, ask_to_restrict, declare_conflict
from children.confidentiality import RESTRICTED_RECORD
from children.models import Restriction, RestrictionRequest
from tests.desk.confidential.visiting import KEY, signed_in, text_of
from tests.factories import BY, TODAY, make_child, make_restriction, make_user, open_review

pytestmark = pytest.mark.django_db
LATER = (TODAY + datetime.timedelta(days=60)).isoformat()
KEEPERS = {Role.MANAGER, Role.INFORMATION_GOVERNANCE}
DECLARERS = set(Role) - {Role.PANEL_MEMBER, Role.SYSTEM_ADMINISTRATOR}


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


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


# Choosing whom to give work --------------------------------------------------------------------------
def test_iro_in_conflict_is_left_out_of_the_choice_and_named_with_why():
    manager, iro, child = make_user(Role.MANAGER), make_user(Role.IRO, "Iris Inconflict"), make_child()
    create_post(kind="iro", holder=iro, fte=Decimal(1), from_on=datetime.date(2024, 1, 1), by=BY)
    declare_conflict(user=iro, about=child.local_id, relation="friend", by=iro, today=TODAY)
    response = signed_in(manager).get(reverse("service:allocate", args=[child.pk]))
    assert "Iris Inconflict (conflict of interest)" in text_of(response)
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
