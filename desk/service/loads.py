"""IROs as choices for a child: their load now and in three months, and whose brother or sister they already know."""

import datetime

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Q

from accounts.enums import Role
from accounts.models import User
from children.confidentiality import conflicts_about, kept_out_of
from children.models import Child, IROAllocation
from desk.service.dashboard import dashboard
from desk.service.figures import Moment
from desk.service.presenters import choice_of_iro

MONTHS_AHEAD = 3
ADULT_AGE = 18


def choices_for(child: Child, siblings: list[Child], now: Moment) -> tuple[list[tuple[int, str, str]], list[str]]:
    """Return the IROs in post as choices for a child, and who is not offered and why, as sentences.

    siblings: the brothers and sisters whom the reader may see. Their IROs come first, then who has the lightest load.
    """
    out = {person.pk: person for person in User.objects.filter(kept_out_of(child))}
    iros = set(User.objects.active().with_role(Role.IRO, now.today).values_list("pk", flat=True))
    able = [line for line in dashboard(now).lines if line.fte and line.pk in iros]
    lines = [line for line in able if line.pk not in out]
    leaving = _turning_18(now.today)
    theirs = _iros_of(siblings)
    lines.sort(key=lambda line: (line.pk not in theirs, line.per_fte, line.name))
    offered = [choice_of_iro(line, leaving=leaving.get(line.pk, 0), is_sibling=line.pk in theirs) for line in lines]
    in_conflict = set(conflicts_about(child).values_list("user", flat=True)) if out else set()
    unlisted = "not on the list of this restricted record"
    return offered, [
        f"{line.name} ({'conflict of interest' if line.pk in in_conflict else unlisted})"
        for line in able
        if line.pk in out
    ]


def _turning_18(today: datetime.date) -> dict[int, int]:
    born_by = today + relativedelta(months=MONTHS_AHEAD) - relativedelta(years=ADULT_AGE)
    rows = IROAllocation.objects.open().order_by().values("iro")
    counted = rows.annotate(n=Count("pk", filter=Q(child__date_of_birth__lte=born_by)))
    return {row["iro"]: row["n"] for row in counted}


def _iros_of(siblings: list[Child]) -> set[int]:
    if not siblings:
        return set()
    return set(IROAllocation.objects.open().filter(child__in=siblings).values_list("iro", flat=True))
