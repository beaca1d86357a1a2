"""The import contracts of pyproject.toml hold, and break when something is planted that they forbid."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PACKAGES = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["root_packages"]
LINT = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(LINT, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy_of_project(tmp_path: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_import_contracts_hold():
    run = lint(ROOT)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("children/planted.py", "import reviews", "Imports point down the list BROKEN"),
        ("participation/planted.py", "import disputes", "Imports point down the list BROKEN"),
        ("exchange/planted.py", "import reporting", "Imports point down the list BROKEN"),
        ("desk/planted.py", "from iro_service import env", "Imports point down the list BROKEN"),
        ("audit/planted.py", "import accounts", "Imports point down the list BROKEN"),
        ("statute/planted.py", "from django.utils import timezone", "The law does not know Django BROKEN"),
        ("reporting/measures/planted.py", "from django.db import models", "Figures are computed without Django BROKEN"),
    ],
)
def test_import_that_points_up_breaks_the_contract(copy_of_project: Path, module: str, line: str, broken: str):
    (copy_of_project / module).write_text(f'"""Planted."""\n{line}\n', encoding="utf-8")
    run = lint(copy_of_project)
    assert run.returncode == 1
    assert broken in run.stdout
