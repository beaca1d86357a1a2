"""Who has read what is restricted, week by week, and who tried what a conflict of interest forbids."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import Capability, may
from audit.reading import saw
from children.models import Child
from desk.confidential import presenters
from desk.confidential.rows import reads_between, tried
from desk.confidential.views.restricting import keepers

WEEK = datetime.timedelta(days=7)
YEAR = datetime.timedelta(days=365)
MOST_WEEKS_BACK = 520


@keepers
@require_safe
def reads(request: HttpRequest) -> HttpResponse:
    """Show who on their lists read restricted records in a week, and to the IG officer who tried what is refused."""
    asked = request.GET.get("back", "")
    weeks = min(int(asked), MOST_WEEKS_BACK) if asked.isdecimal() and len(asked) < len(str(MOST_WEEKS_BACK)) + 1 else 0
    now = timezone.now()
    until = now - weeks * WEEK
    rows = reads_between(request.user, until - WEEK, until)
    ids = {row.child_id for row in rows}
    open_to = set(Child.objects.visible_to(request.user).filter(pk__in=ids).values_list("pk", flat=True))
    children = {
        child.pk: presenters.child_words(child, is_open=child.pk in open_to)
        for child in Child.objects.filter(pk__in=ids)
    }
    saw(request, *ids)
    sees_tries = bool(may(request.user, Capability.SEE_MISUSE_REPORT))
    context = {
        "heading": "Who has read restricted records",
        "caption": "The last 7 days" if not weeks else f"The 7 days to {until.date():%-d %B %Y}",
        "tabs": presenters.tabs(request.user, "reads"),
        "table": presenters.reads_table(rows, children),
        "more": presenters.tried_table(tried(now - YEAR)) if sees_tries else None,
        "before": f"?back={weeks + 1}",
        "after": f"?back={weeks - 1}" if weeks else "",
        "empty_text": "Nobody on their lists has read a restricted record in these days.",
        "empty_more": "What they read is listed here: who, whose record, how often, and when last.",
    }
    return render(request, "desk/confidential/reads.html", context)
