"""Safety alerts ready for a page: a fixed number of queries, whatever their number."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import OuterRef, Subquery

from accounts.models import User
from children.models import IROAllocation
from participation.enums_alerts import AlertStatus
from participation.models import SafetyAlert
from participation.querysets_alerts import AlertQuerySet

OPEN = "open"


def ready(alerts: AlertQuerySet) -> AlertQuerySet:
    """Return alerts with what their rows show, the most pressing first."""
    iro = IROAllocation.objects.open().filter(child=OuterRef("child")).values("iro__full_name")[:1]
    shown: AlertQuerySet = (
        alerts.select_related("child", "acknowledged_by", "closing")
        .annotate(iro_name=Subquery(iro))
        .most_pressing_first()
    )
    return shown


def listed(user: User, asked: Mapping[str, Any], find: Callable[[str], Any]) -> AlertQuerySet:
    """Return the alerts of the list, narrowed by what was asked for.

    An operational manager finds by name only among the children whom they reach otherwise too.
    """
    found: AlertQuerySet = SafetyAlert.objects.visible_to(user)
    if words := asked.get("child"):
        found = found.filter(child__in=find(words))
    state = asked.get("state")
    if state == OPEN:
        found = found.open()
    elif state in AlertStatus.values:
        found = found.filter(status=state)
    if grade := asked.get("grade"):
        found = found.filter(grade=grade)
    return ready(found)


def open_alerts(user: User) -> list[SafetyAlert]:
    """Return the open alerts that somebody may see, the most pressing first: one query."""
    found = SafetyAlert.objects.visible_to(user).open()
    return list(ready(found))
