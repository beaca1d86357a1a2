"""C28: every answer carries the whole set of headers: pages, redirects, refusals, failures, files, static files."""

import itertools
import socket
from pathlib import Path

import gunicorn.util
import pytest
from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from accounts.access import public
from accounts.enums import Role
from iro_service.access_matrix import pages
from iro_service.gunicorn import refuse
from iro_service.headers import HEADERS
from tests.security.addresses import address_of
from tests.security.world import Kind

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}
ALWAYS = HEADERS.keys() - {"Cache-Control"}
METHODS = ("head", "post", "put", "patch", "delete", "options", "trace")


def faults_of(response) -> list[str]:
    """Return what is wrong with the headers of an answer."""
    given = response.headers
    found = [f"{name}: {given.get(name)}" for name in sorted(ALWAYS) if given.get(name) != HEADERS[name]]
    policy = {part.strip() for part in given.get("Content-Security-Policy", "").split(";")}
    if policy != POLICY:
        found.append(f"Content-Security-Policy: {sorted(policy ^ POLICY)}")
    if "Cache-Control" not in given:
        found.append("Cache-Control: missing")
    if "Access-Control-Allow-Origin" in given:
        found.append("Access-Control-Allow-Origin: there")
    return found


def body_of(response) -> bytes:
    """Return the bytes of an answer, a streamed one's read to its end (which leaves the database open)."""
    return b"".join(response) if response.streaming else response.content


@public
def fails(request):
    """Raise what the address names: planted."""
    raised = {"400": BadRequest, "403": PermissionDenied, "404": Http404, "500": RuntimeError}
    raise raised[request.GET["with"]]("Ada Marsh, born 7 May 2009")


@public
def lets_itself_be_framed(request):
    """Answer with a policy and headers of its own, weaker than ours: planted."""
    response = HttpResponse("x")
    response["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_replace = {"frame-ancestors": ["*"]}
    return response


@public
def sends_file(request):
    """Stream a file."""
    return FileResponse(Path(__file__).open("rb"), as_attachment=True, filename="x.csv")


urlpatterns = [
    path("fails/", fails),
    path("framed/", lets_itself_be_framed),
    path("file/", sends_file),
    path("", include("iro_service.urls")),
]
handler400 = "desk.errors.bad_request"
handler403 = "desk.errors.permission_denied"
handler404 = "desk.errors.not_found"
handler500 = "desk.errors.server_error"
planted = pytest.mark.urls(__name__)


def quiet() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("name", ["", Role.MANAGER])
def test_c28_every_page_answers_with_every_header(world, name):
    client = world.client(name)
    statuses, faults = set(), []
    for page in pages():
        address = address_of(page, world, Kind.MINE)
        response = client.get(address)
        body_of(response)
        statuses.add(response.status_code)
        faults += [f"{address} {response.status_code}: {fault}" for fault in faults_of(response)]
    assert faults == []
    assert len(statuses) > 1


def test_c28_every_method_answers_with_every_header(world):
    client, methods = world.client(Role.MANAGER), itertools.cycle(METHODS)
    faults = []
    for page in pages():
        address = address_of(page, world, Kind.MINE)
        # One of them at each address, in turn: what answers stands before any page.
        method = next(methods)
        response = getattr(client, method)(address)
        body_of(response)
        faults += [f"{method} {address} {response.status_code}: {fault}" for fault in faults_of(response)]
    assert faults == []


@planted
@pytest.mark.django_db
@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_c28_every_failure_answers_with_every_header(status):
    response = quiet().get(f"/fails/?with={status}")
    assert (response.status_code, faults_of(response)) == (status, [])


@pytest.mark.django_db
def test_c28_wrong_host_and_redirect_to_https_answer_with_every_header():
    with override_settings(ALLOWED_HOSTS=["iro.example.org"]):
        wrong = Client().get("/", HTTP_HOST="elsewhere.example.org")
    with override_settings(SECURE_SSL_REDIRECT=True):
        moved = Client().get("/")
    assert (wrong.status_code, faults_of(wrong), moved.status_code, faults_of(moved)) == (400, [], 301, [])


@pytest.mark.django_db
def test_c28_refused_form_answers_with_every_header():
    response = Client(enforce_csrf_checks=True).post("/account/sign-in/", {"username": "a"})
    assert (response.status_code, faults_of(response)) == (403, [])


@pytest.mark.parametrize("name", ["css/app.css", "js/app.js", "img/icon.svg"])
def test_c28_static_files_answer_with_every_header(name):
    response = Client().get(f"/{settings.STATIC_URL.strip('/')}/{name}")
    body_of(response)
    assert (response.status_code, faults_of(response)) == (200, [])


@planted
def test_c28_streamed_file_answers_with_every_header():
    response = Client().get("/file/")
    body_of(response)
    assert (faults_of(response), response["Content-Disposition"]) == ([], 'attachment; filename="x.csv"')


@planted
def test_c28_page_that_weakens_its_headers_is_found():
    response = Client().get("/framed/")
    assert faults_of(response) == [
        "X-Frame-Options: SAMEORIGIN",
        "Content-Security-Policy: [\"frame-ancestors 'none'\", 'frame-ancestors *']",
    ]


def test_c28_download_is_an_attachment_that_nobody_sniffs(world):
    client = world.client(Role.MANAGER)
    downloads = {}
    for page in pages():
        response = client.get(address_of(page, world, Kind.MINE))
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if kind not in {"text/html", "application/json"}:
            downloads[page.name] = (
                response["X-Content-Type-Options"],
                response["Content-Disposition"].partition(";")[0],
            )
        body_of(response)
    assert {"reporting:download", "reporting:file"} <= downloads.keys()
    assert set(downloads.values()) == {("nosniff", "attachment")}


def test_c28_production_asks_for_https_for_two_years(production):
    # Nothing is collected here, and no database is there: the page comes without its frame.
    code = """
import django
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
django.setup()
from django.test import Client
host = {"HTTP_HOST": "iro.example.org"}
answers = [Client().get(address, secure=True, **host) for address in ("/nowhere/", "/static/css/app.css")]
print([answer.headers.get("Strict-Transport-Security") for answer in answers], Client().get("/", **host).status_code)
"""
    assert production("-c", code, DATABASE_URL="postgres://iro:x@127.0.0.1:9/iro").stdout.strip() == (
        "['max-age=63072000; includeSubDomains; preload', 'max-age=63072000; includeSubDomains; preload'] 301"
    )


def test_c28_answer_of_gunicorn_itself_repeats_nothing_and_carries_every_header():
    assert gunicorn.util.write_error is refuse
    ours, theirs = socket.socketpair()
    with ours, theirs:
        gunicorn.util.write_error(ours, 400, "Bad Request", "Invalid header Ada Marsh")
        sent = theirs.recv(9999).decode()
    assert "Ada Marsh" not in sent
    assert [name for name in (*HEADERS, "Content-Security-Policy") if f"{name}: " not in sent] == []
