"""The desk app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The pages that bring it all together."""

    name = "desk"

    def ready(self) -> None:
        """Say which lists may be taken away as files, and what people are reminded of."""
        from desk.digest.known import register_sources  # noqa: PLC0415 - models are not ready before
        from desk.downloads import register_lists  # noqa: PLC0415 - models are not ready before

        register_lists()
        register_sources()
