"""The children app."""

from django.apps import AppConfig


class ChildrenConfig(AppConfig):
    """Children looked after, the people around them, periods of care, episodes and allocations."""

    name = "children"
