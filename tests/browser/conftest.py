"""A browser on the demonstration year: each journey has a copy of its own, and the day is Tuesday 3 January 2012."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.walking import Walker
from tests.servers import looking_at

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def walker(browser: "Browser", demonstration_server: str) -> Iterator[Walker]:
    """Sit somebody down at a browser."""
    with looking_at(demonstration_server, browser) as site:
        yield Walker(site)
