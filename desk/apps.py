"""The desk app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The pages that bring it all together."""

    name = "desk"
