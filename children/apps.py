"""The children app."""

from django.apps import AppConfig


class ChildrenConfig(AppConfig):
    """Children looked after, the people around them, periods of care, episodes and allocations."""

    name = "children"

    def ready(self) -> None:
        """Register what roles may reach."""
        from children import leaving, visibility  # noqa: PLC0415 - models are not ready before

        visibility.register()
        leaving.register()
