"""The reporting app."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Figures, periodic reports, the annual report and its publication."""

    name = "reporting"
