"""What a child's own page says of the time between two reviews."""

import datetime

from django.urls import reverse

from children.models import Child
from design import formats
from design.components import Fact
from design.templatetags.components import working
from desk.child.rows import Scope
from desk.deadlines import limit_of_check
from desk.histories import of_reviews
from reviews.models import Review


def last_spoken_on(child: Child) -> datetime.date | None:
    """Return when an IRO last spoke with a child: before a review, or between two. Two small queries."""
    before_reviews = child.reviews.filter(spoken_on__isnull=False).exclude(status="voided")
    days = (
        before_reviews.order_by("-spoken_on").values_list("spoken_on", flat=True).first(),
        child.contacts.spoken().order_by("-on").values_list("on", flat=True).first(),
    )
    return max((day for day in days if day), default=None)


def between_facts(child: Child, review: Review | None, scope: Scope) -> list[Fact]:
    """Return when the child was last spoken to, and how the check half-way to the next review stands."""
    spoken_on = formats.day(last_spoken_on(child)) or "Never"
    facts = [Fact("Last spoken to", spoken_on, href=reverse("between:contacts", args=[child.pk]), action="Contacts")]
    check = getattr(review, "midpoint", None)
    if check is None or check.has_lapsed:
        return facts
    if check.done_on:
        made = reverse("between:midpoint-made", args=[check.pk])
        return [*facts, Fact("Mid-point check", f"Made {formats.day(check.done_on)}", href=made, action="Read")]
    opened = working(limit_of_check(check), history=of_reviews([check.review_id]).get(check.review_id, ()))
    href = reverse("between:midpoint", args=[check.pk]) if scope.logs_reviews else ""
    return [*facts, Fact("Mid-point check", opened, href=href, action="Check")]
