"""The report as an accessible PDF (PDF/UA-1). Nothing is fetched, from anywhere, whatever the text says.

It is made in a process of its own (`reporting.outputs.rendering`) that is ended when it takes too much, so that no text
can take the worker with it.
"""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass

from django.template.loader import render_to_string

from reporting.outputs import rendering
from reporting.outputs.document import Document

VARIANT = "pdf/ua-1"
MISSING = (
    "The PDF needs the libraries of WeasyPrint, which this machine does not have. "
    "On Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0."
)
FETCHED = "The report asks for something outside itself, which no report may; it was not made."
TOO_MUCH = "The report takes more than {limit} to set into pages, so it was stopped. Shorten its texts."
# What the program needs of its surroundings: where programs, libraries and fonts are. No key, no address of a database.
SURROUNDINGS = ("PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH")


class PdfNotMadeError(Exception):
    """No PDF was made, and trying again would not help. The text is the sentence for the user."""


class PdfUnavailableError(PdfNotMadeError):
    """The libraries that PDFs need are not on this machine. The text says which, and how to get them."""


class FetchRefusedError(PdfNotMadeError):
    """The page asked for something outside itself."""


class TooMuchError(PdfNotMadeError):
    """The page took more time or memory than it may. The text says which."""


class RenderingFailedError(Exception):
    """The libraries gave up. The text is the exit code: what they say may hold what somebody typed."""


@dataclass(frozen=True)
class Limits:
    """What the making of one PDF may take. The whole annual report takes some 3 seconds and 300 megabytes."""

    seconds: int = 60
    megabytes: int = 700


LIMITS = Limits()


def to_pdf(report: Document) -> bytes:
    """Return the report as PDF/UA-1. Raises as `html_to_pdf`."""
    html = render_to_string("reporting/pdf/report.html", {"report": report})
    return html_to_pdf(html, render_to_string("reporting/pdf/report.css"))


def html_to_pdf(html: str, css: str, *, limits: Limits = LIMITS) -> bytes:
    """Return a page as PDF/UA-1, fetching nothing.

    Raises PdfUnavailableError without the libraries, FetchRefusedError where the page asks for anything, TooMuchError
    when a limit is reached, RenderingFailedError when the libraries give up.
    """
    command = [sys.executable, "-I", rendering.__file__, str(limits.megabytes), str(limits.seconds)]
    surroundings = {name: os.environ[name] for name in SURROUNDINGS if name in os.environ}
    given = json.dumps({"html": html, "css": css, "variant": VARIANT}).encode()
    too_long = TooMuchError(TOO_MUCH.format(limit=f"{limits.seconds} seconds"))
    try:
        done = subprocess.run(
            command,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=surroundings,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise too_long from None
    match done.returncode:
        case 0:
            return done.stdout
        case rendering.LIBRARIES_MISSING:
            raise PdfUnavailableError(MISSING)
        case rendering.FETCH_REFUSED:
            raise FetchRefusedError(FETCHED)
        # The kernel sends the first when the processor's time is used up, and -9 when that is not heeded.
        case code if code in {-signal.SIGXCPU, -signal.SIGKILL}:
            raise too_long
        # Pango and its friends end the process when they get no memory.
        case code if code == rendering.OUT_OF_MEMORY or code in {-signal.SIGABRT, -signal.SIGTRAP, -signal.SIGSEGV}:
            raise TooMuchError(TOO_MUCH.format(limit=f"{limits.megabytes} MB of memory"))
        case code:
            message = f"exit code {code}"
            raise RenderingFailedError(message)
