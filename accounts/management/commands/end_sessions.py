"""manage.py end_sessions EMAIL: sign somebody out everywhere, at once."""

import argparse

from django.core.management.base import BaseCommand, CommandError

from accounts.actions import end_sessions
from accounts.models import User
from audit.actors import SystemJob


class Command(BaseCommand):
    """End every session of one account."""

    help = "Ends every session of an account: whoever is signed in with it is out at their next page."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the address."""
        parser.add_argument("email", help="the e-mail address of the account")

    def handle(self, *, email: str, **_options: object) -> None:
        """End them, and say so."""
        user = User.objects.filter(email=email.strip().lower()).first()
        if user is None:
            message = f"There is no account {email}."
            raise CommandError(message)
        end_sessions(user=user, by=SystemJob("end_sessions command"))
        self.stdout.write(f"Every session of {user.email} is ended.")
