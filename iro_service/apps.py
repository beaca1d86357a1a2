"""Project wiring as an app, so that its checks are registered."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """Registers the project's own checks."""

    name = "iro_service"

    def ready(self) -> None:
        """Import the checks, which registers them; without this the guard would silently not run."""
        from iro_service import checks  # noqa: F401, PLC0415 - imported for its registrations
