"""What happens to accounts, roles, posts and teams, and who may do it."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts import actions
from accounts.enums import PostKind, Role, TeamKind
from accounts.models import Post, RoleGrant, Team, TeamManagement, User
from accounts.permissions import CAPABILITIES, Capability
from accounts.policies import ROLES_WITHOUT_CASES, capability_to_grant, grantable_by, may_decide_role
from accounts.verdict import RefusedError
from audit.actions import acting
from audit.models import AuditEvent
from tests.factories import BY, make_team, make_user

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 6, 2)
BY_MANAGER = set(Role) - set(ROLES_WITHOUT_CASES)


def held(user, on=TODAY):
    return sorted(RoleGrant.objects.in_force(on).filter(user=user).values_list("role", flat=True))


# Accounts


def test_account_is_made_without_role_or_password_and_logged():
    user = actions.create_account(email=" Jo@Example.ORG ", full_name=" Jo Example ", by=BY)
    assert (user.email, user.full_name, user.has_usable_password()) == ("jo@example.org", "Jo Example", False)
    assert held(user) == []
    event = AuditEvent.objects.get()
    assert (event.verb, event.subject_type, event.subject_id) == ("accounts.create_account", "accounts.user", user.pk)


@pytest.mark.parametrize(
    ("email", "full_name", "field"),
    [
        ("JO@example.org", "Other", "email"),
        ("", "Other", "email"),
        ("not an address", "Other", "email"),
        ("x@example.org", "", "full_name"),
        ("x@example.org", "x" * 121, "full_name"),
    ],
)
def test_bad_account_is_refused_by_field_and_nothing_is_made(email, full_name, field):
    actions.create_account(email="jo@example.org", full_name="Jo Example", by=BY)
    with pytest.raises(ValidationError) as refused:
        actions.create_account(email=email, full_name=full_name, by=BY)
    assert list(refused.value.message_dict) == [field]
    assert (User.objects.count(), AuditEvent.objects.count()) == (1, 1)


def test_closing_an_account_ends_roles_and_teams_at_once():
    user, team = make_user(Role.OPERATIONAL_MANAGER), make_team()
    actions.manage_team(team=team, manager=user, by=BY, from_on=D(2025, 1, 1))
    actions.grant_role(user=user, role=Role.DIRECTOR, by=BY, from_on=TODAY)
    actions.deactivate_account(user=user, by=BY, today=TODAY)
    assert held(user) == []
    assert TeamManagement.objects.in_force(TODAY).count() == 0
    assert list(RoleGrant.objects.filter(user=user).values_list("role", "until_on")) == [
        (Role.OPERATIONAL_MANAGER, D(2025, 6, 1)),
    ]


def test_account_opened_again_has_no_role():
    user = make_user(Role.IRO)
    actions.deactivate_account(user=user, by=BY, today=TODAY)
    actions.reactivate_account(user=user, by=BY)
    assert (user.is_active, held(user)) == (True, [])


def test_nobody_closes_their_own_account():
    user = make_user(Role.SYSTEM_ADMINISTRATOR)
    with pytest.raises(RefusedError, match="your own account"):
        actions.deactivate_account(user=user, by=user, today=TODAY)
    assert User.objects.get().is_active


# Roles


@pytest.mark.parametrize("actor", Role)
@pytest.mark.parametrize("role", Role)
def test_who_gives_and_ends_which_role(actor, role):
    by, user = make_user(actor), make_user("")
    expected = (actor == Role.MANAGER and role in BY_MANAGER) or (
        actor == Role.SYSTEM_ADMINISTRATOR and role in ROLES_WITHOUT_CASES
    )
    assert bool(may_decide_role(role, user, by)) is expected
    assert not may_decide_role(role, by, by)
    if expected:
        grant = actions.grant_role(user=user, role=role, by=by, from_on=D(2025, 1, 1))
        assert (grant.granted_by, held(user)) == (by, [role])
        actions.end_role(grant=grant, by=by, today=TODAY)
        assert held(user) == []
        return
    with pytest.raises(RefusedError, match=r"Only the .* gives or ends the role"):
        actions.grant_role(user=user, role=role, by=by, from_on=TODAY)
    assert held(user) == []


def test_no_role_both_makes_accounts_and_gives_roles_that_open_case_records():
    for role, capabilities in CAPABILITIES.items():
        both = {Capability.MANAGE_ACCOUNTS, Capability.MANAGE_STAFF} <= capabilities
        assert not both, role
    for role in Role:
        if Capability.SEE_CHILDREN in CAPABILITIES[role]:
            assert capability_to_grant(role) == Capability.MANAGE_STAFF


@pytest.mark.parametrize("actor", [Role.MANAGER, Role.SYSTEM_ADMINISTRATOR])
def test_nobody_gives_themselves_a_role(actor):
    user = make_user(actor)
    for role in grantable_by(user):
        with pytest.raises(RefusedError, match="Nobody changes their own roles"):
            actions.grant_role(user=user, role=role, by=user, from_on=TODAY)
    assert held(user) == [actor]


@pytest.mark.parametrize(
    ("first", "second", "fits"),
    [
        (Role.IRO, Role.SUPPORT_WORKER, True),
        (Role.IRO, Role.IRO, False),
        (Role.IRO, Role.PANEL_MEMBER, False),
        (Role.PANEL_MEMBER, Role.IRO, False),
        (Role.IRO, Role.SYSTEM_ADMINISTRATOR, False),
        (Role.SYSTEM_ADMINISTRATOR, Role.MANAGER, False),
        (Role.SYSTEM_ADMINISTRATOR, Role.PANEL_MEMBER, False),
        (Role.MANAGER, Role.IRO, True),
    ],
)
def test_which_roles_go_together(first, second, fits):
    user = make_user(first)
    if fits:
        actions.grant_role(user=user, role=second, by=BY, from_on=TODAY)
        assert held(user) == sorted([first, second])
        return
    with pytest.raises(RefusedError):
        actions.grant_role(user=user, role=second, by=BY, from_on=TODAY)
    assert held(user) == [first]


def test_role_of_the_past_does_not_stand_in_the_way():
    user = make_user(Role.IRO)
    actions.end_role(grant=user.role_grants.get(), by=BY, today=TODAY)
    actions.grant_role(user=user, role=Role.PANEL_MEMBER, by=BY, from_on=TODAY)
    assert held(user) == [Role.PANEL_MEMBER]


def test_role_that_ends_later_stands_in_the_way_until_then():
    user = make_user(Role.IRO)
    actions.end_role(grant=user.role_grants.get(), by=BY, today=TODAY, last_day=D(2025, 6, 30))
    with pytest.raises(RefusedError, match="A panel member holds no other role"):
        actions.grant_role(user=user, role=Role.PANEL_MEMBER, by=BY, from_on=D(2025, 6, 30))
    actions.grant_role(user=user, role=Role.PANEL_MEMBER, by=BY, from_on=D(2025, 7, 1))
    assert [held(user), held(user, D(2025, 7, 1))] == [[Role.IRO], [Role.PANEL_MEMBER]]


def test_role_that_has_ended_cannot_be_ended_again():
    user = make_user(Role.IRO)
    grant = user.role_grants.get()
    actions.end_role(grant=grant, by=BY, today=TODAY)
    with pytest.raises(RefusedError, match="already ended"):
        actions.end_role(grant=grant, by=BY, today=TODAY)


def test_role_given_and_taken_back_on_one_day_leaves_only_the_log():
    user = make_user("")
    grant = actions.grant_role(user=user, role=Role.IRO, by=BY, from_on=TODAY)
    actions.end_role(grant=grant, by=BY, today=TODAY)
    assert RoleGrant.objects.count() == 0
    assert list(AuditEvent.objects.order_by("id").values_list("verb", "subject_id")) == [
        ("accounts.grant_role", grant.pk),
        ("accounts.end_role", grant.pk),
    ]


def test_closed_account_gets_no_role():
    user = make_user("", is_active=False)
    with pytest.raises(RefusedError, match="This account is closed"):
        actions.grant_role(user=user, role=Role.IRO, by=BY, from_on=TODAY)


def test_database_itself_refuses_a_panel_member_with_another_role():
    user = make_user(Role.PANEL_MEMBER)
    with pytest.raises(IntegrityError), transaction.atomic(), acting():
        RoleGrant.objects.create(user=user, role=Role.IRO, from_on=TODAY)


# Posts


def post(**facts):
    given = {"kind": PostKind.IRO, "from_on": D(2025, 1, 1), "fte": Decimal("0.8"), "by": BY}
    return actions.create_post(**(given | facts))


@pytest.mark.parametrize(
    "wrong",
    [
        {"fte": Decimal("1.5")},
        {"fte": Decimal(0)},
        {"other_duties_fte": Decimal("0.9")},
        {"other_duties_fte": Decimal("-0.1")},
        {"until_on": D(2024, 12, 31)},
        {"kind": "astronaut"},
    ],
)
def test_post_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValidationError):
        post(**wrong)
    assert Post.objects.count() == 0


def test_same_post_sent_twice_is_refused_and_vacancies_are_not():
    holder = make_user()
    post(holder=holder)
    with pytest.raises(RefusedError, match="already holds this post"):
        post(holder=holder)
    post()
    post()
    assert Post.objects.count() == 3


def test_changed_post_keeps_its_past():
    first = post(holder=make_user(), other_duties_fte=Decimal("0.2"), other_duties="Conferences")
    second = actions.change_post(post=first, from_on=D(2025, 4, 1), by=BY, fte=Decimal(1))
    assert list(Post.objects.order_by("id").values_list("fte", "from_on", "until_on", "other_duties")) == [
        (Decimal("0.8"), D(2025, 1, 1), D(2025, 3, 31), "Conferences"),
        (Decimal(1), D(2025, 4, 1), None, "Conferences"),
    ]
    assert second.holder == first.holder


def test_post_put_right_from_its_first_day_stays_one_row():
    first = post()
    actions.change_post(post=first, from_on=D(2025, 1, 1), by=BY, fte=Decimal("0.5"))
    assert Post.objects.values_list("fte", "from_on").get() == (Decimal("0.5"), D(2025, 1, 1))


def test_refused_change_of_a_post_changes_nothing():
    first = post()
    with pytest.raises(ValidationError):
        actions.change_post(post=first, from_on=D(2025, 4, 1), by=BY, fte=Decimal(2))
    assert Post.objects.values_list("fte", "until_on").get() == (Decimal("0.8"), None)


def test_post_ends_after_its_last_day():
    first = actions.end_post(post=post(), last_day=D(2025, 3, 31), by=BY)
    assert [Post.objects.in_force(day).count() for day in (D(2025, 3, 31), D(2025, 4, 1))] == [1, 0]
    with pytest.raises(ValidationError):
        actions.end_post(post=first, last_day=D(2024, 12, 31), by=BY)


# Teams


def test_team_has_a_name_of_its_own():
    actions.create_team(name="Looked after 1", kind=TeamKind.SOCIAL_WORK, by=BY)
    with pytest.raises(ValidationError) as refused:
        actions.create_team(name=" Looked after 1 ", kind=TeamKind.SOCIAL_WORK, by=BY)
    assert list(refused.value.message_dict) == ["name"]
    assert Team.objects.count() == 1


def test_manager_answers_for_several_teams_and_once_for_each():
    manager, teams = make_user(Role.OPERATIONAL_MANAGER), [make_team(), make_team()]
    for team in teams:
        actions.manage_team(team=team, manager=manager, by=BY, from_on=D(2025, 1, 1))
    with pytest.raises(ValidationError, match="already manages this team"):
        actions.manage_team(team=teams[0], manager=manager, by=BY, from_on=TODAY)
    row = manager.managements.first()
    actions.end_team_management(management=row, by=BY, today=TODAY)
    assert [row.team for row in manager.managements.in_force(TODAY)] == [teams[1]]
