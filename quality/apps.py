"""The quality app."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """Audits of practice, checklists, resource concerns, good practice, the service's activity."""

    name = "quality"

    def ready(self) -> None:
        """Register what roles may reach."""
        from quality import visibility  # noqa: PLC0415 - models are not ready before

        visibility.register()
