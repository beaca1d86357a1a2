"""manage.py reset_second_factor EMAIL: let somebody set up a new second factor when no administrator can."""

import argparse

from django.core.management.base import BaseCommand, CommandError

from accounts.actions import reset_second_factor
from accounts.models import User
from audit.actors import SystemJob


class Command(BaseCommand):
    """Forget the second factor of one account, and end its sessions."""

    help = "Forgets the second factor of an account and ends its sessions: the only administrator lost phone and codes."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the address."""
        parser.add_argument("email", help="the e-mail address of the account")

    def handle(self, *, email: str, **_options: object) -> None:
        """Forget it, and say so."""
        user = User.objects.active().filter(email=email.strip().lower()).first()
        if user is None:
            message = f"There is no open account {email}."
            raise CommandError(message)
        reset_second_factor(user=user, by=SystemJob("reset_second_factor command"))
        self.stdout.write(f"The second factor of {user.email} is reset.")
