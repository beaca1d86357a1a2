"""The reviews app."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Reviews: booking, holding, taking part, decisions, record."""

    name = "reviews"

    def ready(self) -> None:
        """Register what roles may reach, and which limits move with the bank holidays."""
        from office.calendar_effects import register_effects  # noqa: PLC0415 - models are not ready before
        from reviews import clocks, recomputation, visibility  # noqa: PLC0415 - models are not ready before

        visibility.register()
        register_effects(recomputation.effects)
        register_effects(clocks.effects)
