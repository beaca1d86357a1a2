"""The office app."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """What any office has: the clock, bank holidays, settings, jobs, drafts, outgoing mail."""

    name = "office"
