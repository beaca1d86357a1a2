"""Open safety alerts, first on the pages on which somebody's day begins."""

import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Capability, may
from audit.reading import saw_all
from design.components import Table
from design.formats import counted
from desk.alerts.presenters import pressing_table
from desk.alerts.rows import open_alerts
from participation.models import SafetyAlert


def alerts_first(request: HttpRequest) -> Table | None:
    """Return the open alerts of whoever reads a page, and note that they saw them; None where there are none."""
    if not may(request.user, Capability.SEE_ALERTS):
        return None
    found = open_alerts(request.user)
    saw_all(request, found)
    return pressing_table(found, timezone.now()) if found else None


def alerts_beside(user: User, _today: datetime.date) -> list[tuple[str, str]]:
    """Return how many alerts are open, and the way to them, for the page of what is addressed to somebody."""
    if not may(user, Capability.SEE_ALERTS):
        return []
    number = SafetyAlert.objects.visible_to(user).open().count()
    return [(f"{counted(number, 'safety alert')} open: act now", reverse("alerts:list"))] if number else []
