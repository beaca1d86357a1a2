"""manage.py load_demo NAME: load a demonstration year into an empty database."""

import argparse

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from audit.actors import SystemJob
from desk.demonstration.loading import NotEmptyError, load_demonstration
from desk.demonstration.published import NAMES, PublishedDataError, read_published

REAL_USE = "iro_service.settings.production"


class Command(BaseCommand):
    """Load a demonstration year: all of it, or nothing."""

    help = "Loads a demonstration year into an empty database: all of it, or nothing."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the name of the demonstration."""
        parser.add_argument("name", choices=NAMES)

    def handle(self, *, name: str, **_options: object) -> None:
        """Load. Raises CommandError, with one clear line, for a database with children or files that do not fit."""
        if settings.SETTINGS_MODULE == REAL_USE:
            raise CommandError("A demonstration, whose passwords everyone knows, is never loaded into real use.")
        try:
            load_demonstration(published=read_published(name), by=SystemJob("load_demo"))
        except (NotEmptyError, PublishedDataError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The demonstration year {name} is loaded.")
