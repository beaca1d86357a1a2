"""C10: access that ends is over at the next request: an allocation, a role, an account, a feed, a list asked for."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions import change_details, deactivate_account, end_role, grant_role
from accounts.enums import Role
from accounts.models import RoleGrant
from accounts.permissions import Capability, may
from accounts.verdict import RefusedError
from audit.actions import acting
from children.actions import allocate_iro
from children.models import IROAllocation
from exchange.actions import ask_for_list, make_feed
from exchange.addresses import new_token
from exchange.lists import LISTS
from exchange.models import TakenList
from office.models import Draft, Job
from reviews.models import Review
from tests.factories import BY, make_child, make_user, open_review
from tests.guards.queries import assert_same_queries
from tests.security.glass import page, run_jobs, words_of
from tests.security.world import TODAY, Kind

D = datetime.date
YESTERDAY = D(2025, 6, 1)


@pytest.fixture
def child(world):
    """Return a child of `iro` about whom nothing of theirs is open beyond the allocation."""
    return make_child(iro=world.user("iro"))


def reallocate(world, child):
    allocate_iro(child=child, iro=world.user("second_iro"), on=TODAY, reason="workload", by=BY)


def take_role(world, _child):
    grant = RoleGrant.objects.get(user=world.user("iro"), role=Role.IRO)
    end_role(grant=grant, by=world.user("manager"), today=TODAY)


def close(world, _child):
    deactivate_account(user=world.user("iro"), by=world.user("system_administrator"), today=TODAY)


def let_role_run_out(world, _child):
    with acting():
        RoleGrant.objects.filter(user=world.user("iro")).update(until_on=YESTERDAY)


# How access ends, and what the next request is answered: 302 leads to signing in.
ENDS = {
    "allocation": (reallocate, 404),
    "last day": (let_role_run_out, 403),
    "role": (take_role, 302),
    "account": (close, 302),
}


@pytest.mark.parametrize("how", ENDS)
def test_c10_next_request_is_refused_without_grace(world, child, how):
    end, status = ENDS[how]
    client = world.client("iro")
    review = open_review(child)
    addresses = [page(child), reverse("child:review", args=[review.pk]), reverse("log_review:form", args=[review.pk])]
    assert [client.get(address).status_code for address in addresses] == [200, 200, 200]
    end(world, child)
    answers = [client.get(address) for address in addresses]
    assert [answer.status_code for answer in answers] == [status] * 3
    assert all(child.last_name not in answer.content.decode() for answer in answers)


@pytest.mark.parametrize(
    ("how", "keeps"), [("allocation", True), ("last day", True), ("role", False), ("account", False)]
)
def test_c10_page_kept_open_changes_nothing_and_keeps_what_was_typed(world, child, how, keeps):
    end, status = ENDS[how]
    client, review = world.client("iro"), open_review(child)
    address = reverse("log_review:speak", args=[review.pk])
    assert client.get(address).status_code == 200
    end(world, child)
    key = f"log_review.speak:{review.pk}"
    sent = {"draft_key": key, "spoken_outcome": "seen", "spoken_note": "She told me all", "spoken_on": "2025-06-02"}
    response = client.post(address, sent)
    now = Review.objects.get(pk=review.pk)
    assert (response.status_code, now.spoken_outcome, now.version) == (status, "", review.version)
    kept = Draft.objects.filter(user=world.user("iro"), key=key).values_list("fields", flat=True)
    # Whose sessions were ended is nobody to this site: what the page itself kept while they typed is their draft.
    assert [fields["spoken_note"] for fields in kept] == ([["She told me all"]] if keeps else [])


def test_c10_access_lasts_while_something_of_ones_own_is_open(world):
    case, client = world.cases[Kind.MINE], world.client("iro")
    for each in (case.child, case.other):
        reallocate(world, each)
    # Booked with me, a record of mine not sent out, a dispute of mine: until each is closed.
    assert [client.get(page(each)).status_code for each in (case.child, case.other)] == [200, 200]
    assert client.get(reverse("child:review", args=[case.recorded.pk])).status_code == 404


@pytest.mark.parametrize("how", ["last day", "role", "account"])
def test_c10_feed_is_dead_at_once(world, child, how):
    iro, token = world.user("iro"), new_token()
    iro.act_as(Role.IRO, on=TODAY, at=timezone.now())
    make_feed(token=token, by=iro, today=TODAY)
    address = reverse("exchange:feed", kwargs={"token": str(token)})
    assert world.client().get(address).status_code == 200
    ENDS[how][0](world, child)
    answer = world.client().get(address)
    assert (answer.status_code, b"BEGIN:VEVENT" in answer.content) == (404, False)


@pytest.mark.parametrize("how", ["last day", "role", "account"])
def test_c10_queued_list_is_not_delivered(world, child, how):
    iro = world.user("iro")
    iro.act_as(Role.IRO, on=TODAY, at=timezone.now())
    listing = LISTS["my-caseload"]
    sheet = listing.sheet(iro, {}, TODAY)
    why = {"reason": "meeting", "explanation": "For the team meeting on Friday"}
    taken = ask_for_list(listing=listing, params={}, sheet=sheet, by=iro, **why)
    ENDS[how][0](world, child)
    run_jobs()
    taken = TakenList.objects.get(pk=taken.pk)
    assert (Job.objects.get(pk=taken.job_id).state, taken.made_at, taken.file.name) == (Job.State.FAILED, None, "")


# What an IRO leaves behind
def test_manager_is_warned_before_a_role_ends_and_sees_the_children_afterwards(world, child):
    iro, manager = world.user("iro"), world.client("manager")
    number = IROAllocation.objects.open().filter(iro=iro).count()
    grant = RoleGrant.objects.get(user=iro, role=Role.IRO)
    warned = words_of(manager.get(reverse("accounts:end-role", args=[grant.pk])))
    assert f"{number} children are allocated to them, and stay theirs until you allocate each" in warned
    take_role(world, child)
    start = words_of(manager.get(reverse("service:today")))
    assert f"{number} children of someone who is no longer an IRO: reallocate" in start
    listed = manager.get(reverse("service:list", args=["iro-left"])).content.decode()
    assert reverse("service:allocate", args=[child.pk]) in listed


def test_administrator_who_closes_an_account_is_told_to_ask_first_and_reads_no_child(world):
    client = world.client("system_administrator")
    response = client.get(reverse("accounts:close-account", args=[world.user("iro").pk]))
    assert "Ask the IRO manager to do that first" in words_of(response)
    assert "children are allocated" not in words_of(response)


def test_whoever_is_no_iro_is_not_offered_children(world, child):
    take_role(world, child)
    text = world.client("manager").get(reverse("service:allocate", args=[child.pk])).content.decode()
    assert f'value="{world.user("iro").pk}"' not in text


# Agency staff
@pytest.fixture
def agency():
    """Return somebody whom an agency sends, without a role."""
    return make_user("", name="Ana Agency", email="ana@example.org", is_agency=True)


def test_role_of_agency_staff_has_a_last_day(world, agency):
    with pytest.raises(RefusedError, match="Enter a last day"):
        grant_role(user=agency, role=Role.IRO, by=world.user("manager"), from_on=TODAY)
    grant = grant_role(user=agency, role=Role.IRO, by=world.user("manager"), from_on=TODAY, until_on=D(2025, 6, 30))
    assert grant.until_on == D(2025, 6, 30)


def refused(write):
    """Say whether the database refuses a write."""
    try:
        with transaction.atomic(), acting():
            write()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(("until_on", "is_refused"), [(None, True), (D(2025, 6, 30), False)])
def test_database_insists_on_the_last_day_of_agency_staff(world, agency, until_on, is_refused):
    facts = {"role": Role.IRO, "from_on": TODAY, "until_on": until_on}
    assert refused(lambda: RoleGrant.objects.create(user=agency, **facts)) == is_refused


def test_database_refuses_to_make_agency_staff_of_whoever_has_a_role_without_end(world):
    iro = world.user("iro")
    assert refused(lambda: type(iro).objects.filter(pk=iro.pk).update(is_agency=True)) is True
    with pytest.raises(ValidationError, match="Give each of their roles a last day first"):
        change_details(user=iro, is_agency=True, by=world.user("system_administrator"))


def test_agency_staff_are_marked_on_the_list_with_their_last_day_and_download_nothing(world, agency):
    grant_role(user=agency, role=Role.IRO, by=world.user("manager"), from_on=TODAY, until_on=D(2025, 6, 12))
    text = words_of(world.client("manager").get(reverse("accounts:staff")))
    assert ("Agency staff" in text, "until 12 June 2025" in text) == (True, True)
    agency.act_as(Role.IRO, on=TODAY, at=timezone.now())
    assert bool(may(agency, Capability.EXPORT_LISTS)) is False


@pytest.mark.parametrize(("last", "is_shown"), [(D(2025, 6, 16), True), (D(2025, 6, 17), False)])
def test_manager_sees_roles_that_end_within_two_weeks(world, agency, last, is_shown):
    grant_role(user=agency, role=Role.IRO, by=world.user("manager"), from_on=TODAY, until_on=last)
    client = world.client("manager")
    assert ("1 role ends within two weeks" in words_of(client.get(reverse("service:today")))) == is_shown
    soon = words_of(client.get(reverse("accounts:staff"), {"ending": "soon"}))
    assert ("Ana Agency" in soon, "Second IRO manager" in soon) == (is_shown, False)


def test_administrator_marks_agency_staff_and_manager_cannot(world, agency):
    address = reverse("accounts:change-details", args=[agency.pk])
    pages = {name: world.client(name).get(address).content.decode() for name in ("system_administrator", "manager")}
    assert {name: "Works here through an agency" in text for name, text in pages.items()} == {
        "system_administrator": True,
        "manager": False,
    }
    sent = {"full_name": "Ana Agency", "phone": "", "sex": "", "identity": "", "version": agency.version}
    sent["form_key"] = "0d2f5b0e-6c1c-4f3e-9d2c-000000000051"
    world.client("manager").post(address, sent | {"is_agency": ""})
    agency.refresh_from_db()
    assert agency.is_agency is True


# One person, several roles
@pytest.mark.parametrize(
    ("from_on", "until_on", "is_refused"),
    [
        (D(2025, 1, 1), D(2025, 3, 31), False),  # over before the panel membership begins
        (D(2025, 1, 1), D(2025, 4, 1), True),  # both days are included
        (D(2025, 5, 1), D(2025, 5, 1), True),
        (D(2025, 6, 30), None, True),
        (D(2025, 7, 1), None, False),  # the day after it ended
        (D(2025, 1, 1), None, True),
    ],
)
def test_database_keeps_panel_members_out_of_any_other_roles_days(world, from_on, until_on, is_refused):
    user = make_user("", name="Pat Panel", email="pat@example.org")
    with acting():
        RoleGrant.objects.create(user=user, role=Role.PANEL_MEMBER, from_on=D(2025, 4, 1), until_on=D(2025, 6, 30))
    facts = {"role": Role.IRO, "from_on": from_on, "until_on": until_on}
    assert refused(lambda: RoleGrant.objects.create(user=user, **facts)) == is_refused


def test_c10_rights_are_those_of_the_chosen_role_alone(world, child):
    iro = world.user("iro")
    with acting():
        RoleGrant.objects.create(user=iro, role=Role.SUPPORT_WORKER, from_on=YESTERDAY)
    client = world.client("iro")
    answers = {}
    for role in (Role.IRO, Role.SUPPORT_WORKER):
        client.post(reverse("accounts:choose-role"), {"role": role})
        answers[role] = (
            client.get(reverse("caseload:mine")).status_code,
            client.get(reverse("arranging:notify")).status_code,
            Role(role).label in words_of(client.get(page(child))),
        )
    assert answers == {Role.IRO: (200, 403, True), Role.SUPPORT_WORKER: (403, 200, True)}


def test_staff_list_asks_the_same_queries_for_one_row_and_three(world):
    def make(number):
        for _ in range(number):
            user = make_user("", email=f"{uuid.uuid4()}@example.org", is_agency=True)
            with acting():
                RoleGrant.objects.create(user=user, role=Role.IRO, from_on=YESTERDAY, until_on=D(2025, 6, 10))

    assert_same_queries(make, f"{reverse('accounts:staff')}?ending=soon", world.client("manager"))
