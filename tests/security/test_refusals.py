"""C06: no refusal and no failure tells anything: no name, no date of birth, no address, in its body or its headers."""

import datetime
import re
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.urls import include, path

from accounts.access import public, signed_in
from accounts.enums import Role
from accounts.models import User
from audit.guard import reads_case_table
from children.models import Child, Episode, PersonAroundChild
from iro_service.access_matrix import pages
from tests.security.addresses import address_of
from tests.security.answers import body_of
from tests.security.logbook import lines
from tests.security.test_fuzzing import client_of, taken_back
from tests.security.world import Kind, World, canaries_in

# A form that comes back is no refusal: it shows its own reader what that reader sent.
REFUSED = frozenset({*range(300, 409), *range(410, 422), *range(423, 600)})
ASKED = "/nobody-is-called-this/"


def ways_to_write(day: datetime.date) -> Iterator[str]:
    """Yield how a day is written, on our pages and elsewhere."""
    yield f"{day:%Y-%m-%d}"
    yield f"{day.day} {day:%B %Y}"
    yield f"{day.day} {day:%b %Y}"
    yield f"{day:%d/%m/%Y}"


def told_of(world: World) -> re.Pattern[str]:
    """Return what finds every name, date of birth and address there is."""
    words: set[str] = set()
    for child in Child.objects.all():
        words |= {child.first_name, child.last_name, child.local_id, *ways_to_write(child.date_of_birth)}
        words |= {child.preferred_name, child.former_names}
    for about in ("full_name", "address", "phone"):
        words |= set(PersonAroundChild.objects.values_list(about, flat=True))
    words |= set(Episode.objects.values_list("placement_address", flat=True))
    words |= set(User.objects.values_list("full_name", flat=True)) | set(User.objects.values_list("email", flat=True))
    assert len(words) > 60
    return re.compile("|".join(re.escape(word) for word in sorted(words - {""})), re.IGNORECASE)


def said_by(response: HttpResponse) -> str:
    """Return everything an answer says: its body and its headers."""
    return f"{response.headers}\n{body_of(response).decode(errors='replace')}"


def tells(response: HttpResponse, secrets: re.Pattern[str], own: str) -> list[str]:
    """Return what a refusal tells, but for the name of whoever asked."""
    said = said_by(response).replace(own, "") if own else said_by(response)
    return sorted({*secrets.findall(said), *canaries_in(said)})


@pytest.mark.parametrize("name", ["", Role.PANEL_MEMBER, Role.IRO])
def test_c06_refusals_tell_nothing(world, name):
    secrets, client = told_of(world), client_of(world, name)
    own = world.user(name).full_name if name else ""
    found, refused = [], 0
    for page in pages():
        address = address_of(page, world, Kind.RESTRICTED)
        for method in ("get", "post", "put"):
            with taken_back():
                response = getattr(client, method)(address)
                if response.status_code in REFUSED:
                    refused += 1
                    found += [
                        f"{method} {address} {response.status_code}: {each}" for each in tells(response, secrets, own)
                    ]
                else:
                    body_of(response)
    assert found == []
    assert refused > 150


def test_c06_failures_of_the_database_tell_nothing(world):
    """Whatever page fails, and whatever the error says: neither the page nor the log repeats it."""
    secrets, client = told_of(world), client_of(world, Role.MANAGER)
    child = world.cases[Kind.MINE].child
    words = (
        f'duplicate key: Key (last_name, date_of_birth)=({child.last_name}, {child.date_of_birth}) "{child.local_id}"'
    )

    def fail(execute, sql, params, many, context):
        if reads_case_table(sql):
            raise DatabaseError(words)
        return execute(sql, params, many, context)

    found, failed = [], 0
    for page in pages():
        address = address_of(page, world, Kind.MINE)
        with taken_back(), lines() as logged, connection.execute_wrapper(fail):
            response = client.get(address)
            said = tells(response, secrets, "")
        if response.status_code >= 500:
            failed += 1
            number = response.wsgi_request.reference
            assert number in said_by(response)
            assert number in "".join(logged)
            found += [f"{page.name}: {each}" for each in said]
        found += [f"{page.name}: logged {line}" for line in logged if secrets.search(line)]
    assert found == []
    assert failed > 40


def test_c06_page_that_cannot_be_logged_tells_nothing(world):
    secrets, client = told_of(world), client_of(world, Role.MANAGER)

    def fail(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "audit_auditevent"'):
            raise DatabaseError(sql)
        return execute(sql, params, many, context)

    found, unlogged = [], 0
    for page in pages():
        with taken_back(), connection.execute_wrapper(fail):
            response = client.get(address_of(page, world, Kind.MINE))
            body_of(response)
            # Within the test's own transaction, what failed may keep even the page of error from asking the database.
            if response.status_code >= 500:
                unlogged += 1
                found += [
                    f"{page.name}: {each}" for each in tells(response, secrets, world.user(Role.MANAGER).full_name)
                ]
    assert found == []
    assert unlogged > 20


def test_c06_wrong_password_and_link_that_ran_out_tell_nothing(world):
    secrets, client = told_of(world), client_of(world, "")
    known, unknown = (
        client.post("/account/sign-in/", {"login": email, "password": "wrong"})
        for email in ("manager@example.org", "nobody@example.org")
    )
    link = client.get("/account/password/set/MQ/abc-0123456789/")
    assert [tells(response, secrets, "manager@example.org") for response in (known, unknown, link)] == [[], [], []]


@signed_in
def tells_whom(request):
    """Refuse by name: planted."""
    return HttpResponse(f"You may not see {Child.objects.first()}", status=403)


@public
def tells_in_a_header(request):
    """Redirect by name: planted."""
    return HttpResponse(status=302, headers={"Location": f"/?said={User.objects.first().email}"})


urlpatterns = [
    path("tells/", tells_whom),
    path("header/", tells_in_a_header),
    path("", include("iro_service.urls")),
]


@pytest.mark.urls(__name__)
def test_c06_refusal_that_tells_is_found(world):
    secrets, client = told_of(world), client_of(world, Role.MANAGER)
    assert tells(client.get("/tells/"), secrets, "") != []
    assert tells(client.get("/header/"), secrets, "") == [User.objects.first().email]
