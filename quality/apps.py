"""The quality app."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """Audits of practice, checklists, resource concerns, good practice, the service's activity."""

    name = "quality"
