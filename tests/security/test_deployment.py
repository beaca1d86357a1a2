"""C35 and C57: what production is started with: no warning of Django's, no admin, keys that can be changed."""

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import formset_factory
from django.test import Client

from accounts.models import Team
from design.forms import GovukForm, GovukFormSet, SeveralRecordsField
from iro_service import gunicorn
from iro_service.access_matrix import pages

OLD = "an-older-key-that-signed-what-still-holds-0123456789-abcdefgh"


def test_c35_check_deploy_has_no_warnings(production):
    done = production("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stdout, done.stderr) == (0, "System check identified no issues (0 silenced).\n", "")


def test_c35_check_deploy_finds_what_is_unsafe(production):
    code = """
from django.conf import settings
from django.core.management import execute_from_command_line
settings.SECURE_HSTS_SECONDS, settings.SESSION_COOKIE_SECURE = 0, False
execute_from_command_line(["manage.py", "check", "--deploy", "--fail-level", "WARNING"])
"""
    done = production("-c", code)
    assert (done.returncode, "security.W004" in done.stderr, "security.W012" in done.stderr) == (1, True, True)


@pytest.mark.parametrize(
    ("fallbacks", "sentence"),
    [
        (OLD, ""),
        ("short", "Each of SECRET_KEY_FALLBACKS has at least 50 characters."),
        (
            "a-long-and-random-looking-key-for-this-test-only-0123456789",
            "SECRET_KEY is still among SECRET_KEY_FALLBACKS: set a new one.",
        ),
    ],
)
def test_c57_key_that_was_used_before_may_still_be_given(production, fallbacks, sentence):
    done = production("-c", "import iro_service.settings.production", SECRET_KEY_FALLBACKS=fallbacks)
    assert (done.stderr.strip().splitlines() or [""])[-1].partition(": ")[2] == sentence


def test_c57_what_an_older_key_signed_still_holds(production):
    code = """
import django; django.setup()
from django.core.signing import Signer
from django.conf import settings
print(Signer().unsign(Signer(key=settings.SECRET_KEY_FALLBACKS[0]).sign("session")))
"""
    assert production("-c", code, SECRET_KEY_FALLBACKS=OLD).stdout.strip() == "session"


def test_c05_djangos_admin_is_not_there():
    assert [app for app in settings.INSTALLED_APPS if "admin" in app] == []
    assert [page.route for page in pages() if "admin" in page.route] == []


@pytest.mark.parametrize("name", ["dev", "production"])
def test_c06_debug_is_off_whatever_the_environment_says(production, name):
    code = "from django.conf import settings; print(settings.DEBUG, settings.TEMPLATES[0]['OPTIONS'].get('debug'))"
    shown = production(
        "-c", code, DEBUG="True", DJANGO_DEBUG="1", DJANGO_SETTINGS_MODULE=f"iro_service.settings.{name}"
    )
    assert shown.stdout.strip() == "False None"


def test_c35_limits_of_what_is_read():
    assert (settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.DATA_UPLOAD_MAX_NUMBER_FIELDS) == (2 * 1024 * 1024, 2000)
    assert (gunicorn.limit_request_line, gunicorn.limit_request_fields, gunicorn.limit_request_field_size) == (
        4094,
        60,
        8190,
    )
    assert (gunicorn.timeout, gunicorn.graceful_timeout, gunicorn.keepalive) == (30, 15, 5)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent",
    [
        {"data": {"username": "a" * (2 * 1024 * 1024 + 1)}},
        {"data": "&".join(f"f{n}=1" for n in range(2001)), "content_type": "application/x-www-form-urlencoded"},
        {"data": {f"f{n}": "1" for n in range(2001)}},
        {"data": {"username": "a", "file": SimpleUploadedFile("a.txt", b"Ada Marsh")}},
    ],
    ids=["too long", "too many fields", "too many fields in parts", "a file"],
)
def test_c35_post_beyond_the_limits_is_refused(sent):
    response = Client(raise_request_exception=False).post("/account/sign-in/", **sent)
    assert (response.status_code, b"There is a problem with the request" in response.content) == (400, True)


def test_c35_nothing_that_is_sent_is_written_to_disk():
    assert settings.FILE_UPLOAD_HANDLERS == []


@pytest.mark.django_db
def test_c35_character_that_the_database_cannot_keep_is_refused_everywhere():
    client = Client(raise_request_exception=False)
    answers = [
        client.get("/account/sign-in/%00"),
        client.get("/account/sign-in/?next=%00"),
        client.get("/account/sign-in/?%00=a"),
        client.post("/account/sign-in/", {"login": "a\x00"}),
        client.post("/account/sign-in/", {"a\x00": "a"}),
    ]
    assert [answer.status_code for answer in answers] == [400] * 5


def test_c35_rows_are_no_more_than_may_be_sent():
    rows = formset_factory(GovukForm, formset=GovukFormSet, max_num=20)
    sent = {"form-TOTAL_FORMS": "2147483648", "form-INITIAL_FORMS": "0"}
    assert len(rows(data=sent).forms) == 20


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["9" * 30, "-" + "9" * 30, "a", "", "1.5", "\u0663"])
def test_c35_key_that_no_record_can_have_is_refused_like_one_that_is_not_offered(key):
    field = SeveralRecordsField(Team.objects.all())
    with pytest.raises(ValidationError):
        field.clean([key])
