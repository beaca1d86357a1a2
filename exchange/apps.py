"""The exchange app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """What crosses the border: the national return and spreadsheets, in and out."""

    name = "exchange"
