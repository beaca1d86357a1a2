"""The participation app."""

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    """Consultation answers and advocacy."""

    name = "participation"

    def ready(self) -> None:
        """Register what roles may reach."""
        from participation import visibility  # noqa: PLC0415 - models are not ready before

        visibility.register()
