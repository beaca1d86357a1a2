"""The reviews app."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Reviews: booking, holding, taking part, decisions, record."""

    name = "reviews"

    def ready(self) -> None:
        """Register what roles may reach."""
        from reviews import visibility  # noqa: PLC0415 - models are not ready before

        visibility.register()
