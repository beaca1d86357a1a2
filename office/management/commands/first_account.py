"""manage.py first_account ROLE EMAIL NAME: the accounts that make all the others, in a new installation."""

import argparse
import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.actions import create_account, grant_role
from accounts.enums import Role
from accounts.models import RoleGrant, User
from audit.actors import SystemJob
from office.clock import today


class Command(BaseCommand):
    """Make the first system administrator and the first IRO manager; every later account is made in the browser."""

    help = (
        "Makes the first account of a role. It asks for the password, and refuses where somebody has the role already."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take who it is."""
        parser.add_argument("role", choices=[Role.SYSTEM_ADMINISTRATOR.value, Role.MANAGER.value])
        parser.add_argument("email", help="what they sign in with")
        parser.add_argument("full_name", help="their name, in quotes")

    def handle(self, *, role: str, email: str, full_name: str, **_options: object) -> None:
        """Ask for the password twice and make the account. Raises CommandError, and then nothing is made."""
        day = today()
        if RoleGrant.objects.in_force(day).filter(role=role, user__is_active=True).exists():
            message = f"Somebody has the role of {Role(role).label} already, and can give it to others in the browser."
            raise CommandError(message)
        password = getpass.getpass("Password: ")
        if password != getpass.getpass("Password again: "):
            message = "The two passwords differ. Nothing was made."
            raise CommandError(message)
        by = SystemJob("first_account")
        try:
            validate_password(password, User(email=email, full_name=full_name))
            with transaction.atomic():
                user = create_account(email=email, full_name=full_name, password=password, by=by)
                grant_role(user=user, role=role, from_on=day, by=by)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{full_name} can sign in as {email} and has the role of {Role(role).label}.")
