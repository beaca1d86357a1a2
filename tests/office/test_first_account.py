"""manage.py first_account: the two accounts that give all the others."""

import getpass

import pytest
from django.core.management import CommandError, call_command

from accounts.enums import Role
from accounts.models import RoleGrant, User
from audit.models import AuditEvent
from tests.factories import make_user

PASSWORD = "a quiet harbour in the rain"


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch):
    """Type these passwords, one after the other."""

    def install(*passwords: str) -> None:
        answers = iter(passwords)
        monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(answers))

    return install


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.MANAGER])
def test_first_account_can_sign_in_and_has_the_role(typing, client, role: Role):
    typing(PASSWORD, PASSWORD)
    call_command("first_account", role, "First@example.org", "Ada First")
    user = User.objects.get()
    assert (user.email, user.full_name) == ("first@example.org", "Ada First")
    assert list(RoleGrant.objects.values_list("user", "role")) == [(user.pk, role)]
    assert client.login(username="first@example.org", password=PASSWORD)
    assert set(AuditEvent.objects.filter(kind="write").values_list("system_job", flat=True)) == {"first_account"}


@pytest.mark.django_db
def test_first_account_is_refused_where_somebody_has_the_role():
    make_user(Role.MANAGER)
    with pytest.raises(CommandError, match="Somebody has the role of IRO manager already"):
        call_command("first_account", "manager", "second@example.org", "Bea Second")
    assert User.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ((PASSWORD, "a quiet harbor in the rain"), "The two passwords differ"),
        (("short", "short"), "too short"),
    ],
)
def test_first_account_with_a_bad_password_makes_nothing(typing, typed: tuple[str, str], said: str):
    typing(*typed)
    with pytest.raises(CommandError, match=said):
        call_command("first_account", "manager", "first@example.org", "Ada First")
    assert User.objects.count() == 0


@pytest.mark.django_db
def test_first_account_with_a_taken_address_makes_nothing(typing):
    taken = make_user(Role.IRO)
    typing(PASSWORD, PASSWORD)
    with pytest.raises(CommandError):
        call_command("first_account", "manager", taken.email, "Ada First")
    assert RoleGrant.objects.filter(role=Role.MANAGER).count() == 0
