#!/usr/bin/env python
"""Django's command line for the IRO service system."""

import os
import sys


def main() -> None:
    """Run the command named on the command line under the development settings unless told otherwise."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iro_service.settings.dev")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - settings must be named first

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
