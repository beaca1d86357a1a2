"""manage.py database_roles: give PostgreSQL's web role and the log's reader their rights."""

import argparse

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from audit.roles import RoleError, statements


class Command(BaseCommand):
    """Grant what the two roles need and revoke all else. Run it as the owner of the tables, after each migration."""

    help = "Gives the web's role and the log's reader their rights on PostgreSQL. Run it again after every upgrade."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the names of the roles."""
        parser.add_argument("--web", required=True, help="the role that the web server and the worker connect as")
        parser.add_argument("--reader", required=True, help="the role that pages read the log with")
        parser.add_argument("--print", action="store_true", dest="only_print", help="print the statements, run nothing")

    def handle(self, *, web: str, reader: str, only_print: bool, **_options: object) -> None:
        """Print or run. Raises CommandError with one clear line."""
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL has roles.")
        try:
            wanted = list(statements(connection, web, reader))
        except RoleError as error:
            raise CommandError(str(error)) from None
        if only_print:
            self.stdout.write("".join(f"{statement};\n" for statement in wanted))
            return
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in wanted:
                cursor.execute(statement)
        self.stdout.write(f"{web} may work and add to the log; {reader} may read the log ({len(wanted)} statements).")
