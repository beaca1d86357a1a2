"""The audit app."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.module_loading import autodiscover_modules

from audit.acts import act_text


class AuditConfig(AppConfig):
    """Append-only events and the action decorator; plain ids, no foreign keys, no pages."""

    name = "audit"

    def ready(self) -> None:
        """Know every trigger, keep those of the field history in step with the tables, and able to ask who acts.

        These are Django's hooks of a connection and of `migrate`; no model has a signal.
        """
        autodiscover_modules("triggers")
        connection_created.connect(_tell_who_acts, sender=None)
        pre_migrate.connect(_make_way, sender=self)
        post_migrate.connect(_keep_history, sender=self)


def _make_way(using: str, plan: list[Any], **_given: Any) -> None:
    from audit import history_triggers, triggers  # noqa: PLC0415 - models are not ready before

    if plan and connections[using].vendor == "sqlite":
        history_triggers.remove(connections[using])
        triggers.make_way(connections[using])


def _keep_history(using: str, **_given: Any) -> None:
    from audit import history_triggers, triggers  # noqa: PLC0415 - models are not ready before

    history_triggers.install(connections[using])
    triggers.install_across_tables(connections[using])


def _tell_who_acts(connection: BaseDatabaseWrapper, **_given: Any) -> None:
    """Give SQLite the function that the triggers call; another program's connection has none and cannot write cases."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("audit_act", 0, act_text)
