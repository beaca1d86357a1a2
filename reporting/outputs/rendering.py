"""The program that sets a page into a PDF, in a process of its own that may use so much and reach nothing.

It is run by its path and imports nothing of the project, so that it holds no key, no database and no setting: whatever
a text does to the libraries that set it, nothing else is there. It reads `{"html", "css", "variant"}` as JSON, writes
the PDF, and its exit code says why there is none. Whatever address the page asks for ends it.
"""

import contextlib
import ctypes
import json
import resource
import signal
import sys
from typing import Any

# Exit codes that the caller turns into a sentence.
FETCH_REFUSED, LIBRARIES_MISSING, OUT_OF_MEMORY = 10, 11, 12
MEGABYTE = 1024 * 1024
# Fonts are read whole; what the libraries write is their own caches, if anything.
LARGEST_FILE = 16 * MEGABYTE
MOST_OPEN_FILES = 256
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


def confine(*, megabytes: int, cpu_seconds: int) -> bool:
    """Limit this process for good; return whether it is cut off from the network (the kernel may not allow that)."""
    for what, most in (
        (resource.RLIMIT_AS, megabytes * MEGABYTE),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_NOFILE, MOST_OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # the limit that stands is lower
            resource.setrlimit(what, (most, most))
    system = ctypes.CDLL(None)
    with contextlib.suppress(AttributeError):
        system.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        system.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        # With the right to it at once; without, in a user namespace of its own.
        return 0 in (system.unshare(CLONE_NEWNET), system.unshare(CLONE_NEWUSER | CLONE_NEWNET))
    return False


def deny_all() -> Any:
    """Return a fetcher that refuses every address, also data: and file:, and stops the rendering."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher  # noqa: PLC0415 - the libraries may be absent

    class DenyAll(URLFetcher):
        """Refuses whatever is asked for."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            """Refuse."""
            raise FatalURLFetchingError

    return DenyAll(allowed_protocols=())


def render(html: str, css: str, variant: str) -> bytes:
    """Return a page as PDF. Raises FatalURLFetchingError where it asks for anything, OSError without the libraries."""
    import weasyprint  # noqa: PLC0415 - the libraries may be absent, and importing takes half a second

    fetcher = deny_all()
    sheet = weasyprint.CSS(string=css, url_fetcher=fetcher)
    page = weasyprint.HTML(string=html, url_fetcher=fetcher)
    made: bytes = page.write_pdf(None, stylesheets=[sheet], pdf_variant=variant)
    return made


def main(megabytes: int, cpu_seconds: int) -> int:
    """Read a page, write its PDF; return the exit code."""
    confine(megabytes=megabytes, cpu_seconds=cpu_seconds)
    given = json.load(sys.stdin)
    try:
        from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415 - as above
    except OSError:
        return LIBRARIES_MISSING
    try:
        made = render(given["html"], given["css"], given["variant"])
    except FatalURLFetchingError:
        # It is a BaseException: whoever catches Exception would not see it.
        return FETCH_REFUSED
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
