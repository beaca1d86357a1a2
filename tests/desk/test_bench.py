"""The benchmark runs from a fresh clone: it makes what it measures, and compares the counts of queries."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_bench_measures_every_place_and_compares_the_counts(tmp_path):
    clean = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    }
    run = subprocess.run(
        [sys.executable, "manage.py", "bench", "--sizes", "12", "24"],
        cwd=ROOT,
        env=clean | {"IRO_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    lines = run.stdout.splitlines()
    assert [line for line in lines if line.endswith("children in care")] == [
        "12 children in care",
        "24 children in care",
    ]
    places = [
        "caseload page",
        "dashboard",
        "board of reviews to arrange",
        "nightly recomputation",
        "annual figures, read and computed",
    ]
    assert [sum(line.strip().startswith(place) for line in lines) for place in places] == [2] * 5
    assert lines[-1] == "Query counts are the same at every size."
