"""How gunicorn serves us: its limits, its log lines, and its own refusals, which never reach Django.

    gunicorn --config python:iro_service.gunicorn iro_service.wsgi

`manage.py serve` gives it these. What arrives is refused before it is read where it is longer than anything of ours.
"""

import contextlib
import logging
import socket
from typing import Any

import gunicorn.util
from django.apps import apps
from django.urls import get_resolver
from gunicorn import glogging

from iro_service.headers import HEADERS
from iro_service.logs import OneLineFormatter, on_one_line
from iro_service.memory import settle

worker_class = "gthread"
threads = 4
loglevel = "warning"
control_socket_disable = True
# Without it, connections kept alive can all end at one of the workers: half the speed.
reuse_port = True

# The longest address of ours is a search with its filters; the most headers come from a browser behind two proxies.
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
# A worker that has said nothing for so long is taken for dead; a connection kept alive and idle is closed.
timeout = 30
graceful_timeout = 15
keepalive = 5

# No access log unless asked for (--access-logfile -): what was read is in the audit log. Its lines name the page, not
# the address, since an address holds what was searched for, and links that are as good as a password.
access_log_format = '%(h)s %(m)s "%({iro.page}e)s" %(s)s %(b)s bytes %(M)s ms'

STRICTEST_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


class _LineFormatter(logging.Formatter):
    """Writes what the access log's own format says, on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return on_one_line(record.getMessage())


class Logger(glogging.Logger):
    """Gunicorn's two logs, written as ours are."""

    def setup(self, cfg: Any) -> None:
        """Set up as gunicorn does, then put our formatters in place of its own."""
        super().setup(cfg)
        for log, formatter in ((self.error_log, OneLineFormatter()), (self.access_log, _LineFormatter())):
            for handler in log.handlers:
                handler.setFormatter(formatter)


logger_class = Logger


def post_worker_init(worker: Any) -> None:
    """Settle once a worker has loaded the system (gunicorn calls this by its name)."""
    if apps.ready:
        _ = get_resolver().url_patterns  # the pages too, which the first request would load
    settle()


def refuse(sock: socket.socket, status_int: int, reason: str, _message: str) -> None:
    """Answer what is no request of HTTP that we take, without saying any of it back."""
    body = f"{status_int} {reason}\n".encode("latin-1")
    headers = HEADERS | {
        "Content-Security-Policy": STRICTEST_POLICY,
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    lines = [f"HTTP/1.1 {status_int} {reason}", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    with contextlib.suppress(OSError):
        sock.sendall("\r\n".join(lines).encode("latin-1") + body)


# Gunicorn has no setting for it: its own answer repeats what was sent, and carries none of our headers.
gunicorn.util.write_error = refuse
