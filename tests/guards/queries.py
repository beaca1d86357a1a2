"""A list page asks the database the same questions for one row and for three."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def _statements(client: Client, url: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200, f"{url} answered {response.status_code}"
    return [query["sql"] for query in captured.captured_queries]


def assert_same_queries(make_rows: Callable[[int], object], url: str | Callable[[], str], client: Client) -> int:
    """Fetch `url` with one row and with three, and fail when the counts of queries differ. Returns the count.

    make_rows: called with how many rows to add (1, then 2 more).
    url: an address, or a function that returns it once the first row is there.
    """
    make_rows(1)
    address = url if isinstance(url, str) else url()
    _statements(client, address)  # what is asked once and kept (content types, say) is asked here
    one = _statements(client, address)
    make_rows(2)
    three = _statements(client, address)
    added = "\n".join(statement[:300] for statement in three if three.count(statement) > one.count(statement))
    assert len(three) == len(one), f"{len(one)} queries with one row, {len(three)} with three:\n{added}"
    return len(one)
