"""The participation app."""

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    """Consultation answers and advocacy."""

    name = "participation"
