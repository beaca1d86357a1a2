"""Every page has an access rule, every role a reach at every door; a page that forgot either is refused."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from accounts.access import access, public, signed_in
from accounts.enums import Role
from accounts.permissions import Capability
from accounts.visibility import Record, _bars, _reaches, unbarred, unregistered
from audit.models import AuditEvent
from audit.reading import saw
from children.models import Child
from iro_service.checks import every_record_has_a_bar, every_role_has_a_reach, every_view_has_an_access_rule
from tests.factories import make_child, make_user


def bare(request):
    """Answer without an access rule: planted."""
    return HttpResponse("secret")


@public
def open_to_all(request):
    """Answer anyone."""
    return HttpResponse("open")


@signed_in
def for_members(request):
    """Answer anyone signed in."""
    return HttpResponse("members")


@access(Capability.ALLOCATE)
def for_managers(request):
    """Answer whoever may allocate."""
    return HttpResponse("managers")


@signed_in
def shows_children(request):
    """Show children and say so."""
    children = list(Child.objects.all())
    saw(request, *children)
    return HttpResponse(", ".join(str(child) for child in children), status=int(request.GET.get("status", 200)))


@signed_in
def hides_its_reading(request):
    """Show children and say nothing: planted."""
    return HttpResponse(", ".join(str(child) for child in Child.objects.all()))


urlpatterns = [
    path("", include("desk.urls")),
    path("account/", include("accounts.urls")),
    path("reports/", include("reporting.urls")),
    path("office/", include("office.urls")),
    path("children/", include("children.urls")),
    path("reviews/", include("reviews.urls")),
    path("participation/", include("participation.urls")),
    path("disputes/", include("disputes.urls")),
    path("quality/", include("quality.urls")),
    path("bare/", bare),
    path("open/", open_to_all),
    path("members/", for_members),
    path("managers/", for_managers),
    path("shows/", shows_children),
    path("hides/", hides_its_reading),
]
planted = pytest.mark.urls(__name__)


def test_every_page_of_the_project_has_a_rule():
    assert every_view_has_an_access_rule() == []


@planted
def test_page_without_a_rule_is_found():
    assert [error.msg for error in every_view_has_an_access_rule()] == ["The view at /bare/ has no access rule."]


@planted
@pytest.mark.django_db
def test_page_without_a_rule_answers_403_and_says_nothing():
    response = Client().get("/bare/")
    assert (response.status_code, b"secret" in response.content) == (403, False)


@planted
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "address", "status"),
    [
        (None, "/open/", 200),
        (None, "/members/", 302),
        (None, "/managers/", 302),
        (Role.IRO, "/open/", 200),
        (Role.IRO, "/members/", 200),
        (Role.IRO, "/managers/", 403),
        (Role.PANEL_MEMBER, "/managers/", 403),
        (Role.MANAGER, "/managers/", 200),
        ("", "/managers/", 403),
    ],
)
def test_rule_is_applied(role, address, status):
    client = Client()
    if role is not None:
        client.force_login(make_user(role), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address).status_code == status


def test_every_role_has_a_reach_at_every_door():
    assert (unregistered(), every_role_has_a_reach()) == ([], [])


def test_forgotten_role_is_found():
    kept = _reaches.pop((Record.DISPUTE, Role.IRO))
    try:
        assert [error.id for error in every_role_has_a_reach()] == ["iro.E002"]
    finally:
        _reaches[Record.DISPUTE, Role.IRO] = kept


def test_every_kind_of_record_has_a_bar():
    assert (unbarred(), every_record_has_a_bar()) == ([], [])


def test_record_without_a_bar_is_found():
    kept = _bars.pop(Record.REVIEW)
    try:
        assert [error.id for error in every_record_has_a_bar()] == ["iro.E003"]
    finally:
        _bars[Record.REVIEW] = kept


@planted
@pytest.mark.django_db
def test_reading_about_children_is_logged_with_their_ids():
    client, user, child = Client(), make_user(), make_child()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.get("/shows/")
    event = AuditEvent.objects.get(kind="read")
    assert (event.actor_id, event.child_ids) == (user.pk, [child.pk])


@planted
@pytest.mark.django_db
@pytest.mark.parametrize(("status", "rows"), [(302, 1), (403, 0), (404, 0), (409, 1), (422, 1), (500, 0)])
def test_form_that_comes_back_is_a_reading_and_an_error_page_is_none(status, rows):
    client, child = Client(), make_child()
    client.force_login(make_user(), backend="django.contrib.auth.backends.ModelBackend")
    client.post(f"/shows/?status={status}")
    assert list(AuditEvent.objects.filter(kind="read").values_list("child_ids", flat=True)) == [[child.pk]] * rows


@planted
@pytest.mark.django_db
def test_page_that_hides_its_reading_fails():
    client = Client()
    client.force_login(make_user(), backend="django.contrib.auth.backends.ModelBackend")
    with pytest.raises(AssertionError, match="did not say whom it showed"):
        client.get("/hides/")
