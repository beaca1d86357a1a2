"""`manage.py annual_report START END`: the figures of a period as JSON, CSV or PDF."""

import datetime
import os
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from office.authority import working_calendar
from reporting.assembly import document_of, figures_alone, statistics_of
from reporting.facts import Period
from reporting.models import AnnualReport
from reporting.outputs.machine import to_csv, to_json
from reporting.outputs.pdf import PdfNotMadeError, to_pdf
from reporting.statistics import annual_statistics


def day(text: str) -> datetime.date:
    """Read a day as YYYY-MM-DD. Raises CommandError with a sentence for anything else."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{text} is not a date. Write it as year-month-day, for example 2011-01-31.") from None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file completely or not at all. Raises CommandError where it cannot be written."""
    if path.exists() and not path.is_file():
        # A file takes the place of what was there: never of a directory, and never of a device.
        raise CommandError(f"Cannot write {path}: it is not a file.")
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise CommandError(f"Cannot write {path}: {error.strerror or error}.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o640)
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise CommandError(f"Cannot write {path}: {error.strerror or error}.") from error


class Command(BaseCommand):
    """Prints or writes the figures of a period."""

    help = "The figures of the annual report for a period, as JSON, CSV or PDF."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the first and the last day, the format and the file."""
        parser.add_argument("start", metavar="START", help="first day of the period, YYYY-MM-DD")
        parser.add_argument("end", metavar="END", help="last day of the period, YYYY-MM-DD")
        parser.add_argument("--format", choices=("json", "csv", "pdf"), default="json")
        parser.add_argument("--output", metavar="FILE", help="file to write; without it JSON and CSV are printed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compute once, then print or write."""
        try:
            period = Period.asked_for(day(options["start"]), day(options["end"]))
        except ValueError as error:
            raise CommandError(str(error)) from error
        output = Path(options["output"]) if options["output"] else None
        if options["format"] == "pdf" and output is None:
            raise CommandError("A PDF needs a file: add --output FILE.")
        content = self._content(period, options["format"])
        if output is None:
            sys.stdout.write(content.decode())
        else:
            write_whole(output, content)

    @staticmethod
    def _content(period: Period, form: str) -> bytes:
        report = AnnualReport.objects.of_period(period.start, period.end).first()
        calendar = working_calendar()
        # An approved report's figures are frozen: every output of it shows the same.
        statistics = (
            statistics_of(report, calendar=calendar) if report else annual_statistics(period, calendar=calendar)
        )
        if form == "pdf":
            try:
                return to_pdf(document_of(report, statistics) if report else figures_alone(statistics))
            except PdfNotMadeError as error:
                raise CommandError(str(error)) from error
        return {"json": to_json, "csv": to_csv}[form](statistics).encode()
