"""What every request of the test client goes through: reading does not write, writing is an action, pages are tidy."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from audit.guard import refuse_stray_writes
from tests.guards.pages import refuse_untidy_page
from tests.guards.reading import READING, refuse_writes

# The standard has the browser come back from single sign-on by a GET, and that opens the session.
SIGNS_IN = "/account/sign-in/elsewhere/back/"


@contextmanager
def guarding(method: str, path: str = "") -> Iterator[None]:
    """Run what is inside as a request of this method: with the connection guarded."""
    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(refuse_stray_writes))
        if method in READING and path != SIGNS_IN:
            stack.enter_context(connection.execute_wrapper(refuse_writes))
        yield


def install(patch: pytest.MonkeyPatch) -> None:
    """Put the guards around every request of every test client."""
    original = Client.request

    def request(self: Client, **environ: Any) -> Any:
        with guarding(environ.get("REQUEST_METHOD", "GET"), environ.get("PATH_INFO", "")):
            response = original(self, **environ)
        refuse_untidy_page(response)
        return response

    patch.setattr(Client, "request", request)
