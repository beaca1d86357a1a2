"""manage.py access_matrix: who gets which answer at which page, as text, as CSV, or as docs/access.md holds it."""

import csv
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from iro_service.access_matrix import WHO, cells
from iro_service.access_page import written_as_page


class Command(BaseCommand):
    """Print the access matrix."""

    help = "Prints which answer each role gets at each page, for each kind of record that its address can name."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a role, and how to write it."""
        parser.add_argument("--role", choices=WHO, help="one role only")
        parser.add_argument(
            "--format", choices=("text", "csv", "markdown"), default="text", help="markdown: what docs/access.md holds"
        )

    def handle(self, *, role: str | None, format: str, **_options: Any) -> None:  # noqa: A002 - the option's name
        """Print it."""
        if format == "markdown":
            self.stdout.write(written_as_page(), ending="")
            return
        chosen = cells((role,) if role else WHO)
        rows = ((cell.who, cell.page.name, f"/{cell.page.route}", cell.kind or "", cell.answer) for cell in chosen)
        if format == "csv":
            out = csv.writer(self.stdout, lineterminator="\n")
            out.writerow(("who", "page", "address", "record", "answer"))
            out.writerows(rows)
            return
        for who, name, route, kind, answer in rows:
            self.stdout.write(f"{who:24} {name:30} {route:50} {kind:12} {answer}")
