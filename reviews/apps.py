"""The reviews app."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Reviews: booking, holding, taking part, decisions, record."""

    name = "reviews"
