"""Draw docs/states.md from the transition tables."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from desk.diagrams import page


class Command(BaseCommand):
    """Write the page of state diagrams."""

    help = "Draw docs/states.md from the transition tables."

    def handle(self, **_options: Any) -> None:
        """Write it."""
        Path(settings.BASE_DIR, "docs", "states.md").write_text(page(), encoding="utf-8")
