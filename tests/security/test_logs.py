"""C32, C35 and C06, the log's side: no line holds what anybody typed, and one event is one line."""

import logging
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, override_settings
from django.urls import path

from accounts.access import public
from iro_service.celery import keep_our_logging
from iro_service.logs import LONGEST_LINE, OneLineFormatter, configure, on_one_line
from tests.security.logbook import lines

NAME = "Ada Marsh"
TYPED = "Ada%20Marsh%0A2012-01-03%20ERROR%20forged"


@public
def fails(request, text=""):
    """Raise an error that tells of a child: planted."""
    name = request.GET.get("q", "")
    raise {"": ValueError, "refused": PermissionDenied, "odd": SuspiciousOperation}[text](f"{NAME} {name}")


@public
def caused(request):
    """Raise an error out of another: planted."""
    try:
        {}[NAME]
    except KeyError as error:
        raise RuntimeError(NAME) from error


urlpatterns = [
    path("fails/", fails, name="fails"),
    path("fails/<str:text>/", fails, name="fails"),
    path("caused/", caused, name="caused"),
]
handler400 = "desk.errors.bad_request"
handler403 = "desk.errors.permission_denied"
handler404 = "desk.errors.not_found"
handler500 = "desk.errors.server_error"
planted = pytest.mark.urls(__name__)


def written(logger: str, message: str, *arguments: object, **more: object) -> str:
    """Return the words of one line."""
    with lines() as found:
        logging.getLogger(logger).error(message, *arguments, **more)
    assert len(found) == 1
    return found[0].partition(f" ERROR {logger}: ")[2]


@planted
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/fails/", "django.request: 500 GET fails reference={} ValueError at tests/security/test_logs.py:"),
        (
            "/fails/refused/",
            "django.request: 403 GET fails reference={} PermissionDenied at tests/security/test_logs.py:",
        ),
        (
            "/fails/odd/",
            "django.security.SuspiciousOperation: 400 GET fails reference={} SuspiciousOperation at tests/",
        ),
        ("/caused/", "django.request: 500 GET caused reference={} RuntimeError at tests/security/test_logs.py:"),
        (f"/{TYPED}/", "django.request: 404 GET (no such page) reference={}"),
    ],
)
def test_c06_line_of_a_failure_says_where_and_not_what(address, says):
    with lines() as found:
        response = Client(raise_request_exception=False).get(address + "?q=" + TYPED)
    line = found[-1]
    assert says.format(response.wsgi_request.reference) in line
    assert [word for word in ("Ada", "Marsh", "forged", "%0A", "q=") if word in "".join(found)] == []
    assert len(found) == 1


@planted
@pytest.mark.django_db
def test_c06_failure_shows_the_number_under_which_the_log_tells_of_it():
    with lines() as found:
        page = Client(raise_request_exception=False).get("/fails/").content.decode()
    number = found[0].partition("reference=")[2].partition(" ")[0]
    assert (len(number), f"<strong>{number}</strong>" in page, NAME in page) == (8, True, False)


@planted
def test_c06_failure_without_a_database_still_answers_with_our_page():
    # No database is allowed in this test: whoever asks it fails.
    response = Client(raise_request_exception=False).get("/fails/")
    assert (response.status_code, b"There is a problem with the service" in response.content) == (500, True)


@planted
def test_c06_failure_without_even_a_page_shows_its_number(settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    settings.STATIC_ROOT = "/nowhere"
    response = Client(raise_request_exception=False).get("/fails/")
    assert (response.status_code, response.content.decode()) == (500, f"500 {response.wsgi_request.reference}\n")


@planted
def test_c06_what_caused_an_error_is_named_by_its_type():
    with lines() as found:
        Client(raise_request_exception=False).get("/caused/")
    assert "; from KeyError at tests/security/test_logs.py:" in found[-1]
    assert NAME not in found[-1]


def test_c06_address_of_a_wrong_host_is_not_logged():
    with lines() as found, override_settings(ALLOWED_HOSTS=["iro.example.org"]):
        Client().get("/", HTTP_HOST="ada-marsh.example.org")
    assert ("ada" in "".join(found), "django.security.DisallowedHost: 400 GET (no such page)" in found[-1]) == (
        False,
        True,
    )


@pytest.mark.parametrize(
    ("logger", "message", "arguments", "line"),
    [
        # Ours says what it says: its code is looked at instead.
        ("office.jobs", "job %s: a heartbeat was missed", (7,), "job 7: a heartbeat was missed"),
        # A library's words are kept, and of what it puts between them the numbers.
        ("gunicorn.error", "Worker (pid:%s) exited with code %s.", (12, 3), "Worker (pid:12) exited with code 3."),
        ("gunicorn.error", "Error handling request %s", ("/search/?q=Ada",), "Error handling request …"),
        ("celery.app.trace", "Task %(name)s raised: %(exc)s", ({"name": "a.b", "exc": NAME},), "Task a.b raised: …"),
        ("elsewhere", "100%% of %5.1f and %r", (2.5, NAME), "100% of 2.5 and …"),
        # What stands in the code word for word holds nobody's name; what was put together before is not said.
        ("elsewhere", "stands here word for word", (), "stands here word for word"),
        ("elsewhere", "gnoleB anA"[::-1], (), "…"),
        ("django.db", "gnoleB anA"[::-1], (), "…"),
    ],
)
def test_c06_words_of_a_line(logger, message, arguments, line):
    assert written(logger, message, *arguments) == line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\r\nc", "a\\nb\\r\\nc"),
        ("\x1b[31mred\x00", "\\x1b[31mred\\x00"),
        ("\u2028\u2029\x85\x0b\x0c", "\\u2028\\u2029\\x85\\x0b\\x0c"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("\ud800", "\\ud800"),
        ("José – £5", "José – £5"),
    ],
)
def test_c32_no_character_begins_a_line_or_hides_one(text, shown):
    assert on_one_line(text) == shown
    assert len(on_one_line(text).splitlines()) == 1


