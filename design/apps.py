"""The design app."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """GOV.UK-style components, form base and date input; knows no case."""

    name = "design"
