"""IROs as choices for a child: their load now and in three months, and whose brother or sister they already know."""

import datetime

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Q

from accounts.models import User
from children.models import Child, IROAllocation
from desk.service.dashboard import dashboard
from desk.service.figures import Moment
from desk.service.presenters import choice_of_iro

MONTHS_AHEAD = 3
ADULT_AGE = 18


def choices_for(child: Child, user: User, now: Moment) -> list[tuple[int, str, str]]:
    """Return the IROs in post as choices for a child, siblings' IROs first, then those with the lightest load."""
    lines = [line for line in dashboard(user, now).lines if line.fte]
    leaving = _turning_18(now.today)
    siblings = _iros_of_siblings(child)
    lines.sort(key=lambda line: (line.pk not in siblings, line.per_fte, line.name))
    return [choice_of_iro(line, leaving=leaving.get(line.pk, 0), is_sibling=line.pk in siblings) for line in lines]


def _turning_18(today: datetime.date) -> dict[int, int]:
    born_by = today + relativedelta(months=MONTHS_AHEAD) - relativedelta(years=ADULT_AGE)
    rows = IROAllocation.objects.open().order_by().values("iro")
    counted = rows.annotate(n=Count("pk", filter=Q(child__date_of_birth__lte=born_by)))
    return {row["iro"]: row["n"] for row in counted}


def _iros_of_siblings(child: Child) -> set[int]:
    if child.siblings_id is None:
        return set()
    others = IROAllocation.objects.open().filter(child__siblings=child.siblings_id).exclude(child=child)
    return set(others.values_list("iro", flat=True))
