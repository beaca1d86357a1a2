"""The project's own Python files, parsed, for tests that read the source."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = (
    "audit",
    "design",
    "accounts",
    "office",
    "children",
    "reviews",
    "participation",
    "disputes",
    "quality",
    "exchange",
    "reporting",
    "desk",
    "iro_service",
)


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Yield every module of the apps but migrations: its path inside the project, and its syntax tree."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def is_actions(path: str) -> bool:
    """Say whether a path is an app's actions module or stands in its actions package."""
    return path.endswith("/actions.py") or "/actions/" in path
