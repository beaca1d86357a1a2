"""The audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Append-only events and the action decorator; plain ids, no foreign keys, no pages."""

    name = "audit"
