"""The embedded default: SQLite and a broker made of files, on this machine only."""

from iro_service.settings.base import *  # noqa: F403 - settings are a flat namespace by Django's convention

DEBUG = False
