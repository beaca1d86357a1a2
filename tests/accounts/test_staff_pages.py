"""Pages of staff, posts and teams: who opens them, what they show, what they do."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.actions import create_post, deactivate_account, manage_team
from accounts.enums import PostKind, Role
from accounts.models import Post, RoleGrant, Team, TeamManagement, User
from audit.models import AuditEvent
from office.models import Job
from tests.factories import BY, make_child, make_team, make_user
from tests.sending import Browsing

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 6, 2)
MANAGER, ADMINISTRATOR = {Role.MANAGER}, {Role.SYSTEM_ADMINISTRATOR}
ADDRESSES = {
    "staff": (MANAGER | ADMINISTRATOR, ""),
    "person": (MANAGER | ADMINISTRATOR, "user"),
    "change-details": (MANAGER | ADMINISTRATOR, "user"),
    "grant-role": (MANAGER | ADMINISTRATOR, "user"),
    "end-role": (MANAGER, "grant"),
    "create-account": (ADMINISTRATOR, ""),
    "close-account": (ADMINISTRATOR, "user"),
    "posts": (MANAGER, ""),
    "create-post": (MANAGER, ""),
    "change-post": (MANAGER, "post"),
    "end-post": (MANAGER, "post"),
    "teams": (MANAGER, ""),
    "create-team": (MANAGER, ""),
    "team": (MANAGER, "team"),
    "change-team": (MANAGER, "team"),
    "end-management": (MANAGER, "management"),
}


@pytest.fixture(autouse=True)
def day(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def client():
    return Browsing()


@pytest.fixture
def enter(client):
    def enter(role):
        user = make_user(role)
        client.force_login(user)
        return user

    return enter


@pytest.fixture
def rows():
    user, manager, team = make_user(Role.IRO, name="Wren Iro"), make_user(Role.OPERATIONAL_MANAGER), make_team()
    return {
        "user": user,
        "grant": user.role_grants.get(),
        "post": create_post(kind=PostKind.IRO, holder=user, fte=Decimal("0.8"), from_on=D(2025, 1, 1), by=BY),
        "team": team,
        "management": manage_team(team=team, manager=manager, from_on=D(2025, 1, 1), by=BY),
    }


def address(name, rows):
    about = ADDRESSES[name][1]
    return reverse(f"accounts:{name}", args=[rows[about].pk] if about else [])


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", ADDRESSES)
def test_who_opens_which_page(client, enter, rows, role, name):
    enter(role)
    assert client.get(address(name, rows)).status_code == (200 if role in ADDRESSES[name][0] else 403)


@pytest.mark.parametrize("name", ADDRESSES)
def test_nobody_opens_a_page_without_signing_in(client, rows, name):
    assert client.get(address(name, rows))["Location"].startswith("/account/sign-in/")


@pytest.mark.parametrize("name", [name for name, (_roles, about) in ADDRESSES.items() if about])
def test_absent_row_is_not_found(client, enter, name):
    enter(Role.MANAGER if Role.MANAGER in ADDRESSES[name][0] else Role.SYSTEM_ADMINISTRATOR)
    assert client.get(reverse(f"accounts:{name}", args=[999_999])).status_code == 404


@pytest.mark.parametrize("name", ["staff", "posts", "teams"])
def test_list_asks_as_many_queries_for_three_as_for_one(client, enter, assert_same_queries, name):
    enter(Role.MANAGER)

    def make(number):
        for _ in range(number):
            user = make_user(Role.OPERATIONAL_MANAGER)
            create_post(kind=PostKind.IRO, holder=user, fte=Decimal("0.5"), from_on=D(2025, 1, 1), by=BY)
            manage_team(team=make_team(), manager=user, from_on=D(2025, 1, 1), by=BY)

    assert_same_queries(make, reverse(f"accounts:{name}"), client)


def test_staff_list_narrows_by_name_role_and_account(client, enter):
    enter(Role.MANAGER)
    make_user(Role.IRO, name="Wren Iro")
    make_user(Role.SUPPORT_WORKER, name="Lark Support")
    deactivate_account(user=make_user(Role.IRO, name="Gone Away"), by=BY, today=TODAY)

    def names(**query):
        page = client.get(reverse("accounts:staff", query=query)).content.decode()
        return [name for name in ("Wren Iro", "Lark Support", "Gone Away") if name in page]

    assert names() == ["Wren Iro", "Lark Support"]
    assert names(name="wren") == ["Wren Iro"]
    assert names(role=Role.SUPPORT_WORKER) == ["Lark Support"]
    assert names(accounts="closed") == ["Gone Away"]
    assert names(accounts="all") == ["Wren Iro", "Lark Support", "Gone Away"]
    assert names(role="astronaut", page="nine") == ["Wren Iro", "Lark Support"]


def test_account_from_making_to_role_takes_two_people(client, enter):
    enter(Role.SYSTEM_ADMINISTRATOR)
    sent = {"full_name": "New Person", "email": "New@Example.org", "phone": ""}
    assert client.post(reverse("accounts:create-account"), sent).status_code == 302
    made = User.objects.get(email="new@example.org")
    assert Job.objects.get().payload == {"user": made.pk, "site": "http://testserver"}
    give = reverse("accounts:grant-role", args=[made.pk])
    page = client.post(give, {"role": Role.IRO, "from_on": "2025-06-02"})
    assert page.status_code == 422
    assert RoleGrant.objects.filter(user=made).count() == 0
    enter(Role.MANAGER)
    assert client.post(give, {"role": Role.IRO, "from_on": "2025-06-02"}).status_code == 302
    assert RoleGrant.objects.filter(user=made).values_list("role", "from_on").get() == (Role.IRO, TODAY)
    assert "has no role" not in client.get(reverse("accounts:person", args=[made.pk])).content.decode()


def test_own_roles_are_not_ones_own_to_change(client, enter):
    me = enter(Role.MANAGER)
    page = client.get(reverse("accounts:person", args=[me.pk])).content.decode()
    assert "Give a role" not in page
    for role in (Role.IRO, Role.SYSTEM_ADMINISTRATOR):
        sent = {"role": role, "from_on": "2025-06-02"}
        answer = client.post(reverse("accounts:grant-role", args=[me.pk]), sent)
        assert answer.status_code == 403
        assert "Nobody changes their own roles" in answer.content.decode()
    answer = client.post(reverse("accounts:end-role", args=[me.role_grants.get().pk]), {"at_once": "now"})
    assert answer.status_code == 403
    assert list(me.role_grants.values_list("role", "until_on")) == [(Role.MANAGER, None)]


def test_administrator_cannot_end_a_case_role(client, enter, rows):
    enter(Role.SYSTEM_ADMINISTRATOR)
    answer = client.post(reverse("accounts:end-role", args=[rows["grant"].pk]), {"at_once": "now"})
    assert answer.status_code == 403
    assert RoleGrant.objects.get(pk=rows["grant"].pk).until_on is None


@pytest.mark.parametrize(
    ("sent", "until"),
    [({"at_once": "now"}, D(2025, 6, 1)), ({"at_once": "later", "last_day": "2025-06-30"}, D(2025, 6, 30))],
)
def test_role_ends_now_or_after_a_day(client, enter, rows, sent, until):
    enter(Role.MANAGER)
    assert client.post(reverse("accounts:end-role", args=[rows["grant"].pk]), sent).status_code == 302
    assert RoleGrant.objects.get(pk=rows["grant"].pk).until_on == until


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"at_once": ""}, "Say when it ends"),
        ({"at_once": "later"}, "Enter the last day"),
        ({"at_once": "later", "last_day": "2025-06-01"}, "must be today or in the future"),
    ],
)
def test_wrong_end_of_a_role_is_refused_beside_the_field(client, enter, rows, sent, sentence):
    enter(Role.MANAGER)
    page = client.post(reverse("accounts:end-role", args=[rows["grant"].pk]), sent)
    assert sentence in page.content.decode()
    assert RoleGrant.objects.get(pk=rows["grant"].pk).until_on is None


def test_taken_address_is_said_beside_the_field_and_what_was_typed_stays(client, enter):
    enter(Role.SYSTEM_ADMINISTRATOR)
    make_user(email="taken@example.org")
    sent = {"full_name": "Second <b>Person</b>", "email": "TAKEN@example.org", "phone": "1"}
    page = client.post(reverse("accounts:create-account"), sent).content.decode()
    assert "This address is taken." in page
    assert 'href="#id_email"' in page
    assert "Second &lt;b&gt;Person&lt;/b&gt;" in page
    assert User.objects.filter(full_name__startswith="Second").count() == 0


def test_administrator_closes_and_opens_an_account(client, enter, rows):
    enter(Role.SYSTEM_ADMINISTRATOR)
    pk = rows["user"].pk
    assert client.post(reverse("accounts:close-account", args=[pk])).status_code == 302
    assert User.objects.get(pk=pk).is_active is False
    assert client.post(reverse("accounts:close-account", args=[pk])).status_code == 409
    assert client.post(reverse("accounts:send-link", args=[pk])).status_code == 409
    assert client.post(reverse("accounts:open-account", args=[pk])).status_code == 302
    assert client.post(reverse("accounts:open-account", args=[pk])).status_code == 409
    assert User.objects.get(pk=pk).is_active is True
    assert RoleGrant.objects.in_force(TODAY).filter(user=pk).count() == 0
    assert client.post(reverse("accounts:send-link", args=[pk])).status_code == 302
    assert Job.objects.count() == 1


def test_nobody_closes_their_own_account_by_the_page(client, enter):
    me = enter(Role.SYSTEM_ADMINISTRATOR)
    assert client.post(reverse("accounts:close-account", args=[me.pk])).status_code == 403
    assert "Close this account" not in client.get(reverse("accounts:person", args=[me.pk])).content.decode()


def test_details_change_and_the_address_does_not(client, enter, rows):
    enter(Role.SYSTEM_ADMINISTRATOR)
    sent = {"full_name": "Wren Newname", "phone": "", "sex": "F", "identity": "", "email": "mine@example.org"}
    assert client.post(reverse("accounts:change-details", args=[rows["user"].pk]), sent).status_code == 302
    changed = User.objects.get(pk=rows["user"].pk)
    assert (changed.full_name, changed.sex, changed.email) == ("Wren Newname", "F", rows["user"].email)


def test_staff_pages_show_no_child(client, enter, rows):
    child = make_child(iro=rows["user"], first_name="Robin")
    enter(Role.SYSTEM_ADMINISTRATOR)
    for name in ("staff", "person"):
        page = client.get(address(name, rows)).content.decode()
        assert "Wren Iro" in page
        assert "Robin" not in page
        assert child.local_id not in page
    assert AuditEvent.objects.filter(kind="read").count() == 0


POST = {
    "kind": PostKind.IRO,
    "holder": "",
    "fte": "0.8",
    "other_duties_fte": "",
    "other_duties": "",
    "from_on": "2025-06-02",
    "until_on": "",
}


def test_post_is_added_changed_and_ended(client, enter, rows):
    enter(Role.MANAGER)
    sent = POST | {"holder": rows["user"].pk}
    assert client.post(reverse("accounts:create-post"), sent).status_code == 302
    made = Post.objects.latest("pk")
    assert (made.holder, made.fte, made.from_on) == (rows["user"], Decimal("0.8"), TODAY)
    again = client.post(reverse("accounts:create-post"), sent).content.decode()
    assert "already holds this post from this day" in again
    changed = sent | {"from_on": "2025-07-01", "fte": "1"}
    assert client.post(reverse("accounts:change-post", args=[made.pk]), changed).status_code == 302
    ended = Post.objects.latest("pk")
    assert client.post(reverse("accounts:end-post", args=[ended.pk]), {"last_day": "2025-12-31"}).status_code == 302
    assert list(Post.objects.filter(pk__gte=made.pk).order_by("pk").values_list("fte", "from_on", "until_on")) == [
        (Decimal("0.8"), TODAY, D(2025, 6, 30)),
        (Decimal(1), D(2025, 7, 1), D(2025, 12, 31)),
    ]
    page = client.get(reverse("accounts:posts")).content.decode()
    assert "2 posts today, 1.6 full-time equivalent" in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": ""}, "Choose the post"),
        ({"kind": "astronaut"}, "astronaut"),
        ({"fte": "1.2"}, "Enter a share above 0 and up to 1"),
        ({"fte": "0"}, "Enter a share above 0 and up to 1"),
        ({"fte": "half"}, "Enter the share as a number, like 0.8"),
        ({"fte": "NaN"}, "Enter the share as a number, like 0.8"),
        ({"fte": "0.123"}, "at most 2 decimals"),
        ({"fte": "9" * 500}, "Enter the share as a number up to 1"),
        ({"fte": "0.5", "other_duties_fte": "0.6"}, "Other duties cannot take more than the whole post"),
        ({"until_on": "2025-06-01"}, "The last day must not come before the first"),
        ({"is_agency": "on"}, "agency staff have one"),
        ({"holder": "999999"}, "Select a valid choice"),
        ({"from_on": "0001-01-01"}, ""),
    ],
)
def test_wrong_post_is_refused_beside_its_field(client, enter, wrong, sentence):
    enter(Role.MANAGER)
    page = client.post(reverse("accounts:create-post"), POST | wrong)
    if sentence:
        assert page.status_code == 422
        assert sentence in page.content.decode()
        assert Post.objects.count() == 0


def test_team_is_added_and_gets_a_manager(client, enter):
    enter(Role.MANAGER)
    chosen, other = make_user(Role.OPERATIONAL_MANAGER), make_user(Role.IRO)
    sent = {"name": "Leaving care", "kind": "social_work"}
    assert client.post(reverse("accounts:create-team"), sent).status_code == 302
    assert "already exists" in client.post(reverse("accounts:create-team"), sent).content.decode()
    team = Team.objects.get()
    here = reverse("accounts:team", args=[team.pk])
    assert client.post(here, {"manager": other.pk, "from_on": "2025-06-02"}).status_code == 422
    assert client.post(here, {"manager": chosen.pk, "from_on": "2025-06-02"}).status_code == 302
    assert chosen.full_name in client.get(reverse("accounts:teams")).content.decode()
    row = TeamManagement.objects.get()
    answer = client.post(reverse("accounts:end-management", args=[row.pk]), {"at_once": "now"})
    assert answer.status_code == 302
    assert TeamManagement.objects.count() == 0
    renamed = {"name": "Leaving care and after", "kind": "social_work"}
    assert client.post(reverse("accounts:change-team", args=[team.pk]), renamed).status_code == 302
    assert Team.objects.get().name == "Leaving care and after"


@pytest.mark.parametrize("name", [name for name, (_roles, about) in ADDRESSES.items() if about])
@pytest.mark.parametrize("number", [0, 2**63, 10**40])
def test_number_beyond_every_row_is_not_found(client, enter, name, number):
    enter(Role.MANAGER if Role.MANAGER in ADDRESSES[name][0] else Role.SYSTEM_ADMINISTRATOR)
    assert client.get(reverse(f"accounts:{name}", args=[number])).status_code == 404


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=x", "name=%01", "name=%ff", "role=%27", "accounts=x"])
def test_strange_filters_show_the_list_all_the_same(client, enter, query):
    enter(Role.MANAGER)
    assert client.get(f"{reverse('accounts:staff')}?{query}").status_code == 200
    assert client.get(f"{reverse('accounts:posts')}?{query}").status_code == 200
    assert client.get(f"{reverse('office:jobs')}?{query}&state=%27").status_code == 200
