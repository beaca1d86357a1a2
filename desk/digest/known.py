"""The sources that the desk itself registers, in the order in which they are told."""

from desk.alerts import reminders as of_alerts
from desk.between import reminders as of_between
from desk.digest import of_iro, of_others
from desk.digest.sources import register


def register_sources() -> None:
    """Register them. Called from `AppConfig.ready()`; other rooms register theirs beside."""
    # What concerns a child's safety comes before everything else.
    for source in (*of_alerts.SOURCES, *of_iro.SOURCES, *of_others.SOURCES, *of_between.SOURCES):
        register(source)
