"""The log as it is written, for tests that read it."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from iro_service.logs import OneLineFormatter


@contextmanager
def lines() -> Iterator[list[str]]:
    """Collect what is logged meanwhile, written as it is in the log."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(OneLineFormatter())
    root, requests = logging.getLogger(), logging.getLogger("django.request")
    usual = requests.level
    requests.setLevel(logging.INFO)
    root.addHandler(handler)
    found: list[str] = []
    try:
        yield found
    finally:
        root.removeHandler(handler)
        requests.setLevel(usual)
        found += written.getvalue().splitlines()
