"""manage.py generate_authority --children N --seed S: fill a database with a synthetic authority."""

import argparse

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from audit.actors import SystemJob
from desk.demonstration.generated import NotGeneratedError, generate_authority
from office.clock import today

REAL_USE = "iro_service.settings.production"


class Command(BaseCommand):
    """Generate a synthetic authority: all of it, or nothing; never where the service is really used."""

    help = "Fills a database with a synthetic authority of a given size. The same seed gives the same authority."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the size and the seed."""
        parser.add_argument("--children", type=int, required=True, help="children in care on the day")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *, children: int, seed: int, verbosity: int, **_options: object) -> None:
        """Generate. Raises CommandError, with one clear line, where it may not."""
        if settings.SETTINGS_MODULE == REAL_USE:
            raise CommandError("An authority is never generated where the service is really used.")

        def tell(done: int) -> None:
            if verbosity > 1:
                self.stdout.write(f"{done} children")

        try:
            generate_authority(
                children=children, seed=seed, today=today(), by=SystemJob("generate_authority"), progress=tell
            )
        except (NotGeneratedError, ValueError) as error:
            raise CommandError(str(error)) from error
        if verbosity:
            self.stdout.write(f"An authority with {children} children in care is generated (seed {seed}).")
