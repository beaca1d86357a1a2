"""manage.py bench: time and query counts of the slow places at several sizes, each on a database of its own."""

import argparse
import datetime
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from desk.benchmark import lines, measure

SIZES = (150, 2000)
DAY = "2026-06-01"
QUERY_LINES = ("caseload page", "dashboard", "board of reviews to arrange", "annual figures, read and computed")


class Command(BaseCommand):
    """Generate an authority of each size in a database of its own, measure, and compare the query counts."""

    help = "Measures the caseload page, the dashboard, the board, the nightly recomputation and the annual figures."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the sizes."""
        parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="children in care (150 2000)")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--here", type=int, default=0, help="measure this database, which holds so many children")

    def handle(self, *, sizes: list[int], seed: int, here: int, **_options: Any) -> None:
        """Measure each size; fail when a query count grows with the size."""
        if here:
            found = measure(datetime.date.fromisoformat(DAY))
            self.stdout.write("\n".join(lines(here, found)))
            self.stdout.write("COUNTS " + " ".join(str(m.queries) for m in found if m.what in QUERY_LINES))
            return
        # Pages name their style sheet by its hash, which is known once the static files are collected.
        call_command("collectstatic", interactive=False, verbosity=0)
        counts = {size: self._one(size, seed) for size in sizes}
        if len(set(counts.values())) > 1:
            message = f"Query counts grow with the size: {counts}"
            raise CommandError(message)
        self.stdout.write("Query counts are the same at every size.")

    def _one(self, size: int, seed: int) -> str:
        with tempfile.TemporaryDirectory() as folder:
            place = {"IRO_VAR": folder, "IRO_TODAY": DAY}
            given = os.environ.get("BENCH_DATABASE_URL", "")
            place["DATABASE_URL"] = f"{given}_{size}" if given else f"sqlite:///{folder}/bench.sqlite3"
            self._run(place, "migrate", "-v0")
            self._run(place, "generate_authority", "--children", str(size), "--seed", str(seed), "-v0")
            said = self._run(place, "bench", "--here", str(size))
        *shown, counts = said.strip().splitlines()
        self.stdout.write("\n".join(shown) + "\n")
        return counts.removeprefix("COUNTS ")

    @staticmethod
    def _run(place: dict[str, str], *words: str) -> str:
        command = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), *words]
        done = subprocess.run(command, env=os.environ | place, capture_output=True, text=True, check=False)
        if done.returncode:
            last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
            message = f"{' '.join(words)} failed: {' '.join(last)}"
            raise CommandError(message)
        return done.stdout
