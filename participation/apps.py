"""The participation app: what children and parents say, and who stands by them."""

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    """Consultation, advocates and independent visitors."""

    name = "participation"

    def ready(self) -> None:
        """Register what roles may reach."""
        from participation import visibility, visibility_alerts  # noqa: PLC0415 - models are not ready before

        visibility.register()
        visibility_alerts.register()
