"""The disputes app."""

from django.apps import AppConfig


class DisputesConfig(AppConfig):
    """The resolution protocol: issues, stages, replies, Cafcass referral."""

    name = "disputes"

    def ready(self) -> None:
        """Register what roles may reach."""
        from disputes import limits, visibility  # noqa: PLC0415 - models are not ready before
        from office.calendar_effects import register_effects  # noqa: PLC0415 - models are not ready before

        visibility.register()
        register_effects(limits.effects)
