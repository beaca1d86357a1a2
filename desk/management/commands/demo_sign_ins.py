"""manage.py demo_sign_ins: print one sign-in per role of a demonstration database."""

from django.core.management.base import BaseCommand

from desk.demonstration.sign_ins import sign_ins
from office.authority import authority


class Command(BaseCommand):
    """Print the sign-ins; nothing in a database that is no demonstration, where these accounts do not exist."""

    help = "Prints one sign-in per role of a demonstration database, and nothing anywhere else."

    def handle(self, **_options: object) -> None:
        """Print an aligned line per role."""
        if not authority().is_demonstration:
            return
        found = sign_ins()
        widths = max(len(s.role.label) for s in found), max(len(s.address) for s in found)
        for s in found:
            self.stdout.write(f"{s.role.label:<{widths[0]}}  {s.address:<{widths[1]}}  {s.password}")