def test_c32_long_line_is_cut():
    assert len(on_one_line("x" * 10_000)) == LONGEST_LINE + 1


def test_c32_even_a_line_of_ours_cannot_be_split():
    assert written("desk.search", "for %s", "Ada\n2012 ERROR forged") == "for Ada\\n2012 ERROR forged"


def test_c06_nothing_mails_errors_and_nothing_writes_past_our_formatter():
    loggers = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]
    handlers = {
        type(handler).__name__: type(handler.formatter)
        for logger in loggers
        for handler in logger.handlers
        # pytest's own, by which tests read the log
        if not type(handler).__module__.startswith("_pytest") and type(handler) is not logging.NullHandler
    }
    assert handlers == {"StreamHandler": OneLineFormatter}
    assert not settings.ADMINS


def test_c06_line_that_cannot_be_written_prints_no_values():
    assert logging.raiseExceptions is False


def test_c06_worker_logs_as_the_web_does():
    keep_our_logging(loglevel="INFO")
    with lines() as found:
        logging.getLogger("celery.app.trace").error("Task %(name)s: %(exc)s", {"name": "a.b", "exc": NAME})
    assert [line.partition("celery.app.trace: ")[2] for line in found] == ["Task a.b: …"]


def test_c06_thread_that_fails_prints_no_values(capsys, monkeypatch):
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)  # pytest's own, put back afterwards
    configure(settings.LOGGING)

    def fail():
        raise ValueError(NAME)

    with lines() as found:
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    assert "a thread failed ValueError at tests/security/test_logs.py" in found[-1]
    assert NAME not in found[-1] + capsys.readouterr().err


@pytest.fixture
def gunicorn_port(tmp_path):
    """Run gunicorn as `manage.py serve` does, with an application that fails; yield its port and what it wrote."""
    (tmp_path / "failing.py").write_text(
        "def application(environ, start_response):\n    raise ValueError('Ada Marsh')\n", encoding="utf-8"
    )
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path / "log"
    command = [sys.executable, "-m", "gunicorn", "failing:application", "--config", "python:iro_service.gunicorn"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--pythonpath", str(tmp_path), "--access-logfile", "-"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, cwd=settings.BASE_DIR)
    for _ in range(100):
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield port, log
    process.terminate()
    process.wait(10)


def asked(port: int, sent: bytes) -> str:
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as connection:
        connection.sendall(sent)
        answer = b""
        while part := connection.recv(4096):
            answer += part
    return answer.decode()


def test_c06_gunicorns_own_refusals_and_lines_say_nothing_back(gunicorn_port):
    port, log = gunicorn_port
    host = b"Host: localhost\r\nConnection: close\r\n"
    answers = [
        asked(port, b"GET /search/?q=Ada+Marsh HTTP/1.1\r\n" + host + b"\r\n"),
        asked(port, b"GET / HTTP/1.1\r\nAda Marsh: 1\r\n" + host + b"\r\n"),
        asked(port, b"GET /?q=" + b"Ada" * 2000 + b" HTTP/1.1\r\n" + host + b"\r\n"),
        asked(port, b"GET / HTTP/1.1\r\n" + host + b"".join(b"X-%d: Ada\r\n" % n for n in range(99)) + b"\r\n"),
        asked(port, b"Ada Marsh\r\n\r\n"),
    ]
    assert [answer.split()[1] for answer in answers] == ["500", "400", "414", "431", "400"]
    assert [answer for answer in answers if "Ada" in answer or "frame-ancestors 'none'" not in answer] == []
    said = log.read_text()
    assert "Error handling request … … ValueError at failing.py:2 in application" in said
    assert ("Ada" in said, "Traceback" in said) == (False, False)
