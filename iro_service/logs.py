"""What may stand in a log line: when, where in the code, which ids. Never what was typed, and one line for one event.

Nothing here looks for names to blot them out: nobody can list what they look like. Instead, only what cannot hold one
is let through. A line of our own is written with ids only (`.semgrep/rules.yml` sees to it). Of a library's line, the
words of its code are kept, and of what it puts between them only numbers. Of a request: the name of the page and the
numbers in its address, never the address as it was typed. Of an exception: its type and the places in the code, never
its message.
"""

import linecache
import logging
import logging.config
import re
import secrets
import threading
import traceback
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse

ROOT = Path(__file__).resolve().parent.parent
OURS = frozenset(
    {
        *("accounts", "audit", "children", "design", "desk", "disputes", "exchange", "iro_service", "office"),
        *("participation", "quality", "reporting", "reviews", "statute"),
    }
)
LEFT_OUT = "…"
PLACEHOLDER = re.compile(r"%(?:\((?P<key>\w+)\))?[-#0 +]*(?:\d+|\*)?(?:\.\d+)?[a-zA-Z%]|\{[^{}]*\}")
# What a terminal, or a reader of lines, takes for more than a letter: control and format characters, other line ends.
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
LONGEST_LINE = 4000
MOST_PLACES = 12

_reference: ContextVar[str] = ContextVar("reference", default="")


class ReferenceMiddleware:
    """Gives every request a number that an error page shows and every line about that request carries."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Take the next step of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the reference set meanwhile."""
        reference = secrets.token_hex(4).upper()
        request.reference = reference  # type: ignore[attr-defined]  # read by the error pages
        token = _reference.set(reference)
        try:
            response = self.get_response(request)
            # For an access log, which shall say which page, and not which address.
            request.META["iro.page"] = page_of(request)
            return response
        finally:
            _reference.reset(token)


class OneLineFormatter(logging.Formatter):
    """Writes a record as one line that holds no value anybody typed."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        parts = [self.formatTime(record), record.levelname, f"{record.name}:", words_of(record)]
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            parts.append(f"{getattr(record, 'status_code', '')} {request.method} {page_of(request)}".strip())
            person = getattr(request, "_cached_user", None)
            if person is not None and person.pk:
                parts.append(f"user={person.pk}")
        # Django tells of refusals after the last middleware, when only the request still knows.
        if reference := getattr(request, "reference", "") or _reference.get():
            parts.append(f"reference={reference}")
        if record.exc_info and record.exc_info[1] is not None:
            parts.append(places_of(record.exc_info[1]))
        return on_one_line(" ".join(part for part in parts if part))


def on_one_line(text: str) -> str:
    """Return a text with every character escaped that could begin a line or hide one, and not too long."""
    escaped = UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
    return escaped if len(escaped) <= LONGEST_LINE else escaped[:LONGEST_LINE] + LEFT_OUT


def words_of(record: logging.LogRecord) -> str:
    """Return what a record says, as far as it may be said."""
    package = record.name.partition(".")[0]
    if package in OURS:
        return record.getMessage()
    if package == "django":
        # The page and the status say it; Django puts the address as it was typed, or an exception's words.
        return "" if hasattr(record, "status_code") else _constant(record)
    return _with_numbers(record) if record.args else _constant(record)


def _with_numbers(record: logging.LogRecord) -> str:
    given = record.args
    values = iter(given) if isinstance(given, tuple) else iter(())
    named: Mapping[str, object] = given if isinstance(given, Mapping) else {}

    def fill(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        value = named.get(found["key"]) if found["key"] else next(values, None)
        # Celery names its tasks, and numbers them.
        is_celerys = record.name.startswith("celery") and found["key"] in {"name", "id"}
        return str(value) if is_celerys or isinstance(value, int | float) else LEFT_OUT

    return PLACEHOLDER.sub(fill, str(record.msg))


def _constant(record: logging.LogRecord) -> str:
    """Return a message without arguments when it stands word for word in the code that logged it: it holds no value."""
    said = str(record.msg)
    return said if said and said in "".join(linecache.getlines(record.pathname)) else LEFT_OUT


def page_of(request: HttpRequest) -> str:
    """Return the name of a request's page and the numbers in its address; nothing of an address that leads nowhere."""
    found = getattr(request, "resolver_match", None)
    if found is None:
        return "(no such page)"
    ids = " ".join(f"{name}={value}" for name, value in found.kwargs.items() if isinstance(value, int))
    return f"{found.view_name} {ids}".strip()


def places_of(error: BaseException) -> str:
    """Return an exception's type and where it was raised, innermost place first; and those of what caused it."""
    said, seen = [], set[int]()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.extract_tb(current.__traceback__)[-MOST_PLACES:]
        places = " < ".join(f"{_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in reversed(frames))
        # PostgreSQL's code of the error, and the rule that was broken: both are words of the schema.
        rule = getattr(getattr(current, "diag", None), "constraint_name", None)
        facts = " ".join(filter(None, [getattr(current, "pgcode", None), rule]))
        said.append(" ".join(filter(None, [type(current).__name__, facts and f"({facts})", places and f"at {places}"])))
        current = current.__cause__ or current.__context__
    return "; from ".join(said)


def _short(filename: str) -> str:
    """Return a file's path inside the project or inside its package."""
    path = Path(filename)
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def configure(config: dict[str, Any]) -> None:
    """Set up logging in place of what Django and Celery would set up, and let no thread print a traceback itself."""
    logging.config.dictConfig(config)
    logging.captureWarnings(True)
    # A record that cannot be written would otherwise be printed with everything in it.
    logging.raiseExceptions = False
    threading.excepthook = _thread_failed


def _thread_failed(given: threading.ExceptHookArgs) -> None:
    if given.exc_value is not None and not isinstance(given.exc_value, SystemExit):
        logging.getLogger("iro_service.threads").error("a thread failed", exc_info=given.exc_value)
